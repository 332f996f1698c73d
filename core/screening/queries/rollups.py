"""Counts for overviews, read from the roll-up alone: never a person, never a scan of answer sheets."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import and_, func
from sqlmodel import Session, col, select

from core.access import Scope
from core.database import within
from core.database.guard import LAST
from core.organisations.tables import Organisation
from core.screening.rules.completion import Completion
from core.screening.rules.states import Mark, SheetStatus
from core.screening.tables import Rollup


class Slice(NamedTuple):
    """People of one group who share mark, status and severity (−1 = none)."""

    group: int
    mark: Mark
    status: SheetStatus
    severity: int
    people: int


class Counts(NamedTuple):
    """One group: how many were tested, and how many of them stand in each tier."""

    group: int
    completion: Completion
    severities: dict[int, int]

    @property
    def found(self) -> int:
        """People with any tier."""
        return sum(people for severity, people in self.severities.items() if severity > 0)


def counts(session: Session, scope: Scope, campaign_id: int) -> Counts:
    """Everything of a campaign within the scope, as one group 0."""
    return next(iter(_counts(_slices(session, scope, campaign_id, None))), Counts(0, Completion(), {}))


def counts_by_school(session: Session, scope: Scope, campaign_id: int) -> list[Counts]:
    """One group a school; `group` is its id."""
    return _counts(_slices(session, scope, campaign_id, col(Rollup.school_id)))


def counts_by_grade(session: Session, scope: Scope, campaign_id: int, *, school_id: int | None = None) -> list[Counts]:
    """One group a grade, in order."""
    return _counts(_slices(session, scope, campaign_id, col(Rollup.grade), school_id=school_id))


def counts_by_child(session: Session, scope: Scope, campaign_id: int, parent_id: int) -> list[Counts]:
    """One group an organisation directly below `parent_id` (counties of a city, cities of a province)."""
    school, child = Organisation.__table__.alias("school"), Organisation.__table__.alias("child")  # type: ignore[attr-defined]  # SQLModel adds it
    below = and_(school.c.path >= child.c.path, school.c.path < child.c.path + LAST)  # a range of the path's index
    inside: Any = select(school.c.id, child.c.id.label("child")).join(child, below)
    places = within(scope, within(scope, inside.where(child.c.parent_id == parent_id), school), child)
    # made first, and once: else every row of the roll-up is compared with every child
    found = places.cte("places").prefix_with("MATERIALIZED")
    statement = _statement(scope, campaign_id, found.c.child).join(found, found.c.id == Rollup.school_id)
    return _counts(Slice(*row) for row in session.exec(statement))


def gathered(groups: Iterable[Counts], of: dict[int, int]) -> list[Counts]:
    """Groups put together under other ids, such as grades under stages; those `of` does not name are left out."""
    found: dict[int, Counts] = {}
    for one in groups:
        if one.group not in of:
            continue
        key = of[one.group]
        known = found.get(key, Counts(key, Completion(), {}))
        severities = {
            s: known.severities.get(s, 0) + one.severities.get(s, 0) for s in known.severities | one.severities
        }
        found[key] = Counts(key, known.completion.plus(one.completion), severities)
    return [found[key] for key in sorted(found)]


def _slices(
    session: Session, scope: Scope, campaign_id: int, group: Any, *, school_id: int | None = None
) -> list[Slice]:
    statement = _statement(scope, campaign_id, group)
    if school_id is not None:
        statement = statement.where(Rollup.school_id == school_id)
    return [Slice(*row) for row in session.exec(statement)]


def _statement(scope: Scope, campaign_id: int, group: Any) -> Any:
    shared = (col(Rollup.mark), col(Rollup.status), col(Rollup.severity))
    keys = shared if group is None else (group, *shared)
    first = func.min(0) if group is None else group
    told: tuple[Any, ...] = (first, *shared, func.sum(Rollup.people))
    statement = select(*told).where(Rollup.campaign_id == campaign_id)
    return within(scope, statement, Rollup).group_by(*keys)


def _counts(slices: Iterable[Slice]) -> list[Counts]:
    groups: dict[int, list[Slice]] = {}
    for one in slices:
        groups.setdefault(one.group, []).append(one)
    return [Counts(key, completion_of(groups[key]), _severities(groups[key])) for key in sorted(groups)]


def completion_of(slices: Sequence[Slice]) -> Completion:
    """The counting rule: leave and exempt are taken out, whoever handed anything in is tested."""
    due = [one for one in slices if one.mark is Mark.DUE]
    return Completion(
        listed=sum(one.people for one in slices),
        leave=sum(one.people for one in slices if one.mark is Mark.LEAVE),
        exempt=sum(one.people for one in slices if one.mark is Mark.EXEMPT),
        valid=sum(one.people for one in due if one.status is SheetStatus.VALID),
        retest=sum(one.people for one in due if one.status is SheetStatus.RETEST),
        incomplete=sum(one.people for one in due if one.status is SheetStatus.INCOMPLETE),
    )


def _severities(slices: Sequence[Slice]) -> dict[int, int]:
    found: dict[int, int] = {}
    for one in slices:
        if one.severity >= 0:
            found[one.severity] = found.get(one.severity, 0) + one.people
    return found
