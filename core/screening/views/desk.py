"""工作台: what waits for this person, the most pressing first."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import streamlit as st

from core.cases.queries import Tallied
from core.screening.queries import CampaignRow, UploadRow
from core.screening.rules.completion import Completion
from core.screening.views.shared import grades_words, levels, scale_words
from core.ui import parts
from core.ui.words import count, coverage, day, moment, month_day, safe

WARNINGS, RESULTS, UPLOAD, CAMPAIGNS = (
    f"pages/screening/{name}.py" for name in ("warnings", "results", "upload", "campaigns")
)


class Job(NamedTuple):
    """Something to do and the page where it is done."""

    todo: parts.Todo
    page: str


def warning_jobs(campaign: CampaignRow, tallied: Sequence[Tallied]) -> list[Job]:
    """The talks each level owes; same-day reviews are a job of their own (waiting.talk_jobs)."""
    jobs: list[Job] = []
    for severity, level in levels(campaign.policy).items():
        people = sum(row.people for row in tallied if row.severity == severity and not row.urgent)
        if people:
            todo = parts.Todo(
                "forum",
                f"{level.label} {count(people)} 名等首次约谈",
                f"{level.handler}　{campaign.title}",
                level.clock,
                "看名单",
                "soon",
            )
            jobs.append(Job(todo, WARNINGS))
    return jobs


def older_job(campaign: CampaignRow, tallied: Sequence[Tallied]) -> list[Job]:
    """What an earlier campaign still owes, in one line."""
    people, at_once = sum(row.people for row in tallied), sum(row.people for row in tallied if row.urgent)
    if not people:
        return []
    note = f"其中当日复核 {count(at_once)} 名，请先看" if at_once else "接着上一次的名单往下做"
    what = f"{campaign.title}还有 {count(people)} 名等首次约谈"
    return [Job(parts.Todo("history", what, note, "补上", "看名单", "now" if at_once else "soon"), WARNINGS)]


def result_jobs(campaign: CampaignRow, done: Completion, today: date) -> list[Job]:
    """Who is untested, and whose sheets cannot be used."""
    jobs = []
    left = (campaign.closes_on - today).days
    due = f"{month_day(campaign.closes_on)} 结束" if left >= 0 else "已过结束日"
    if done.untested:
        what = f"还有 {count(done.untested)} 人没有测"
        note = f"{campaign.title}　完成 {coverage(done.tested, done.due)}"
        urgency: parts.lists.Urgency = "soon" if left <= 7 else "later"
        jobs.append(Job(parts.Todo("pending_actions", what, note, due, "看未测名单", urgency), RESULTS))
    if done.retest + done.incomplete:
        what = f"{count(done.retest)} 份要重测，{count(done.incomplete)} 份作答不完整"
        jobs.append(Job(parts.Todo("replay", what, "这些学生没有分级，不算正常", due, "看结果", "later"), RESULTS))
    return jobs


def upload_job(campaign: CampaignRow, last: UploadRow | None) -> Job:
    """Bring in answers."""
    note = f"上次导入 {moment(last.at)}，{count(last.counts['rows'])} 行" if last else "还没有导入过"
    due = f"{month_day(campaign.closes_on)} 结束"
    return Job(parts.Todo("upload_file", f"上传 {campaign.title} 的作答", note, due, "去上传"), UPLOAD)


def draft_job(campaign: CampaignRow) -> Job:
    """A campaign that waits to be opened."""
    note = f"{grades_words(campaign.grades)}　{scale_words(campaign)}"
    due = f"{month_day(campaign.opens_on)} 开始"
    return Job(parts.Todo("edit_calendar", f"批次“{campaign.title}”还是草稿", note, due, "去启动", "soon"), CAMPAIGNS)


def greeting(name: str, jobs: Sequence[Job], today: date) -> None:
    """One sentence of sense."""
    pressing = sum(job.todo.urgency == "now" for job in jobs)
    said = f"{day(today)}　" + ("有 {jobs} 件事等您" if jobs else "今天没有等您的事，照常陪伴就好")
    said += "，其中 {pressing} 件今天要办。" if pressing else "。"
    parts.brief(f"{{name}}，{said}", name=name, jobs=str(len(jobs)), pressing=str(pressing))


def job_list(jobs: Sequence[Job]) -> None:
    """The jobs in groups; pressing one opens its page."""
    groups = (("now", "今天要办"), ("soon", "这几天要办"), ("later", "可以慢慢办"))
    lead = True
    for urgency, title in groups:
        theirs = [job for job in jobs if job.todo.urgency == urgency]
        if not theirs:
            continue
        parts.section(title, f"{len(theirs)} 件")
        pressed = parts.todos([job.todo for job in theirs], key=f"desk.{urgency}", lead=lead)
        lead = False
        if pressed is not None:
            st.switch_page(theirs[pressed].page)


def progress(rows: Sequence[tuple[CampaignRow, Completion]]) -> None:
    """How far the open campaigns have come within the reader's scope."""
    parts.section("我手上的进度")
    with st.container(border=True):
        for campaign, done in rows:
            words = f"{campaign.title}　{count(done.tested)} / {count(done.due)}"
            st.progress(min(done.rate or 0.0, 1.0), text=safe(words))
