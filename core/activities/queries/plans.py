"""Plans (方案) of schools for a season: how far each came, and one of them in full; guidance and visits at schools."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from core import clock
from core.access import Scope
from core.activities.queries.seasons import season_schools, season_seen
from core.activities.rules import PlanState, VisitKind
from core.activities.rules.plans import PlanFacts, VisitFacts, unpacked
from core.activities.tables import SeasonPlan, SeasonVisit
from core.database import within
from core.errors import NotFound
from core.organisations.queries import get
from core.organisations.tables import Organisation


class PlanRow(NamedTuple):
    """How far the plan of a school came; `id` and `state` are None where it has not begun. No words of it.

    `slots` is how many items have a day; `late` says that it was first sent after the day until which plans are taken.
    """

    school_id: int
    school: str
    path: str
    id: int | None
    state: PlanState | None
    slots: int
    has_file: bool
    first_sent_at: datetime | None
    sent_at: datetime | None
    decided_at: datetime | None
    late: bool
    edition: int = 0


class PlanStep(NamedTuple):
    """What became of a plan, and when."""

    state: PlanState
    by_id: int
    at: datetime
    comment: str


class PlanSheet(NamedTuple):
    """A plan in full."""

    id: int
    season_id: int
    school_id: int
    facts: PlanFacts
    file_title: str
    file_kind: str
    state: PlanState
    comment: str
    sent_at: datetime | None
    decided_at: datetime | None
    steps: tuple[PlanStep, ...]
    edition: int


class VisitRow(NamedTuple):
    """Guidance or a visit at a school."""

    id: int
    school_id: int
    school: str
    facts: VisitFacts
    by_id: int

    @property
    def kind(self) -> VisitKind:
        """Why somebody came."""
        return self.facts.kind


def plans(
    session: Session, scope: Scope, *, season_id: int, states: Collection[PlanState | None] = ()
) -> list[PlanRow]:
    """The plans of all schools within `scope` that take part, also of those that have not begun; by the school's name.

    Schools that are exempt from the whole season are left out unless they have begun. Raises NotFound for a season that is
    not seen.
    """
    until = season_seen(session, scope, season_id).plan_until
    statement = within(scope, select(SeasonPlan).where(SeasonPlan.season_id == season_id), SeasonPlan)
    known = {row.school_id: row for row in session.exec(statement)}
    rows = [
        _row(school.school_id, school.school, school.path, known.get(school.school_id), until)
        for school in season_schools(session, scope, season_id=season_id)
        if not school.exempt_all or school.school_id in known
    ]
    return [row for row in rows if not states or row.state in states]


def plan_of(session: Session, scope: Scope, *, season_id: int, school_id: int) -> PlanSheet | None:
    """The plan of a school within `scope`; None where it has not begun. Raises NotFound outside of the scope."""
    season_seen(session, scope, season_id)
    get(session, scope, school_id)
    statement = select(SeasonPlan).where(SeasonPlan.season_id == season_id, SeasonPlan.school_id == school_id)
    row = session.exec(within(scope, statement, SeasonPlan)).first()
    return None if row is None else _sheet(row)


def plan(session: Session, scope: Scope, plan_id: int) -> PlanSheet:
    """One plan in full; raises NotFound outside of the scope."""
    statement = select(SeasonPlan).where(SeasonPlan.id == plan_id)
    row = session.exec(within(scope, statement, SeasonPlan)).first()
    if row is None:
        raise NotFound
    return _sheet(row)


def visits(session: Session, scope: Scope, *, season_id: int) -> list[VisitRow]:
    """Guidance and visits at schools within `scope` during a season, the newest first; no removed ones."""
    season_seen(session, scope, season_id)
    statement: Any = select(SeasonVisit, Organisation.name).join(
        Organisation, col(Organisation.id) == SeasonVisit.school_id
    )
    statement = statement.where(SeasonVisit.season_id == season_id, col(SeasonVisit.removed_at).is_(None))
    ordered = within(scope, within(scope, statement, SeasonVisit), Organisation).order_by(
        col(SeasonVisit.visited_on).desc(), col(SeasonVisit.id).desc()
    )
    return [
        VisitRow(row.id, row.school_id, name, VisitFacts(row.kind, row.visited_on, row.seen, row.advice), row.by_id)
        for row, name in session.exec(ordered)
    ]


def first_sent(steps: list[dict[str, Any]]) -> datetime | None:
    """When a plan was sent for the first time, from its steps."""
    return next((datetime.fromisoformat(one["at"]) for one in steps if one["state"] == PlanState.SENT), None)


def _row(school_id: int, school: str, path: str, row: SeasonPlan | None, until: date | None) -> PlanRow:
    if row is None:
        return PlanRow(school_id, school, path, None, None, 0, False, None, None, None, False)
    first = first_sent(row.steps)
    late = bool(until and first and clock.local(first).date() > until)
    slots = sum(1 for slot in row.schedule.values() if slot.get("on"))
    return PlanRow(
        school_id, school, path, row.id, row.state, slots, bool(row.digest), first, row.sent_at, row.decided_at, late,
        row.edition,
    )  # fmt: skip


def _sheet(row: SeasonPlan) -> PlanSheet:
    facts = PlanFacts(row.aims, row.lead, unpacked(row.schedule))
    steps = tuple(
        PlanStep(PlanState(one["state"]), one["by"], datetime.fromisoformat(one["at"]), one.get("comment", ""))
        for one in row.steps
    )
    return PlanSheet(
        row.id or 0, row.season_id, row.school_id, facts, row.file_title, row.file_kind, row.state, row.comment,
        row.sent_at, row.decided_at, steps, row.edition,
    )  # fmt: skip
