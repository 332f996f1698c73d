"""The step that a contest takes next, and the way out."""

from datetime import date, timedelta
from typing import NamedTuple

import streamlit as st

from core.errors import Refused
from core.evaluation.queries import ContestRow
from core.evaluation.rules.contests import NEXT, Standing, lacks
from core.evaluation.rules.states import ContestState
from core.evaluation.views.self_fields import Key, Wish
from core.ui.words import error_words, safe

REASON, WIDTH = 200, 320  # characters; px of the button
WEEK = timedelta(days=7)


class _Step(NamedTuple):
    verb: str
    label: str
    promise: str
    done: str


STEPS = {
    ContestState.PLANNED: _Step(
        "open_contest", "开放推荐", "开放以后，下面的学校就能看到，并推荐自己的作品。", "已开放，学校可以推荐了"
    ),
    ContestState.NOMINATING: _Step(
        "to_review", "截止推荐，进入评审", "进入评审以后学校不能再推荐，评委开始打分。", "已进入评审"
    ),
    ContestState.REVIEW: _Step(
        "to_publicity", "公示结果", "公示以后，学校看得到获奖名单；名次、奖项按得分定，改定过的照改定的。", "已公示"
    ),
    ContestState.PUBLICITY: _Step("close_contest", "结束评选", "公示期满，没有异议，就可以结束。", "评选已结束"),
}


def next_step(row: ContestRow, found: Standing, today: date, form_key: Key) -> Wish | None:
    """The one button that moves a contest on, with what it means and what it waits for."""
    step = STEPS.get(row.state)
    if step is None:
        return None
    form, given = f"contests.step.{row.id}.{row.state}", {"contest_id": row.id}
    with st.container(border=True):
        st.markdown(safe(step.promise))
        waits = lacks(NEXT[row.state][0], found, public_until=row.public_until, today=today)
        for one in waits:
            st.caption(f":material/hourglass: {safe(error_words(Refused(one.code, count=one.many)))}")
        if waits:
            return None
        extra = _publicity_days(row, today) if row.state is ContestState.REVIEW else {}
        if st.button(step.label, type="primary", key=form_key(form), width=WIDTH):
            return Wish(step.verb, given | extra, form, step.done)
    return None


def way_out(row: ContestRow, form_key: Key) -> Wish | None:
    """A contest called off: folded, since it is seldom wanted."""
    if ContestState.CANCELLED not in NEXT[row.state]:
        return None
    form = f"contests.cancel.{row.id}"
    with st.expander("取消这次评选"), st.form(at := form_key(form)):
        reason = st.text_input(
            "取消的原因（学校看得到）", max_chars=REASON, key=f"{at}.reason", placeholder="例如：和市级评选合并"
        )
        sent = st.form_submit_button("取消这次评选")
    return Wish("cancel_contest", {"contest_id": row.id, "reason": reason}, form, "已取消") if sent else None


def _publicity_days(row: ContestRow, today: date) -> dict[str, date]:
    until = st.date_input("公示到", today + WEEK, min_value=today, key=f"contests.until.{row.id}", width=200)
    return {"public_until": until}
