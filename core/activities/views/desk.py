"""工作台: what waits in the seasons, for a bureau or for the own school."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from core import clock
from core.activities.queries import OwnSeason, Waiting
from core.ui.parts import Todo
from core.ui.words import count, month_day

REPORT, REVIEW = "pages/activities/report.py", "pages/activities/review.py"
SOON = 7
"""Days: what is due within them is pointed out."""
NAMED = 3
"""Items told by their titles."""


class Job(NamedTuple):
    """Something to do and the page where it is done."""

    todo: Todo
    page: str


def waiting_job(waiting: Waiting, today: date) -> list[Job]:
    """Reports that nobody has looked at yet."""
    if not waiting.reports or waiting.since is None:
        return []
    days = (today - clock.local(waiting.since).date()).days
    note = f"最早一份等了 {days} 天" if days else "都是今天上报的"
    return [Job(Todo("rule", f"{count(waiting.reports)} 份活动材料等您看", note, "这几天", "去审核", "soon"), REVIEW)]


def own_jobs(rows: Sequence[OwnSeason], today: date) -> list[Job]:
    """Every open season in which the school has something left to do, the nearest first."""
    return [_own(one, today) for one in rows]


def joint_job(asked: int) -> list[Job]:
    """Activities that another school says it held together with this one."""
    if not asked:
        return []
    what = f"{count(asked)} 件活动写着和您学校一起办"
    return [Job(Todo("group", what, "确认以后，这一项也算您学校完成了", "这几天", "去确认", "soon"), REPORT)]


def _own(one: OwnSeason, today: date) -> Job:
    if one.returned:
        what, note, verb = f"{count(len(one.returned))} 项活动材料请补充一下", _some(one.returned), "去补充"
    else:
        what, note, verb = f"“{one.season.title}”还有 {count(len(one.to_do))} 项要报", _some(one.to_do), "去上报"
    due = f"{month_day(one.due)}前" if one.due >= today else "可以补报"
    near = bool(one.returned) or (one.due - today).days <= SOON
    return Job(Todo("celebration", what, note, due, verb, "soon" if near else "later"), REPORT)


def _some(titles: Sequence[str]) -> str:
    """The first of them; a long checklist is on its own page."""
    return "、".join(titles[:NAMED]) + "等" * (len(titles) > NAMED)
