"""The months of a school year: a bar for each, beside that of the same month a year before."""

from collections.abc import Sequence
from typing import NamedTuple

import altair as alt
import pandas as pd

from core.ui import theme
from core.ui.charts import Picture

HEIGHT = 240  # px
NOW, BEFORE = "本学年", "上一学年同月"
PALE = "#CFC3AB"


class MonthBar(NamedTuple):
    """A month, and how many there were in it now and a year before."""

    name: str
    now: int
    before: int


def month_bars(bars: Sequence[MonthBar], *, subject: str) -> Picture:
    """Two bars a month from zero, the earlier one first; this year's bear their figures."""
    rows = [
        {"name": one.name, "which": which, "value": value, "figure": f"{value:,}" if value and which == NOW else ""}
        for one in bars
        for which, value in ((BEFORE, one.before), (NOW, one.now))
    ]
    x = alt.X("name:N", sort=None, title=None, axis=alt.Axis(labelColor=theme.INK), scale=alt.Scale(paddingInner=0.35))
    beside = alt.XOffset("which:N", sort=[BEFORE, NOW])
    axis = alt.Axis(grid=True, tickCount=4, format=",d", tickMinStep=1)
    y = alt.Y("value:Q", title=None, axis=axis, scale=alt.Scale(zero=True, nice=True))
    colour = alt.Color("which:N", scale=alt.Scale(domain=[NOW, BEFORE], range=[theme.PINE, PALE]), title=None)
    base = alt.Chart(pd.DataFrame(rows)).encode(x=x, xOffset=beside, y=y)
    drawn = base.mark_bar(cornerRadiusEnd=2).encode(color=colour)
    figures = base.mark_text(baseline="bottom", dy=-3, fontWeight=700, color=theme.INK).encode(text="figure:N")
    chart: alt.LayerChart = (drawn + figures).properties(height=HEIGHT)
    return Picture(chart, f"{subject}：" + "；".join(f"{one.name} {one.now:,}（上年 {one.before:,}）" for one in bars))
