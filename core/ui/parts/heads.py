"""Heads: what a block answers, and the one sentence a page opens with."""

import streamlit as st

from core.ui.words import safe

NOTHING = "\u00a0"  # keeps the head's height when there is no note


def section(title: str, note: str = "", *, rule: str | None = None) -> None:
    """A section's head; the note at its right says unit, n or order, the rule opens behind the question mark."""
    with st.container(
        horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", gap="small", wrap=True
    ):
        st.subheader(safe(title), anchor=False, help=rule and safe(rule), width="content")
        st.caption(safe(note) or NOTHING, width="content")


def brief(sentence: str, **figures: str) -> None:
    """The sentence a leader takes away: blanks such as {rate} are filled in bold, "普测完成 {rate}"."""
    bold = {name: f"**{safe(figure)}**" for name, figure in figures.items()}
    with st.container(border=True):
        st.markdown(f"##### {sentence.format_map(bold)}", anchors=False)
