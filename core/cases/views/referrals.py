"""转介: who is on the way where, and what came of it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

import pandas as pd
import streamlit as st

from core.cases.queries import ReferralRow
from core.cases.rules.institutions import KIND_TITLES
from core.cases.rules.referrals import ACCEPT_DAYS, CONSENT_TITLES, REFERRAL_TITLES, WAY_TITLES, ReferralState
from core.cases.views.referral_forms import purpose_field
from core.cases.views.shared import DEFAULT, People, due_words, shown_level
from core.clock import local
from core.ui import parts, tables
from core.ui.words import Level, month_day

NEW, LIVE, ENDED, KEPT = "提出转介", "正在转介", "已有结果", "机构名录"
REFERRAL, TRACKS = "这次转介", "休学与复学"


class Printing(NamedTuple):
    """What a paper is printed for, and whether it is the one for the way back."""

    purpose: str
    back: bool


def switch(counts: Mapping[str, int | None]) -> str:
    """Which side of the page is looked at; the first at the start."""
    sides = list(counts)
    return st.segmented_control(
        "看什么", sides, default=sides[0], required=True, key="referrals.side", label_visibility="collapsed",
        format_func=lambda side: side if counts[side] is None else f"{side} {counts[side]}",
    )  # fmt: skip


def inner(case_id: int) -> str:
    """The referral of a picked case, or its leave and return."""
    return st.segmented_control(
        "办什么", [REFERRAL, TRACKS], default=REFERRAL, required=True, key=f"referrals.inner.{case_id}",
        label_visibility="collapsed",
    )  # fmt: skip


def referral_list(
    rows: Sequence[ReferralRow], known: Mapping[int, Level], people: People, schools: Mapping[int, str], today: date
) -> ReferralRow | None:
    """Referrals; those that wait for the reader's answer come first. Answers the one picked."""
    if not rows:
        parts.empty("swap_horiz", "这里没有转介", "需要转介时，到“提出转介”里选一名在管的学生。", key="referrals.none")
        return None
    ordered = sorted(rows, key=lambda row: not (row.answerable and row.state is ReferralState.SENT))
    shown = [shown_level(known, row.severity, "") for row in ordered]
    frame = pd.DataFrame([
        {
            "tier": tables.tier_cell(level), "name": people.pupil(row.person_id), "school": schools.get(row.school_id, ""),
            "to": row.institution, "state": REFERRAL_TITLES[row.state], "sent": month_day(local(row.sent_at).date()),
            "due": due_words(row.accept_by, today) if row.state is ReferralState.SENT else "",
        }
        for row, level in zip(ordered, shown, strict=True)
    ])  # fmt: skip
    columns = {
        "tier": tables.tier_column(dict.fromkeys([*known.values(), *shown])),
        "name": tables.name_column(),
        "school": tables.text_column("学校", 150),
        "to": tables.text_column("转给谁", 190),
        "state": tables.text_column("走到哪里", 90),
        "sent": tables.text_column("转出", 90),
        "due": tables.text_column("最晚接收", 130, rule=f"{ACCEPT_DAYS} 个上学日；{DEFAULT}"),
    }
    at = tables.listing(frame, columns, key="referrals.table", alt=f"转介，{len(rows)} 次", pick=True)
    return None if at is None else ordered[at]


def card(row: ReferralRow, people: People) -> None:
    """One referral: where to, why, what the guardian said, what came of it."""
    asked = row.consented
    pairs = [
        ("转给谁", f"{row.institution}（{KIND_TITLES[row.kind]}）"),
        ("转出", f"{month_day(local(row.sent_at).date())}　{people.colleague(row.sent_by)}"),
        ("原因", row.reason),
        ("监护人", f"{asked.who}　{CONSENT_TITLES[asked.consent]}（{WAY_TITLES[asked.how]}，{month_day(asked.on)}）"),
        ("紧急的原因", row.urgent_why),
        ("走到哪里", REFERRAL_TITLES[row.state]),
        ("答复", row.answer),
        ("反馈", row.feedback),
        ("结论", row.conclusion),
        ("后续方案", row.next_steps),
    ]
    parts.facts([parts.Fact(label, value) for label, value in pairs if value])


def printing(row: ReferralRow) -> Printing | None:
    """What the paper is for; None until it is said. A download that names the pupil is written down."""
    kinds = ["转介出登记表", "转介返回登记表"] if row.state is ReferralState.RETURNED else ["转介出登记表"]
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        kind = st.selectbox("打印哪一张", kinds, key=f"referrals.paper.{row.id}", width=190)
        purpose = purpose_field(f"referrals.purpose.{row.id}")
    return Printing(purpose, kind == kinds[-1] and len(kinds) > 1) if purpose else None
