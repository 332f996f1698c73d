"""升级: everybody of a school or a county into the next school year, previewed first."""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from core import audit
from core.access import Actor, Capability, Scope, require
from core.database import unowned, within
from core.errors import NotFound, Refused
from core.organisations.actions import ensure_classes, queue_up, set_head
from core.organisations.queries import classes, get, schools
from core.students.actions.rolling import Target, enrol_next, place_today
from core.students.rules.columns import STAFF_GRADE
from core.students.rules.outcomes import ClassMove, RollOver, RollOverReceipt
from core.students.rules.years import promote
from core.students.tables import Enrolment, Person


def preview_roll_over(
    session: Session, actor: Actor, *, org_id: int, from_year: int, repeaters: Collection[int] = ()
) -> RollOver:
    """What becomes of every class at and below an organisation when the school year after `from_year` begins.

    One grade up within the school's stages; who has reached their end leaves (毕业或升学) and keeps the file at the school
    until handover. `repeaters` (ids of people) stay in their grade. Staff stay. Raises NotFound outside the scope.
    """
    scope = require(actor, Capability.MANAGE_ROSTER)
    org = get(session, scope, org_id)
    inner = Scope.at(org.path)
    stages = {row.id: row.facts.stages for row in schools(session, inner, closed=True)}
    known = {row.id: row for row in classes(session, inner, school_year=from_year)}
    held = _counts(session, inner, from_year, only=repeaters) if repeaters else {}
    if sum(held.values()) != len(set(repeaters)):
        raise NotFound
    moves = []
    for (school_id, grade, class_id), pupils in sorted(_counts(session, inner, from_year).items(), key=_in_order):
        klass = known.get(class_id or 0)
        to_grade = grade if grade == STAFF_GRADE else promote(grade, stages.get(school_id, ())).grade
        name, head = (klass.name, klass.head_id) if klass else (None, None)
        moves.append(
            ClassMove(
                school_id, grade, class_id, name, head, pupils, held.get((school_id, grade, class_id), 0), to_grade
            )
        )
    return RollOver(org_id, from_year, org.path, tuple(moves), _already(session, inner, from_year))


def roll_over(
    session: Session, actor: Actor, *, org_id: int, from_year: int, repeaters: Collection[int] = ()
) -> RollOverReceipt:
    """Do what `preview_roll_over` shows, worked out anew. Classes go up under their names and keep their heads.

    Doing it twice moves nobody twice. Raises Refused when nobody is enrolled in `from_year`.
    """
    queue_up(session)
    plan = preview_roll_over(session, actor, org_id=org_id, from_year=from_year, repeaters=repeaters)
    if not plan.moves and not plan.already:
        raise Refused("students.nobody_to_roll")
    inner, year = Scope.at(plan.path), from_year + 1
    wanted = {_key(move, grade) for move in plan.moves for grade in _grades(move) if move.class_name}
    ids = ensure_classes(session, actor, school_year=year, wanted=wanted) if wanted else {}
    enrol_next(session, inner, _targets(plan.moves, ids), from_year=from_year, repeaters=repeaters)
    place_today(session, inner, from_year=from_year)
    _carry_heads(session, actor, inner, plan.moves, ids, year)
    counts: dict[str, Any] = {
        "going_up": plan.going_up,
        "leaving": plan.leaving,
        "held": plan.held,
        "already": plan.already,
    }
    event = audit.record(session, actor, "roster.rolled_over", org_id=org_id, from_year=from_year, **counts)
    return RollOverReceipt(event.number, event.at, **counts)


def _counts(
    session: Session, inner: Scope, year: int, *, only: Collection[int] | None = None
) -> dict[tuple[int, int, int | None], int]:
    """People to move by school, grade and class: enrolled, not left, still there, not yet in the next year."""
    told: tuple[Any, ...] = (Enrolment.school_id, Enrolment.grade, Enrolment.class_id, func.count())
    statement = (
        select(*told)
        .join(Person, col(Person.id) == Enrolment.person_id)
        .where(Enrolment.school_year == year, col(Enrolment.left).is_(False), Person.school_id == Enrolment.school_id)
        .where(col(Enrolment.person_id).not_in(in_year(year + 1)))
        .group_by(col(Enrolment.school_id), col(Enrolment.grade), col(Enrolment.class_id))
    )
    if only is not None:
        statement = statement.where(col(Enrolment.person_id).in_(set(only)))
    found = session.exec(within(inner, within(inner, statement, Enrolment), Person))
    return {(row[0], row[1], row[2]): row[3] for row in found}


def _already(session: Session, inner: Scope, year: int) -> int:
    statement = select(func.count()).where(
        Enrolment.school_year == year, col(Enrolment.left).is_(False), col(Enrolment.person_id).in_(in_year(year + 1))
    )
    return session.exec(within(inner, statement, Enrolment)).one()


def in_year(year: int) -> Any:
    """Everybody who has a place in a school year, wherever it is: nobody may get a second one."""
    return unowned(select(Enrolment.person_id).where(Enrolment.school_year == year), Enrolment)


def _in_order(item: tuple[tuple[int, int, int | None], int]) -> tuple[int, int, int]:
    (school_id, grade, class_id), _ = item
    return school_id, grade, class_id or 0


def _grades(move: ClassMove) -> Iterable[int]:
    if move.to_grade is not None and move.pupils > move.held:
        yield move.to_grade
    if move.held:
        yield move.grade


def _key(move: ClassMove, grade: int) -> tuple[int, int, str]:
    return move.school_id, grade, move.class_name or ""


def _targets(moves: Iterable[ClassMove], ids: dict[tuple[int, int, str], int]) -> Iterable[Target]:
    for move in moves:
        place = (move.school_id, move.grade, move.class_id or 0)
        if move.to_grade is not None:
            yield Target(*place, False, move.to_grade, ids.get(_key(move, move.to_grade)))
        if move.held:
            yield Target(*place, True, move.grade, ids.get(_key(move, move.grade)))


def _carry_heads(
    session: Session,
    actor: Actor,
    inner: Scope,
    moves: Iterable[ClassMove],
    ids: dict[tuple[int, int, str], int],
    year: int,
) -> None:
    headed = {row.id for row in classes(session, inner, school_year=year) if row.head_id}
    for move in moves:
        class_id = ids.get(_key(move, move.to_grade)) if move.to_grade else None
        if class_id and move.head_id and class_id not in headed:
            set_head(session, actor, class_id=class_id, account_id=move.head_id)
