"""Buttons that promise something: a file to keep, a step that cannot be undone by a click."""

from collections.abc import Callable

import streamlit as st

from core.ui.parts.icons import icon
from core.ui.words import safe

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def download(
    label: str, content: bytes | Callable[[], bytes], file_name: str, *, mime: str, key: str, lead: bool = False
) -> None:
    """A file to keep. A callable makes it on the click, outside the page's run: it must ask for rights itself."""
    st.download_button(
        safe(label),
        content,
        file_name,
        mime,
        key=key,
        icon=icon("download"),
        type="primary" if lead else "secondary",
        on_click="ignore",
    )


def confirm(promise: str, *, yes: str, no: str, key: str, lead: bool = True) -> bool | None:
    """A ticked promise and two buttons: True to go ahead, False to leave it, None while neither is decided.

    `key` is the form's token: after success a new one clears the tick. `lead` fills the button: one a page.
    """
    with st.form(key):
        ticked = st.checkbox(safe(promise), key=f"{key}.ticked")
        with st.container(horizontal=True):
            agreed = st.form_submit_button(safe(yes), type="primary" if lead else "secondary", key=f"{key}.yes")
            declined = st.form_submit_button(safe(no), key=f"{key}.no")
        if agreed and not ticked:
            st.caption(f"{icon('info')} 请先在上面打勾，表示已经核对。")
    return True if agreed and ticked else False if declined else None
