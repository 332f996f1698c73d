"""What a workbook of staff would change: whoever is in post keeps what the file does not say; nobody is removed."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from core.errors import Gravity, Problem
from core.organisations.rules import Place
from core.training.rules.staff import CertificateFacts, StaffFacts
from core.training.rules.workbook import Line

Key = tuple[int, str]
"""School and name: whom a row speaks of."""


class Placed(NamedTuple):
    """A row and the school it belongs to."""

    school_id: int
    line: Line


class Known(NamedTuple):
    """Somebody in post, with the certificates on record by what tells them apart, each with its id."""

    id: int
    facts: StaffFacts
    certificates: Mapping[tuple[str, str], tuple[int, CertificateFacts]]


class Planned(NamedTuple):
    """What the file makes of one person. `same` is who that is already; `certificates` are new or have changed."""

    school_id: int
    facts: StaffFacts
    same: Known | None
    certificates: tuple[CertificateFacts, ...]

    @property
    def changed(self) -> bool:
        """Whether somebody known is written otherwise than on record, certificates included."""
        return self.same is not None and (self.same.facts != self.facts or bool(self.certificates))


class StaffCheck(NamedTuple):
    """A workbook as it was understood."""

    placed: tuple[Placed, ...]
    place: Place
    problems: tuple[Problem, ...]
    planned: tuple[Planned, ...]

    @property
    def ready(self) -> bool:
        """Whether it may be imported."""
        return bool(self.planned) and not any(one.gravity is Gravity.MUST_FIX for one in self.problems)

    @property
    def new(self) -> tuple[Planned, ...]:
        """Those whom the register does not have yet."""
        return tuple(one for one in self.planned if one.same is None)

    @property
    def changed(self) -> tuple[Planned, ...]:
        """Those whom it has otherwise."""
        return tuple(one for one in self.planned if one.changed)

    @property
    def unchanged(self) -> int:
        """How many stand there already as the file has them."""
        return len(self.planned) - len(self.new) - len(self.changed)


def plan(
    placed: Sequence[Placed], known: Mapping[Key, Known], place: Place
) -> tuple[tuple[Planned, ...], tuple[Problem, ...]]:
    """What becomes of every person, in the order of the file; rows of one person that disagree are problems."""
    rows: dict[Key, list[Line]] = {}
    for one in placed:
        rows.setdefault((one.school_id, one.line.facts.name), []).append(one.line)
    planned = tuple(_planned(key, lines, known.get(key)) for key, lines in rows.items())
    return planned, tuple(problem for lines in rows.values() for problem in _disagreeing(lines, place))


def _planned(key: Key, lines: Sequence[Line], same: Known | None) -> Planned:
    facts = lines[0].facts
    subject = facts.subject or (same.facts.subject if same else "")
    given = {line.certificate.same: line.certificate for line in lines if line.certificate}
    on_record = {key: facts for key, (_, facts) in same.certificates.items()} if same else {}
    fresh = tuple(one for name, one in given.items() if on_record.get(name) != one)
    return Planned(key[0], facts._replace(subject=subject), same, fresh)


def _disagreeing(lines: Sequence[Line], place: Place) -> list[Problem]:
    first = lines[0]
    return [
        place.problem(line.row, "name", line.facts.name, "training.rows_disagree", first=str(first.row))
        for line in lines[1:]
        if line.facts != first.facts
    ]
