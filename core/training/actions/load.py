"""A checked workbook of staff written as a whole: a few statements, whatever the number of people."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import bindparam
from sqlmodel import Session, col, insert, select, update

from core import audit, clock
from core.access import Actor, Capability, Scope, require
from core.database import Base, within
from core.errors import Gravity, InvalidFile, NotFound, Refused
from core.organisations.actions import queue_up
from core.organisations.tables import Organisation
from core.training.actions.register import register_now
from core.training.rules.plan import StaffCheck, plan
from core.training.rules.planned import Planned, PlannedPaper, PlannedPost
from core.training.tables import Certificate, StaffMember, StaffPost


class StaffReceipt(NamedTuple):
    """What an import did, in people, and how many certificates it wrote."""

    new: int
    changed: int
    unchanged: int
    certificates: int


def import_staff(session: Session, actor: Actor, check: StaffCheck) -> StaffReceipt:
    """Write a checked workbook into the register as it is now; nobody is removed because the file omits them.

    The same file again writes nothing. One audit row. Raises Refused for a check with open problems,
    InvalidFile when the register has changed since so that it no longer fits, NotFound for a school that is out of the
    actor's scope by now.
    """
    scope = require(actor, Capability.MANAGE_STAFF)
    if not check.ready:
        raise Refused("training.check_first")
    queue_up(session)  # two imports at once would both register the same people
    schools = {one.school_id for one in check.placed}
    insist(session, scope, schools)
    planned, problems = plan(check.placed, register_now(session, scope), check.place)
    if wrong := [one for one in problems if one.gravity is Gravity.MUST_FIX]:
        raise InvalidFile(wrong)
    now = check._replace(planned=planned)
    _write(session, actor, scope, now)
    papers = sum(len(one.papers) for one in planned)
    receipt = StaffReceipt(len(now.new), len(now.changed), now.unchanged, papers)
    org_id = schools.pop() if len(schools) == 1 else None
    audit.record(session, actor, "staff.imported", org_id=org_id, **receipt._asdict())
    return receipt


def insist(session: Session, scope: Scope, schools: set[int]) -> None:
    """Raises NotFound when one of the schools is not within the scope (any more)."""
    statement = select(Organisation.id).where(col(Organisation.id).in_(sorted(schools)))
    if set(session.exec(within(scope, statement, Organisation))) != schools:
        raise NotFound


def _write(session: Session, actor: Actor, scope: Scope, now: StaffCheck) -> None:
    made = {"made_by": actor.user_id, "made_at": clock.now()}
    people = [*zip(_registered(session, now.new, made), now.new, strict=True)]
    people += [(one.same.id, one) for one in now.changed if one.same]
    rewrite(session, scope, StaffMember, [(who, one.facts._asdict()) for who, one in people if one.rewritten])
    posts = [(who, post) for who, one in people for post in one.posts]
    _add(session, StaffPost, [{**_post(post), "staff_id": who, **made} for who, post in posts if post.id is None])
    rewrite(session, scope, StaffPost, [(post.id, _post(post)) for _, post in posts if post.id is not None])
    papers = [(who, paper) for who, one in people for paper in one.papers]
    _add(
        session, Certificate, [{**paper.facts._asdict(), "staff_id": who} for who, paper in papers if paper.id is None]
    )
    rewrite(session, scope, Certificate, [(paper.id, _unchecked(paper)) for _, paper in papers if paper.id is not None])
    session.expire_all()


def _registered(session: Session, new: Sequence[Planned], made: dict[str, Any]) -> list[int]:
    """The ids of new people, in their order."""
    rows = [{**one.facts._asdict(), "school_id": one.school_id, **made} for one in new]
    told: Any = insert(StaffMember).returning(col(StaffMember.id), sort_by_parameter_order=True)
    return list(session.scalars(told, rows)) if rows else []


def _post(post: PlannedPost) -> dict[str, Any]:
    return {"school_id": post.school_id, **post.facts._asdict()}


def _unchecked(paper: PlannedPaper) -> dict[str, Any]:
    """A certificate's facts; what was checked before has to be checked anew."""
    return {**paper.facts._asdict(), "checked_by": None, "checked_at": None}


def _add(session: Session, model: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        session.execute(insert(model), rows)


def rewrite(session: Session, scope: Scope, model: Any, rows: Sequence[tuple[int, dict[str, Any]]]) -> None:
    """Other values for rows of the scope, by id, in one call of the driver."""
    if not rows:
        return
    values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in rows[0][1]}
    statement = within(scope, update(model).where(model.id == bindparam("at")).values(values), model)
    told = [{"at": at, **{f"new_{name}": value for name, value in new.items()}} for at, new in rows]
    session.connection().execute(statement, told)
