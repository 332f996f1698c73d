"""Buttons that promise something: a file to keep, a step that cannot be undone by a click, a new version."""

from collections.abc import Callable

import streamlit as st

from core.ui.parts.heads import section
from core.ui.parts.icons import icon
from core.ui.words import safe

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
REASON = 300
"""Characters of why a version is published; the actions hold it too."""


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


def publishing(meaning: str, *, sound: bool, key: str) -> str | None:
    """The last step of a draft: what publishing means, why it is done, and the button; the reason once it was sent.

    A draft that is not `sound` is not offered for publishing. `key` is the form's token.
    """
    section("发布", meaning)
    if not sound:
        st.caption("上面还有要改好的地方，改好就能发布。")
        return None
    with st.form(key):
        reason = st.text_area(
            "为什么这样定", max_chars=REASON, height=90, key=f"{key}.note", placeholder="依据哪份文件，改了什么"
        )
        return reason if st.form_submit_button("发布", type="primary") else None
