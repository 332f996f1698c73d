"""Forms on rows that two people may edit."""

import streamlit as st

from core.ui import state


def in_hand(edition: int, *, form: str, at: str, said: str) -> int:
    """The edition that the form shows; a newer one is shown on a click, never slipped in below what was typed.

    `form` is the form's name, `at` its key, `said` what is told when somebody else has changed it since. -1 is none yet.
    """
    name = f"edition.{at}"
    held = state.held(name)
    if held in (None, edition):
        state.hold(name, edition)
        return edition
    st.info(said, icon=":material/info:")
    if st.button("看最新的", key=f"{at}.newest"):
        state.renew(form)
        st.rerun()
    return int(held or 0)
