"""Handovers as the sender, the receiver and the bureau between them see them."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE, Scope
from core.cases.rules.handovers import HandoverKind, HandoverState
from core.cases.rules.referrals import Consented
from core.cases.tables import Case, Handover, HandoverOffer, HandoverSlip
from core.database import within
from core.organisations.queries import SchoolRow, schools

LEAST_WORDS, MOST_PLACES = 2, 30


class HandoverRow(NamedTuple):
    """One handover of a case in hand, with what was written about it."""

    id: int
    case_id: int
    person_id: int
    school_id: int
    grade: int
    severity: int
    campaign_id: int | None
    from_school_id: int
    to_school_id: int | None
    to_name: str | None
    paper: str | None
    kind: HandoverKind
    consented: Consented
    note: str
    proposed_at: datetime
    proposed_by: int
    answer_by: date
    state: HandoverState
    answered_at: datetime | None
    answered_by: int | None
    answer: str | None


class OfferRow(NamedTuple):
    """The minimum a receiving school knows; `age` in full years, None where it is not known."""

    id: int
    from_school_id: int
    to_school_id: int
    severity: int
    tier: str
    age: int | None
    contact: str
    phone: str
    sent_on: date
    answer_by: date


class SlipRow(NamedTuple):
    """That a file went, when and where, and how that ended; nothing about whom."""

    handover_id: int
    from_school_id: int
    to_school_id: int | None
    kind: HandoverKind
    sent_on: date
    answer_by: date
    answered_on: date | None
    state: HandoverState


class Stuck(NamedTuple):
    """Files on one way that nobody answered in time: how many, and how many days the oldest is over."""

    from_school_id: int
    to_school_id: int | None
    files: int
    days_over: int


def handovers(
    session: Session,
    scope: Scope,
    *,
    states: Collection[HandoverState] = (),
    case_id: int | None = None,
    limit: int | None = 200,
) -> list[HandoverRow]:
    """Handovers of the cases within `scope`, newest first; `scope` is where the reader works on cases."""
    statement: Any = select(Handover, Case).join(Case, col(Case.id) == Handover.case_id)
    if states:
        statement = statement.where(col(Handover.state).in_(sorted(states)))
    if case_id is not None:
        statement = statement.where(Handover.case_id == case_id)
    ordered = statement.order_by(col(Handover.proposed_at).desc(), col(Handover.id).desc()).limit(limit)
    return [_row(*pair) for pair in session.exec(within(scope, within(scope, ordered, Handover), Case))]


def offers(session: Session, scope: Scope) -> list[OfferRow]:
    """What waits to be accepted by the schools within `scope`, the most urgent day first."""
    statement = select(HandoverOffer).where(HandoverOffer.state == HandoverState.PROPOSED)
    ordered = statement.order_by(col(HandoverOffer.answer_by), col(HandoverOffer.id))
    found = session.exec(within(scope, ordered, HandoverOffer))
    return [OfferRow(*(getattr(row, name) for name in OfferRow._fields)) for row in found]


def slips(session: Session, scope: Scope, *, limit: int = 50) -> list[SlipRow]:
    """What the schools within `scope` sent, newest first."""
    statement = select(HandoverSlip).order_by(col(HandoverSlip.sent_on).desc(), col(HandoverSlip.id).desc())
    return [_slip(row) for row in session.exec(within(scope, statement.limit(limit), HandoverSlip))]


def stuck_handovers(session: Session, scope: Scope, *, today: date) -> list[Stuck]:
    """Ways from or to a school within `scope` on which files lie beyond their day, the oldest first; counts and ages alone."""
    sent: Any = select(*_stuck_columns(HandoverSlip)).where(*_over(HandoverSlip, today))
    awaited: Any = select(*_stuck_columns(HandoverOffer)).where(*_over(HandoverOffer, today))
    rows = {*session.exec(within(scope, sent, HandoverSlip)), *session.exec(within(scope, awaited, HandoverOffer))}
    days: dict[tuple[int, int | None], list[int]] = {}
    for _, from_school, to_school, answer_by in rows:
        days.setdefault((from_school, to_school), []).append((today - answer_by).days)
    stuck = [Stuck(*way, len(over), max(over)) for way, over in days.items()]
    return sorted(stuck, key=lambda one: (-one.days_over, one.from_school_id, one.to_school_id or 0))


def receiving_schools(session: Session, *, words: str) -> list[SchoolRow]:
    """Open schools anywhere whose name holds `words`, at least two characters: schools' names are no secret."""
    if len(words.strip()) < LEAST_WORDS:
        return []
    return schools(session, SYSTEM_SCOPE, words=words, limit=MOST_PLACES)


def _stuck_columns(model: Any) -> tuple[Any, ...]:
    return model.handover_id, model.from_school_id, model.to_school_id, model.answer_by


def _over(model: Any, today: date) -> tuple[Any, ...]:
    return model.state == HandoverState.PROPOSED, model.answer_by < today


def _slip(row: HandoverSlip) -> SlipRow:
    return SlipRow(*(getattr(row, name) for name in SlipRow._fields))


def _row(row: Handover, case: Case) -> HandoverRow:
    own = {name: getattr(row, name) for name in HandoverRow._fields if name in Handover.model_fields}
    theirs = {name: getattr(case, name) for name in ("person_id", "school_id", "grade", "severity", "campaign_id")}
    consented = Consented(row.consent, row.consent_who, row.consent_how, row.consent_on)
    return HandoverRow(**own, **theirs, consented=consented)
