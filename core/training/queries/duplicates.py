"""Who may be on file twice, and what was decided of such pairs."""

from collections import defaultdict
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import func
from sqlmodel import Session, col, select

from core.access import Scope
from core.database import within
from core.training.queries.people import PersonRow, people
from core.training.rules import Verdict
from core.training.rules.duplicates import Identity, pairs
from core.training.rules.staff import CertificateFacts
from core.training.tables import Certificate, SamePerson, StaffMember, TrainingHours


class PairRow(NamedTuple):
    """Two files that may be one person's; `reasons` and `strength` as in `rules.duplicates.Pair`."""

    left: PersonRow
    right: PersonRow
    reasons: tuple[str, ...]
    strength: float


class Weight(NamedTuple):
    """What lies in a file, so that two can be held side by side: certificates, and hours of how many trainings."""

    papers: tuple[CertificateFacts, ...]
    trainings: int
    hours: Decimal


class VerdictRow(NamedTuple):
    """One decision; `undone_at` is None while it stands."""

    id: int
    kept_id: int
    kept: str
    other: str
    verdict: Verdict
    reason: str
    decided_at: datetime
    undone_at: datetime | None


def duplicate_pairs(session: Session, scope: Scope, *, today: date) -> list[PairRow]:
    """Pairs of files within the scope that nobody has decided of yet, the most certain first.

    Five thousand people take about a second and a half; nothing of it is kept.
    """
    rows = {row.id: row for row in people(session, scope, today=today)}
    numbers = _numbers(session, scope)
    known = [
        Identity(
            row.id, row.name, row.phone, row.birth_month, numbers.get(row.id, frozenset()), row.school_id, row.gender
        )
        for row in rows.values()
    ]
    decided = _decided(session, scope)
    return [
        PairRow(rows[pair.left], rows[pair.right], pair.reasons, pair.strength)
        for pair in pairs(known)
        if frozenset((pair.left, pair.right)) not in decided
    ]


def weights(session: Session, scope: Scope, *, staff_ids: tuple[int, ...]) -> dict[int, Weight]:
    """What lies in each of these files that is within the scope."""
    papers: dict[int, list[CertificateFacts]] = defaultdict(list)
    held = select(Certificate).where(col(Certificate.staff_id).in_(staff_ids)).order_by(col(Certificate.issued_on))
    for row in session.exec(within(scope, held, Certificate)):
        papers[row.staff_id].append(CertificateFacts(*(getattr(row, name) for name in CertificateFacts._fields)))
    told: Any = select(col(TrainingHours.staff_id), func.count(), func.sum(col(TrainingHours.hours)))
    chosen = told.where(col(TrainingHours.staff_id).in_(staff_ids)).group_by(col(TrainingHours.staff_id))
    sums = {who: (many, Decimal(hours)) for who, many, hours in session.exec(within(scope, chosen, TrainingHours))}
    filed = select(StaffMember.id).where(col(StaffMember.id).in_(staff_ids))
    return {
        who: Weight(tuple(papers[who]), *sums.get(who, (0, Decimal(0))))
        for who in session.exec(within(scope, filed, StaffMember))
        if who is not None
    }


def verdicts(session: Session, scope: Scope) -> list[VerdictRow]:
    """What was decided of two files that both lie within the scope, those taken back too, the newest first."""
    statement = select(SamePerson).order_by(col(SamePerson.decided_at).desc(), col(SamePerson.id).desc())
    rows = session.exec(within(scope, statement, SamePerson)).all()
    ends = {end for row in rows for end in (row.kept_id, row.other_id)}
    named = select(StaffMember.id, StaffMember.name).where(col(StaffMember.id).in_(sorted(ends)))
    names = dict(session.exec(within(scope, named, StaffMember)).all()) if ends else {}
    return [
        VerdictRow(
            row.id or 0, row.kept_id, names[row.kept_id], names[row.other_id], row.verdict, row.reason,
            row.decided_at, row.undone_at,
        )
        for row in rows if row.kept_id in names and row.other_id in names
    ]  # fmt: skip


def _numbers(session: Session, scope: Scope) -> dict[int, frozenset[str]]:
    told: Any = select(col(Certificate.staff_id), col(Certificate.number))
    found: dict[int, set[str]] = defaultdict(set)
    for staff_id, number in session.exec(within(scope, told, Certificate)):
        found[staff_id].add(number)
    return {staff_id: frozenset(numbers) for staff_id, numbers in found.items()}


def _decided(session: Session, scope: Scope) -> set[frozenset[int]]:
    told: Any = select(col(SamePerson.kept_id), col(SamePerson.other_id)).where(col(SamePerson.undone_at).is_(None))
    return {frozenset(row) for row in session.exec(within(scope, told, SamePerson))}
