"""移交: what waits for us, what we sent, what lies too long."""

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd
import streamlit as st

from core.cases.queries import HandoverRow, OfferRow, SlipRow, Stuck
from core.cases.rules.handovers import ANSWER_DAYS, HANDOVER_STATE_TITLES, HANDOVER_TITLES, HandoverState
from core.cases.rules.referrals import CONSENT_TITLES, WAY_TITLES
from core.cases.views.shared import DEFAULT, People, due_words
from core.ui import parts, tables
from core.ui.words import Level, month_day

IN, OUT, NEW, STUCK = "等接收", "移出的", "提出移交", "超过期限"
ELSEWHERE = "系统外"
DUE = f"{ANSWER_DAYS} 个上学日；{DEFAULT}"


def switch(counts: Mapping[str, int | None]) -> str:
    """Which side of the page is looked at; the first at the start."""
    sides = list(counts)
    return st.segmented_control(
        "看什么", sides, default=sides[0], required=True, key="handovers.side", label_visibility="collapsed",
        format_func=lambda side: side if counts[side] is None else f"{side} {counts[side]}",
    )  # fmt: skip


def offer_list(rows: Sequence[OfferRow], schools: Mapping[int, str], today: date) -> OfferRow | None:
    """The minimum of what waits to be accepted; answers the one picked."""
    if not rows:
        said = "别的学校移交学生时，会先在这里出现；接收之前只看到等级、年龄和联系人。"
        parts.empty("inbox", "没有等待接收的移交", said, key="handovers.no_offer")
        return None
    levels = [Level(row.severity, row.tier) for row in rows]
    frame = pd.DataFrame([
        {
            "tier": tables.tier_cell(level), "age": _age(row), "from": schools.get(row.from_school_id, ""),
            "to": schools.get(row.to_school_id, ""), "contact": f"{row.contact}　{row.phone}".strip(),
            "due": due_words(row.answer_by, today),
        }
        for row, level in zip(rows, levels, strict=True)
    ])  # fmt: skip
    columns = {
        "tier": tables.tier_column(dict.fromkeys(levels)),
        "age": tables.text_column("年龄", 70),
        "from": tables.text_column("移出学校", 170),
        "to": tables.text_column("接收学校", 170),
        "contact": tables.text_column("联系人", 190),
        "due": tables.text_column("最晚答复", 140, rule=DUE),
    }
    at = tables.listing(frame, columns, key="handovers.offers", alt=f"等待接收的移交，{len(rows)} 份", pick=True)
    return None if at is None else rows[at]


def offer_card(row: OfferRow, schools: Mapping[int, str]) -> None:
    """All that is known before a file is accepted."""
    parts.tier_badge(Level(row.severity, row.tier))
    parts.facts([
        parts.Fact("年龄", _age(row) or "未登记"),
        parts.Fact("移出学校", schools.get(row.from_school_id, "")),
        parts.Fact("联系人", f"{row.contact}　{row.phone}".strip()),
    ])  # fmt: skip
    st.caption(":material/lock: 接收之后才能看到是谁、谈过什么；接收之后移出学校就看不到了。")


def handover_list(
    rows: Sequence[HandoverRow], people: People, schools: Mapping[int, str], today: date
) -> HandoverRow | None:
    """What the reader's schools sent and has not been taken over, turned back or taken back; answers the one picked."""
    if not rows:
        parts.empty(
            "outbox", "没有正在移出的档案", "升学或转学时，到“提出移交”里选一名在管的学生。", key="handovers.none"
        )
        return None
    frame = pd.DataFrame([
        {
            "name": people.pupil(row.person_id), "from": schools.get(row.from_school_id, ""), "to": place(row, schools),
            "kind": HANDOVER_TITLES[row.kind], "state": HANDOVER_STATE_TITLES[row.state],
            "due": due_words(row.answer_by, today) if row.state is HandoverState.PROPOSED else "",
        }
        for row in rows
    ])  # fmt: skip
    columns = {
        "name": tables.name_column(),
        "from": tables.text_column("移出学校", 170),
        "to": tables.text_column("移到哪里", 190),
        "kind": tables.text_column("原因", 100),
        "state": tables.text_column("走到哪里", 90),
        "due": tables.text_column("最晚答复", 140, rule=DUE),
    }
    at = tables.listing(frame, columns, key="handovers.table", alt=f"移出的档案，{len(rows)} 份", pick=True)
    return None if at is None else rows[at]


def card(row: HandoverRow, people: People, schools: Mapping[int, str]) -> None:
    """One handover that is under way, or was not taken."""
    asked = row.consented
    pairs = [
        ("学生", people.pupil(row.person_id)),
        ("移到哪里", place(row, schools)),
        ("移交编号", row.paper),
        ("监护人", f"{asked.who}　{CONSENT_TITLES[asked.consent]}（{WAY_TITLES[asked.how]}，{month_day(asked.on)}）"),
        ("交接说明", row.note),
        ("提出的人", people.colleague(row.proposed_by)),
        ("答复", row.answer),
    ]
    parts.facts([parts.Fact(label, value) for label, value in pairs if value])


def slip_list(rows: Sequence[SlipRow], schools: Mapping[int, str]) -> None:
    """What went where and how it ended; nobody is named."""
    parts.section("移交单", "不含学生信息")
    frame = pd.DataFrame([
        {
            "sent": month_day(row.sent_on, year=True), "from": schools.get(row.from_school_id, ""),
            "to": schools.get(row.to_school_id or 0, ELSEWHERE), "kind": HANDOVER_TITLES[row.kind],
            "state": HANDOVER_STATE_TITLES[row.state], "answered": month_day(row.answered_on) if row.answered_on else "",
        }
        for row in rows
    ])  # fmt: skip
    columns = {
        "sent": tables.text_column("提出", 120),
        "from": tables.text_column("移出学校", 170),
        "to": tables.text_column("接收学校", 170),
        "kind": tables.text_column("原因", 100),
        "state": tables.text_column("结果", 90),
        "answered": tables.text_column("答复", 100),
    }
    tables.listing(frame, columns, key="handovers.slips", alt=f"移交单，{len(rows)} 张")


def stuck_list(rows: Sequence[Stuck], schools: Mapping[int, str]) -> None:
    """How many files lie beyond their day, and for how long; nobody is named."""
    if not rows:
        parts.empty(
            "task_alt", "没有超过期限的移交", "过了最晚答复日还没有答复的，会在这里。", key="handovers.no_stuck"
        )
        return
    frame = pd.DataFrame([
        {
            "from": schools.get(row.from_school_id, ""), "to": schools.get(row.to_school_id or 0, ELSEWHERE),
            "files": str(row.files), "days": f"{row.days_over} 天",
        }
        for row in rows
    ])  # fmt: skip
    columns = {
        "from": tables.text_column("移出学校", 190),
        "to": tables.text_column("接收学校", 190),
        "files": tables.count_column("份数"),
        "days": tables.text_column("最久超过", 110),
    }
    tables.listing(frame, columns, key="handovers.stuck", alt=f"超过期限的移交，{len(rows)} 路")
    st.caption("只有份数和天数，不含学生信息。请提醒接收学校答复，或请移出学校撤回。")


def place(row: HandoverRow, schools: Mapping[int, str]) -> str:
    """Where a file goes."""
    return schools.get(row.to_school_id, "") if row.to_school_id else f"{row.to_name}（{ELSEWHERE}）"


def _age(row: OfferRow) -> str:
    return f"{row.age} 岁" if row.age is not None else ""
