"""Items of a checklist in words, and the school year's calendar of seasons."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from core.activities.rules.checklists import EvidenceSpec, ItemSpec
from core.activities.rules.facts import AUDIENCE_TITLES
from core.organisations.rules import STAGE_TITLES

MONTHS = (9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 7, 8)
"""The months of a school year in order."""


class Spanned(NamedTuple):
    """Something with a first and a last day; `mark` tells them apart where the title does not."""

    title: str
    starts_on: date
    ends_on: date
    mark: str = ""


class Month(NamedTuple):
    """A month of a school year, and what touches it, by the first day."""

    year: int
    month: int
    rows: tuple[Spanned, ...]


def months(school_year: int, rows: Sequence[Spanned]) -> tuple[Month, ...]:
    """The twelve months from September, each with everything that has a day in it."""
    found = []
    for number in MONTHS:
        first = date(school_year + (number < MONTHS[0]), number, 1)
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        inside = [row for row in rows if row.starts_on <= last and row.ends_on >= first]
        found.append(Month(first.year, number, tuple(sorted(inside, key=lambda row: (row.starts_on, row.title)))))
    return tuple(found)


def audience_words(item: ItemSpec) -> str:
    """学生、家长."""
    return "、".join(AUDIENCE_TITLES[one] for one in item.audiences)


def stage_words(item: ItemSpec) -> str:
    """初中、高中; 全部 where every school is asked."""
    return "、".join(STAGE_TITLES[one] for one in item.stages) or "全部"


def evidence_words(asked: EvidenceSpec) -> str:
    """What a report has to bring: 照片 1 张、一段文字."""
    told = [f"照片 {asked.photos} 张"] if asked.photos else []
    told += [
        word for word, wanted in (("文件", asked.file), ("一段文字", asked.words), ("作品件数", asked.works)) if wanted
    ]
    return "、".join(told) or "不要求"


def task_words(item: ItemSpec) -> str:
    """必做 · 至少 2 场."""
    return ("必做" if item.required else "选做") + (f" · 至少 {item.least} 场" if item.least > 1 else "")
