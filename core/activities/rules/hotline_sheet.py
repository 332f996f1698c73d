"""A sheet of hotline counts: one definition behind template, help text and importer; what it would change."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from core.activities.rules.count_cells import is_blank, minutes_in, whole_in
from core.activities.rules.hotline import HotlineFacts, HotlinePack, hotline_flaw, tidied_hotline
from core.errors import Problem
from core.organisations.rules import Place
from core.sheets.cells import day_of, tidy
from core.sheets.columns import Column

SAID = {
    "activities.hotline_day": "taken_on",
    "activities.hotline_category": "category",
    "activities.hotline_calls": "calls",
    "activities.hotline_minutes": "minutes",
}
"""In which column a flaw of the facts is shown."""
Key = tuple[date, str]
"""What tells counts of one organisation apart: day and category."""


class HotlineLine(NamedTuple):
    """One row of the sheet."""

    row: int
    facts: HotlineFacts


class KnownCalls(NamedTuple):
    """A count on record."""

    id: int
    facts: HotlineFacts


class PlannedCalls(NamedTuple):
    """What becomes of a row: `same` is what is on record of that day and category."""

    facts: HotlineFacts
    same: KnownCalls | None

    @property
    def meant(self) -> HotlineFacts:
        """What will stand on record: minutes that the sheet leaves out stay as they are."""
        if self.same is None or self.facts.minutes is not None:
            return self.facts
        return self.facts._replace(minutes=self.same.facts.minutes)

    @property
    def changed(self) -> bool:
        """Whether it stands otherwise on record."""
        return self.same is not None and self.same.facts != self.meant


class HotlineCheck(NamedTuple):
    """A sheet as it was understood, for the organisation whose hotline it is."""

    org_id: int
    lines: tuple[HotlineLine, ...]
    problems: tuple[Problem, ...]
    planned: tuple[PlannedCalls, ...]

    @property
    def ready(self) -> bool:
        """Whether it may be imported."""
        return bool(self.planned) and not self.problems

    @property
    def new(self) -> tuple[PlannedCalls, ...]:
        """Counts that are not on record yet."""
        return tuple(one for one in self.planned if one.same is None)

    @property
    def changed(self) -> tuple[PlannedCalls, ...]:
        """Counts that stand otherwise on record."""
        return tuple(one for one in self.planned if one.changed)

    @property
    def unchanged(self) -> int:
        """How many stand on record as the sheet has them."""
        return len(self.planned) - len(self.new) - len(self.changed)


def hotline_columns(pack: HotlinePack) -> tuple[Column, ...]:
    """The columns, with the categories that there are."""
    titles = tuple(one.title for one in pack.categories)
    return (
        Column("taken_on", "日期", ("接听日期", "来电日期", "时间"), required=True, help="接听的那一天",
               example="2026-03-12", kind="date"),
        Column("category", "类别", ("来电类别", "咨询类别", "问题类别", "类型"), required=True,
               help="只写列表里的类别，不写来电人", example=titles[0], kind="choice", choices=titles),
        Column("calls", "接听次数", ("次数", "接听量", "来电量", "来电次数", "接待次数", "数量"), required=True,
               help="这一天这一类接了几次", example="3", kind="integer"),
        Column("minutes", "平均接起分钟", ("平均等待分钟", "接起分钟", "等待分钟", "响应时间"),
               help="从来电到有人接听，平均几分钟；没有统计就空着", example="1.5"),
    )  # fmt: skip


def hotline_lines(
    rows: Iterable[Mapping[str, Any]], place: Place, today: date, pack: HotlinePack
) -> tuple[list[HotlineLine], list[Problem]]:
    """What the rows say, and everything that is wrong in them; rows that are wrong say nothing."""
    found, problems, first = list[HotlineLine](), list[Problem](), dict[Key, int]()
    keys = [column.key for column in hotline_columns(pack)]
    for cells in rows:
        texts = {key: tidy(cells.get(key) or "") for key in keys}
        facts, wrong = _understood(texts, today, pack)
        row = int(cells["row"])
        problems += [place.problem(row, key, texts[key], code) for key, code in wrong]
        if facts is None:
            continue
        before = first.setdefault((facts.taken_on, facts.category), row)
        if before != row:
            problems += [
                place.problem(row, "category", texts["category"], "activities.hotline_twice", first=str(before))
            ]
        found.append(HotlineLine(row, facts))
    return found, problems


def hotline_plan(lines: Sequence[HotlineLine], known: Mapping[Key, KnownCalls]) -> tuple[PlannedCalls, ...]:
    """What becomes of every row."""
    return tuple(PlannedCalls(one.facts, known.get((one.facts.taken_on, one.facts.category))) for one in lines)


def _understood(
    texts: Mapping[str, str], today: date, pack: HotlinePack
) -> tuple[HotlineFacts | None, list[tuple[str, str]]]:
    wrong = list(_unread(texts, pack))
    day, calls, category = day_of(texts["taken_on"]), whole_in(texts["calls"]), pack.meant(texts["category"])
    if wrong or day is None or calls is None or category is None:
        return None, wrong
    facts = tidied_hotline(HotlineFacts(day, category, calls, minutes_in(texts["minutes"])))
    flaw = hotline_flaw(facts, pack.titles, today)
    return (None, [(SAID[flaw], flaw)]) if flaw else (facts, [])


def _unread(texts: Mapping[str, str], pack: HotlinePack) -> Iterator[tuple[str, str]]:
    """Key and code of every cell that cannot be read at all."""
    if day_of(texts["taken_on"]) is None:
        yield "taken_on", "activities.hotline_day"
    if pack.meant(texts["category"]) is None:
        yield "category", "activities.hotline_category"
    if whole_in(texts["calls"]) is None:
        yield "calls", "activities.hotline_calls"
    if not is_blank(texts["minutes"]) and minutes_in(texts["minutes"]) is None:
        yield "minutes", "activities.hotline_minutes"
