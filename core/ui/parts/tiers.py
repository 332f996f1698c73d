"""Tiers as badges: sign, word and colour together, always."""

from collections.abc import Iterable

import streamlit as st

from core.ui.words import Level, safe

WIDE_SPACE = "　"


def tier_badge(level: Level) -> None:
    """One tier as a badge."""
    st.markdown(level.badge, width="content")


def tier_legend(levels: Iterable[Level], *, brief: bool = False) -> None:
    """What the signs mean, who leads and by when; stands above every list that shows tiers. `brief` leaves the duty out."""
    st.markdown(WIDE_SPACE.join(_entry(level, brief=brief) for level in levels))


def _entry(level: Level, *, brief: bool) -> str:
    duty = "" if brief or not level.duty else f" :gray[{safe(level.duty)}]"
    return f":small[{level.badge}{duty}]"
