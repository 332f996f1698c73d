"""Certificates of completed sessions: those of a session, those of a person, and whether a paper is true."""

import hmac
from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from core import clock
from core.access import SYSTEM_SCOPE, Scope, mask_name
from core.database import within
from core.organisations.tables import Organisation
from core.training.queries.own import own_file
from core.training.rules.codes import typed_check, typed_number
from core.training.rules.diploma import Completed
from core.training.tables import Completion, Participation, StaffMember, TrainingHours, TrainingSession


class CompletionRow(NamedTuple):
    """One certificate; `school` is the one that sent the person, `revoked_at` None while it is good."""

    id: int
    participation_id: int
    staff_id: int
    session_id: int
    name: str
    school_id: int
    school: str
    title: str
    certificate_title: str
    starts_at: datetime
    ends_at: datetime
    issuer_id: int
    number: str
    issued_at: datetime
    revoked_at: datetime | None
    reason: str
    hours: Decimal = Decimal(0)


class Verified(NamedTuple):
    """What whoever holds the paper is told of it: the name is masked, `revoked_on` None while it is good."""

    number: str
    name: str
    title: str
    first: date
    last: date
    hours: Decimal
    issuer: str
    issued_on: date
    revoked_on: date | None


FACTS: Any = (
    col(Completion.id), col(Completion.participation_id), col(Participation.staff_id), col(Participation.session_id),
    col(StaffMember.name), col(Participation.school_id), col(Organisation.name), col(TrainingSession.title),
    col(TrainingSession.certificate_title), col(TrainingSession.starts_at), col(TrainingSession.ends_at),
    col(TrainingSession.org_id), col(Completion.number), col(Completion.issued_at),
    col(Completion.revoked_at), col(Completion.reason),
)  # fmt: skip


def completions(session: Session, scope: Scope, *, session_id: int) -> list[CompletionRow]:
    """The certificates of a session, by number, revoked ones too; of people whom schools within the scope sent."""
    statement = _all().where(Participation.session_id == session_id)
    return _rows(session, within(SYSTEM_SCOPE, within(scope, statement, Completion), StaffMember))


def last_certified(session: Session, scope: Scope) -> int | None:
    """The session that began last of those in which somebody whom the scope sent holds a good certificate."""
    statement = _all().where(col(Completion.revoked_at).is_(None))
    narrowed = _system(within(SYSTEM_SCOPE, within(scope, statement, Completion), StaffMember))
    newest = narrowed.order_by(col(TrainingSession.starts_at).desc(), col(TrainingSession.id).desc()).limit(1)
    found = session.exec(newest).first()
    return CompletionRow(*found).session_id if found else None


def completions_of(session: Session, scope: Scope, *, staff_id: int) -> list[CompletionRow]:
    """The certificates of one person whose file lies within the scope, whichever school sent them then; newest first."""
    statement = _all().where(Participation.staff_id == staff_id)
    rows = _rows(session, within(scope, within(SYSTEM_SCOPE, statement, Completion), StaffMember))
    return sorted(rows, key=lambda row: (row.issued_at, row.id), reverse=True)


def papers(session: Session, scope: Scope, completion_ids: Collection[int]) -> list[tuple[CompletionRow, Completed]]:
    """What stands on the certificates of people whom schools within the scope sent, by number."""
    return _papers(session, within(SYSTEM_SCOPE, within(scope, _chosen(completion_ids), Completion), StaffMember))


def own_papers(
    session: Session, scope: Scope, completion_id: int, user_id: int
) -> list[tuple[CompletionRow, Completed]]:
    """What stands on a certificate of the asker's own, whose file lies within the scope."""
    mine = own_file(scope, _chosen([completion_id]), user_id)
    return _papers(session, within(SYSTEM_SCOPE, mine, Completion))


