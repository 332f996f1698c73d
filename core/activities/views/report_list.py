"""活动上报, the first step: which item; what was begun, sent, given back, and what others held together with the school."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, NamedTuple

import streamlit as st

from core.activities.queries import JointRequest, ReportRow, SeasonRow
from core.activities.rules import JointState, ReportState, SeasonState
from core.activities.rules.checklists import ItemSpec
from core.activities.rules.facts import MOST_ATTENDANCES
from core.activities.rules.progress import SeasonClock, due_day
from core.activities.rules.reports import STATE_TITLES
from core.activities.views.log_forms import Wish
from core.ui import parts
from core.ui.page import form_key
from core.ui.words import month_day, safe

SLOTS = {ReportState.RETURNED: "yellow", ReportState.SENT: "blue", ReportState.ACCEPTED: "green"}
VERBS = {ReportState.DRAFT: "接着填", ReportState.RETURNED: "去补充"}
TITLE = 16  # characters of a title on a button


class Opened(NamedTuple):
    """A report that somebody wants to see or go on with."""

    report_id: int


def badge(state: ReportState) -> str:
    """Where a report stands."""
    return f":{SLOTS.get(state, 'gray')}-badge[{STATE_TITLES[state]}]"


def asked_to_join(requests: Sequence[JointRequest]) -> Wish | None:
    """What others say they held together with this school: yes, with how many of its own, or no."""
    wish = None
    for one in requests:
        with st.form(form_key(f"report.joint.{one.id}")):
            st.markdown(f"**{safe(one.host)}**说{month_day(one.held_on)}和您学校一起办了**{safe(one.title)}**")
            people = st.number_input(
                "本校参加人次（选填）",
                0,
                MOST_ATTENDANCES,
                None,
                placeholder="不清楚就空着",
                key=f"report.joint.{one.id}.n",
            )
            with st.container(horizontal=True):
                yes = st.form_submit_button("是，一起办的", type="primary")
                no = st.form_submit_button("没有参加")
        form, given = f"report.joint.{one.id}", {"joint_id": one.id}
        if yes:
            wish = Wish("agree_joint", {**given, "attendances": people}, form, "已确认，这一项也算您学校完成了")
        elif no:
            wish = Wish("decline_joint", given, form, "已说明没有参加")
    return wish


def items(
    season: SeasonRow, asked: Sequence[ItemSpec], exempt: Collection[str], rows: Sequence[ReportRow], today: date
) -> Opened | str | None:
    """The items of the season with what there is of each; answers a report to open, or the code of an item to begin."""
    wish: Opened | str | None = None
    lead = _first(asked, exempt, rows)
    for item in asked:
        mine = [row for row in rows if row.item == item.code]
        with st.container(border=True, gap="small"):
            _head(season, item, mine, today, free=item.code in exempt)
            with st.container(horizontal=True, gap="small"):
                for row in mine:
                    wish = _known(row) or wish
                if season.state is SeasonState.OPEN:
                    wish = _new(item, mine, lead=item.code == lead) or wish
    return wish


def _head(season: SeasonRow, item: ItemSpec, rows: Sequence[ReportRow], today: date, *, free: bool) -> None:
    clock = SeasonClock(season.ends_on, season.report_until, season.counts_sent)
    due, many = due_day(item, clock), held(item, rows)
    words = "免做" if free else "必做" if item.required else "选做"
    badges = [f":gray-badge[{words}]"]
    if many >= item.least:
        badges.append(":green-badge[:material/check: 已上报]")
    elif item.required and not free:
        late = "，还可以补报" if season.state is SeasonState.OPEN else ""
        slot = "yellow" if (due - today).days <= 3 else "gray"
        text = f"{month_day(due)}前报" if today <= due else f"{month_day(due)}已过{late}"
        badges.append(f":{slot}-badge[:material/schedule: {text}]")
    st.markdown(f"**{safe(item.title)}**　{' '.join(badges)}")
    if item.least > 1:
        st.caption(f"至少 {item.least} 场，已报 {many} 场")
    elif item.words and not rows:
        st.caption(safe(item.words))


def held(item: ItemSpec, rows: Sequence[ReportRow]) -> int:
    """How many sessions of an item were sent; what is asked for are `item.least`."""
    sent = (ReportState.SENT, ReportState.ACCEPTED)
    return sum(row.facts.sessions for row in rows if row.item == item.code and row.state in sent)


def _known(row: ReportRow) -> Opened | None:
    if not row.inside:
        st.markdown(f":gray[和{safe(row.org)}一起办的：{safe(row.facts.title)}]")
        return None
    title = row.facts.title if len(row.facts.title) <= TITLE else f"{row.facts.title[:TITLE]}…"
    verb = VERBS.get(row.state)
    label = f"{verb}：{title or '还没有名称'}" if verb else f"{title}（{STATE_TITLES[row.state]}）"
    lead: Any = "primary" if row.state is ReportState.RETURNED else "secondary"
    return Opened(row.id) if st.button(safe(label), key=f"report.open.{row.id}", type=lead, width="stretch") else None


def _first(asked: Sequence[ItemSpec], exempt: Collection[str], rows: Sequence[ReportRow]) -> str | None:
    """The item whose button leads: the first that nothing was begun for, unless something is to be completed first."""
    if any(row.state is ReportState.RETURNED for row in rows):
        return None
    known = {row.item for row in rows} | set(exempt)
    return next((item.code for item in asked if item.code not in known), None)


def _new(item: ItemSpec, rows: Sequence[ReportRow], *, lead: bool) -> str | None:
    label = "再报一个" if rows else "上报"
    kind: Any = "primary" if lead else "secondary"
    pressed = st.button(label, key=form_key(f"report.begin.{item.code}"), type=kind, width="stretch")
    return item.code if pressed else None


def agreed(requests: Sequence[JointRequest]) -> Wish | None:
    """What the school agreed to, with its own people, to put right."""
    told = [one for one in requests if one.state is JointState.AGREED]
    if not told:
        return None
    wish = None
    with st.expander(f"和别的学校一起办的（{len(told)}）"):
        for one in told:
            form = f"report.people.{one.id}"
            with st.form(form_key(form)):
                st.markdown(f"{month_day(one.held_on)}　{safe(one.host)}：{safe(one.title)}")
                people = st.number_input(
                    "本校参加人次", 0, MOST_ATTENDANCES, one.attendances, placeholder="不清楚就空着", key=f"{form}.n"
                )
                if st.form_submit_button("保存"):
                    wish = Wish("change_joint", {"joint_id": one.id, "attendances": people}, form, "已保存")
    return wish


def nothing_yet() -> None:
    """No season runs."""
    parts.empty(
        "celebration", "现在没有要上报的活动月", "平时办的活动，请在“活动台账”里随手登一条。", key="report.none"
    )
