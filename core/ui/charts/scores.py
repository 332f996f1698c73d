"""One scale over the years: named bands from the scale's lower end, a figure at every point."""

from collections.abc import Sequence
from typing import NamedTuple

import altair as alt
import pandas as pd

from core.ui import theme
from core.ui.charts.picture import Picture, told_apart

HEIGHT = 240  # px
SHADES = ("#F3F6F4", "#F4ECDD", "#EFE4D0", "#E9DCC3", "#E3D3B4", "#DCC9A4")
"""Bands of a score, not tiers: paper turning into sand, none of them a warning colour."""


class Scored(NamedTuple):
    """A score and when it was; nothing says whose it is."""

    when: str
    score: float
    band: str


class Span(NamedTuple):
    """A named stretch of the scale."""

    name: str
    low: float
    high: float


def scores(points: Sequence[Scored], spans: Sequence[Span], *, low: float, high: float, subject: str) -> Picture:
    """Scores in order, over the bands they are read against."""
    y = alt.Scale(domain=[low, high], nice=False)
    x = alt.X("when:N", sort=None, title=None, scale=alt.Scale(padding=0.6))
    shades = [SHADES[min(at, len(SHADES) - 1)] for at in range(len(spans))]
    order = [str(at) for at in range(len(spans))]
    bands = pd.DataFrame(
        {"at": order, "low": [one.low for one in spans], "high": [one.high for one in spans],
         "name": [one.name for one in spans]}
    )  # fmt: skip
    fill = alt.Color("at:N", scale=alt.Scale(domain=order, range=shades), legend=None)
    under = alt.Chart(bands).encode(y=alt.Y("low:Q", scale=y, title=None), y2="high:Q")
    words = alt.Chart(bands).mark_text(align="left", baseline="bottom", x=8, dy=-4, color=theme.SOFT)
    frame = pd.DataFrame({"when": told_apart(one.when for one in points), "score": [one.score for one in points],
                          "figure": [f"{one.score:g}" for one in points]})  # fmt: skip
    line = alt.Chart(frame).encode(x=x, y=alt.Y("score:Q", scale=y, title=None))
    layers = [
        words.encode(y=alt.Y("low:Q", scale=y, title=None), text="name:N"),
        line.mark_line(color=theme.PINE),
        line.mark_point(color=theme.PINE, filled=True, size=70, opacity=1),
        line.mark_text(dy=-14, fontWeight=700).encode(text="figure:N"),
    ]
    chart = sum(layers, start=alt.LayerChart(layer=[under.mark_rect().encode(color=fill)]))
    return Picture(chart.properties(height=HEIGHT), f"{subject}：{_said(points)}")


def _said(points: Sequence[Scored]) -> str:
    return "，".join(f"{one.when} {one.score:g}{f'（{one.band}）' if one.band else ''}" for one in points)
