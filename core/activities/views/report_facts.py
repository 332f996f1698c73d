"""A report as it is read: facts, paragraph, what it lacks, what became of it."""

from collections.abc import Sequence

import streamlit as st

from core import clock
from core.activities import packs
from core.activities.queries import ReportRow, SeasonRow, StepRow
from core.activities.rules import Audience, JointState, ReportState
from core.activities.rules.checklists import ItemSpec
from core.activities.rules.facts import AUDIENCE_TITLES, KIND_TITLES
from core.activities.rules.reports import LACKS, STATE_TITLES, lacks, off_season
from core.ui import parts
from core.ui.parts import Event, Fact
from core.ui.words import count, moment, month_day, safe, safe_lines, span

JOINT_TITLES = {JointState.NAMED: "待确认", JointState.AGREED: "已确认", JointState.DECLINED: "没有参加"}
ICONS = {ReportState.SENT: "send", ReportState.RETURNED: "undo", ReportState.ACCEPTED: "task_alt"}


def facts(row: ReportRow, *, words: bool = True) -> None:
    """What was held, with the numbers apart; the paragraph below, where `words`."""
    told = row.facts
    people = "，".join(f"{AUDIENCE_TITLES[one]} {count(told.people(one) or 0)}" for one in told.audiences)
    works = "，".join(f"{packs.work_kinds().get(kind, kind)} {number} 件" for kind, number in told.works.items())
    partners = "、".join(packs.partners().get(one, one) for one in told.partners)
    one_day = told.held_on == told.until
    lines = [
        ("名称", told.title or "还没有填"),
        ("日期", month_day(told.held_on, year=True) if one_day else span(told.held_on, told.until)),
        ("类别", KIND_TITLES[told.kind]),
        ("地点", told.place),
        ("场次", count(told.sessions, "场")),
        ("人次", f"{people}，共 {count(told.attendances)} 人次" if people else "还没有填"),
        ("作品", works),
        ("合作单位", partners),
        ("一起办的", "、".join(f"{one.school}（{JOINT_TITLES[one.state]}）" for one in row.joint)),
        ("材料", f"照片 {row.photos} 张，文件 {row.files} 份"),
    ]
    parts.facts([Fact(label, value) for label, value in lines if value])
    if words and told.note:
        st.markdown(safe_lines(told.note))


def missing(row: ReportRow, item: ItemSpec | None) -> list[str]:
    """What the report lacks of what is asked for, in words."""
    codes = lacks(item, row.facts, row.photos, row.files)
    asked = item.evidence.photos if item else 0
    audiences = "、".join(AUDIENCE_TITLES[one] for one in Audience if item and one in item.audiences)
    special = {"photos": f"照片 {asked - row.photos} 张", "people": f"{audiences}的人次"}
    return [special.get(code, LACKS[code]) for code in codes]


def notes(row: ReportRow, item: ItemSpec | None, season: SeasonRow) -> None:
    """What is worth a second look before a report is sent, or accepted."""
    if lacking := missing(row, item):
        words = f"清单还要：{'、'.join(lacking)}。"
        st.warning(words, icon=":material/info:")
    if off_season(row.facts, season.starts_on, season.ends_on):
        st.info(
            f"日期不在活动时间里（{span(season.starts_on, season.ends_on)}），请核对一下。", icon=":material/event:"
        )


def history(steps: Sequence[StepRow], *, key: str) -> None:
    """What became of it, the newest first."""
    if not steps:
        return
    with st.expander("经过"), parts.timeline(key):
        for one in reversed(steps):
            title = "撤回" if one.state is ReportState.DRAFT else STATE_TITLES[one.state]
            when = moment(one.at)
            parts.event(Event(when, "", ICONS.get(one.state, "edit"), title, one.comment))


def waited(row: ReportRow) -> int:
    """How many days ago it was last sent: what was sent late last evening has waited since yesterday."""
    return (clock.today() - clock.local(row.sent_at).date()).days if row.sent_at else 0


def comment(row: ReportRow) -> None:
    """What the bureau asked for."""
    if row.state is ReportState.RETURNED and row.comment:
        st.warning(f"请补充：{safe(row.comment)}", icon=":material/chat:")
