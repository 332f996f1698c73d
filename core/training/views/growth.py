"""教师成长档案 on the screen: one person from posts and papers to hours, sessions and supervision."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pandas as pd
import streamlit as st

from core import clock
from core.clock import Term
from core.training import packs
from core.training.queries import CompletionRow, GrowthFile, GrowthSession
from core.training.rules import PartState, SessionState
from core.training.rules.certificates import CertificateState, certificate_state
from core.training.rules.diploma import span
from core.training.rules.hour_titles import plain, year_words
from core.training.rules.hours import CategoryYear, YearCredits
from core.training.rules.session_titles import PART_STATES, SESSION_KINDS
from core.training.rules.sessions import WAITING
from core.training.views import facts
from core.training.views.enrolling import CHIPS
from core.training.views.ladder_forms import honour_list, place_list
from core.training.views.lists import post_list
from core.training.views.papers import certificate_list
from core.ui import parts, tables
from core.ui.parts import Tally
from core.ui.words import count, month_day, safe

SPOKEN = (SessionState.RUNNING, SessionState.DONE)
"""When something can be said of a session."""


def card(file: GrowthFile, today: date) -> None:
    """Everything on record of one person."""
    _head(file, today)
    left, right = parts.halves()
    with left:
        parts.section("任职经历", count(len(file.person.posts), "段"))
        post_list(file.person.posts, today)
        if not file.person.posts:
            st.caption("还没有登记岗位。")
    with right:
        parts.section("证书", count(len(file.certificates), "张"))
        certificate_list(file.certificates, today)
    _hours(file)
    _sessions(file)
    left, right = parts.halves()
    with left:
        parts.section("梯队")
        place_list(file.ladders)
    with right:
        parts.section("荣誉")
        honour_list(file.honours)
    _supervision(file)


def to_sign(file: GrowthFile) -> list[GrowthSession]:
    """The sessions that run now and that the person may sign in at."""
    return [one for one in file.sessions if one.progress is SessionState.RUNNING and one.state in WAITING]


def good_papers(file: GrowthFile) -> list[CompletionRow]:
    """The certificates of completion that are good, newest first."""
    return [one for one in file.completions if one.revoked_at is None]


def _head(file: GrowthFile, today: date) -> None:
    posts = file.person.in_post(today)
    parts.section(file.person.name, file.school if posts else f"{file.school}，现在不在岗")
    st.markdown(facts.line(file.person))
    year = file.years[0] if file.years else None
    valid = sum(_is_valid(one.facts.valid_until, today) for one in file.certificates)
    done = sum(one.state is PartState.COMPLETED for one in file.sessions)
    supervised = sum((sum(one.had, Decimal(0)) for one in file.supervision), Decimal(0))
    words = year_words(file.held.spec.hours, year.year) if year else "还没有登记"
    parts.tally(
        [
            Tally("计入学时", plain(year.total) if year else "0", words),
            Tally("有效证书", f"{valid} 张", f"共 {len(file.certificates)} 张"),
            Tally("完成的活动", f"{done} 次", f"参加过 {len(file.sessions)} 次"),
            Tally("接受督导", f"{plain(supervised)} 小时", "历年相加"),
        ]
    )


def _is_valid(until: date | None, today: date) -> bool:
    if until is None:
        return True
    return certificate_state(until, today) in (CertificateState.VALID, CertificateState.EXPIRING)


def _hours(file: GrowthFile) -> None:
    parts.section("学时", f"按现在执行的《{file.held.spec.title}》计算")
    if not file.years:
        st.caption("还没有登记学时。完成培训活动后会自动计入。")
        return
    titles = packs.hour_categories()
    used = {line.category for one in file.years for line in one.lines}
    keys = [*(key for key in titles if key in used), *sorted(used - set(titles))]
    columns = {
        "year": tables.text_column("年度", 124),
        "total": tables.count_column("计入合计", 80, rule="按类别封顶、加上从上一年度结转来的"),
        "recorded": tables.count_column("登记合计", 80),
        **{
            key: tables.count_column(titles.get(key, key), 82, rule="计入的学时；和登记的不同时，后一个是登记的")
            for key in keys
        },
    }
    frame = pd.DataFrame([_year(file, one, keys) for one in file.years])
    tables.listing(frame, columns, key=f"growth.hours.{file.person.id}", alt=f"{len(file.years)} 个年度的学时")


def _year(file: GrowthFile, one: YearCredits, keys: Sequence[str]) -> dict[str, str]:
    lines = {line.category: line for line in one.lines}
    cells = {key: _counted(lines[key]) if key in lines else "" for key in keys}
    words = year_words(file.held.spec.hours, one.year)
    return {"year": words, "total": plain(one.total), "recorded": plain(one.recorded), **cells}


def _counted(line: CategoryYear) -> str:
    """What counts, and what was recorded where that is another number."""
    counted, recorded = plain(line.counted), plain(line.recorded)
    return counted if counted == recorded else f"{counted} / {recorded}"


def _sessions(file: GrowthFile) -> None:
    parts.section("参加的活动", "最近的在前面")
    if not file.sessions:
        st.caption("还没有参加培训活动。")
        return
    at = tables.page_of(len(file.sessions), key=f"growth.sessions.page.{file.person.id}", size=10)
    columns = {
        "state": st.column_config.MultiselectColumn(
            "状态", width=92, options=[PART_STATES[one] for one in CHIPS], color=list(CHIPS.values())
        ),
        "title": tables.text_column("活动", 220),
        "hours": tables.count_column("计入学时", 86),
        "when": tables.text_column("日期", 190),
        "kind": tables.text_column("类型", 90),
        "organiser": tables.text_column("主办", 150),
    }
    with at.body:
        frame = pd.DataFrame([_session(one) for one in file.sessions[at.offset : at.offset + at.limit]])
        tables.listing(frame, columns, key=f"growth.sessions.{file.person.id}", alt="参加的活动和结果")


def _session(one: GrowthSession) -> dict[str, object]:
    return {
        "state": [PART_STATES[one.state]],
        "title": one.title,
        "when": span(clock.local(one.starts_at).date(), clock.local(one.ends_at).date()),
        "hours": "" if one.hours is None else plain(one.hours),
        "kind": SESSION_KINDS[one.kind],
        "organiser": one.organiser,
    }


def _supervision(file: GrowthFile) -> None:
    parts.section("接受督导", "只记时长，不记谈了什么")
    if not file.supervision:
        st.caption("还没有督导记录。")
        return
    columns = {
        "term": tables.text_column("学期", 200),
        "individual": tables.count_column("个别（小时）", 110),
        "group": tables.count_column("团体（小时）", 110),
        "trained": tables.count_column("督导类培训（学时）", 140),
    }
    rows = [
        {"term": Term(one.year, one.number).label, **{name: plain(hours) for name, hours in one.had._asdict().items()}}
        for one in file.supervision
    ]
    tables.listing(pd.DataFrame(rows), columns, key=f"growth.supervision.{file.person.id}", alt="各学期的督导时长")


def paper_words(one: CompletionRow) -> str:
    """A certificate of completion in a choice."""
    return f"{safe(one.title)}（{month_day(clock.local(one.issued_at).date(), year=True)}）"
