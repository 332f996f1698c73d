"""评审分派: who rates which school, how far they are, what a draw would give."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd
import streamlit as st

from core.evaluation.queries import AssignmentRow, EntryRow, RaterRow, TieRow
from core.evaluation.rules.states import AssignmentState, TieKind
from core.evaluation.rules.titles import ASSIGNMENT_STATES, BARS, TIE_KINDS
from core.ui import parts, tables
from core.ui.words import count, moment, safe

REASON = 200  # characters
NOTHING = ":material/info:"
LISTED = 12  # schools named in a sentence before it says how many more


class ByHand(NamedTuple):
    """Entries for one rater."""

    rater_id: int
    entry_ids: list[int]


class Told(NamedTuple):
    """A tie as it was filled in."""

    account_id: int
    school_id: int
    kind: TieKind
    note: str


def progress_table(rows: Sequence[AssignmentRow], *, key: str) -> None:
    """Who rates what and how far they are: counts of items, no mark."""
    frame = pd.DataFrame(
        [
            {
                "学校": row.place,
                "评审": row.rater,
                "状态": ASSIGNMENT_STATES[row.state],
                "进度": f"{row.done} / {row.items} 项",
                "提交": moment(row.submitted_at) if row.submitted_at else "",
                "怎么来的": "抽签" if row.drawn else "指定",
                "提醒": f"需要回避：{BARS[row.bar]}" if row.bar and row.counts else "",
            }
            for row in rows
        ]
    )
    widths = {"学校": 180, "评审": 110, "状态": 84, "进度": 90, "提醒": 180, "提交": 120, "怎么来的": 80}
    columns = {title: tables.text_column(title, width) for title, width in widths.items()}
    tables.listing(frame, columns, key=key, alt=f"{len(rows)} 份分派")


def tallies(entries: Sequence[EntryRow], rows: Sequence[AssignmentRow], each: int) -> None:
    """How many sheets are wanted, assigned and handed in."""
    counted = [row for row in rows if row.counts]
    handed_in = sum(row.submitted_at is not None for row in counted)
    raters = Counter(row.entry_id for row in counted)
    short = sum(raters[entry.id] < each for entry in entries)
    barred = sum(row.bar is not None for row in counted)
    parts.tally(
        [
            parts.Tally("已分派", count(len(counted), "份"), f"{count(len({row.rater_id for row in counted}))} 位评审"),
            parts.Tally("已交", count(handed_in, "份"), "评审已经提交"),
            parts.Tally("还没配齐", count(short, "处"), f"每个对象要 {each} 人"),
            parts.Tally("需要回避", count(barred, "份"), "分派之后才知道的，请撤回另派"),
        ]
    )


def withdraw_form(rows: Sequence[AssignmentRow], *, key: str) -> tuple[int, str] | None:
    """An assignment to take back, and why; None until it was sent."""
    words = {row.id: f"{row.place} · {row.rater}（{ASSIGNMENT_STATES[row.state]}）" for row in rows if row.counts}
    note = "已经打的分会留着，但不计入结果；以后再分派给同一位评审，可以接着打。"
    return _with_reason("撤回哪一份", words, "例如：临时出差", note, "撤回", key=key)


def reopen_form(rows: Sequence[AssignmentRow], *, key: str) -> tuple[int, str] | None:
    """A sheet that was handed in, to give back to its rater, and why; None until it was sent."""
    words = {row.id: f"{row.place} · {row.rater}" for row in rows if row.state is AssignmentState.SUBMITTED}
    if not words:
        return None
    parts.section("退回一份评分")
    note = "已经打的分都在；评审改好以后再提交一次。进入合议以后不能再退回。"
    return _with_reason("退回哪一份", words, "例如：评审说打错了一项", note, "退回给评审", key=key)


def _with_reason(
    ask: str, words: Mapping[int, str], example: str, note: str, button: str, *, key: str
) -> tuple[int, str] | None:
    with st.form(key):
        left, right = st.columns(2)
        chosen = left.selectbox(ask, list(words), key=f"{key}.row", format_func=words.__getitem__)
        reason = right.text_input("理由", max_chars=REASON, key=f"{key}.reason", placeholder=example)
        st.caption(note)
        return (chosen, reason) if st.form_submit_button(button) else None


def by_hand(
    raters: Sequence[RaterRow], entries: Sequence[EntryRow], rows: Sequence[AssignmentRow], *, key: str
) -> ByHand | None:
    """Schools for one rater, those to stay away from left out and named; None until it was sent."""
    by_id = {row.id: row for row in raters}
    who = by_id[
        st.selectbox("评审", list(by_id), format_func=lambda one: rater_words(by_id[one]), key="raters.who", width=420)
    ]
    mine = {row.entry_id for row in rows if row.rater_id == who.id and row.counts}
    free = {row.id: row.place for row in entries if row.id not in mine and not who.bar(row)}
    barred = [(row.place, BARS[why]) for row in entries if (why := who.bar(row))]
    with st.form(f"{key}.{who.id}"):
        chosen = st.multiselect(
            "评哪些学校",
            list(free),
            format_func=free.__getitem__,
            key=f"{key}.{who.id}.entries",
            placeholder="可以选几所",
        )
        sent = st.form_submit_button("分派", type="primary")
    if barred:
        named = "；".join(f"{place}（{why}）" for place, why in barred[:LISTED])
        more = f" 等 {count(len(barred), '处')}" if len(barred) > LISTED else ""
        st.caption(f"{NOTHING} 需要回避，没有列出来：{safe(named)}{more}")
    if sent and not chosen:
        st.caption(f"{NOTHING} 请先选学校。")
    return ByHand(who.id, chosen) if sent and chosen else None


def tie_form(raters: Sequence[RaterRow], schools: Mapping[int, str], *, key: str) -> Told | None:
    """What keeps somebody from rating a school; None until it was sent."""
    by_id = {row.id: row for row in raters}
    with st.form(key):
        left, right = st.columns(2)
        who = left.selectbox("评审", list(by_id), format_func=lambda one: rater_words(by_id[one]), key=f"{key}.who")
        school = right.selectbox("学校", list(schools), format_func=schools.__getitem__, key=f"{key}.school")
        kinds = list(TieKind)
        kind = left.selectbox(
            "关系", kinds, index=kinds.index(TieKind.FAMILY), format_func=TIE_KINDS.__getitem__, key=f"{key}.kind"
        )
        note = right.text_input("说明（可以不写）", max_chars=REASON, key=f"{key}.note", placeholder="不要写亲属的姓名")
        if not st.form_submit_button("登记"):
            return None
    return Told(who, school, kind, note)


def pick_tie(rows: Sequence[TieRow], raters: Sequence[RaterRow], *, key: str) -> int | None:
    """A tie to take back; None until it was sent."""
    names = {row.id: row.name for row in raters}
    by_id = {row.id: row for row in rows if row.account_id in names}
    if not by_id:
        return None
    with st.form(key):
        chosen = st.selectbox(
            "登记过的", list(by_id), key=f"{key}.row",
            format_func=lambda one: f"{names[by_id[one].account_id]} · {by_id[one].school} · {TIE_KINDS[by_id[one].kind]}",
        )  # fmt: skip
        return chosen if st.form_submit_button("删去这一条") else None


def rater_words(row: RaterRow) -> str:
    """A rater with home and load."""
    return f"{row.name}（{row.home}，已有 {row.load} 处）"
