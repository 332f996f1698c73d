"""工作台: what waits of the staff registry, for a bureau or for the own school; numbers, nobody's name."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from core import clock
from core.training.queries import HoursDue, SessionRow, StaffSummary
from core.ui.parts import Todo
from core.ui.words import count, month_day

STAFF, STAFFING, CERTIFICATES, HOURS, SESSIONS = (
    f"pages/training/{name}.py" for name in ("staff", "staffing", "certificates", "hours", "sessions")
)


class Job(NamedTuple):
    """Something to do and the page where it is done."""

    todo: Todo
    page: str


def staffing_job(summary: StaffSummary, *, keeps: bool) -> list[Job]:
    """Schools without a counsellor; where one's own school is the only one, that it has to be registered."""
    if summary.schools == 1:
        return _own_job(summary) if keeps else []
    if not summary.empty + summary.silent:
        return []
    told = [f"{count(summary.empty)} 所目前没有人在岗"] * bool(summary.empty)
    told += [f"{count(summary.silent)} 所还没有登记"] * bool(summary.silent)
    what = f"{count(summary.empty + summary.silent)} 所学校没有心理教师在岗"
    return [Job(Todo("badge", what, "，".join(told), "这学期", "看名单"), STAFFING)]


def expiring_job(summary: StaffSummary) -> list[Job]:
    """People whose certificate lapses within 30 days."""
    if not summary.expiring:
        return []
    what = f"{count(summary.expiring)} 位老师的证书快到期"
    return [Job(Todo("event_busy", what, "到期以后不再算持证", "30 天内", "看证书", "soon"), CERTIFICATES)]


def hours_job(due: HoursDue, today: date) -> list[Job]:
    """People who lack hours that are due soon."""
    if not due.people or due.due is None:
        return []
    what = f"{count(due.people)} 位老师的学时还差一些"
    note = "期限已经过了，可以补上" if due.due < today else "还来得及安排"
    return [Job(Todo("timelapse", what, note, month_day(due.due), "看学时", "soon"), HOURS)]


def session_jobs(rows: Sequence[SessionRow]) -> list[Job]:
    """Training in the next seven days, in one line; the nearest is named."""
    if not rows:
        return []
    day = month_day(clock.local(rows[0].starts_at).date())
    what = rows[0].title if len(rows) == 1 else f"这一周有 {count(len(rows))} 场培训"
    note = rows[0].place or rows[0].org_name if len(rows) == 1 else f"最近的一场：{rows[0].title}"
    return [Job(Todo("school", what, note, day, "看活动", "later"), SESSIONS)]


def _own_job(summary: StaffSummary) -> list[Job]:
    if summary.either:
        return []
    what = "本校还没有登记心理教师" if summary.silent else "本校目前没有心理教师在岗"
    return [Job(Todo("badge", what, "登记以后，区里就能看到配备情况", "这学期", "去登记"), STAFF)]
