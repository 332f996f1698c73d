"""参评学校: who takes part, who is left out, who has more time, and whom to remind."""

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd
import streamlit as st

from core.clock import local
from core.evaluation.queries import AssignmentRow, EntryRow, LateRow, RoundRow, SelfProgress
from core.evaluation.rules.reminders import Waiting, notice, reminder
from core.evaluation.rules.rounds import due_on, is_late
from core.evaluation.rules.states import AssignmentState, EntryState
from core.evaluation.rules.titles import ENTRY_STATES, EXEMPT_REASONS
from core.ui import parts, tables
from core.ui.words import count, month_day


def entry_table(
    round_: RoundRow, rows: Sequence[EntryRow], rated: Sequence[AssignmentRow], done: Mapping[int, SelfProgress],
    today: date, *, key: str,
) -> EntryRow | None:  # fmt: skip
    """Every school (or room) of a round; answers the one picked."""
    counted: dict[int, list[AssignmentRow]] = {}
    for one in rated:
        if one.counts:
            counted.setdefault(one.entry_id, []).append(one)
    frame = pd.DataFrame(
        [
            {
                "学校": row.place,
                "状态": state_words(round_, row) + _filled(row, done.get(row.id)),
                "截止": _due_words(round_, row, today),
                "评审": _rated_words(counted.get(row.id, [])),
                "说明": _note(row),
            }
            for row in rows
        ]
    )
    widths = {"学校": 150, "状态": 116, "评审": 110, "截止": 165, "说明": 260}
    columns = {title: tables.text_column(title, width) for title, width in widths.items()}
    at = tables.listing(frame, columns, key=key, alt=f"{len(rows)} 个参评对象", pick=True)
    return None if at is None else rows[at]


def _filled(row: EntryRow, done: SelfProgress | None) -> str:
    """How many items somebody has filled in who is still at it."""
    at_it = row.state in (EntryState.DRAFTING, EntryState.RETURNED)
    return f"　{done.marked} / {done.items}" if at_it and done else ""


def state_words(round_: RoundRow, row: EntryRow) -> str:
    """How far a school is; without self-assessment there is nothing to submit."""
    if not round_.with_self and row.state is EntryState.SUBMITTED:
        return "不用自评"
    return ENTRY_STATES[row.state]


def pick_entry(rows: Sequence[EntryRow], picked: EntryRow | None, *, key: str) -> EntryRow:
    """The entry to do something about: the row picked above, or one sought by name."""
    by_id = {row.id: row for row in rows}
    ids = list(by_id)
    at = ids.index(picked.id) if picked else 0
    chosen = st.selectbox(
        "哪一所", ids, index=at, format_func=lambda one: by_id[one].place, key=f"{key}.{ids[at]}", width=420
    )
    return by_id[chosen]


def reminders(title: str, rows: Sequence[LateRow], today: date, *, key: str) -> None:
    """Words to copy: one message for all, or one for a school."""
    waiting = [Waiting(row.entry.place, row.entry.state, row.due_on) for row in rows]
    over = sum(row.days_over > 0 for row in rows)
    st.markdown(f"还没有提交的有 {count(len(rows), '处')}，其中 {count(over, '处')}已经过了截止日期。")
    places = {number: one.place for number, one in enumerate(waiting)}
    chosen = st.selectbox(
        "发给谁", [None, *places], key=key, width=420,
        format_func=lambda one: "发在群里，一条说全" if one is None else places[one],
    )  # fmt: skip
    words = notice(title, waiting, today=today) if chosen is None else reminder(title, waiting[chosen], today=today)
    st.code(words, language=None, wrap_lines=True)
    st.caption("点右上角就能复制。里面只有学校和日期，没有任何人的信息。")


def _due_words(round_: RoundRow, row: EntryRow, today: date) -> str:
    if row.state is EntryState.EXEMPT or not round_.with_self:
        return "不要求"
    if row.submitted_at is not None and row.state is EntryState.SUBMITTED:
        return f"{month_day(local(row.submitted_at).date())}提交"
    due = due_on(round_.self_until, row.due_on)
    told = f"{month_day(due)}截止" + ("（已延期）" if row.due_on else "")
    return f"{told}，已过 {(today - due).days} 天" if is_late(row.state, due, today) else told


def _rated_words(rows: Sequence[AssignmentRow]) -> str:
    if not rows:
        return "还没有分派"
    return f"{sum(row.state is AssignmentState.SUBMITTED for row in rows)} / {len(rows)} 份已交"


def _note(row: EntryRow) -> str:
    if row.exempt_reason:
        told = EXEMPT_REASONS[row.exempt_reason] + (f"：{row.exempt_note}" if row.exempt_note else "")
        return told + ("（有证明材料）" if row.has_paper else "")
    if row.state is EntryState.RETURNED:
        return f"请补充：{row.return_note}"
    return f"延期：{row.due_reason}" if row.due_on else ""


def facts_of(round_: RoundRow, row: EntryRow, today: date) -> None:
    """One entry in full."""
    pairs = [
        ("状态", state_words(round_, row)),
        ("自评", _due_words(round_, row, today)),
        ("说明", _note(row) or "没有"),
    ]
    parts.facts(parts.Fact(*pair) for pair in pairs)
