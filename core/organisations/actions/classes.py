"""Classes of a school year, and who heads them."""

from collections.abc import Collection, Iterable

from sqlmodel import Session, col, insert, select

from core import audit
from core.access import Actor, Capability, Scope, require
from core.database import within
from core.errors import NotFound
from core.organisations.rules import Level
from core.organisations.tables import Organisation, SchoolClass


def ensure_classes(
    session: Session, actor: Actor, *, school_year: int, wanted: Collection[tuple[int, int, str]]
) -> dict[tuple[int, int, str], int]:
    """The id of every wanted (school_id, grade, name) of a school year; those that did not exist are made.

    Raises NotFound, and makes none, when one of the schools is not within reach.
    """
    scope = require(actor, Capability.MANAGE_ROSTER)
    _insist_on_schools(session, scope, {school_id for school_id, _, _ in wanted})
    known = _known(session, scope, school_year, wanted)
    missing = sorted(set(wanted) - known.keys())
    if missing:
        session.exec(insert(SchoolClass), params=[_values(school_year, key) for key in missing])
        audit.record(session, actor, "organisation.classes_made", count=len(missing), school_year=school_year)
        known = _known(session, scope, school_year, wanted)
    return {key: known[key] for key in wanted}


def set_head(session: Session, actor: Actor, *, class_id: int, account_id: int | None) -> None:
    """Write down who heads a class, or that nobody does.

    It opens nothing by itself; whether the account may be a head is asked by accounts' appoint_head.
    """
    scope = require(actor, Capability.MANAGE_ROSTER)
    statement = within(scope, select(SchoolClass).where(SchoolClass.id == class_id), SchoolClass)
    row = session.exec(statement.with_for_update(key_share=True)).first()
    if row is None:
        raise NotFound
    before, row.head_id = row.head_id, account_id
    session.flush()
    audit.record(session, actor, "organisation.head_set", row, org_id=row.school_id, before=before, after=account_id)


def _insist_on_schools(session: Session, scope: Scope, school_ids: Iterable[int]) -> None:
    wanted = set(school_ids)
    statement = select(Organisation.id).where(
        col(Organisation.id).in_(sorted(wanted)), Organisation.level == Level.SCHOOL
    )
    if wanted - set(session.exec(within(scope, statement, Organisation))):
        raise NotFound


def _known(
    session: Session, scope: Scope, school_year: int, wanted: Iterable[tuple[int, int, str]]
) -> dict[tuple[int, int, str], int]:
    statement = select(SchoolClass.school_id, SchoolClass.grade, SchoolClass.name, SchoolClass.id).where(
        SchoolClass.school_year == school_year,
        col(SchoolClass.school_id).in_(sorted({school_id for school_id, _, _ in wanted})),
    )
    found = session.exec(within(scope, statement, SchoolClass))
    return {(school_id, grade, name): class_id or 0 for school_id, grade, name, class_id in found}


def _values(school_year: int, key: tuple[int, int, str]) -> dict[str, object]:
    school_id, grade, name = key
    return {"school_id": school_id, "school_year": school_year, "grade": grade, "name": name}
