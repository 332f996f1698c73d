"""学时与要求 in numbers: what is asked of how many, which schools have people short of it."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import pandas as pd
import streamlit as st

from core.training.queries import HeldRequirements, SchoolHours
from core.training.rules.hour_titles import MEASURE_WORDS, plain, school_told, school_words, year_words
from core.training.rules.hours import year_of
from core.training.rules.requirements import HourSpec
from core.ui import charts, parts, tables, theme
from core.ui.charts import ShareBar
from core.ui.parts import Kpi, Rule
from core.ui.words import Absence, count, month_day, safe, share

ASKED = "在岗、本年度有学时要求的人"
COUNTED = Rule(
    "登记的学时按类别封顶，加上从上一年度结转来的，就是计入学时",
    left_out="超出上限和不计入的类别",
    note="上限和结转见“师资要求”",
)
SHORT_FIRST = "还缺的人多的学校在前面；“3 / 1”是现有 3 位、要求 1 位"
SCHOOLS = "有人还缺的学校", "配备还差的学校", "全部学校"
SOUGHT = 40


class Year(NamedTuple):
    """A year of counting to look at: None is the current one, by whatever requirements hold at each school."""

    number: int | None
    words: str


def pick_year(spec: HourSpec, today: date) -> Year:
    """The current year of counting or the one before."""
    today_year = year_of(spec, today)
    years = [Year(None, year_words(spec, today_year)), Year(today_year - 1, year_words(spec, today_year - 1))]
    return st.selectbox("年度", years, format_func=lambda one: one.words, key="hours.year", width=200, filter_mode=None)


def held_words(held: HeldRequirements) -> str:
    """Whose requirements are counted by."""
    who = f"{held.org_name}发布的第 {held.version} 版" if held.org_name else f"系统自带的 {held.version} 版"
    return f"按{who}《{held.spec.title}》算，详见“师资要求”。"


def overview(rows: Sequence[SchoolHours], held: HeldRequirements, year: Year) -> None:
    """The sentence, and four numbers; whom each counts is listed below."""
    asked, met, short, late = (sum(getattr(row, name) for row in rows) for name in ("asked", "met", "short", "late"))
    counted, people = sum((row.counted for row in rows), Decimal(0)), sum(row.people for row in rows)
    sentence(rows, year)
    each = plain((counted / people).quantize(Decimal("0.1"))) if people else Absence.NOT_APPLICABLE.value
    parts.kpis(
        [
            Kpi(
                "达到要求",
                share(met, asked),
                Rule("各条要求都达到的人 ÷ 有要求的人", note=ASKED),
                f"{met} / {asked} 位",
            ),
            Kpi(
                "还缺学时",
                f"{short} 位",
                Rule("至少有一条要求还没有达到的人", note=ASKED),
                f"{_many(rows, 'short')} 所学校",
            ),
            Kpi("已过期限", f"{late} 位", Rule("有一条要求过了期限、还没有达到的人"), f"{_many(rows, 'late')} 所学校"),
            Kpi("人均计入学时", each, COUNTED, f"在岗 {people} 位"),
        ]
    )
    st.caption(safe(held_words(held)))


def sentence(rows: Sequence[SchoolHours], year: Year) -> None:
    """What to take away; while every day lies ahead, who lacks hours is not late."""
    asked, met, short, late = (sum(getattr(row, name) for row in rows) for name in ("asked", "met", "short", "late"))
    told = {"year": year.words, "asked": count(asked), "met": count(met), "short": count(short), "late": count(late)}
    if not asked:
        parts.brief("{year}，还没有人有学时要求。", **told)
    elif not short:
        parts.brief("{year}，有要求的 {asked} 位都学够了。", **told)
    elif late:
        parts.brief(
            "{year}，{asked} 位里有 {met} 位学够了，还有 {short} 位可以帮一把，其中 {late} 位的期限已经过了。", **told
        )
    else:
        days = sorted({day for row in rows for day in row.dues})
        by = ("最早的在" if len(days) > 1 else "") + month_day(days[0], year=True)
        parts.brief("{year}，{asked} 位里有 {met} 位学够了，还有 {short} 位差一些学时，{by}前补齐就行。", **told, by=by)


def by_line(rows: Sequence[SchoolHours]) -> None:
    """Each line by the share of people who meet it; nothing where nothing is asked."""
    sums: dict[str, list[int]] = {}
    for row in rows:
        for title, one in row.by_line.items():
            at = sums.setdefault(title, [0, 0])
            at[0], at[1] = at[0] + one.asked, at[1] + one.asked - one.short
    if sums:
        parts.section("每条要求达到多少", "达到的人 ÷ 有这条要求的人")
        bars = [ShareBar(title, met / asked, f"{met}/{asked} 位") for title, (asked, met) in sums.items()]
        charts.show(charts.share_bars(bars, subject="每条学时要求的达到率", colour=theme.PINE), key="hours.lines")


def choose_schools(rows: Sequence[SchoolHours]) -> list[SchoolHours]:
    """The schools to list: those that may be helped first."""
    lists = dict(zip(SCHOOLS, (
        [row for row in rows if row.short], [row for row in rows if lacking(row)], list(rows),
    ), strict=True))  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="bottom"):
        which = st.segmented_control(
            "看哪些学校", SCHOOLS, default=SCHOOLS[0] if lists[SCHOOLS[0]] else SCHOOLS[2], required=True,
            format_func=lambda one: f"{one}（{len(lists[one])}）", key="hours.schools.which",
        )  # fmt: skip
        sought = st.text_input("找学校", max_chars=SOUGHT, key="hours.schools.sought", width=200).strip()
    chosen = [row for row in lists[which] if sought in row.school]
    return sorted(chosen, key=lambda row: (-row.short, row.school, row.school_id))


def school_table(rows: Sequence[SchoolHours], *, key: str = "hours.schools") -> SchoolHours | None:
    """One row a school; answers the one picked."""
    if not rows:
        st.caption("没有这样的学校。")
        return None
    columns = {
        "school": tables.text_column("学校", 136),
        "short": tables.count_column("还缺", 56),
        "met": tables.count_column("达到", 56),
        "asked": tables.count_column("有要求", 64, rule=ASKED),
        "late": tables.count_column("已过期限", 80),
        "counted": tables.count_column("计入学时", 80, rule=COUNTED.counted),
        **{measure.value: tables.text_column(title, 112, rule=RULES[measure.value]) for measure, title in MEASURE_WORDS.items()},
    }  # fmt: skip
    frame = pd.DataFrame([_cells(row) for row in rows])
    at = tables.listing(frame, columns, key=key, alt=f"{len(rows)} 所学校的学时和配备", pick=True)
    return None if at is None else rows[at]


RULES: Mapping[str, str] = {
    "certified": "今天有有效证书的在岗专（兼）职教师 / 按要求应有的人数",
    "full_time": "今天在岗的专职教师 / 按学段应有的人数",
    "ratio": "今天在岗的心理教师 / 按在籍学生应有的人数",
}


def school_card(row: SchoolHours) -> None:
    """One school: each line of people with how many lack it, each line of the school."""
    parts.section(row.school, f"在岗 {row.people} 位")
    facts = [
        parts.Fact(title, f"{one.asked} 位有要求，{one.short} 位还缺" if one.short else f"{one.asked} 位都达到了")
        for title, one in row.by_line.items()
    ]
    facts += [
        parts.Fact(MEASURE_WORDS[line.measure], school_told(line) or Absence.NOT_REPORTED.value) for line in row.lines
    ]
    with st.container(border=True):
        parts.facts(facts or [parts.Fact("学时要求", "在岗的人还没有学时要求")])


def lacking(row: SchoolHours) -> bool:
    """Whether a school has not what is asked of it."""
    return any(line.met is False for line in row.lines)


def _many(rows: Sequence[SchoolHours], name: str) -> int:
    return sum(getattr(row, name) > 0 for row in rows)


def _cells(row: SchoolHours) -> dict[str, str]:
    told = {line.measure.value: school_words(line) or Absence.NOT_REPORTED.value for line in row.lines}
    silent = {measure.value: "不要求" for measure in MEASURE_WORDS}
    return {
        "school": row.school, "asked": str(row.asked), "met": str(row.met), "short": str(row.short),
        "late": str(row.late), "counted": plain(row.counted), **silent, **told,
    }  # fmt: skip
