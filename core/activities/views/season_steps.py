"""The step that a season takes next, the way out, and the change of what was planned."""

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

import streamlit as st

from core.activities.queries import HeldChecklist, SeasonRow
from core.activities.rules import SeasonState
from core.activities.rules.seasons import REASON
from core.activities.views.log_forms import Wish
from core.activities.views.season_forms import draft_form, of_row, pick_checklist
from core.ui import editions, parts
from core.ui.words import safe

Key = Callable[[str], str]
CHANGED = "这个活动月在您打开以后改过。点一下，接着在最新的内容上改。"


class _Step(NamedTuple):
    verb: str
    label: str
    promise: str
    done: str


NEXT = {
    SeasonState.PLANNED: _Step(
        "open_season", "发布给学校", "发布以后，下面的学校就能看到要求、交方案、上报材料。", "已发布，学校看得到了"
    ),
    SeasonState.OPEN: _Step(
        "close_season", "结束活动月", "结束以后学校不再上报；还有学校要补的，可以再开放。", "已结束"
    ),
    SeasonState.CLOSED: _Step(
        "reopen_season", "重新开放", "重新开放以后，学校可以补报；晚报的仍会标出来。", "已重新开放"
    ),
}


def next_step(row: SeasonRow, key: Key) -> Wish | None:
    """The one button that moves a season on, with what it means."""
    step = NEXT.get(row.state)
    if step is None:
        return None
    form = f"seasons.step.{row.id}.{row.state}"
    with st.container(border=True):
        st.markdown(safe(step.promise))
        lead: Literal["primary", "secondary"] = "primary" if row.state is SeasonState.PLANNED else "secondary"
        if st.button(step.label, type=lead, key=key(form)):
            return Wish(step.verb, {"season_id": row.id}, form, step.done)
    return None


def way_out(row: SeasonRow, key: Key) -> Wish | None:
    """A plan dropped, a season called off: folded, since it is seldom wanted."""
    if row.state not in (SeasonState.PLANNED, SeasonState.OPEN):
        return None
    with st.expander("不建了" if row.state is SeasonState.PLANNED else "不办了"):
        return _dropped(row, key) if row.state is SeasonState.PLANNED else _cancelled(row, key)


def change(row: SeasonRow, held: Sequence[HeldChecklist], key: Key) -> Wish | None:
    """A season put right, in the edition that the form shows; None until it was sent."""
    form = f"seasons.change.{row.id}"
    at = key(form)
    edition = editions.in_hand(row.edition, form=form, at=at, said=CHANGED)
    spec = pick_checklist(held, row.checklist, key=at, keeps=True)
    draft = draft_form(of_row(row), spec, key=at)
    given = {"season_id": row.id, "edition": edition, "draft": draft}
    return Wish("change_season", given, form, "已保存") if draft else None


def _dropped(row: SeasonRow, key: Key) -> Wish | None:
    form = f"seasons.drop.{row.id}"
    if parts.confirm("删去这个筹备中的活动月", yes="删去", no="留着", key=key(form), lead=False):
        return Wish("drop_season", {"season_id": row.id}, form, "已删去")
    return None


def _cancelled(row: SeasonRow, key: Key) -> Wish | None:
    form = f"seasons.cancel.{row.id}"
    with st.form(at := key(form)):
        st.caption("取消以后学校看得到原因；已经登记和上报的活动都还在。")
        reason = st.text_input("取消的原因", max_chars=REASON, key=f"{at}.reason")
        sent = st.form_submit_button("取消这个活动月", key=f"{at}.send")
    return Wish("cancel_season", {"season_id": row.id, "reason": reason}, form, "已取消") if sent else None
