"""The short form of a session: what, when, where, how many hours; everything else is folded and has a default."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

import pandas as pd
import streamlit as st

from core.clock import ZONE, local
from core.organisations.queries import OrgRow
from core.organisations.rules import Level
from core.training import packs
from core.training.queries import SessionRow
from core.training.rules import SessionKind
from core.training.rules.drafts import (
    CERTIFICATE,
    LECTURER,
    LONGEST,
    MODULE_TITLE,
    MOST_SEATS,
    PLACE,
    TITLE,
    TOPIC,
    SessionDraft,
    numbered,
)
from core.training.rules.session_titles import SESSION_KINDS, usual_category
from core.training.rules.sessions import Module

BEGINS, ENDS = time(14), time(16, 30)
AHEAD, TELL = timedelta(days=14), 3
"""A new session is two weeks off, and schools have until three days before."""
HOURS = 3.0
BY_KIND = ""
EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)
FIELD = 150  # px of a field for a day or a time


def draft_form(org: OrgRow, before: SessionRow | None, *, today: date, key: str, anew: bool) -> SessionDraft | None:
    """A session as it was filled in; None until it was sent.

    `before` is what the fields show at first: with `anew` a session to copy, whose days are left behind.
    """
    first = today + AHEAD if anew or before is None else local(before.starts_at).date()
    with st.form(key):
        told = _what(before, key) | _times(before, first, key, anew=anew)
        with st.expander("更多：多天、模块、名额、考核、证书（都可以不填）"):
            rows = _modules(before, key)
            more = _more(before, key)
        if not st.form_submit_button("保存", type="primary", key=f"{key}.send"):
            return None
    return _draft(org, told | more, rows)


def modules_of(rows: Sequence[Mapping[str, Any]]) -> tuple[Module, ...]:
    """Modules as they were typed; empty lines are left out, and what is no number is no hours."""
    typed = [(" ".join(_text(row.get("title")).split()), _hours(row.get("hours"))) for row in rows]
    return numbered([(title, hours) for title, hours in typed if title or hours])


def _draft(org: OrgRow, told: dict[str, Any], modules: tuple[Module, ...]) -> SessionDraft:
    on, until = told.pop("on"), timedelta(days=told.pop("days") - 1)
    category = told.pop("category") or usual_category(told["kind"], at_school=org.level is Level.SCHOOL)
    return SessionDraft(
        org_id=org.id,
        starts_at=datetime.combine(on, told.pop("begins"), ZONE),
        ends_at=datetime.combine(on + until, told.pop("ends"), ZONE),
        hours=_hours(told.pop("hours")),
        enrol_until=on - timedelta(days=told.pop("tell")),
        category=category,
        modules=modules,
        **told,
    )


def _what(before: SessionRow | None, key: str) -> dict[str, Any]:  # parts of a draft
    left, right = st.columns([2, 1])
    kinds = list(SessionKind)
    return {
        "title": left.text_input("名称", before.title if before else "", max_chars=TITLE, key=f"{key}.title",
                                 placeholder="例如：危机识别与转介"),
        "kind": right.selectbox("类型", kinds, index=kinds.index(before.kind) if before else 0,
                                format_func=SESSION_KINDS.__getitem__, key=f"{key}.kind"),
        "place": left.text_input("地点", before.place if before else "", max_chars=PLACE, key=f"{key}.place"),
        "lecturer": right.text_input("主讲（选填）", before.lecturer if before else "", max_chars=LECTURER,
                                     key=f"{key}.lecturer"),
    }  # fmt: skip


def _times(before: SessionRow | None, first: date, key: str, *, anew: bool) -> dict[str, Any]:
    begins, ends = (local(before.starts_at).time(), local(before.ends_at).time()) if before else (BEGINS, ENDS)
    tell = TELL
    if before and not anew:
        tell = (local(before.starts_at).date() - before.enrol_until).days
    grid = st.grid(5, min_column_width=FIELD)
    return {
        "on": grid.cell().date_input("日期", first, min_value=EARLIEST, max_value=LATEST, key=f"{key}.on"),
        "begins": grid.cell().time_input("从", begins, step=900, key=f"{key}.begins"),
        "ends": grid.cell().time_input("到", ends, step=900, key=f"{key}.ends"),
        "hours": grid.cell().number_input("学时", 0.0, 1000.0, float(before.hours) if before else HOURS, 0.5,
                                          key=f"{key}.hours", help="分模块的，按模块的学时相加。"),
        "tell": grid.cell().number_input("提前几天截止报名", -LONGEST.days, 365, tell, key=f"{key}.tell",
                                         help="0 是活动当天还能报；网络课程可以填负数，表示开始以后还能报几天。"),
    }  # fmt: skip


def _modules(before: SessionRow | None, key: str) -> tuple[Module, ...]:
    st.caption("分模块的写在这里，一行一个；每个模块单独签到，学时相加。")
    known = [(one.title, float(one.hours)) for one in before.modules] if before else []
    frame = pd.DataFrame(known, columns=["title", "hours"]).astype({"title": "string", "hours": "Float64"})
    edited = st.data_editor(
        frame, num_rows="dynamic", hide_index=True, row_height=38, key=f"{key}.modules", width="stretch",
        column_config={
            "title": st.column_config.TextColumn("模块", max_chars=MODULE_TITLE, width="large"),
            "hours": st.column_config.NumberColumn("学时", min_value=0.1, step=0.1, width="small"),
        },
    )  # fmt: skip
    return modules_of([{str(name): value for name, value in row.items()} for row in edited.to_dict("records")])


def _more(before: SessionRow | None, key: str) -> dict[str, Any]:
    left, right = st.columns(2)
    sorts = {BY_KIND: "按类型自动选", **packs.hour_categories()}
    known = list(sorts).index(before.category) if before and before.category in sorts else 0
    return {
        "days": left.number_input("一共几天", 1, LONGEST.days, _days(before), key=f"{key}.days"),
        "seats": right.number_input("总名额（空着是不限）", 1, MOST_SEATS, before.seats if before else None,
                                   key=f"{key}.seats"),
        "category": left.selectbox("学时算哪一类", list(sorts), index=known, format_func=sorts.__getitem__,
                                    key=f"{key}.category"),
        "must_attend": right.number_input("至少参加多少（%）才算完成", 1, 100, before.must_attend if before else 100,
                                         key=f"{key}.must_attend"),
        "pass_score": left.number_input("考核合格分（没有考核就空着）", 1, 100, before.pass_score if before else None,
                                         key=f"{key}.pass_score"),
        "certificate_title": right.text_input("证书上的名称（空着就用活动名称）",
                                             before.certificate_title if before else "", max_chars=CERTIFICATE,
                                             key=f"{key}.certificate"),
        "topic": st.text_area("内容简介", before.topic if before else "", max_chars=TOPIC, height=80,
                              key=f"{key}.topic"),
    }  # fmt: skip


def _days(before: SessionRow | None) -> int:
    return (local(before.ends_at).date() - local(before.starts_at).date()).days + 1 if before else 1


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _hours(value: object) -> Decimal:
    """Hours as typed; 0 for what is no number, so that the draft is refused in words."""
    try:
        return Decimal(str(value)) if isinstance(value, int | float) and value == value else Decimal(0)
    except InvalidOperation:
        return Decimal(0)
