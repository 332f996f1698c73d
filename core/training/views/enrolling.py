"""Who is in a session: own people ticked, the list, somebody taken out."""

from collections.abc import Callable, Mapping, Sequence

import pandas as pd
import streamlit as st

from core.training.queries import CandidateRow, PartRow, PartStep, PlaceRow, SessionRow
from core.training.rules import PartState
from core.training.rules.session_titles import PART_STATES
from core.training.rules.sessions import LONGEST_REASON
from core.training.rules.titles import KIND_TITLES
from core.training.views.shared import Wish
from core.ui import parts, tables
from core.ui.words import count, moment, safe

Key = Callable[[str], str]
CHIPS = {
    PartState.ENROLLED: "#D3E6F3",
    PartState.ATTENDING: "#F3E3C4",
    PartState.COMPLETED: "#D8ECE3",
    PartState.FAILED: "#E6ECE9",
    PartState.WITHDRAWN: "#F3F6F4",
}
FULL = "名额已经用完。有人不来，请先撤销，再报别人；还不够的，请主办单位增加名额。"
NAME = 200  # px of a box to tick


def pick_school(places: Sequence[PlaceRow], row: SessionRow) -> PlaceRow | None:
    """The school that sends people: the only one, or one of several."""
    if len(places) <= 1:
        return places[0] if places else None
    by_id = {one.school_id: one for one in places}
    chosen = st.selectbox(
        "哪所学校", list(by_id), key=f"sessions.school.{row.id}", width=420,
        format_func=lambda one: f"{by_id[one].school}（已报 {by_id[one].taken}）",
    )  # fmt: skip
    return by_id[chosen]


def tick_form(row: SessionRow, place: PlaceRow, people: Sequence[CandidateRow], key: Key) -> Wish | None:
    """People of a school to tick; None until it was sent."""
    st.caption(safe(room_words(place)))
    free = [one for one in people if not one.enrolled]
    if not people:
        parts.empty(
            "badge", "名册里还没有在岗的老师", "先在“心理教师”里登记，再来报名。", key="sessions.nobody"
        )  # fmt: skip
        return None
    if taken := [safe(one.name) for one in people if one.enrolled]:
        st.caption(f"已经报名：{'、'.join(taken)}")
    if not free or place.left == 0:
        st.info("名册里在岗的老师都已经报名。" if not free else FULL, icon=":material/info:")
        return None
    form = f"sessions.enrol.{row.id}.{place.school_id}"
    with st.form(at := key(form)):
        grid = st.grid(3, min_column_width=NAME)
        chosen = [
            one.staff_id for one in free
            if grid.cell().checkbox(f"{safe(one.name)}　:gray[{KIND_TITLES[one.kind]}]", key=f"{at}.{one.staff_id}")
        ]  # fmt: skip
        sent = st.form_submit_button("报名", type="primary", key=f"{at}.send")
    if sent and not chosen:
        st.caption(":material/info: 请先勾选要报名的老师。")
    given = {"session_id": row.id, "school_id": place.school_id, "staff_ids": chosen}
    return Wish("enrol", given, form, f"已为 {len(chosen)} 位老师报名") if sent and chosen else None


def room_words(place: PlaceRow) -> str:
    """What a school may still send, in words."""
    taken = f"{place.school}已报 {count(place.taken, '人')}"
    if place.left is None:
        return f"{taken}，不限人数。"
    own = "" if place.places is None else f"，本校名额 {count(place.places, '个')}"
    return f"{taken}{own}，还能报 {count(place.left, '人')}。"


def people_table(rows: Sequence[PartRow], session: SessionRow) -> PartRow | None:
    """Who is in it, a page at a time; answers the one picked."""
    titles = {one.code: one.title for one in session.modules}
    page = tables.page_of(len(rows), key=f"sessions.people.page.{session.id}", order="按学校；点一行看经过")
    rows = rows[page.offset : page.offset + page.limit]
    frame = pd.DataFrame([
        {
            "状态": [PART_STATES[row.state]], "姓名": row.name, "学校": row.school,
            "报名时间": moment(row.enrolled_at) if row.enrolled_at else "",
            "已签到": signed_words(row, titles), "成绩": "" if row.score is None else f"{row.score:f}",
        }
        for row in rows
    ])  # fmt: skip
    columns = {
        "状态": st.column_config.MultiselectColumn(
            "状态", width=92, options=[PART_STATES[one] for one in CHIPS], color=list(CHIPS.values())
        ),
        "姓名": tables.text_column("姓名", 84),
        "学校": tables.text_column("学校", 150),
        "已签到": tables.text_column("已签到", 104),
    }
    if session.pass_score is not None:
        columns["成绩"] = tables.count_column("成绩", 64)
    columns["报名时间"] = tables.text_column("报名时间", 120)
    with page.body:
        at = tables.listing(
            frame, columns, key=f"sessions.people.{session.id}.{page.offset}", alt=f"{len(rows)} 位参加人", pick=True
        )
    return None if at is None else rows[at]


def signed_words(row: PartRow, titles: Mapping[str, str]) -> str:
    """Where somebody was: all of one sitting, or so many modules."""
    if not titles:
        return "已到" if row.modules else ""
    here = len(row.modules & set(titles))
    return f"{here} / {len(titles)} 个模块" if here else ""


def person(row: PartRow, steps: Sequence[PartStep], key: Key, *, may_withdraw: bool) -> Wish | None:
    """How somebody's place went, and the form to take them out of it."""
    parts.section(row.name, PART_STATES[row.state])
    with parts.timeline(f"part-{row.id}"):
        for step in reversed(steps):
            who = "现场签到码" if step.by_id is None else ""
            parts.event(parts.Event(moment(step.at), who, "flag", PART_STATES[step.state], step.reason))
    if not may_withdraw:
        return None
    form = f"sessions.withdraw.{row.id}"
    with st.form(at := key(form)):
        reason = st.text_input("撤销的原因", max_chars=LONGEST_REASON, key=f"{at}.reason", placeholder="例如：临时请假")
        sent = st.form_submit_button("撤销报名", key=f"{at}.send")
    return Wish("withdraw", {"participation_id": row.id, "reason": reason}, form, "已撤销") if sent else None
