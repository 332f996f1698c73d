"""督导记录 in numbers and by name: what the term asks, which schools and people are still to be cared for."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import pandas as pd
import streamlit as st

from core import clock
from core.clock import Term
from core.training.queries import HeldRequirements, SchoolSupervision, SupervisionRow
from core.training.rules.requirements import SupervisionLine
from core.training.rules.supervision import STATE_WORDS, SupervisionState, lacking_words
from core.training.rules.titles import KIND_TITLES
from core.training.views.shared import hours_words
from core.ui import parts, tables
from core.ui.parts import Fact, Kpi, Rule
from core.ui.words import Absence, count, month_day, safe, share

CHIPS: Mapping[str, str] = {
    STATE_WORDS[SupervisionState.MET]: "#D8ECE3",
    STATE_WORDS[SupervisionState.SHORT]: "#F3E3C4",
    STATE_WORDS[SupervisionState.LATE]: "#E6BC7A",
    STATE_WORDS[SupervisionState.EXEMPT]: "#E6ECE9",
}
COUNTED = "督导记录里的时长；类别是“专业督导”的培训学时算在团体里"
NEWCOMERS = "学期中才到岗的，从下学期起算"
SHORT, ALL = "还缺", "全部"
SOUGHT = 40


class Asked(NamedTuple):
    """A term to look at."""

    term: Term
    words: str


def pick_term(today: date) -> Asked:
    """The current term or one of the two before."""
    now = clock.term(today)
    before = Term(now.year, 1) if now.number == 2 else Term(now.year - 1, 2)
    third = Term(before.year, 1) if before.number == 2 else Term(before.year - 1, 2)
    terms = [Asked(one, one.label) for one in (now, before, third)]
    return st.selectbox(
        "学期", terms, format_func=lambda one: one.words, key="supervision.term", width=240, filter_mode=None
    )  # fmt: skip


def held_by(held: HeldRequirements) -> str:
    """Whose requirements are asked by."""
    if held.spec.supervision is None:
        return "系统自带的督导要求"
    who = f"{held.org_name}发布的第 {held.version} 版" if held.org_name else f"系统自带的 {held.version} 版"
    return f"{who}《{held.spec.title}》"


def line_words(line: SupervisionLine, held_by: str) -> str:
    """What a term asks of whom, and who says so."""
    told = [("个别督导", line.individual), ("团体督导", line.group)]
    asked = "、".join(f"{word} {hours_words(hours)} 小时" for word, hours in told if hours) or "没有要求督导时长"
    kinds = "、".join(KIND_TITLES[one] for one in line.kinds)
    return f"按{held_by}：{kinds}心理教师每学期{asked}。{NEWCOMERS}。"


def overview(rows: Sequence[SchoolSupervision], asked: Asked, words: str) -> None:
    """The sentence, and four numbers."""
    wanted, met, short = (sum(getattr(row, name) for row in rows) for name in ("asked", "met", "short"))
    if not wanted:
        parts.brief("{term}，还没有人有督导要求。", term=asked.words)
    elif short:
        parts.brief(
            "{term}，{asked} 位心理教师里有 {met} 位督导够了，还有 {short} 位可以排上。",
            term=asked.words, asked=count(wanted), met=count(met), short=count(short),
        )  # fmt: skip
    else:
        parts.brief("{term}，有要求的 {asked} 位都得到了督导。", term=asked.words, asked=count(wanted))
    sums = [sum((getattr(row, name) for row in rows), Decimal(0)) for name in ("individual", "group")]
    schools = sum(row.short > 0 for row in rows)
    parts.kpis(
        [
            Kpi(
                "达到要求", share(met, wanted), Rule("督导时长达到要求的人 ÷ 有要求的人", note=NEWCOMERS),
                f"{met} / {wanted} 位",
            ),
            Kpi("还缺", f"{short} 位", Rule("个别或团体督导至少有一项不够的人"), f"{schools} 所学校"),
            Kpi("个别督导", f"{hours_words(sums[0])} 小时", Rule("每位老师接受的个别督导相加"), "按人相加"),
            Kpi("团体督导", f"{hours_words(sums[1])} 小时", Rule("每位老师接受的团体督导相加", note=COUNTED), "按人相加"),
        ]
    )  # fmt: skip
    st.caption(safe(words))


def school_table(rows: Sequence[SchoolSupervision], *, pick: bool) -> SchoolSupervision | None:
    """The schools, those with people who lack something first; with `pick`, answers the one picked."""
    sought = st.text_input("找学校", max_chars=SOUGHT, key="supervision.sought", width=240).strip()
    chosen = sorted((row for row in rows if sought in row.school), key=lambda row: (-row.short, row.school))
    if not chosen:
        st.caption("没有这样的学校。")
        return None
    at = tables.page_of(len(chosen), key="supervision.schools.page", order="还缺的人多的学校在前面")
    shown = chosen[at.offset : at.offset + at.limit]
    columns = {
        "school": tables.text_column("学校", 220),
        "short": tables.count_column("还缺", 80),
        "met": tables.count_column("已达到", 80),
        "asked": tables.count_column("有要求", 80),
        "individual": tables.count_column("个别（小时）", 110),
        "group": tables.count_column("团体（小时）", 110, rule=COUNTED),
    }
    with at.body:
        frame = pd.DataFrame([_school(row) for row in shown])
        picked = tables.listing(
            frame, columns, key=f"supervision.schools.{at.offset}", alt=f"{len(shown)} 所学校的督导人数", pick=pick
        )
    return None if picked is None else shown[picked]


def people_table(rows: Sequence[SupervisionRow], *, one_school: bool, key: str) -> None:
    """Counsellors by name with what they had; those who lack something first."""
    if not rows:
        parts.empty(
            "diversity_1", "还没有在岗的心理教师", "在《心理教师》里登记或导入之后，就能看到督导情况。", key=f"{key}.none"
        )  # fmt: skip
        return
    lists = {SHORT: [row for row in rows if row.standing.overdue], ALL: list(rows)}
    which = st.segmented_control(
        "看哪些人", list(lists), default=SHORT if lists[SHORT] else ALL, required=True, key=f"{key}.which",
        label_visibility="collapsed", format_func=lambda one: f"{one}（{len(lists[one])}）",
    )  # fmt: skip
    chosen = lists[which]
    if not chosen:
        st.caption("都够了。")
        return
    at = tables.page_of(len(chosen), key=f"{key}.page.{which}", order="还缺的在前面")
    columns = {
        "name": tables.text_column("姓名", 110),
        **({} if one_school else {"school": tables.text_column("学校", 180)}),
        "state": st.column_config.MultiselectColumn("状态", width=120, options=list(CHIPS), color=list(CHIPS.values())),
        "lacking": tables.text_column("还缺", 190),
        "individual": tables.count_column("个别（小时）", 100),
        "group": tables.count_column("团体（小时）", 100, rule=COUNTED),
        "last": tables.text_column("最近一次", 130),
        "kind": tables.text_column("类别", 110),
    }
    shown = chosen[at.offset : at.offset + at.limit]
    with at.body:
        frame = pd.DataFrame([_person(row) for row in shown])
        tables.listing(frame, columns, key=f"{key}.{which}", alt=f"{len(shown)} 位心理教师的督导时长")


def own_card(row: SupervisionRow) -> None:
    """The reader's own term."""
    with st.container(border=True):
        parts.section("我的督导", STATE_WORDS[row.standing.state])
        parts.facts(
            [
                Fact("个别督导", _of(row.had.individual, row.standing.individual)),
                Fact("团体督导", _of(row.had.in_groups, row.standing.group)),
                Fact("还缺", lacking_words(row.standing) or "没有"),
                Fact("最近一次", month_day(row.last_on, year=True) if row.last_on else Absence.NOT_REPORTED.value),
            ]
        )


def _of(had: Decimal, asked: Decimal) -> str:
    return f"{hours_words(had)} / {hours_words(asked)} 小时" if asked else f"{hours_words(had)} 小时，不要求"


def _school(row: SchoolSupervision) -> dict[str, str]:
    told = {name: str(getattr(row, name)) for name in ("short", "met", "asked")}
    hours = {name: hours_words(getattr(row, name)) for name in ("individual", "group")}
    return {"school": row.school, **told, **hours}


def _person(row: SupervisionRow) -> dict[str, object]:
    return {
        "name": row.name,
        "school": row.school,
        "state": [STATE_WORDS[row.standing.state]],
        "lacking": lacking_words(row.standing),
        "individual": hours_words(row.had.individual),
        "group": hours_words(row.had.in_groups),
        "last": month_day(row.last_on, year=True) if row.last_on else "还没有",
        "kind": "、".join(KIND_TITLES[kind] for kind in row.kinds),
    }
