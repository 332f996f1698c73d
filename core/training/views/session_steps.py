"""The step that a session takes next, the step back, and the way out."""

from collections.abc import Callable
from typing import NamedTuple

import streamlit as st

from core.training.queries import SessionRow
from core.training.rules import SessionState
from core.training.rules.sessions import LONGEST_REASON
from core.training.views.shared import Wish
from core.ui import parts
from core.ui.words import safe

Key = Callable[[str], str]


class _Step(NamedTuple):
    verb: str
    label: str
    promise: str
    done: str


NEXT = {
    SessionState.PLANNED: _Step(
        "open_enrolment", "开放报名", "开放以后，下面的学校就能看到这次活动并报名。", "已开放报名，学校看得到了"
    ),
    SessionState.ENROLLING: _Step(
        "start_session", "截止报名，开始活动", "开始以后学校不再报名，可以签到；您还可以补报。", "已开始，可以签到了"
    ),
}
BACK = {SessionState.ENROLLING: "退回筹备", SessionState.RUNNING: "退回报名"}


def next_step(row: SessionRow, key: Key) -> Wish | None:
    """The one button that moves a session on, with what it means."""
    step = NEXT.get(row.state)
    if step is None:
        return None
    form = f"sessions.step.{row.id}.{row.state}"
    with st.container(border=True):
        st.markdown(safe(step.promise))
        if st.button(step.label, type="primary", key=key(form)):
            return Wish(step.verb, {"session_id": row.id}, form, step.done)
    return None


def way_out(row: SessionRow, key: Key) -> Wish | None:
    """A step taken back, a session called off, a plan dropped: folded, since it is seldom wanted."""
    with st.expander("退回、取消或删去"):
        return _dropped(row, key) if row.state is SessionState.PLANNED else _back(row, key) or _cancelled(row, key)


def _dropped(row: SessionRow, key: Key) -> Wish | None:
    form = f"sessions.drop.{row.id}"
    promise = "删去这次筹备中的活动，连同已分的名额"
    if parts.confirm(promise, yes="删去", no="留着", key=key(form), lead=False):
        return Wish("drop_session", {"session_id": row.id}, form, "已删去")
    return None


def _back(row: SessionRow, key: Key) -> Wish | None:
    label, form = BACK[row.state], f"sessions.back.{row.id}.{row.state}"
    st.caption("没有人报过名，可以退回筹备；没有人签到，可以退回报名。")
    if st.button(label, key=key(form)):
        return Wish("take_step_back", {"session_id": row.id}, form, f"已{label}")
    return None


def _cancelled(row: SessionRow, key: Key) -> Wish | None:
    form = f"sessions.cancel.{row.id}"
    with st.form(at := key(form)):
        st.caption("取消以后，名单上的人都记为撤销，写上同一个原因；学校看得到。")
        reason = st.text_input("取消的原因", max_chars=LONGEST_REASON, key=f"{at}.reason", placeholder="例如：台风停课")
        sent = st.form_submit_button("取消这次活动", key=f"{at}.send")
    return Wish("cancel_session", {"session_id": row.id, "reason": reason}, form, "已取消") if sent else None
