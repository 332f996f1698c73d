"""Warnings are raised, revised and withdrawn as answer sheets come in."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Date,
    Integer,
    LargeBinary,
    String,
    Table,
    and_,
    case,
    func,
    insert,
    or_,
    select,
)
from sqlalchemy import literal as value
from sqlalchemy import update as change
from sqlalchemy.engine import CursorResult
from sqlalchemy.types import TypeEngine
from sqlmodel import Session, col

from core.access import SYSTEM_SCOPE
from core.cases.actions.alerting import alert_of_campaign
from core.cases.rules.states import Source, WarningState
from core.cases.tables import Warning
from core.database import bulk, cipher, within
from core.students.tables import Person

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
    "due_on": Date(),
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


class Terms(NamedTuple):
    """What a campaign says of all its findings: by when each severity is due (`today` for a flagged item), and of whom.

    What concerns a teacher (`staff`) is for the bureau's centre alone, whatever level the policy names.
    """

    due: Mapping[int, date]
    today: date
    staff: bool = False


STAFF_LEVEL = "区级"


class Settled(NamedTuple):
    """How the list changed, in people."""

    raised: int = 0
    revised: int = 0
    withdrawn: int = 0


def settle(
    session: Session,
    *,
    campaign_id: int,
    findings: Sequence[Finding],
    cleared: Sequence[int],
    terms: Terms,
    at: datetime,
) -> Settled:
    """Bring the list in line with what sheets say now: one finding a person, and the people nothing was found for.

    Part of the act of whoever brought the sheets in, who has to have found these people within their own scope and
    writes the audit row. Where a warning stood before does not narrow it: a pupil who moved takes the warning along, and
    what is in a case stays where the case is, whatever school handed the sheets in.
    """
    staged = bulk.stage(session, COLUMNS, _rows(findings, terms))
    revised, again = _revise(session, campaign_id, staged, at)
    raised = _raise(session, campaign_id, staged, terms, at)
    bulk.discard(session, staged)
    if any(finding.urgent for finding in findings):
        alert_of_campaign(session, campaign_id, at=at)
    return Settled(raised + again, revised, _withdraw(session, campaign_id, cleared, at))


def fingerprints(findings: Sequence[Finding]) -> list[bytes]:
    """Keyed digests of everything that makes a finding a different one when it changes."""
    return cipher().blind_all("warning.fingerprint", ("\0".join(map(str, finding)) for finding in findings))


def _rows(findings: Sequence[Finding], terms: Terms) -> list[tuple[Any, ...]]:  # a row for the driver
    sealed = cipher().seal_all("warning.reasons", (finding.reasons.encode() for finding in findings))
    due = (terms.today if finding.urgent else terms.due.get(finding.severity) for finding in findings)
    secrets = zip(sealed, fingerprints(findings), due, strict=True)
    return [(*finding[:-1], *secret) for finding, secret in zip(findings, secrets, strict=True)]


def _revise(session: Session, campaign_id: int, staged: Table, at: datetime) -> tuple[int, int]:
    """Changed warnings that stood, and withdrawn ones that stand again."""
    same = and_(col(Warning.campaign_id) == campaign_id, col(Warning.person_id) == staged.c.person_id)
    facts = {name: staged.c[name] for name in COLUMNS if name != "person_id"}
    gone = col(Warning.state) == WarningState.WITHDRAWN
    again = _run(session, _updated(and_(same, gone), {**facts, "raised_at": at, "revised_at": None}))
    other = col(Warning.fingerprint) != staged.c.fingerprint
    facts |= {**_place(staged), "due_on": _nearer(staged), "care_level": _care_level(staged)}
    standing = and_(same, other, col(Person.id) == staged.c.person_id)
    statement = _updated(standing, {**facts, "state": _standing(staged), "revised_at": at})
    return _run(session, within(SYSTEM_SCOPE, statement, Person)), again


def _updated(where: ColumnElement[bool], facts: dict[str, Any]) -> Any:  # an update statement
    values = {"state": WarningState.AWAITING_INTERVIEW, **facts}
    return within(SYSTEM_SCOPE, change(Warning).where(where).values(**values), Warning)


def _standing(staged: Table) -> Any:  # a column
    """Whoever is found still stands where they stood, but for core.cases.rules.states.comes_back, said in SQL."""
    graver = or_(staged.c.severity > col(Warning.severity), and_(staged.c.urgent, ~col(Warning.urgent)))
    return case((graver, WarningState.AWAITING_INTERVIEW.value), else_=col(Warning.state))


def _place(staged: Table) -> dict[str, Any]:  # columns
    """Lists are frozen with places: a warning leaves its own only for the school where the person's file lies now."""
    moves = and_(
        col(Warning.case_id).is_(None),
        col(Warning.school_id) != staged.c.school_id,
        col(Person.school_id) == staged.c.school_id,
    )
    names = ("school_id", "class_id", "grade")
    return {name: case((moves, staged.c[name]), else_=getattr(Warning, name)) for name in names}


def _care_level(staged: Table) -> Any:  # a column
    """Whoever looks after a case by the level of its warning goes on doing so when a sheet names another level."""
    told = and_(col(Warning.case_id).is_not(None), col(Warning.level) != staged.c.level)
    return case((told, func.coalesce(col(Warning.care_level), col(Warning.level))), else_=col(Warning.care_level))


def _nearer(staged: Table) -> Any:  # a column
    """A clock that runs is never set back by a corrected sheet; one that comes back to the list starts anew."""
    waiting = col(Warning.state) == WarningState.AWAITING_INTERVIEW
    return case((and_(waiting, col(Warning.due_on) < staged.c.due_on), col(Warning.due_on)), else_=staged.c.due_on)


def _raise(session: Session, campaign_id: int, staged: Table, terms: Terms, at: datetime) -> int:
    known = select(col(Warning.person_id)).where(col(Warning.campaign_id) == campaign_id)
    fixed: dict[str, Any] = {
        "campaign_id": value(campaign_id),
        "state": value(WarningState.AWAITING_INTERVIEW.value),
        "source": value(Source.SCREENING.value),
        "raised_at": value(at, _type_of("raised_at")),
        "is_staff": value(terms.staff, Boolean()),
        "care_level": value(STAFF_LEVEL if terms.staff else None, String()),
        "touched": value(False, Boolean()),
    }
    fresh = select(*fixed.values(), *staged.c).where(staged.c.person_id.not_in(within(SYSTEM_SCOPE, known, Warning)))
    return _run(session, insert(Warning).from_select([*fixed, *COLUMNS], fresh))


def _withdraw(session: Session, campaign_id: int, cleared: Sequence[int], at: datetime) -> int:
    """The rule is core.cases.rules.states.may_withdraw, said in SQL."""
    staged = bulk.stage(session, {"person_id": Integer()}, ((person,) for person in cleared))
    theirs = col(Warning.person_id).in_(select(staged.c.person_id))
    open_ = and_(col(Warning.state) == WarningState.AWAITING_INTERVIEW, ~col(Warning.urgent), ~col(Warning.touched))
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
