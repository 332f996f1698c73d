"""What a workbook of organisations means for the tree that is there."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from core.errors import Problem
from core.organisations.rules.kinds import Facts, Level, may_hold
from core.organisations.rules.workbook import Line, Place


class Known(NamedTuple):
    """An organisation within reach as the database has it."""

    id: int
    parent_id: int | None
    path: str
    level: Level
    name: str
    code: str | None
    facts: Facts | None


class Planned(NamedTuple):
    """One line with what it hangs below: an organisation that exists, or another line of the file."""

    line: Line
    above: Known | Line
    same: Known | None = None

    @property
    def changes(self) -> bool:
        """Whether the line says something else than the database does; an empty code says nothing."""
        if self.same is None:
            return False
        return self.line.facts != self.same.facts or self.line.code not in (None, self.same.code)


class OrgCheck(NamedTuple):
    """A workbook, understood and compared, with nothing written yet."""

    lines: tuple[Line, ...]
    place: Place
    problems: tuple[Problem, ...]
    planned: tuple[Planned, ...]

    @property
    def new(self) -> tuple[Planned, ...]:
        """What would be created, in the order of the file."""
        return tuple(one for one in self.planned if one.same is None)

    @property
    def changed(self) -> tuple[Planned, ...]:
        """What would be written anew."""
        return tuple(one for one in self.planned if one.changes)

    @property
    def unchanged(self) -> int:
        """How many lines say what is known already."""
        return len(self.planned) - len(self.new) - len(self.changed)

    @property
    def ready(self) -> bool:
        """Whether the file may be imported as it is."""
        return bool(self.planned) and not self.problems


def plan(known: Sequence[Known], lines: Sequence[Line], place: Place) -> tuple[tuple[Planned, ...], list[Problem]]:
    """What every line means for the tree as it is now, and what cannot be."""
    by_name: dict[str, list[Known | Line]] = defaultdict(list)
    bureaus = [line for line in lines if line.level is not Level.SCHOOL]
    candidates: list[Known | Line] = [*known, *bureaus]
    for one in candidates:
        if not any(isinstance(other, Known) and _is_same(one, other) for other in by_name[one.name]):
            by_name[one.name].append(one)
    top = _only_top(known)
    planned, problems = list[Planned](), list[Problem]()
    twice = Counter((line.name, line.parent) for line in lines)
    for line in lines:
        above = by_name[line.parent] if line.parent else top
        code = _trouble(line, above, twice[line.name, line.parent])
        if code:
            key = "name" if code == "organisation.twice_in_file" else "parent"
            problems.append(place.problem(line.row, key, line.parent or line.name, code))
            continue
        planned.append(Planned(line, above[0], _same(line, above[0], known)))
    return tuple(planned), problems


def _trouble(line: Line, above: Sequence[Known | Line], times: int) -> str | None:
    if times > 1:
        return "organisation.twice_in_file"
    if not above:
        return "organisation.unknown_parent" if line.parent else "organisation.parent_needed"
    if len(above) > 1:
        return "organisation.parent_ambiguous"
    return None if may_hold(above[0].level, line.level) else "organisation.parent_cannot_hold"


def _is_same(one: Known | Line, other: Known) -> bool:
    return isinstance(one, Line) and (one.name, one.level) == (other.name, other.level)


def _same(line: Line, above: Known | Line, known: Sequence[Known]) -> Known | None:
    if isinstance(above, Line):
        return None
    return next(
        (one for one in known if (one.parent_id, one.name, one.level) == (above.id, line.name, line.level)), None
    )


def _only_top(known: Sequence[Known]) -> list[Known | Line]:
    ids = {one.id for one in known}
    return [one for one in known if one.parent_id not in ids]
