"""Ladders (梯队) and honours of one person: the lists, and what is filled in."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from core.training import packs
from core.training.queries import HonourRow, LadderRow
from core.training.rules import HonourLevel, LadderState
from core.training.rules.ladders import Place, nomination_flaw
from core.training.rules.staff import EARLIEST, TITLE
from core.training.rules.titles import HONOUR_TITLES, LADDER_TITLES
from core.training.views.paper_forms import removal
from core.training.views.shared import Key, Wish
from core.ui.words import month_day, safe


def place_list(rows: Sequence[LadderRow]) -> None:
    """Somebody's places, the newest nomination first, or that there is none."""
    if not rows:
        st.caption("还没有进入梯队。")
    for row in rows:
        st.markdown(
            f"**{safe(rung_words(row.ladder, row.rung))}**　{LADDER_TITLES[row.state]}  \n:small[:gray[{term(row)}]]"
        )


def nomination_form(staff_id: int, rows: Sequence[LadderRow], today: date, key: Key) -> Wish | None:
    """For which rung somebody is put forward; only those that are open to them are offered. None until it was sent."""
    open_to = [(ladder, rung) for ladder, rung in _rungs() if _is_open(rows, ladder, rung, today)]
    if not open_to:
        return None
    form = f"staff.nominate.{staff_id}"
    with st.form(at := key(form)):
        chosen = st.selectbox("推荐进入", open_to, format_func=lambda one: rung_words(*one), key=f"{at}.rung")
        st.caption("推荐以后由区里确定人选和任期。")
        sent = st.form_submit_button("推荐", key=f"{at}.send")
    given = {"staff_id": staff_id, "ladder": chosen[0], "rung": chosen[1]}
    return Wish("nominate", given, form, "已推荐，等区里确定") if sent else None


def honour_list(rows: Sequence[HonourRow]) -> None:
    """Somebody's honours, or that none is on record."""
    if not rows:
        st.caption("还没有登记荣誉。")
    for row in rows:
        when = month_day(row.awarded_on, year=True)
        st.markdown(f"**{safe(row.title)}**　{HONOUR_TITLES[row.level]}  \n:small[:gray[{when}]]")


def honour_form(staff_id: int, today: date, key: Key) -> Wish | None:
    """An honour to add; None until it was sent."""
    form = f"staff.honour.{staff_id}"
    with st.form(at := key(form)):
        title = st.text_input("荣誉名称", max_chars=TITLE, key=f"{at}.title")
        left, right = st.columns(2)
        level = left.selectbox("级别", list(HonourLevel), format_func=HONOUR_TITLES.__getitem__, key=f"{at}.level")
        day = right.date_input("获得日期", today, min_value=EARLIEST, max_value=today, key=f"{at}.day")
        sent = st.form_submit_button("添加荣誉", key=f"{at}.send")
    given = {"staff_id": staff_id, "title": title, "level": level, "awarded_on": day}
    return Wish("add_honour", given, form, "荣誉已登记") if sent else None


def honour_removal(rows: Sequence[HonourRow], staff_id: int, key: Key) -> Wish | None:
    """Which honour was written down by mistake; None until it was sent."""
    titles = {row.id: f"{row.title}　{month_day(row.awarded_on, year=True)}" for row in rows}
    chosen = removal(titles, form := f"staff.honour_off.{staff_id}", "删去写错的荣誉", key)
    return Wish("remove_honour", {"honour_id": chosen}, form, "已删去") if chosen else None


def rung_words(ladder: str, rung: str) -> str:
    """A rung with its ladder."""
    spec = packs.ladders().get(ladder)
    found = spec.rung(rung) if spec else None
    return f"{spec.title} · {found.title}" if spec and found else "以前的梯队"


def term(row: LadderRow) -> str:
    """When somebody was nominated, and for which term chosen: a term written down afterwards tells its own days alone."""
    told = f"{month_day(row.nominated_on, year=True)} 推荐"
    if row.since is None:
        return told
    until = f"到 {month_day(row.until, year=True)}" if row.until else "起"
    served = f"任期 {month_day(row.since, year=True)} {until}"
    return served if row.since < row.nominated_on else f"{told}　{served}"


def is_waiting(row: LadderRow) -> bool:
    """Whether a bureau has yet to choose."""
    return row.state is LadderState.NOMINATED


def _rungs() -> list[tuple[str, str]]:
    return [(spec.key, rung.key) for spec in packs.ladders().values() for rung in spec.rungs]


def _is_open(rows: Sequence[LadderRow], ladder: str, rung: str, today: date) -> bool:
    held = [Place(row.rung, row.state, row.since, row.until) for row in rows if row.ladder == ladder]
    return nomination_flaw(packs.ladders()[ladder], rung, held, today) is None
