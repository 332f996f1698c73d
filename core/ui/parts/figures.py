"""Tiles: numbers a leader may quote, and plain counts of a task in hand."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

import streamlit as st

from core.ui.words import safe

TILE = 170  # px; five tiles stand in one row on a desk, two on a tablet

Tone = Literal["off", "green", "orange"]


class Rule(NamedTuple):
    """How a number is counted: numerator and denominator, what is left out, what else to know."""

    counted: str
    left_out: str = ""
    note: str = ""

    @property
    def markdown(self) -> str:
        parts = (("怎么算", self.counted), ("不含", self.left_out), ("另外", self.note))
        return "\n\n".join(f"**{head}**：{safe(words)}" for head, words in parts if words)


class Kpi(NamedTuple):
    """One number with its rule and its comparison.

    `against` names the comparison in about six characters; `change` is a signed figure with an ASCII minus
    (words.signed) or a plain word with arrow=False; `trend` holds earlier values, oldest first. There is no red tone.
    """

    label: str
    value: str
    rule: Rule
    against: str
    change: str | None = None
    tone: Tone = "off"
    arrow: bool = True
    trend: tuple[float, ...] | None = None


class Tally(NamedTuple):
    """One plain count with a note; no trend, no judgement."""

    label: str
    value: str
    note: str


def kpi(tile: Kpi) -> None:
    """Draw one number."""
    st.metric(
        safe(tile.label),
        safe(tile.value),
        tile.change and safe(tile.change),
        delta_color=tile.tone,
        delta_arrow="auto" if tile.arrow else "off",
        delta_description=safe(tile.against),
        help=tile.rule.markdown,
        border=True,
        chart_data=tile.trend,
        height="stretch",
    )


def kpis(tiles: Sequence[Kpi]) -> None:
    """A row of numbers that reflows by its own room."""
    grid = st.grid(len(tiles), min_column_width=TILE)
    for tile in tiles:
        with grid:
            kpi(tile)


def tally(tiles: Sequence[Tally]) -> None:
    """A row of plain counts."""
    grid = st.grid(len(tiles), min_column_width=TILE)
    for tile in tiles:
        with grid:
            st.metric(
                safe(tile.label), safe(tile.value), border=True, delta_description=safe(tile.note), height="stretch"
            )
