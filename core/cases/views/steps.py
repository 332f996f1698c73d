"""等级与状态: change the tier, hand on the responsibility, propose and decide the closing, reopen."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from core.cases.queries import CaseRow
from core.cases.rules.states import STEPS as LEGAL
from core.cases.rules.states import CaseState, Outcome, Step
from core.cases.rules.tiering import Tier
from core.cases.views.shared import LONGEST, Key, People, Wish, asks_why, level_of
from core.cases.views.workbench import FACTS, Rights
from core.ui import parts
from core.ui.words import moment, safe
from core.ui.words.care import OUTCOMES

AREA = 90  # px
Draw = Callable[[], Wish | None]


def work(
    row: CaseRow, tiers: Sequence[Tier], colleagues: Mapping[int, str], *, open_tasks: int, key: Key
) -> Wish | None:
    """The steps of whoever works the case, those that are legal now."""
    steps: dict[str, Draw] = {}
    if (row.state, Step.RETIER) in LEGAL:
        steps["调整等级"] = lambda: _retier(row, tiers, key)
    if row.state is not CaseState.CLOSED and colleagues:
        steps["换人负责"] = lambda: _assign(row, colleagues, key)
    if (row.state, Step.PROPOSE) in LEGAL:
        steps["提出结案"] = lambda: _propose(row, open_tasks, key)
    if (row.state, Step.REOPEN) in LEGAL:
        steps["重开"] = lambda: _reopen(row, key)
    if not steps:
        return None
    chosen = st.segmented_control("做什么", list(steps), key=f"cases.step.{row.id}.{row.state}")
    return steps[chosen]() if chosen else None


def closing(row: CaseRow, people: People, *, open_tasks: int, me: int, key: Key) -> Wish | None:
    """The decision on a proposed closing; says when it takes somebody else."""
    outcome = OUTCOMES[row.outcome] if row.outcome else ""
    when = moment(row.proposed_at, year=True) if row.proposed_at else ""
    with st.container(border=True, width=FACTS):
        parts.facts(
            [
                parts.Fact("提出结案", f"{people.colleague(row.proposed_by)}　{when}"),
                parts.Fact("结果", outcome),
                parts.Fact("没做完的措施", f"{open_tasks} 项" if open_tasks else "没有"),
            ]
        )
        if row.second_person and row.proposed_by == me:
            st.caption(":material/group: 这一级要两个人一起定：请另一位（如分管校领导）来确认结案。")
    form = f"cases.closing.{row.id}"
    with st.form(at := key(form), border=False):
        why = st.text_area(asks_why("意见"), max_chars=LONGEST, height=AREA, key=f"{at}.why")
        with st.container(horizontal=True):
            closes = st.form_submit_button("结案", type="primary", key=f"{at}.close")
            keeps = st.form_submit_button("继续跟进", key=f"{at}.keep")
    if closes:
        return Wish("close", {"case_id": row.id, "why": why}, form, "已结案，记录都还在")
    return Wish("keep_open", {"case_id": row.id, "why": why}, form, "继续跟进") if keeps else None


def decides(row: CaseRow, rights: Rights) -> bool:
    """Whether a closing waits for this reader's decision."""
    return row.state is CaseState.CLOSING and rights.approves


def _retier(row: CaseRow, tiers: Sequence[Tier], key: Key) -> Wish | None:
    form = f"cases.retier.{row.id}"
    others = [tier for tier in tiers if tier.severity != row.severity]
    with st.form(at := key(form), border=False):
        tier = st.radio(
            "改为", others, format_func=lambda one: f"{level_of(one).text}（{safe(one.level)}牵头）", key=f"{at}.tier"
        )
        why = st.text_area(asks_why("为什么调整"), max_chars=LONGEST, height=AREA, key=f"{at}.why")
        sent = st.form_submit_button("保存调整", type="primary")
    return Wish("retier", {"case_id": row.id, "tier": tier, "why": why}, form, "等级已调整") if sent and tier else None


def _assign(row: CaseRow, colleagues: Mapping[int, str], key: Key) -> Wish | None:
    form = f"cases.assign.{row.id}"
    others = [one for one in colleagues if one != row.responsible_id]
    with st.form(at := key(form), border=False):
        who = st.selectbox("交给谁", others, format_func=colleagues.__getitem__, key=f"{at}.who", width=260)
        sent = st.form_submit_button("换人负责", type="primary")
    return Wish("assign", {"case_id": row.id, "account_id": who}, form, "已换人负责") if sent and who else None


def _propose(row: CaseRow, open_tasks: int, key: Key) -> Wish | None:
    form = f"cases.propose.{row.id}"
    if open_tasks:
        st.caption(f":material/info: 还有 {open_tasks} 项措施没有做完；先到“一生一策”里完成，或写明不做了，才能结案。")
    with st.form(at := key(form), border=False):
        outcome = st.radio("结果", list(Outcome), format_func=OUTCOMES.__getitem__, key=f"{at}.outcome")
        why = st.text_area(asks_why("依据"), max_chars=LONGEST, height=AREA, key=f"{at}.why")
        sent = st.form_submit_button("提出结案", type="primary", key=f"{at}.send")
    given = {"case_id": row.id, "outcome": outcome, "why": why}
    return Wish("propose_closing", given, form, "已提出结案，等确认") if sent else None


def _reopen(row: CaseRow, key: Key) -> Wish | None:
    form = f"cases.reopen.{row.id}"
    with st.form(at := key(form), border=False):
        why = st.text_area(asks_why("为什么重开"), max_chars=LONGEST, height=AREA, key=f"{at}.why")
        sent = st.form_submit_button("重开", type="primary", key=f"{at}.send")
    return Wish("reopen", {"case_id": row.id, "why": why}, form, "已重开，回到在管") if sent else None
