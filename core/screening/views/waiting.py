"""工作台: what the clocks say, what is handed to this person, and what they were told."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from core.access import Scope
from core.cases.queries import Lane, NoticeRow, OfferRow, ReferralRow, Stuck, Talks, Work
from core.screening.views.desk import WARNINGS, Job
from core.screening.views.urgent import waited
from core.ui import parts
from core.ui.words import count, moment, safe
from core.ui.words.notices import NOTICES, note_of

URGENT, CASES, REFERRALS, HANDOVERS = (
    f"pages/care/{name}.py" for name in ("urgent", "cases", "referrals", "handovers")
)


def is_farther(scope: Scope) -> bool:
    """Whether the reader looks after what other levels hand on: their roles are narrowed to handling levels."""
    return any(reach.levels is not None and reach.classes is None for reach in scope.reaches)


def talk_jobs(talks: Talks, *, farther: bool, page: str = URGENT) -> list[Job]:
    """First talks by their day, same-day reviews first; `page` is where the same-day reviews are looked at."""
    handed = talks.escalated if farther else 0
    near = "" if farther or not talks.escalated else f"其中 {count(talks.escalated)} 名上一级已经一起跟进"
    return [
        *_job(talks.urgent, "priority_high", "{n} 名学生等着当日复核，今天要当面了解", "关键题有勾选或紧急上报", "今天", "去安排",
              page),
        *_job(handed, "move_up", "{n} 名过了时限，已请您这一级一起跟进", "学校还没有完成首次约谈", "今天", "去看", WARNINGS),
        *_job(talks.overdue - handed, "event_busy", "{n} 名已过约定时间，请今天排上首次约谈", near, "已到", "去安排",
              WARNINGS),
        *_job(talks.due_today, "today", "{n} 名今天到期，请安排首次约谈", "", "今天", "去安排", WARNINGS),
    ]  # fmt: skip


def case_jobs(work: Work, *, farther: bool, approves: bool) -> list[Job]:
    """Follow-ups of one's own, cases that went up, closings that wait for a second person."""
    return [
        *_job(work.escalated if farther else 0, "move_up", "{n} 个个案的随访拖久了，已请您这一级一起跟进", "", "今天", "去看",
              CASES),
        *_job(work.overdue, "event_busy", "您负责的 {n} 个个案过了随访的日子", "", "已到", "去随访", CASES),
        *_job(work.due_today, "today", "您负责的 {n} 个个案今天该随访", "", "今天", "去随访", CASES),
        *_job(work.closings if approves else 0, "how_to_reg", "{n} 个个案等第二个人一起定结案", "", "这几天", "去看", CASES,
              "soon"),
    ]  # fmt: skip


def lane_job(lanes: Sequence[Lane], *, seen: int) -> list[Job]:
    """What schools still have to look at today, as counts, beyond what the reader sees by name."""
    people = sum(lane.waiting for lane in lanes) - seen
    if people <= 0:
        return []
    note = f"{count(len(lanes))} 所学校，最早的一名已等 {waited(max(lane.oldest_hours for lane in lanes))}"
    return _job(people, "hourglass_top", "各校还有 {n} 名学生等着当日复核", note, "今天", "看进度", URGENT, "soon")


def handed_jobs(offers: Sequence[OfferRow], referred: Sequence[ReferralRow], stuck: Sequence[Stuck]) -> list[Job]:
    """Files and referrals that wait for an answer."""
    asked = [row for row in referred if row.answerable]
    late = sum(one.files for one in stuck)
    return [
        *_job(len(offers), "move_to_inbox", "{n} 名学生的档案等着接收", "先看最少的信息，接收之后才看到全部", "这几天", "去看",
              HANDOVERS, "soon"),
        *_job(len(asked), "transfer_within_a_station", "{n} 个转介等着答复", "", "这几天", "去看", REFERRALS, "soon"),
        *_job(late, "pending", "{n} 份移交过了答复的日子", "请帮两边学校联系上", "已到", "看进度", HANDOVERS, "soon"),
    ]  # fmt: skip


def visit_job(people: int) -> list[Job]:
    """Home visits that pupils of special groups are owed this term."""
    note = "每学期至少一次；在个案名单里打开“只看这学期该家访的”"
    return _job(people, "home", "{n} 名特殊群体学生这学期还没有家访", note, "本学期", "去安排", CASES, "later")


def _job(
    people: int, icon: str, title: str, note: str, due: str, action: str, page: str, urgency: Any = "now"
) -> list[Job]:  # urgency: parts.lists.Urgency
    if people <= 0:
        return []
    return [Job(parts.Todo(icon, title.format(n=count(people)), note, due, action, urgency), page)]


def notices(rows: Sequence[NoticeRow], *, key: str) -> bool:
    """What this person was told and has not read; answers whether they have now."""
    parts.section("给您的提醒", f"{len(rows)} 条")
    with st.container(border=True, gap="small"):
        for row in rows:
            words = NOTICES[row.code]
            note = safe(note_of(row.code, row.about))
            st.markdown(
                f":material/{words.icon}: **{safe(words.title)}**  \n:small[:gray[{note}　{safe(moment(row.at))}]]"
            )
        return st.button("都看过了", key=key)
