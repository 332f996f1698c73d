"""The months of a school year: a bar for this one, a mark for the same month of the one before."""

from collections.abc import Sequence
from typing import NamedTuple

import altair as alt
import pandas as pd

from core.ui import theme
from core.ui.charts import Picture

HEIGHT = 240  # px
NOW, BEFORE = "本学年", "上一学年同月"


class MonthBar(NamedTuple):
    """A month, and how many there were in it now and a year before."""

    name: str
    now: int
    before: int


def month_bars(bars: Sequence[MonthBar], *, subject: str) -> Picture:
    """Bars from zero with their figures; a mark where the year before stood, where it had anything."""
    frame = pd.DataFrame([{**one._asdict(), "figure": f"{one.now:,}" if one.now else ""} for one in bars])
    frame["this"], frame["last"] = NOW, BEFORE
    x = alt.X("name:N", sort=None, title=None, axis=alt.Axis(labelAngle=0, labelColor=theme.INK, labelOverlap=True))
    axis = alt.Axis(grid=True, tickCount=4, format=",d", tickMinStep=1)
    y = alt.Y("now:Q", title=None, axis=axis, scale=alt.Scale(zero=True, nice=True))
    colours = alt.Scale(domain=[NOW, BEFORE], range=[theme.PINE, theme.SAND])
    base = alt.Chart(frame).encode(x=x)
    drawn = base.mark_bar(cornerRadiusEnd=2).encode(y=y, color=alt.Color("this:N", scale=colours, title=None))
    marks = base.transform_filter("datum.before > 0").mark_tick(thickness=3, width={"band": 0.8})
    earlier = marks.encode(y=alt.Y("before:Q"), color=alt.Color("last:N", scale=colours, title=None))
    figures = base.mark_text(baseline="bottom", dy=-3, fontWeight=700).encode(y=y, text="figure:N")
    chart: alt.LayerChart = (drawn + earlier + figures).properties(height=HEIGHT)
    return Picture(chart, f"{subject}：" + "；".join(f"{one.name} {one.now:,}（上年 {one.before:,}）" for one in bars))
