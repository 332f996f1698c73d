"""Many schools by a few indicators: a tile each with its figure, deeper where more of the points was reached."""

from collections.abc import Sequence
from typing import NamedTuple

import altair as alt
import pandas as pd

from core.ui import theme
from core.ui.charts.picture import NAMES, Picture, told_apart
from core.ui.words import Absence, percent

STEPS = (0.6, 0.7, 0.8, 0.9)
FILLS = ("#F7FAF8", "#E3EFEA", "#C3DED5", "#A6CEC2", "#86BBAD")  # ink stays above 4.5:1 on each
LEGEND = "数字是得分率（%），颜色越深得分率越高：不到 60、60—70、70—80、80—90、90 及以上"
HEAD = 6  # characters of a line of a column's head
LINES = "split(datum.label,'|')"
ROW = 30  # px


class HeatRow(NamedTuple):
    """One school and its shares (0 to 1), in the order of the columns."""

    name: str
    shares: tuple[float | Absence, ...]


def heat_map(columns: Sequence[str], rows: Sequence[HeatRow], *, subject: str) -> Picture:
    """A row a school in the order given; every tile holds its figure, and a missing one says why in a word."""
    heads = told_apart(_broken(name) for name in columns)
    names = told_apart(row.name for row in rows)
    cells = [
        (name, head, _figure(share), _depth(share))
        for name, row in zip(names, rows, strict=True)
        for head, share in zip(heads, row.shares, strict=True)
    ]
    frame = pd.DataFrame(cells, columns=["school", "item", "figure", "depth"])
    top = alt.Axis(orient="top", labelExpr=LINES, labelLineHeight=15, labelPadding=8, labelColor=theme.INK)
    base = alt.Chart(frame).encode(
        x=alt.X("item:N", sort=heads, title=None, axis=top, scale=alt.Scale(domain=heads, paddingInner=0.04)),
        y=alt.Y("school:N", sort=names, title=None, axis=NAMES, scale=alt.Scale(paddingInner=0.1)),
    )
    scale = alt.Scale(domain=list(range(-1, len(FILLS))), range=["#FFFFFF", *FILLS])
    tiles = base.mark_rect(cornerRadius=3, stroke=theme.LINE).encode(fill=alt.Fill("depth:O", scale=scale, legend=None))
    figures = base.mark_text(fontWeight=700).encode(text="figure:N")
    return Picture((tiles + figures).properties(height=alt.Step(ROW)), f"{subject}：{_said(columns, rows)}")


def _broken(name: str) -> str:
    lines = [name[at : at + HEAD] for at in range(0, min(len(name), 2 * HEAD), HEAD)]
    return "|".join(lines) + ("…" if len(name) > 2 * HEAD else "")


def _figure(share: float | Absence) -> str:
    return share.mark if isinstance(share, Absence) else percent(share).removesuffix("%")


def _depth(share: float | Absence) -> int:
    return -1 if isinstance(share, Absence) else sum(share >= step for step in STEPS)


def _said(columns: Sequence[str], rows: Sequence[HeatRow]) -> str:
    each = (
        f"{row.name} " + "、".join(f"{name} {_figure(one)}" for name, one in zip(columns, row.shares, strict=True))
        for row in rows[:6]
    )
    return "；".join(each) + ("；其余见表" if len(rows) > 6 else "")
