"""The drawing of 校历: the nation's holidays, one month, what was changed, and the form that changes it."""

from calendar import Calendar
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

import pandas as pd
import streamlit as st

from core.organisations.queries import ChangedDay, OrgRow
from core.organisations.rules.calendars import MOST_DAYS, TITLE_LENGTH, HolidayYear
from core.ui import parts, tables
from core.ui.words import count, day, month_day, safe, span
from core.ui.words.dates import WEEKDAYS
from core.workdays import WorkCalendar

HELD, FREE = "上课", "放假"


class Run(NamedTuple):
    """Days in a row that one organisation changed alike."""

    org_id: int
    org: str
    first: date
    last: date
    school: bool
    title: str


class Change(NamedTuple):
    """What the form asks for."""

    first: date
    last: date
    school: bool
    title: str


def runs(changes: Sequence[ChangedDay]) -> list[Run]:
    """Changed days by organisation, those in a row as one."""
    found: list[Run] = []
    for one in sorted(changes, key=lambda row: (row.org_id, row.day)):
        same = found and (found[-1].org_id, found[-1].school, found[-1].title) == (one.org_id, one.school, one.title)
        if same and found[-1].last + timedelta(days=1) == one.day:
            found[-1] = found[-1]._replace(last=one.day)
        else:
            found.append(Run(one.org_id, one.org, one.day, one.day, one.school, one.title))
    return sorted(found, key=lambda run: (run.first, run.org_id))


def place_picker(places: Sequence[OrgRow], *, key: str) -> OrgRow:
    """Whose days the page is about; the highest at first."""
    by_id = {row.id: row for row in places}
    chosen = st.selectbox("单位", list(by_id), format_func=lambda one: by_id[one].name, key=key, width=280)
    return by_id[chosen]


def year_picker(years: Sequence[HolidayYear], today: date, *, key: str) -> HolidayYear:
    """One of the shipped years; this one at first."""
    by_year = {year.year: year for year in years}
    usual = today.year if today.year in by_year else max(by_year)
    chosen = st.segmented_control("哪一年", list(by_year), default=usual, required=True, key=key)
    return by_year[chosen]


def source(year: HolidayYear) -> None:
    """Where the days come from; a year without its notice is flagged."""
    if year.status == "statutory":
        st.info(
            f"{year.year} 年的放假通知还没有收进来，这里只有法定放假日，没有调休。通知发布后，请在下面改好。",
            icon=":material/info:",
        )
    st.caption(safe(f"来源：{year.source}"))


def holidays(year: HolidayYear) -> None:
    """The nation's holidays of a year."""
    frame = pd.DataFrame(
        [
            {
                "title": one.title,
                "span": span(one.first, one.last),
                "days": count(len(one.days), "天"),
                "worked": "、".join(day(each) for each in one.worked) or "没有",
            }
            for one in year.holidays
        ]
    )
    columns = {
        "title": tables.text_column("节日", 120),
        "span": tables.text_column("放假", 150),
        "days": tables.count_column("天数", 70),
        "worked": tables.text_column("调休上课", 240),
    }
    tables.listing(frame, columns, key="calendar.holidays", alt=f"{year.year} 年放假和调休，{len(frame)} 个节日")


def month(year: int, number: int, held: WorkCalendar, titles: dict[date, str]) -> None:
    """One month week by week: what each day is, in words; 改 marks a day that was changed here or above."""
    weeks = Calendar().monthdatescalendar(year, number)
    cells = [[_cell(one, number, held, titles) for one in week] for week in weeks]
    frame = pd.DataFrame(cells, columns=[f"周{name}" for name in WEEKDAYS])
    st.table(frame, hide_index=True)
    days = [one for week in weeks for one in week if one.month == number]
    st.caption(f"这个月有 {sum(held.is_school_day(one) for one in days)} 个上课日。“改”是本单位或上级改过的日子。")


def _cell(one: date, number: int, held: WorkCalendar, titles: dict[date, str]) -> str:
    if one.month != number:
        return ""
    said = f"**{one.day}** {'课' if held.is_school_day(one) else ':gray[休]'}"
    return f"{said} :small[改 {safe(titles[one])}]" if one in titles else said


def changed_list(rows: Sequence[Run]) -> Run | None:
    """What was changed in the year; answers the run picked."""
    if not rows:
        parts.empty("event_available", "没有改动", "按全国的放假和调休计算。", key="calendar.unchanged")
        return None
    frame = pd.DataFrame(
        [
            {
                "org": row.org,
                "span": month_day(row.first) if row.first == row.last else span(row.first, row.last),
                "kind": HELD if row.school else FREE,
                "title": row.title,
            }
            for row in rows
        ]
    )
    columns = {
        "org": tables.text_column("谁改的", 180),
        "span": tables.text_column("哪几天", 160),
        "kind": tables.text_column("改成", 80),
        "title": tables.text_column("是什么日子", 220),
    }
    at = tables.listing(frame, columns, key="calendar.changes", alt=f"校历的 {len(rows)} 处改动", pick=True)
    return None if at is None else rows[at]


def change_form(today: date, *, key: str) -> Change | None:
    """Days to hold school or not."""
    with st.form(key):
        left, right = st.columns(2)
        first = left.date_input("从", today, key=f"{key}.first")
        last = right.date_input("到（含）", today, key=f"{key}.last")
        kind = st.segmented_control("这些天", [FREE, HELD], default=FREE, required=True, key=f"{key}.kind")
        title = st.text_input("是什么日子", placeholder="例如：寒假", max_chars=TITLE_LENGTH, key=f"{key}.title")
        st.caption(f"一次最多 {MOST_DAYS} 天；下级单位可以再改自己的。已经定下的到期日不变，以后的按新校历算。")
        if not st.form_submit_button("保存", type="primary"):
            return None
    return Change(first, last, kind == HELD, title)


def takes_back(run: Run, *, key: str) -> bool:
    """Whether a change of one's own is to be undone."""
    words = month_day(run.first) if run.first == run.last else span(run.first, run.last)
    st.markdown(f"**{safe(run.title)}**　{safe(words)}　{HELD if run.school else FREE}")
    return st.button("取消这处改动", key=key, help="取消之后，按上级或全国的安排")