def verified(session: Session, *, number: str, code: str) -> Verified | None:
    """The certificate of a number, for whoever knows its code as well; None for whatever does not fit, alike."""
    asked, check = typed_number(number), typed_check(code)
    statement = _all().add_columns(col(Completion.code)).where(col(Completion.number) == asked)
    narrowed = within(SYSTEM_SCOPE, within(SYSTEM_SCOPE, statement, Completion), StaffMember)
    found = session.exec(_system(narrowed)).first() if asked and check else None
    if found is None or not hmac.compare_digest(found[-1], check):
        return None
    (row,) = _with_hours(session, [CompletionRow(*found[:-1])])
    issuer = _issuers(session, [row])[row.issuer_id]
    revoked = clock.local(row.revoked_at).date() if row.revoked_at else None
    told = _completed(row, "", issuer)
    return Verified(
        row.number, mask_name(row.name), row.title, told.first, told.last, row.hours, issuer, told.issued_on, revoked
    )  # fmt: skip


def _chosen(completion_ids: Collection[int]) -> Any:
    return _all().where(col(Completion.id).in_(sorted(completion_ids)))


def _all() -> Any:
    """Certificates with the person, the sending school and the session."""
    statement: Any = select(*FACTS).select_from(Completion)
    statement = statement.join(Participation, col(Participation.id) == Completion.participation_id)
    statement = statement.join(StaffMember, col(StaffMember.id) == Participation.staff_id)
    statement = statement.join(Organisation, col(Organisation.id) == Participation.school_id)
    return statement.join(TrainingSession, col(TrainingSession.id) == Participation.session_id)


def _system(statement: Any) -> Any:
    """The tables beside certificate and person: whoever may read the certificate reads what stands on it."""
    for model in (Participation, Organisation, TrainingSession):
        statement = within(SYSTEM_SCOPE, statement, model)
    return statement


def _rows(session: Session, statement: Any) -> list[CompletionRow]:
    ordered = _system(statement).order_by(col(Completion.number), col(Completion.id))
    return _with_hours(session, [CompletionRow(*found) for found in session.exec(ordered)])


def _with_hours(session: Session, rows: Collection[CompletionRow]) -> list[CompletionRow]:
    """The hours that were credited; none of them where the result was taken back."""
    wanted = [row.participation_id for row in rows]
    statement: Any = select(col(TrainingHours.participation_id), col(TrainingHours.hours)).where(
        col(TrainingHours.participation_id).in_(wanted)
    )
    hours: dict[int, Decimal] = dict(session.exec(within(SYSTEM_SCOPE, statement, TrainingHours)).all())
    return [row._replace(hours=hours.get(row.participation_id, Decimal(0))) for row in rows]


def _papers(session: Session, statement: Any) -> list[tuple[CompletionRow, Completed]]:
    rows = _rows(session, statement)
    codes = _codes(session, [row.id for row in rows])
    issuers = _issuers(session, rows)
    return [(row, _completed(row, codes[row.id], issuers[row.issuer_id])) for row in rows]


def _codes(session: Session, ids: Collection[int]) -> dict[int, str]:
    statement: Any = select(col(Completion.id), col(Completion.code)).where(col(Completion.id).in_(ids))
    return dict(session.exec(within(SYSTEM_SCOPE, statement, Completion)).all())


def _issuers(session: Session, rows: Collection[CompletionRow]) -> dict[int, str]:
    wanted = {row.issuer_id for row in rows}
    statement: Any = select(col(Organisation.id), col(Organisation.name)).where(col(Organisation.id).in_(wanted))
    return dict(session.exec(within(SYSTEM_SCOPE, statement, Organisation)).all())


def _completed(row: CompletionRow, code: str, issuer: str) -> Completed:
    return Completed(
        name=row.name,
        school=row.school,
        session=row.title,
        certificate_title=row.certificate_title,
        first=clock.local(row.starts_at).date(),
        last=clock.local(row.ends_at).date(),
        hours=row.hours,
        issuer=issuer,
        issued_on=clock.local(row.issued_at).date(),
        number=row.number,
        code=code,
    )
