"""工作台: what waits of contests: works to judge, and works that a school may nominate."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from core.evaluation.queries import ContestRow, SheetRow
from core.evaluation.views.desk import AT_ONCE, SOON, Job
from core.ui.parts import Todo
from core.ui.parts.lists import Urgency
from core.ui.words import count, month_day

JUDGING, CONTESTS = "pages/evaluation/judging.py", "pages/evaluation/contests.py"


def judging_jobs(sheets: Iterable[SheetRow], today: date) -> list[Job]:
    """The works somebody has not finished judging, a line a contest."""
    jobs = []
    for (_, title, last), rows in groupby(
        (row for row in sheets if row.is_open and not row.done_at),
        key=lambda row: (row.contest_id, row.contest, row.review_until),
    ):
        what = f"还有 {count(len(list(rows)))} 件作品没评"
        jobs.append(Job(Todo("rate_review", what, title, month_day(last), "去评审", _urgency(last, today)), JUDGING))
    return jobs


def nominating_jobs(contests: Sequence[ContestRow], today: date) -> list[Job]:
    """The contests whose last day to nominate comes near; one that is farther off is nothing for the desk."""
    near = [row for row in contests if 0 <= (row.nominate_until - today).days <= SOON]
    return [
        Job(
            Todo(
                "emoji_events", "可以推荐作品", row.title, month_day(row.nominate_until), "去推荐",
                _urgency(row.nominate_until, today),
            ),
            CONTESTS,
        )
        for row in near
    ]  # fmt: skip


def _urgency(last: date, today: date) -> Urgency:
    left = (last - today).days
    return "now" if left <= AT_ONCE else "soon" if left <= SOON else "later"
