"""进度板: which season and place, the tiles, and schools by items as a board whose tiles can be picked."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

import streamlit as st

from core import clock
from core.activities.queries import Board, SchoolLine, SeasonRow, Waiting
from core.activities.rules import SeasonState
from core.activities.rules.checklists import ItemSpec
from core.activities.rules.progress import Cell
from core.activities.views.log_forms import APART
from core.organisations.queries import OrgRow
from core.organisations.rules import STAGE_TITLES, Stage
from core.ui import charts, parts, state
from core.ui.parts import Kpi, Rule
from core.ui.words import Absence, count, percent, safe, share, span

SEASON = "activities.season"
WIDEST = 10  # items in one picture: a tile on a phone stays wide enough for a character
LATE, HOLLOW = "迟", "空"
DONE_RULE = Rule(
    "已完成的项 ÷ 应做的项；审核通过算完成，活动月里说好“上报就算”的，上报就算完成",
    "免做的学校和项目、不涉及的学段、选做的项目",
)
PEOPLE_RULE = Rule("每一场到场的人数之和；一起办的活动只算一次", "草稿和请补充的", APART)


class Order(StrEnum):
    """How the schools are sorted."""

    RATE = "按完成度"
    HELP = "先看可以帮的"
    NAME = "按校名"


class Place(NamedTuple):
    """What part of a season is looked at; `title` says so in words, "" = all of it."""

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


def lead(board: Board, today: date) -> None:
    """What this is about and where in its time it stands."""
    season = board.season
    last = (season.report_until - today).days
    if today < season.starts_on:
        where = f"还有 {(season.starts_on - today).days} 天开始"
    elif today <= season.ends_on:
        where = f"今天第 {(today - season.starts_on).days + 1} 天"
    else:
        where = f"还能补报 {last} 天" if last >= 0 else "报送已截止，还可以补报"
    days = f"{span(season.starts_on, season.ends_on)}，{where}"
    st.markdown(f"{safe(season.checklist.title)} · {safe(season.org_name)}　:gray[{days}]")


def tiles(board: Board, waiting: Waiting | None, today: date) -> None:
    """Four numbers; for a single school its own."""
    told, due = board.summary, board.due
    done = f"{told.done} / {told.due}" if told.due else Absence.NOT_APPLICABLE.value
    rate = f"占应做 {share(told.done, told.due)}" if told.due else "没有应做的项"
    many = len(board.schools) > 1
    complete = [one.school for one in due if one.line.done == one.line.due]
    third = (
        Kpi("全部完成的学校", count(told.complete, "所"), Rule("应做的项都完成了的学校"), _who(complete, told.schools))
        if many
        else Kpi("请补充", count(told.returned, "项"), Rule("看过材料、请学校再补一点的项"), "补好再上报就行")
    )
    silent = f"{told.silent} 所学校未报" if told.silent else "都报了"
    people = count(board.totals.attendances) if told.silent < told.schools or not due else Absence.NOT_REPORTED.value
    parts.kpis(
        [
            Kpi("已完成", done, DONE_RULE, rate),
            Kpi("待审核", count(told.waiting, "项"), Rule("学校已上报、还没有人看的项"), _longest(waiting, today)),
            third,
            Kpi("参与人次", people, PEOPLE_RULE, silent if many else f"{board.totals.sessions} 场"),
        ]
    )


def timeliness(board: Board) -> None:
    """In time, apart from done; and what was reported without anything in it."""
    told = board.summary
    said = []
    if told.done:
        said.append(
            f"完成的 {told.done} 项里 **{told.timely}** 项准时（准时率 **{percent(told.timely / told.done)}**）"
        )
    if told.missing:
        said.append(f"到期未报 **{told.missing}** 项")
    if told.hollow:
        said.append(f"报了还没有人数和材料 **{told.hollow}** 项")
    if out := len(board.schools) - len(board.due):
        said.append(f"免做或不涉及 {out} 所，不算在内")
    if said:
        st.markdown("；".join(said) + "。")


def legend() -> None:
    """What the characters mean."""
    marks = [f"**{one.sign}** {one.label}" if one.sign else f"空白 {one.label}" for one in charts.MARKS.values()]
    more = f"**{LATE}** 到期以后才报", f"**{HOLLOW}** 报了，没有人数和材料"
    st.caption("　".join([*marks, *more]))


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


def _who(complete: Sequence[str], schools: int) -> str:
    return complete[0] if len(complete) == 1 else f"共 {schools} 所学校"


def _longest(waiting: Waiting | None, today: date) -> str:
    if waiting is None or waiting.since is None:
        return "已上报的项"
    days = (today - clock.local(waiting.since).date()).days
    return f"最早一条等了 {days} 天" if days else "都是今天的"
