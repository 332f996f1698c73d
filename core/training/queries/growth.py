"""教师成长档案: everything on record of one person, put together."""

from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from core import clock
from core.access import SYSTEM_SCOPE, Scope
from core.database import within
from core.organisations.queries import get
from core.organisations.tables import Organisation
from core.training.queries.completions import CompletionRow, completions_of
from core.training.queries.ladders import HonourRow, LadderRow, honours, ladder_places
from core.training.queries.own import own_file
from core.training.queries.people import PersonRow, person
from core.training.queries.requirements import HeldRequirements, requirements_by_path
from core.training.queries.staff import CertificateRow, HoursRow, certificates, hours
from core.training.queries.staffing import in_post
from core.training.rules import PartState, SessionKind, SessionState, StaffKind, SupervisionKind
from core.training.rules.growth import Met, TermHours, credit_years, term_hours
from core.training.rules.hours import Entry, YearCredits
from core.training.rules.supervision import CATEGORY
from core.training.tables import (
    Participation,
    StaffMember,
    StaffPost,
    Supervision,
    SupervisionSeat,
    TrainingHours,
    TrainingSession,
)


class GrowthSession(NamedTuple):
    """A session somebody is or was in: how far they came, and the hours that it credited (None while it did not)."""

    participation_id: int
    session_id: int
    title: str
    kind: SessionKind
    organiser: str
    starts_at: datetime
    ends_at: datetime
    progress: SessionState
    state: PartState
    hours: Decimal | None


class GrowthFile(NamedTuple):
    """One person: `years` are hours as they count by `held`, the requirements that hold at the home school now.

    `supervision` is told in hours alone: what was talked about stays with those who keep it.
    """

    person: PersonRow
    school: str
    certificates: list[CertificateRow]
    held: HeldRequirements
    years: tuple[YearCredits, ...]
    trained: list[HoursRow]
    sessions: list[GrowthSession]
    completions: list[CompletionRow]
    ladders: list[LadderRow]
    honours: list[HonourRow]
    supervision: tuple[TermHours, ...]


SESSION: tuple[Any, ...] = (
    Participation.id, TrainingSession.id, TrainingSession.title, TrainingSession.kind, Organisation.name,
    TrainingSession.starts_at, TrainingSession.ends_at, TrainingSession.state, Participation.state,
)  # fmt: skip


class FileRow(NamedTuple):
    """Somebody whose file lies at a school, with what they are there on a day (() out of post)."""

    staff_id: int
    name: str
    kinds: tuple[StaffKind, ...]


def growth(session: Session, scope: Scope, *, staff_id: int, today: date) -> GrowthFile:
    """The file of one person; raises NotFound outside the scope and for a file that was merged into another.

    `scope` is where the reader keeps the register: whoever works at the same school without that right reads nothing.
    """
    who = person(session, scope, staff_id)
    home = get(session, SYSTEM_SCOPE, who.school_id)
    held = requirements_by_path(session, [home.path])[home.path]
    trained = hours(session, scope, staff_id=staff_id)
    entries = [Entry(one.facts.category, one.facts.held_on, one.facts.hours) for one in trained]
    return GrowthFile(
        who, home.name, certificates(session, scope, staff_id=staff_id), held,
        credit_years(entries, held.spec.hours, today), trained, _sessions(session, staff_id),
        completions_of(session, scope, staff_id=staff_id), ladder_places(session, scope, staff_id=staff_id),
        honours(session, scope, staff_id=staff_id), _supervision(session, staff_id, trained),
    )  # fmt: skip


def own_growth(session: Session, scope: Scope, *, user_id: int, today: date) -> GrowthFile | None:
    """The file of the account `user_id` where it lies at the places of `scope`; None without one."""
    statement = own_file(scope, select(col(StaffMember.id), col(StaffMember.school_id)), user_id)
    mine = session.exec(statement).first()
    if mine is None:
        return None
    home = Scope.at(get(session, SYSTEM_SCOPE, mine[1]).path)
    return growth(session, home, staff_id=mine[0], today=today)


def growth_files(session: Session, scope: Scope, *, school_id: int, today: date) -> list[FileRow]:
    """Everybody whose file lies at a school of the scope, those in post first, by name."""
    statement = select(StaffMember.id, StaffMember.name).where(
        StaffMember.school_id == school_id, col(StaffMember.merged_into).is_(None)
    )
    names = {who or 0: name for who, name in session.exec(within(scope, statement, StaffMember))}
    kinds = _kinds(session, names, today)
    rows = [
        FileRow(who, name, tuple(one for one in StaffKind if one in kinds.get(who, ()))) for who, name in names.items()
    ]
    return sorted(rows, key=lambda row: (not row.kinds, row.name, row.staff_id))


def _kinds(session: Session, staff_ids: Collection[int], today: date) -> dict[int, set[StaffKind]]:
    told: Any = select(StaffPost.staff_id, StaffPost.kind)
    chosen = told.where(col(StaffPost.staff_id).in_(sorted(staff_ids)), in_post(today))
    found: dict[int, set[StaffKind]] = {}
    for who, kind in session.exec(within(SYSTEM_SCOPE, chosen, StaffPost)):
        found.setdefault(who, set()).add(kind)
    return found


def _sessions(session: Session, staff_id: int) -> list[GrowthSession]:
    """The newest first; of a file that the caller has found within the scope."""
    told: Any = select(*SESSION).select_from(Participation)
    told = told.join(TrainingSession, col(TrainingSession.id) == Participation.session_id)
    told = told.join(Organisation, col(Organisation.id) == TrainingSession.org_id)
    newest = told.order_by(col(TrainingSession.starts_at).desc(), col(Participation.id).desc())
    chosen = newest.where(Participation.staff_id == staff_id)
    for model in (Participation, TrainingSession, Organisation):
        chosen = within(SYSTEM_SCOPE, chosen, model)
    rows, credits = session.exec(chosen).all(), _credits(session, staff_id)
    return [GrowthSession._make((*row, credits.get(row[0]))) for row in rows]


def _credits(session: Session, staff_id: int) -> dict[int, Decimal]:
    """The hours that sessions credited, by participation."""
    told: Any = select(TrainingHours.participation_id, TrainingHours.hours)
    chosen = told.where(TrainingHours.staff_id == staff_id, col(TrainingHours.participation_id).is_not(None))
    return dict(session.exec(within(SYSTEM_SCOPE, chosen, TrainingHours)).all())


def _supervision(session: Session, staff_id: int, trained: Collection[HoursRow]) -> tuple[TermHours, ...]:
    facts: tuple[Any, ...] = (Supervision.kind, Supervision.held_on, Supervision.hours)
    told: Any = select(*facts).join(SupervisionSeat, col(SupervisionSeat.supervision_id) == Supervision.id)
    chosen = told.where(SupervisionSeat.staff_id == staff_id, col(Supervision.removed_at).is_(None))
    rows = session.exec(within(SYSTEM_SCOPE, within(SYSTEM_SCOPE, chosen, SupervisionSeat), Supervision))
    met = [Met(SupervisionKind(kind), held_on, Decimal(many)) for kind, held_on, many in rows]
    met += [Met(None, one.facts.held_on, one.facts.hours) for one in trained if one.facts.category == CATEGORY]
    terms = ((clock.term(one.held_on), one) for one in met)
    return term_hours(((term.year, term.number), one) for term, one in terms)
