"""People of a campaign's list: counts by class, who is still untested, who came in late."""

from collections.abc import Collection, Sequence
from functools import reduce
from typing import Any, NamedTuple

from sqlalchemy import func
from sqlmodel import Session, col, select

from core.access import Scope
from core.database import within
from core.screening.queries.rollups import Counts, Slice, completion_of, counts
from core.screening.rules.completion import Completion, LeaveReason
from core.screening.rules.states import Mark, SheetStatus
from core.screening.tables import Testee


class TesteeRow(NamedTuple):
    """One person of the list; no name, no score."""

    id: int
    person_id: int
    school_id: int
    class_id: int | None
    grade: int
    mark: Mark
    mark_reason: LeaveReason | None
    added: bool
    status: SheetStatus


class Chosen(NamedTuple):
    """Which people of a list; None = whatever."""

    campaign_id: int
    school_id: int | None = None
    grade: int | None = None
    class_id: int | None = None
    mark: Mark | None = None
    status: SheetStatus | None = None


UNTESTED = Chosen(0, mark=Mark.DUE, status=SheetStatus.UNTESTED)
FACTS: Any = [getattr(Testee, name) for name in TesteeRow._fields]


def counts_by_class(session: Session, scope: Scope, campaign_id: int, *, school_id: int | None = None) -> list[Counts]:
    """One group a class (0 = no class), from the covering index; severities are left out."""
    shared = (col(Testee.mark), col(Testee.status))
    counted = select(col(Testee.class_id), *shared, func.count()).where(Testee.campaign_id == campaign_id)
    if school_id is not None:
        counted = counted.where(Testee.school_id == school_id)
    groups: dict[int, list[Slice]] = {}
    for class_id, mark, status, people in session.exec(
        within(scope, counted, Testee).group_by(col(Testee.class_id), *shared)
    ):
        groups.setdefault(class_id or 0, []).append(Slice(class_id or 0, mark, status, -1, people))
    return [Counts(key, completion_of(slices), {}) for key, slices in sorted(groups.items())]


def listed(
    session: Session, scope: Scope, chosen: Chosen, *, offset: int = 0, limit: int | None = 20
) -> list[TesteeRow]:
    """One page of the list, by school, grade and class."""
    statement = _chosen(scope, select(*FACTS), chosen)
    order = (col(Testee.school_id), col(Testee.grade), col(Testee.class_id), col(Testee.id))
    return [TesteeRow(*row) for row in session.exec(statement.order_by(*order).offset(offset).limit(limit))]


def count_listed(session: Session, scope: Scope, chosen: Chosen) -> int:
    """How many `listed` there are."""
    return int(session.exec(_chosen(scope, select(func.count()), chosen)).one())


def listed_of_people(session: Session, scope: Scope, campaign_id: int, people: Sequence[int]) -> dict[int, TesteeRow]:
    """Where these people stand in the campaign, by person."""
    statement = select(*FACTS).where(Testee.campaign_id == campaign_id, col(Testee.person_id).in_(people))
    return {row[1]: TesteeRow(*row) for row in session.exec(within(scope, statement, Testee))}


def _chosen(scope: Scope, statement: Any, chosen: Chosen) -> Any:  # a select of any shape
    statement = within(scope, statement, Testee)
    for name, wanted in zip(chosen._fields, chosen, strict=True):
        if wanted is not None:
            statement = statement.where(getattr(Testee, name) == wanted)
    return statement


def count_of_schools(session: Session, scope: Scope, campaign_id: int, schools: Collection[int]) -> int:
    """How many people these schools have on the list."""
    counted = select(func.count()).where(Testee.campaign_id == campaign_id, col(Testee.school_id).in_(sorted(schools)))
    return int(session.exec(within(scope, counted, Testee)).one())


def completion(session: Session, scope: Scope, campaign_id: int) -> Completion:
    """Everybody of a campaign within the scope in one figure; a scope of classes is counted from the list itself."""
    if all(reach.classes is None for reach in scope.reaches):
        return counts(session, scope, campaign_id).completion
    groups = counts_by_class(session, scope, campaign_id)
    return reduce(Completion.plus, (group.completion for group in groups), Completion())
