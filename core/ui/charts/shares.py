"""A few things by the share that was reached: bars from zero with their figure and n."""

from collections.abc import Sequence
from typing import NamedTuple

import altair as alt
import pandas as pd

from core.ui import theme
from core.ui.charts.picture import BARE, Picture, from_right, told_apart
from core.ui.words import percent

FIGURES = 130  # px at the right for the share and n
SHARE = 76
BAR, ROW = 16, 30
NAME = 18  # characters
LABEL = 230  # px


class ShareBar(NamedTuple):
    """What it is, which share (0 to 1) was reached, and of how many, in words."""

    name: str
    share: float
    n: str


def share_bars(bars: Sequence[ShareBar], *, subject: str, colour: str = theme.SAND) -> Picture:
    """A bar each, in the order given."""
    frame = pd.DataFrame(
        {
            "name": told_apart(_short(bar.name) for bar in bars),
            "share": [bar.share for bar in bars],
            "figure": [percent(bar.share) for bar in bars],
            "n": [bar.n for bar in bars],
        }
    )
    names = alt.Axis(labelColor=theme.INK, labelLimit=LABEL)
    scale = alt.Scale(domain=[0, 1], nice=False, rangeMax=from_right(FIGURES))
    base = alt.Chart(frame).encode(y=alt.Y("name:N", sort=None, title=None, axis=names))
    drawn = base.mark_bar(size=BAR, color=colour).encode(x=alt.X("share:Q", axis=BARE, scale=scale))
    figures = base.mark_text(align="right", fontWeight=700, x=from_right(SHARE)).encode(text="figure:N")
    counts = base.mark_text(align="right", color=theme.SOFT, x=from_right(0)).encode(text="n:N")
    said = "；".join(f"{bar.name} {percent(bar.share)}（{bar.n}）" for bar in bars)
    return Picture((drawn + figures + counts).properties(height=alt.Step(ROW)), f"{subject}：{said}")


def _short(name: str) -> str:
    return name if len(name) <= NAME else f"{name[: NAME - 1]}…"
