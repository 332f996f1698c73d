"""日程: which month, which kinds and levels; what is in it, day by day; where an event is worked on."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

import streamlit as st

from core.access import Actor
from core.agenda.rules import KIND_TITLES, Event, EventKind, first_of, in_span, month_plan, other_month
from core.agenda.views.wall import LANES, wall
from core.clock import local
from core.organisations.rules import LEVEL_TITLES, Level
from core.ui import charts, navigation, parts, state, tables
from core.ui.words import day, safe, span

MONTH = "agenda.month"
PAGES: Mapping[EventKind, str] = {
    EventKind.SCREENING: "pages/screening/campaigns.py",
    EventKind.EVALUATION: "pages/evaluation/rounds.py",
    EventKind.TRAINING: "pages/training/sessions.py",
    EventKind.SEASON: "pages/activities/seasons.py",
    EventKind.CONTEST: "pages/evaluation/contests.py",
}


class Wanted(NamedTuple):
    """Which kinds and levels to show; none named means all."""

    kinds: tuple[EventKind, ...]
    levels: tuple[Level, ...]


def pick_month(today: date) -> date:
    """The first day of the month that is looked at; arrows go to the one before and after."""
    month = _held(today)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        back = st.button("上个月", icon=":material/chevron_left:", key="agenda.back")
        st.markdown(f"**{month.year}年{month.month}月**", width="content")
        on = st.button("下个月", icon=":material/chevron_right:", icon_position="right", key="agenda.on")
        now = month != first_of(today) and st.button("回到本月", key="agenda.now")
    if back or on or now:
        goes = first_of(today) if now else other_month(month, 1 if on else -1)
        state.hold(MONTH, f"{goes:%Y-%m}")
        st.rerun()
    return month


def pick_filters(kinds: Collection[EventKind]) -> Wanted:
    """Which of these kinds, and whose: organisers of which levels."""
    left, right = parts.halves()
    with left:
        picked = st.pills(
            "看哪几类", [one for one in EventKind if one in kinds], selection_mode="multi",
            format_func=KIND_TITLES.__getitem__, key="agenda.kinds", help="一个都不选就是都看",
        )  # fmt: skip
    with right:
        levels = st.pills(
            "哪一级组织的", list(Level), selection_mode="multi", format_func=LEVEL_TITLES.__getitem__,
            key="agenda.levels", help="一个都不选就是都看",
        )  # fmt: skip
    return Wanted(tuple(picked), tuple(levels))


def month_wall(month: date, events: Sequence[Event], today: date) -> None:
    """The month as a picture."""
    charts.show(wall(month_plan(month, events, lanes=LANES), today), key=f"agenda.wall.{month:%Y-%m}")


def day_list(month: date, events: Sequence[Event], today: date, actor: Actor) -> None:
    """What touches the month: what is still to come first, what is over folded away."""
    here = in_span(events, month, other_month(month, 1) - timedelta(1))
    if not here:
        how = "换一个月，或把上面的筛选清空；批次、评估、培训、活动月和评选定了日期，会自动出现在这里。"
        parts.empty("calendar_today", "这个月没有安排", how, key="agenda.none")
        return
    ahead, over = [one for one in here if one.until >= today], [one for one in here if one.until < today]
    if ahead:
        parts.section("进行中和接下来", f"{len(ahead)} 项")
        _rows(ahead, actor, key=f"agenda.ahead.{month:%Y-%m}")
    if over:
        with st.expander(f"这个月已经过去的（{len(over)} 项）", expanded=not ahead):
            _rows(over, actor, key=f"agenda.over.{month:%Y-%m}")


def when_words(event: Event) -> str:
    """The days of an event, with the hours of a meeting."""
    days = day(event.since) if event.since == event.until else span(event.since, event.until)
    if event.starts is None or event.ends is None:
        return days
    first, last = local(event.starts), local(event.ends)
    return f"{days} {first:%H:%M}—{last:%H:%M}" if first.date() == last.date() else f"{days}，{first:%H:%M} 开始"


def _rows(events: Sequence[Event], actor: Actor, *, key: str) -> None:
    spot = tables.page_of(len(events), key=f"{key}.page", order="按日期")
    with spot.body, st.container(border=True, gap="small"):
        for one in events[spot.offset : spot.offset + spot.limit]:
            what, act = st.columns([5, 1.4], vertical_alignment="center", gap="xsmall")
            where = "　".join(filter(None, (when_words(one), one.org, one.place)))
            what.markdown(f":gray-badge[{KIND_TITLES[one.kind]}] **{safe(one.words)}**  \n:small[:gray[{safe(where)}]]")
            page = PAGES[one.kind]
            with act.container(horizontal=True, horizontal_alignment="right"):
                if _open(page, actor) and st.button("去看看", key=f"{key}.{one.key}"):
                    st.switch_page(page)


def _open(page: str, actor: Actor) -> bool:
    return any(one.file == page and one.open_to(actor) for one in navigation.PAGES)


def _held(today: date) -> date:
    held = str(state.held(MONTH) or "")
    return date.fromisoformat(f"{held}-01") if held else first_of(today)
