"""活动台账: what was held, with what it comes to, 场次 and 人次 apart."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from core.activities.queries import ActivityRow, Chosen, Count, HeldCount
from core.activities.rules import ActivityKind, Audience
from core.activities.rules.facts import AUDIENCE_TITLES, KIND_TITLES
from core.activities.views.log_forms import APART
from core.ui import parts, tables
from core.ui.parts import Tally
from core.ui.words import Absence, count, day


def totals(held: Sequence[HeldCount], rows: Sequence[Count]) -> None:
    """What a school year comes to: 场次 and 人次 apart, an activity for two audiences once."""
    parents = sum(row.sessions for row in rows if row.audience is Audience.PARENTS)
    parts.tally(
        [
            Tally("场次", count(sum(row.sessions for row in held), "场"), "本学年"),
            Tally("人次", count(sum(row.attendances for row in held)), "每场到场人数之和"),
            Tally("面向家长", count(parents, "场"), "场次里的"),
            Tally("登记条数", count(sum(row.entries for row in held), "条"), "一条可以是几场"),
        ]
    )


def wanted(school_id: int | None) -> Chosen:
    """What of the ledger is to be seen: of one organisation or of all, by kind, audience, and words."""
    grid = st.grid(4, min_column_width=115)
    first, second, third = grid.cell(column_span=2), grid.cell(), grid.cell()
    words = first.text_input("活动名称里有", max_chars=40, placeholder="如：心理剧", key="activities.words")
    kind = second.selectbox(
        "类别", list(ActivityKind), None, format_func=KIND_TITLES.__getitem__, placeholder="全部",
        key="activities.kind",
    )  # fmt: skip
    audience = third.selectbox(
        "对象", list(Audience), None, format_func=AUDIENCE_TITLES.__getitem__, placeholder="全部",
        key="activities.audience",
    )  # fmt: skip
    return Chosen(school_id, audience, kind, words.strip())


def listing(rows: Sequence[ActivityRow], names: Mapping[int, str], *, pick: bool) -> ActivityRow | None:
    """One page of the ledger (some rows), with who held it where `names` are several; answers the row picked."""
    frame = pd.DataFrame([_line(row, names) for row in rows])
    columns = {
        "day": tables.text_column("日期", 140),
        "org": tables.text_column("谁办的", 150),
        "title": tables.text_column("活动", 220),
        "kind": tables.text_column("类别", 172),
        "audience": tables.text_column("对象", 110),
        "sessions": tables.count_column("场次", 70),
        "attendances": tables.count_column("人次", 80, rule=APART),
        "report": tables.text_column("来自", 80),
    }
    if len(names) < 2:
        del columns["org"]
    key = tables.marked("activities.list", (row.id for row in rows))
    at = tables.listing(frame, columns, key=key, alt=f"{len(rows)} 条活动", pick=pick)
    return None if at is None else rows[at]


def by_school(schools: Mapping[int, str], rows: Sequence[Count], held: Sequence[HeldCount]) -> int | None:
    """One row a school, those that registered nothing included; answers the school picked."""
    found: dict[int, dict[Audience, Count]] = defaultdict(dict)
    for row in rows:
        found[row.school_id][row.audience] = row
    whole = {row.school_id: row for row in held}
    frame = pd.DataFrame([{"school": name, **_cells(whole.get(at), found[at])} for at, name in schools.items()])
    columns = {"school": tables.text_column("学校", 200)}
    columns |= {audience.value: tables.count_column(f"{AUDIENCE_TITLES[audience]}（场）", 90) for audience in Audience}
    once = "一场活动面向几类人也只算一场"
    columns |= {
        "sessions": tables.count_column("场次合计", 90, rule=once),
        "attendances": tables.count_column("人次合计", 90, rule=APART),
    }
    alt = f"{len(schools)} 所学校本学年的活动"
    at = tables.listing(frame, columns, key=tables.marked("activities.schools", schools), alt=alt, pick=True)
    return None if at is None else list(schools)[at]


def _line(row: ActivityRow, names: Mapping[int, str]) -> dict[str, str]:
    facts = row.facts
    return {
        "day": day(facts.held_on, year=True),
        "org": names.get(row.school_id, ""),
        "title": facts.title,
        "kind": KIND_TITLES[facts.kind],
        "audience": "、".join(AUDIENCE_TITLES[one] for one in facts.audiences) or Absence.NOT_APPLICABLE.value,
        "sessions": count(facts.sessions),
        "attendances": count(facts.attendances) if facts.audiences else Absence.NOT_APPLICABLE.value,
        "report": "活动月" if row.season_id else "登记",
    }


def _cells(whole: HeldCount | None, found: Mapping[Audience, Count]) -> dict[str, str]:
    if whole is None:
        return dict.fromkeys([*Audience, "sessions", "attendances"], Absence.NOT_REPORTED.value)
    told = {audience.value: count(found[audience].sessions if audience in found else 0) for audience in Audience}
    return told | {"sessions": count(whole.sessions), "attendances": count(whole.attendances)}
