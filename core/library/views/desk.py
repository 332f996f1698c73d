"""工作台: what waits in the library, for a keeper of shelves or for who submitted."""

from datetime import date
from typing import NamedTuple

from core import clock
from core.library.queries import Unread
from core.ui.parts import Todo
from core.ui.words import count

SHELVING, MINE = "pages/library/shelving.py", "pages/library/mine.py"


class Job(NamedTuple):
    """Something to do and the page where it is done."""

    todo: Todo
    page: str


def shelving_job(waiting: Unread, today: date) -> list[Job]:
    """Resources that nobody has looked at yet."""
    if not waiting.resources or waiting.since is None:
        return []
    days = (today - clock.local(waiting.since).date()).days
    note = f"最早一份等了 {days} 天" if days else "都是今天提交的"
    return [
        Job(Todo("approval", f"{count(waiting.resources)} 份资源等您审核", note, "这几天", "去审核", "later"), SHELVING)
    ]


def returned_job(resources: int) -> list[Job]:
    """Resources of one's own that came back."""
    if not resources:
        return []
    what = f"您提交的 {count(resources)} 份资源请补充一下"
    return [Job(Todo("edit_note", what, "审核的老师写了要补充什么", "有空时", "去补充", "later"), MINE)]
