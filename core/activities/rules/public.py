"""Public education (社会宣教) in numbers: 期 or 场次 and 人次 apart, by kind, month and organisation, and against last year."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from core.activities.rules import ActivityKind
from core.activities.rules.hotline import HotlineSum

PUBLIC_TITLES: Mapping[ActivityKind, str] = MappingProxyType(
    {
        ActivityKind.LECTURE: "讲座宣讲",
        ActivityKind.PARENTS: "家长课堂",
        ActivityKind.COMMUNITY: "心理服务进社区",
        ActivityKind.VISIT: "家访",
        ActivityKind.MEDIA: "推送与专栏",
    }
)
"""The kinds of activities that are public education, whether in a season or not, in the order they are shown."""
UNITS: Mapping[ActivityKind, str] = MappingProxyType(
    {kind: "期" if kind in (ActivityKind.LECTURE, ActivityKind.MEDIA) else "场" for kind in PUBLIC_TITLES}
    | {ActivityKind.VISIT: "次"}
)
"""In what the times of a kind are counted."""

Key = TypeVar("Key", bound=Hashable)


class PublicCount(NamedTuple):
    """What an organisation held of one kind in a month (its first day): entries, 场次 and 人次."""

    org_id: int
    month: date
    kind: ActivityKind
    entries: int
    sessions: int
    attendances: int


class Sum(NamedTuple):
    """Entries, 场次 and 人次 of several counts; the three are never added together."""

    entries: int = 0
    sessions: int = 0
    attendances: int = 0


class PublicTotals(NamedTuple):
    """Everything of a stretch of time; false where nothing is on record."""

    held: tuple[PublicCount, ...] = ()
    calls: tuple[HotlineSum, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.held or self.calls)


NOTHING = PublicTotals()


def apart(totals: PublicTotals) -> dict[int, PublicTotals]:
    """By organisation, what each did itself; one pass, however many there are."""
    held, calls = dict[int, list[PublicCount]](), dict[int, list[HotlineSum]]()
    for one in totals.held:
        held.setdefault(one.org_id, []).append(one)
    for other in totals.calls:
        calls.setdefault(other.org_id, []).append(other)
    return {at: PublicTotals(tuple(held.get(at, ())), tuple(calls.get(at, ()))) for at in {**held, **calls}}


def summed(rows: Iterable[PublicCount]) -> Sum:
    """All of them together; an activity held by several schools stands under its organiser alone, so it counts once."""
    kept = list(rows)
    return Sum(*(sum(getattr(one, name) for one in kept) for name in Sum._fields))


def by_kind(rows: Iterable[PublicCount]) -> dict[ActivityKind, Sum]:
    """Every kind in its order, those with nothing on record as zeros."""
    found = _grouped(rows, lambda one: one.kind)
    return {kind: found.get(kind, Sum()) for kind in PUBLIC_TITLES}


def by_month(rows: Iterable[PublicCount]) -> dict[date, Sum]:
    """The months that have something, in order."""
    return dict(sorted(_grouped(rows, lambda one: one.month).items()))


def by_org(rows: Iterable[PublicCount]) -> dict[int, Sum]:
    """The organisations that have something."""
    return _grouped(rows, lambda one: one.org_id)


def calls_by_month(rows: Iterable[HotlineSum]) -> dict[date, int]:
    """Calls of the months that have any, in order."""
    found: dict[date, int] = {}
    for one in sorted(rows, key=lambda row: row.month):
        found[one.month] = found.get(one.month, 0) + one.calls
    return found


def months(since: date, until: date) -> list[date]:
    """The first days of every month from `since` to `until`, both included."""
    count = (until.year - since.year) * 12 + until.month - since.month
    return [_month(since.year, since.month + step) for step in range(count + 1)]


def a_year_before(day: date) -> date:
    """The same day of the year before; 29 February becomes 28 February."""
    last = day.replace(day=28) if (day.month, day.day) == (2, 29) else day
    return last.replace(year=day.year - 1)


def _grouped(rows: Iterable[PublicCount], key: Callable[[PublicCount], Key]) -> dict[Key, Sum]:
    found: dict[Key, list[PublicCount]] = {}
    for one in rows:
        found.setdefault(key(one), []).append(one)
    return {name: summed(group) for name, group in found.items()}


def _month(year: int, month: int) -> date:
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def in_order(names: Mapping[int, str], totals: PublicTotals) -> Sequence[int]:
    """The organisations by how often they held something, then by name."""
    held = by_org(totals.held)
    return sorted(names, key=lambda at: (-held.get(at, Sum()).sessions, names[at], at))
