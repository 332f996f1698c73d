"""进度板: which season and place, and schools by items as a board whose tiles can be picked."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

import streamlit as st

from core.activities.queries import Board, SchoolLine, SeasonRow
from core.activities.rules import SeasonState
from core.activities.rules.checklists import ItemSpec
from core.activities.rules.progress import Cell
from core.organisations.queries import OrgRow
from core.organisations.rules import STAGE_TITLES, Stage
from core.ui import charts, parts, state
from core.ui.words import safe

SEASON = "activities.season"
WIDEST = 10  # items in one picture: a tile on a phone stays wide enough for a character
LATE, HOLLOW = "迟", "空"


class Order(StrEnum):
    """How the schools are sorted."""

    RATE = "按完成度"
    HELP = "先看可以帮的"
    NAME = "按校名"


class Place(NamedTuple):
    """What part of a season is looked at: what lies at or below a path, the schools with one stage."""

    below: str = "/"
    stage: Stage | None = None

    @property
    def whole(self) -> bool:
        """Whether nothing is left out."""
        return self == Place()


class Picked(NamedTuple):
    """The tile somebody picked."""

    school: SchoolLine
    item: ItemSpec
    cell: Cell


def no_season(*, runs: bool) -> bool:
    """Nothing to show yet; answers whether somebody who may make a season wants to."""
    if runs:
        why = "选一份清单、定好日期，发布以后，每所学校做到哪一项都会排在这里。"
        return parts.empty("grid_on", "还没有发布活动月", why, "去建活动月", key="board.none")
    parts.empty("grid_on", "还没有发布活动月", "教育局发布以后，要做的事项和进度会排在这里。", key="board.none")
    return False


def pick_season(seasons: Sequence[SeasonRow], today: date) -> SeasonRow:
    """One of the seasons (some); at first the one that another page left, else the latest that has begun."""
    titles = {one.id: _title(one) for one in seasons}
    begun = [one.id for one in seasons if one.starts_on <= today]
    held = state.held(SEASON)
    first = held if held in titles else (begun or list(titles))[0]
    chosen = st.selectbox(
        "活动月", list(titles), index=list(titles).index(int(first)), format_func=titles.__getitem__, key="board.season"
    )
    state.hold(SEASON, chosen)
    return next(one for one in seasons if one.id == chosen)


def pick_place(bureaus: Sequence[OrgRow]) -> Place:
    """The whole, a place below the first of several bureaus, or schools with one stage."""
    below, stages = {one.path: one.name for one in bureaus[1:]}, dict(STAGE_TITLES)
    path = "/"
    if below:
        path = st.selectbox("地区", ["/", *below], format_func=lambda one: below.get(one, "全部"), key="board.place")
    stage = st.selectbox("学段", [None, *stages], format_func=lambda one: stages.get(one, "全部"), key="board.stage")
    return Place(path, stage)


def legend(items: Sequence[ItemSpec]) -> None:
    """What the characters mean, and which items are in no sum."""
    marks = [f"**{one.sign}** {one.label}" if one.sign else f"空白 {one.label}" for one in charts.MARKS.values()]
    more = f"**{LATE}** 到期以后才报", f"**{HOLLOW}** 报了，没有人数和材料"
    free = "、".join(safe(one.title) for one in items if not one.required)
    st.caption("　".join([*marks, *more]) + (f"　·　选做、不计入合计：{free}" if free else ""))


def ordered(schools: Sequence[SchoolLine], order: Order) -> list[SchoolLine]:
    """The schools sorted; those that nothing is asked of come last."""
    if order is Order.NAME:
        return list(schools)
    least = order is Order.HELP
    return sorted(
        schools, key=lambda one: (one.line.due == 0, (one.line.rate or 0.0) * (1 if least else -1), one.school)
    )


def pick_order() -> Order:
    """How to sort."""
    return st.segmented_control(
        "排序", list(Order), default=Order.RATE, required=True, key="board.order", label_visibility="collapsed"
    )


def pick_cell(board: Board, schools: Sequence[SchoolLine]) -> Picked | None:
    """Draw these schools; answers the tile picked. A long checklist is drawn in parts."""
    first = _part(board.items)
    items = board.items[first : first + WIDEST]
    rows = [charts.ProgressRow(one.school, _tiles(one.cells[first : first + WIDEST]), _total(one)) for one in schools]
    subject = f"{board.season.title}，{len(board.schools)} 所学校、{len(board.items)} 项活动的进度"
    picture = charts.progress_board([one.short for one in items], rows, subject=subject)
    found = charts.pick_tile(picture, key=f"board.tiles.{board.season.id}.{first}")
    if found is None or found[0] >= len(schools) or found[1] >= len(items):
        return None
    school = schools[found[0]]
    return Picked(school, items[found[1]], school.cells[first + found[1]])


def _part(items: Sequence[ItemSpec]) -> int:
    firsts = list(range(0, len(items), WIDEST))
    if len(firsts) == 1:
        return 0
    return st.segmented_control(
        "事项", firsts, format_func=lambda at: f"第 {at + 1}—{min(at + WIDEST, len(items))} 项", default=0, required=True,
        key="board.part", label_visibility="collapsed",
    )  # fmt: skip


def _tiles(cells: Sequence[Cell]) -> tuple[charts.Tile, ...]:
    return tuple(charts.Tile(one.state.value, HOLLOW if one.hollow else LATE * _shows_late(one)) for one in cells)


def _shows_late(one: Cell) -> bool:
    """What is still missing says so itself."""
    return one.late and one.sessions > 0


def _total(one: SchoolLine) -> str:
    return f"{one.line.done}/{one.line.due}" if one.line.due else "免"


def _title(season: SeasonRow) -> str:
    return season.title + ("（已结束）" if season.state is SeasonState.CLOSED else "")
