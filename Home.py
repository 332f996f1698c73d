"""守望: run by Streamlit as the script of every page, and imported once as the web application around them."""

import streamlit as st

if __name__ == "__main__":
    from core.ui import frame

    frame.draw()
else:
    from streamlit.runtime.pages_manager import PagesManager

    from core import web
    from core.ops import start

    start.prepare()
    start.catch_up()
    web.keep_messages_out_of_the_log()
    PagesManager.uses_pages_directory = False  # or Streamlit would serve pages before this script has guarded them
    app = st.App(__file__, routes=web.ROUTES, middleware=web.MIDDLEWARE, on_script_error=web.show_fault)
