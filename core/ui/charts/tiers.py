"""How many students stand in each tier: by stage as bars, by school as a board of figures."""

from collections.abc import Sequence
from typing import NamedTuple

import altair as alt
import pandas as pd

from core.ui import theme
from core.ui.charts.picture import BARE, NAMES, Picture
from core.ui.words import Absence, Figure, Level, count, share

HEIGHT = 270  # px
HEADROOM = 54  # px above the tallest bar for share, figure and sign
LABEL_LINES = "split(datum.label,'|')"
PALE = ["#F7FAF8", "#EAF3EF", "#DBEAE4", "#CDE2DA"]  # soft text stays above 4.5:1 on each


class TierCount(NamedTuple):
    """How many of a group's tested students stand in one tier."""

    group: str
    level: Level
    people: Figure
    tested: Figure


def tiers_by_group(cells: Sequence[TierCount], *, subject: str) -> Picture:
    """A few groups side by side: each bar wears sign, figure and share; a suppressed one has no height and says 隐."""
    levels, groups = _levels(cells), list(dict.fromkeys(_headed(cell) for cell in cells))
    names = [level.text for level in levels]
    frame = _bars_frame(cells)
    fill = alt.Color("name:N", scale=alt.Scale(domain=names, range=[level.look.fill for level in levels]), legend=None)
    tallest = max(1, int(frame["height"].max()))
    axis = alt.Axis(labelColor=theme.INK, labelFontSize=13, labelPadding=8, labelExpr=LABEL_LINES, labelLineHeight=18)
    base = alt.Chart(frame).encode(
        x=alt.X("group:N", sort=groups, title=None, axis=axis, scale=alt.Scale(paddingInner=0.2, paddingOuter=0.1)),
        xOffset=alt.XOffset("name:N", sort=names, scale=alt.Scale(domain=names, paddingInner=0.12)),
        y=alt.Y("height:Q", axis=BARE, scale=alt.Scale(domain=[0, tallest], nice=False, rangeMax=HEADROOM)),
    )
    floor = alt.Chart(pd.DataFrame({"height": [0]})).mark_rule(color=theme.LINE).encode(y="height:Q")
    bars = base.mark_bar().encode(color=fill)
    shares = base.mark_text(dy=-9, fontSize=11, color=theme.SOFT).encode(text="share:N")
    figures = base.mark_text(dy=-24, fontWeight=700).encode(text="figure:N")
    signs = base.mark_text(dy=-41).encode(text="sign:N", color=fill)
    chart = (floor + bars + shares + figures + signs).properties(height=HEIGHT)
    return Picture(chart, f"{subject}：{_said(cells)}")


def tier_board(cells: Sequence[TierCount], *, subject: str) -> Picture:
    """Many groups: a row each, a column a tier, a figure in every cell, deeper where its share is larger in that column."""
    names, groups = [level.text for level in _levels(cells)], list(dict.fromkeys(cell.group for cell in cells))
    frame = _board_frame(cells)
    top = alt.Axis(orient="top", labelColor=theme.INK, labelFontSize=13, labelPadding=10)
    base = alt.Chart(frame).encode(
        x=alt.X("name:N", sort=names, title=None, axis=top, scale=alt.Scale(domain=names, paddingInner=0.04)),
        y=alt.Y("group:N", sort=groups, title=None, axis=NAMES, scale=alt.Scale(paddingInner=0.1)),
    )
    depth = alt.Fill("depth:O", scale=alt.Scale(domain=list(range(len(PALE))), range=PALE), legend=None)
    tiles = base.mark_rect(cornerRadius=3).encode(fill=depth)
    figures = base.mark_text(align="right", fontWeight=700, dx=-6).encode(text="figure:N")
    shares = base.mark_text(align="left", color=theme.SOFT, dx=6).encode(text="share:N")
    return Picture((tiles + figures + shares).properties(height=alt.Step(30)), f"{subject}：{_said(cells)}")


def _levels(cells: Sequence[TierCount]) -> list[Level]:
    return list(dict.fromkeys(cell.level for cell in cells))


def _headed(cell: TierCount) -> str:
    return f"{cell.group}|n = {count(cell.tested)}"


def _mark(figure: Figure) -> str:
    return figure.mark if isinstance(figure, Absence) else count(figure)


def _share(cell: TierCount) -> str:
    return share(cell.people, cell.tested) if isinstance(cell.people, int) and isinstance(cell.tested, int) else ""


def _bars_frame(cells: Sequence[TierCount]) -> pd.DataFrame:
    rows = [
        (
            _headed(cell),
            cell.level.text,
            cell.level.look.sign,
            cell.people if isinstance(cell.people, int) else 0,
            _mark(cell.people),
            _share(cell),
        )
        for cell in cells
    ]
    return pd.DataFrame(rows, columns=["group", "name", "sign", "height", "figure", "share"])


def _board_frame(cells: Sequence[TierCount]) -> pd.DataFrame:
    highest: dict[Level, float] = {}
    for cell in cells:
        highest[cell.level] = max(highest.get(cell.level, 0.0), _ratio(cell))
    rows = [
        (cell.group, cell.level.text, _depth(_ratio(cell), highest[cell.level]), _mark(cell.people), _share(cell))
        for cell in cells
    ]
    return pd.DataFrame(rows, columns=["group", "name", "depth", "figure", "share"])


def _ratio(cell: TierCount) -> float:
    if isinstance(cell.people, Absence) or isinstance(cell.tested, Absence) or not cell.tested:
        return 0.0
    return cell.people / cell.tested


def _depth(ratio: float, highest: float) -> int:
    return min(len(PALE) - 1, int(ratio / highest * len(PALE))) if highest else 0


def _said(cells: Sequence[TierCount]) -> str:
    groups = dict.fromkeys(cell.group for cell in cells)
    each = (
        f"{group} " + "、".join(f"{cell.level.label} {count(cell.people)}" for cell in cells if cell.group == group)
        for group in list(groups)[:6]
    )
    return "；".join(each) + ("；其余见表" if len(groups) > 6 else "")
