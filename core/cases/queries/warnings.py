"""Reads of warnings: lists by page, counts, and where somebody stands."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Integer, LargeBinary, func, type_coerce
from sqlmodel import Session, col, select

from core.access import Scope
from core.cases.rules.states import Source, WarningState
from core.cases.tables import Warning
from core.database import bulk, cipher, within


class Filter(NamedTuple):
    """What a list shows; None or empty = everything, but for the campaign: None = what was reported by hand."""

    campaign_id: int | None
    severities: Collection[int] = ()
    school_id: int | None = None
    grade: int | None = None
    class_id: int | None = None
    urgent: bool | None = None
    state: WarningState | None = WarningState.AWAITING_INTERVIEW
    people: Collection[int] | None = None


class WarningRow(NamedTuple):
    """One warning without its reasons, which are a right of their own."""

    id: int
    campaign_id: int | None
    person_id: int
    school_id: int
    class_id: int | None
    grade: int
    is_staff: bool
    severity: int
    level: str
    care_level: str | None
    urgent: bool
    source: Source
    state: WarningState
    case_id: int | None
    raised_at: datetime
    revised_at: datetime | None
    due_on: date | None
    escalated_at: datetime | None
    decided_at: datetime | None


class Tallied(NamedTuple):
    """How many people stand on the list with one severity."""

    severity: int
    urgent: bool
    people: int


class Standing(NamedTuple):
    """A warning as it stands before new sheets are weighed; `reasons` only where a critical item was flagged."""

    person_id: int
    severity: int
    urgent: bool
    state: WarningState
    touched: bool
    fingerprint: bytes
    reasons: str


FACTS: Any = [getattr(Warning, name) for name in WarningRow._fields]


def warnings(
    session: Session, scope: Scope, chosen: Filter, *, offset: int = 0, limit: int | None = 20
) -> list[WarningRow]:
    """One page: same-day reviews first, then the gravest, then the oldest."""
    statement = _chosen(scope, select(*FACTS), chosen)
    order = (col(Warning.urgent).desc(), col(Warning.severity).desc(), col(Warning.raised_at), col(Warning.id))
    return [WarningRow(*row) for row in session.exec(statement.order_by(*order).offset(offset).limit(limit))]


def warning(session: Session, scope: Scope, warning_id: int) -> WarningRow | None:
    """One warning within the scope."""
    statement = within(scope, select(*FACTS).where(Warning.id == warning_id), Warning)
    found = session.exec(statement).first()
    return WarningRow(*found) if found else None


def reasons(session: Session, scope: Scope, ids: Sequence[int]) -> dict[int, str]:
    """Coded reasons by warning id, for those warnings that lie within `scope`, where the reader may see scores."""
    statement = select(col(Warning.id), col(Warning.reasons)).where(col(Warning.id).in_(ids))
    return {key: text for key, text in session.exec(within(scope, statement, Warning)) if key is not None}


def tally(session: Session, scope: Scope, chosen: Filter) -> list[Tallied]:
    """People on the list by severity, gravest first, those to be seen the same day apart."""
    counted: Any = select(col(Warning.severity), col(Warning.urgent), func.count())
    statement = _chosen(scope, counted, chosen).group_by(col(Warning.severity), col(Warning.urgent))
    rows = [Tallied(*row) for row in session.exec(statement)]
    return sorted(rows, key=lambda row: (-row.severity, not row.urgent))


def schools(session: Session, scope: Scope, *, campaign_id: int | None) -> list[int]:
    """The schools that have anybody on the campaign's list (None: reported by hand) within the scope."""
    statement = select(col(Warning.school_id)).where(Warning.campaign_id == campaign_id).distinct()
    return sorted(session.exec(within(scope, statement, Warning)))


def standing(session: Session, scope: Scope, *, campaign_id: int, people: Sequence[int]) -> list[Standing]:
    """Every warning these people have in the campaign, in whatever state."""
    staged = bulk.stage(session, {"person_id": Integer()}, ((person,) for person in people))
    facts: Any = [*(getattr(Warning, name) for name in Standing._fields[:-1]), _stored_reasons()]
    joined = select(*facts).join(staged, staged.c.person_id == col(Warning.person_id))
    statement = within(scope, joined.where(Warning.campaign_id == campaign_id), Warning)
    rows = [_standing(*row) for row in session.exec(statement)]
    bulk.discard(session, staged)
    return rows


def _standing(
    person_id: int, severity: int, urgent: bool, state: WarningState, touched: bool, fingerprint: bytes, sealed: bytes
) -> Standing:
    return Standing(person_id, severity, urgent, state, touched, fingerprint, _opened(sealed) if urgent else "")


def _chosen(scope: Scope, statement: Any, chosen: Filter) -> Any:  # a select of any shape
    statement = within(scope, statement, Warning).where(Warning.campaign_id == chosen.campaign_id)
    if chosen.severities:
        statement = statement.where(col(Warning.severity).in_(sorted(chosen.severities)))
    if chosen.people is not None:
        statement = statement.where(col(Warning.person_id).in_(sorted(chosen.people)))
    for name in ("school_id", "grade", "class_id", "urgent", "state"):
        if (wanted := getattr(chosen, name)) is not None:
            statement = statement.where(getattr(Warning, name) == wanted)
    return statement


def _stored_reasons() -> Any:  # a column as it is stored
    return type_coerce(col(Warning.reasons), LargeBinary)


def _opened(sealed: bytes) -> str:
    return cipher().open("warning.reasons", bytes(sealed)).decode()
