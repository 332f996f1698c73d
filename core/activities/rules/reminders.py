"""催报: kind words to paste into a message, for one school or for all of them; no blame, and what to do next."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from core.activities.rules.checklists import ItemSpec
from core.activities.rules.progress import Cell, Progress

WAYS: dict[Progress, str] = {
    Progress.RETURNED: "请补充一下",
    Progress.DOING: "已经起草，点一下“上报”就好",
    Progress.MISSING: "已到约定时间，还可以补报",
    Progress.NOT_YET: "还没有开始报",
}
"""What a school still has to do, the quickest first."""
HOLLOW = "已经上报，请补上人数和材料"
HELP = "有困难请随时告诉我们，一起想办法。"


class Wanted(NamedTuple):
    """What one school still owes a season: titles of required items, in the groups of WAYS and for hollow reports."""

    school: str
    ways: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def items(self) -> int:
        """How many items are to be seen to."""
        return sum(len(titles) for _, titles in self.ways)


def wanted(school: str, items: Sequence[ItemSpec], cells: Sequence[Cell]) -> Wanted | None:
    """What a school still has to do; None where nothing is left (what waits for the bureau is not the school's to do)."""
    pairs = [(item, one) for item, one in zip(items, cells, strict=True) if item.required]
    ways = [(words, tuple(item.title for item, one in pairs if one.state is state)) for state, words in WAYS.items()]
    hollow = tuple(item.title for item, one in pairs if one.hollow and one.state in (Progress.DONE, Progress.WAITING))
    told = tuple((words, titles) for words, titles in [*ways, (HOLLOW, hollow)] if titles)
    return Wanted(school, told) if told else None


def reminder(one: Wanted, *, season: str, until: date, today: date) -> str:
    """The message to one school."""
    ways = "\n".join(f"· {words}：{'、'.join(titles)}" for words, titles in one.ways)
    return (
        f"{one.school}老师好：\n“{season}”还有 {one.items} 件事请您看一看（{_until(until, today)}）。\n{ways}\n{HELP}"
    )


def reminder_to_all(schools: Iterable[Wanted], *, season: str, until: date, today: date) -> str:
    """One message for a group of schools, a line each, those with the least left first: nobody is ranked by lack."""
    lines = [
        f"· {one.school}：" + "；".join(f"{words}：{'、'.join(titles)}" for words, titles in one.ways)
        for one in sorted(schools, key=lambda one: (one.items, one.school))
    ]
    head = f"各位老师好：\n“{season}”{_until(until, today)}，下面这些还请您看一看。没有列到的学校都齐了，谢谢大家。"
    return "\n".join([head, *lines, HELP])


def _until(until: date, today: date) -> str:
    """How much time is left, in words."""
    day, left = f"{until.month}月{until.day}日", (until - today).days
    if left < 0:
        return f"{day}已过，可以补报"
    return f"今天（{day}）截止" if left == 0 else f"{day}截止，还有 {left} 天"
