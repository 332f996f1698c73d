"""Warnings are raised, revised and withdrawn as answer sheets come in."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Boolean, ColumnElement, Integer, LargeBinary, String, Table, and_, insert, select
from sqlalchemy import literal as value
from sqlalchemy import update as change
from sqlalchemy.engine import CursorResult
from sqlalchemy.types import TypeEngine
from sqlmodel import Session, col

from core.access import SYSTEM_SCOPE
from core.cases.rules import WarningState
from core.cases.tables import Warning
from core.database import bulk, cipher, within

COLUMNS: dict[str, TypeEngine[Any]] = {
    "person_id": Integer(),
    "school_id": Integer(),
    "class_id": Integer(),
    "grade": Integer(),
    "severity": Integer(),
    "level": String(),
    "urgent": Boolean(),
    "reasons": LargeBinary(),
    "fingerprint": LargeBinary(),
}


class Finding(NamedTuple):
    """Why somebody belongs on the list: severity 1–4, handling level, and the reasons as one text of codes."""

    person_id: int
    school_id: int
    class_id: int | None
    grade: int
    severity: int
    level: str
    urgent: bool
    reasons: str


class Settled(NamedTuple):
    """How the list changed, in people."""

    raised: int = 0
    revised: int = 0
    withdrawn: int = 0


def settle(
    session: Session, *, campaign_id: int, findings: Sequence[Finding], cleared: Sequence[int], at: datetime
) -> Settled:
    """Bring the list in line with what sheets say now: one finding a person, and the people nothing was found for.

    Part of the act of whoever brought the sheets in, who has to have found these people within their own scope and
    writes the audit row. Where a warning stood before does not narrow it: a pupil who moved takes the warning along.
    """
    staged = bulk.stage(session, COLUMNS, _rows(findings))
    revised, again = _revise(session, campaign_id, staged, at)
    raised = _raise(session, campaign_id, staged, at)
    bulk.discard(session, staged)
    return Settled(raised + again, revised, _withdraw(session, campaign_id, cleared, at))


def fingerprints(findings: Sequence[Finding]) -> list[bytes]:
    """Keyed digests of everything that makes a finding a different one when it changes."""
    return cipher().blind_all("warning.fingerprint", ("\0".join(map(str, finding)) for finding in findings))


def _rows(findings: Sequence[Finding]) -> list[tuple[Any, ...]]:  # a row for the driver
    sealed = cipher().seal_all("warning.reasons", (finding.reasons.encode() for finding in findings))
    secrets = zip(sealed, fingerprints(findings), strict=True)
    return [(*finding[:-1], *secret) for finding, secret in zip(findings, secrets, strict=True)]


def _revise(session: Session, campaign_id: int, staged: Table, at: datetime) -> tuple[int, int]:
    """Changed warnings that stood, and withdrawn ones that stand again."""
    same = and_(col(Warning.campaign_id) == campaign_id, col(Warning.person_id) == staged.c.person_id)
    facts = {name: staged.c[name] for name in COLUMNS if name != "person_id"}
    gone = col(Warning.state) == WarningState.WITHDRAWN
    again = _run(session, _updated(and_(same, gone), {**facts, "raised_at": at, "revised_at": None}))
    other = col(Warning.fingerprint) != staged.c.fingerprint
    return _run(session, _updated(and_(same, other), {**facts, "revised_at": at})), again


def _updated(where: ColumnElement[bool], facts: dict[str, Any]) -> Any:  # an update statement
    values = {**facts, "state": _standing(facts)}
    return within(SYSTEM_SCOPE, change(Warning).where(where).values(**values), Warning)


def _standing(facts: dict[str, Any]) -> Any:  # a value or a column
    """Somebody who is found again waits for a talk again; whoever is found still stands where they stood."""
    return WarningState.AWAITING_INTERVIEW if "raised_at" in facts else col(Warning.state)


def _raise(session: Session, campaign_id: int, staged: Table, at: datetime) -> int:
    known = select(col(Warning.person_id)).where(col(Warning.campaign_id) == campaign_id)
    fresh = select(
        value(campaign_id), *staged.c, value(WarningState.AWAITING_INTERVIEW.value), value(at, _type_of("raised_at"))
    ).where(staged.c.person_id.not_in(within(SYSTEM_SCOPE, known, Warning)))
    into = ["campaign_id", *COLUMNS, "state", "raised_at"]
    return _run(session, insert(Warning).from_select(into, fresh))


def _withdraw(session: Session, campaign_id: int, cleared: Sequence[int], at: datetime) -> int:
    """The rule is core.cases.rules.may_withdraw, said in SQL."""
    staged = bulk.stage(session, {"person_id": Integer()}, ((person,) for person in cleared))
    theirs = col(Warning.person_id).in_(select(staged.c.person_id))
    open_ = and_(col(Warning.state) == WarningState.AWAITING_INTERVIEW, ~col(Warning.urgent))
    statement = change(Warning).where(col(Warning.campaign_id) == campaign_id, open_, theirs)
    statement = statement.values(state=WarningState.WITHDRAWN, revised_at=at)
    done = _run(session, within(SYSTEM_SCOPE, statement, Warning))
    bulk.discard(session, staged)
    return done


def _type_of(name: str) -> Any:  # a column's type
    return Warning.__table__.c[name].type  # type: ignore[attr-defined]  # SQLModel adds it


def _run(session: Session, statement: Any) -> int:  # any statement
    result = session.execute(statement, execution_options={"synchronize_session": False, "preserve_rowcount": True})
    return result.rowcount if isinstance(result, CursorResult) else 0
