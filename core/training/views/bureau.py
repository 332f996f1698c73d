"""How the schools of a bureau are staffed: numbers alone."""

from collections.abc import Sequence
from decimal import Decimal

import pandas as pd
import streamlit as st

from core.training.queries import Staffing
from core.training.rules.rates import Rate, any_rate, full_time_rate
from core.training.views.shared import hours_words
from core.ui import parts, tables
from core.ui.parts import Kpi, Rule
from core.ui.words import Absence, count, safe, share

SHOWN = 40  # schools named in one sentence
FULL = Rule("至少有 1 名在岗专职心理教师的学校 ÷ 全部在用学校", note="2021 年教育部要求：每校至少配备 1 名专职心理教师")
EITHER = Rule(
    "至少有 1 名在岗专职或兼职心理教师的学校 ÷ 全部在用学校",
    note="2023 年专项行动计划：2025 年配备专（兼）职心理教师的学校达到 95%。和专职配备率是两个口径，不能相加或混用",
)
CERTIFIED = Rule(
    "有在有效期内证书的在岗专（兼）职教师 ÷ 在岗专（兼）职教师", left_out="教研员、班主任、校外专家和志愿者"
)
HOURS = Rule("在岗专（兼）职教师本学年登记的培训学时 ÷ 在岗专（兼）职教师")


def overview(rows: Sequence[Staffing]) -> None:
    """The two rates, each with its own norm, and what else is counted."""
    posts = [row.posts for row in rows]
    people, certified = sum(row.counsellors for row in rows), sum(row.certified for row in rows)
    hours = sum((row.hours for row in rows), Decimal(0))
    each = hours_words((hours / people).quantize(Decimal("0.1"))) if people else Absence.NOT_APPLICABLE.value
    soon = sum(row.expiring[90] for row in rows)
    within = f"30 天内 {sum(row.expiring[30] for row in rows)} 位，7 天内 {sum(row.expiring[7] for row in rows)} 位"
    parts.kpis(
        [
            _rate("专职配备率", full_time_rate(posts), FULL),
            _rate("专（兼）职配备率", any_rate(posts), EITHER),
            Kpi("持证率", share(certified, people), CERTIFIED, f"{certified} / {people} 位"),
            Kpi("人均培训学时", each, HOURS, "本学年"),
            Kpi("证书快到期", f"{soon} 位", Rule("在岗专（兼）职教师中，最晚的一张证书 90 天内到期的人数"), within),
        ]
    )


def without_anybody(rows: Sequence[Staffing]) -> None:
    """The schools without a counsellor, those that registered nobody yet apart."""
    silent = [row.school for row in rows if not row.registered]
    empty = [row.school for row in rows if row.registered and not row.counsellors]
    for title, names in (("还没有登记的学校", silent), ("登记过、目前没有人在岗的学校", empty)):
        if names:
            more = f" 等 {len(names)} 所" if len(names) > SHOWN else ""
            parts.section(title, f"{len(names)} 所，可以帮一把")
            st.markdown(safe("、".join(names[:SHOWN])) + more)


def staffing_table(rows: Sequence[Staffing], *, pick: bool) -> Staffing | None:
    """One row a school; answers the one picked, where its people may be read."""
    frame = pd.DataFrame([_cells(row) for row in rows])
    columns = {
        "school": tables.text_column("学校", 200),
        "full": tables.count_column("专职", 70),
        "part": tables.count_column("兼职", 70),
        "certified": tables.count_column("持证", 70, rule="证书在有效期内的人数"),
        "soon": tables.count_column("90 天内到期", 110),
        "hours": tables.count_column("本学年学时", 100),
        "pupils": tables.count_column("在籍学生", 90),
        "each": tables.count_column("每名教师对应", 120, rule="在籍学生 ÷ 在岗专（兼）职心理教师"),
    }
    at = tables.listing(frame, columns, key="staff.schools", alt=f"{len(rows)} 所学校的心理教师配备", pick=pick)
    return None if at is None else rows[at]


def _rate(label: str, rate: Rate, rule: Rule) -> Kpi:
    return Kpi(label, share(rate.having, rate.of), rule, f"{rate.having} / {rate.of} 所")


def _cells(row: Staffing) -> dict[str, str]:
    pupils = count(row.pupils) if row.pupils else "没有名册"
    each = count(round(row.pupils / row.counsellors), "名") if row.pupils and row.counsellors else ""
    told = {
        "full": str(row.posts.full_time),
        "part": str(row.posts.part_time),
        "certified": str(row.certified),
        "soon": str(row.expiring[90]),
        "hours": hours_words(row.hours),
    }
    silent = dict.fromkeys(told, Absence.NOT_REPORTED.value)
    return {"school": row.school, "pupils": pupils, "each": each, **(told if row.registered else silent)}
