"""What the product says of itself: nothing here, done, not now."""

from collections.abc import Iterable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.errors import AppError
from core.ui.parts.icons import icon
from core.ui.parts.lists import Fact, facts
from core.ui.state import Flash
from core.ui.words import error_words, safe

RECEIPT = 560  # px


def empty(symbol: str, title: str, why: str, action: str | None = None, *, key: str) -> bool:
    """Nothing to show is an answer too: what is empty, why, and one next step. Answers whether that was pressed."""
    with st.container(border=True, horizontal_alignment="center", gap="xsmall"):
        st.space("xsmall")
        st.markdown(f"## :gray[{icon(symbol)}]", width="content", anchors=False)
        st.markdown(f"**{safe(title)}**", width="content", text_alignment="center")
        st.caption(safe(why), width="content", text_alignment="center")
        pressed = action is not None and st.button(safe(action), key=key)
        st.space("xsmall")
    return pressed


def refusal(error: AppError) -> None:
    """Why a step was not done, in words; what was typed stays."""
    st.warning(safe(error_words(error)), icon=icon("info"))


def flashes(waiting: Iterable[Flash]) -> None:
    """The messages that the last run left for this one."""
    draw = {"success": (st.success, "task_alt"), "info": (st.info, "info"), "warning": (st.warning, "info")}
    for flash in waiting:
        box, symbol = draw[flash.tone]
        box(safe(flash.text), icon=icon(symbol))


def receipt(title: str, sentence: str, pairs: Iterable[Fact]) -> DeltaGenerator:
    """What was done, as a paper to keep (回执); answers the place for its buttons."""
    st.success(safe(sentence), icon=icon("task_alt"), title=safe(title))
    with st.container(border=True, width=RECEIPT):
        facts(pairs)
        return st.container(horizontal=True)
