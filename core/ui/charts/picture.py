"""A chart together with what it says in words."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

import altair as alt
import streamlit as st

from core.ui import theme

BARE = alt.Axis(labels=False, title=None, grid=False)
NAMES = alt.Axis(labelColor=theme.INK)


class Picture(NamedTuple):
    """A chart and its alternative: the facts for those who do not see it."""

    chart: alt.LayerChart
    alt: str


def show(picture: Picture, *, key: str) -> None:
    """Draw the chart over the width it is given."""
    st.altair_chart(picture.chart, theme=None, alt=picture.alt, key=key)


def from_right(pixels: int) -> alt.ExprRef:
    """A place counted from the chart's right edge: a column of figures keeps its room at any width."""
    return alt.expr(f"width - {pixels}")


def told_apart(names: Iterable[str]) -> list[str]:
    """Names in order, a repeated one numbered: two schools of one name must not share a bar."""
    seen: Counter[str] = Counter()
    unique = []
    for name in names:
        seen[name] += 1
        unique.append(name if seen[name] == 1 else f"{name}（{seen[name]}）")
    return unique
