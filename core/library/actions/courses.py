"""Topic courses (专题课程): a bureau lays resources from the shelves into them, in an order."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from core import audit, clock
from core.access import Actor, Capability, Scope, require
from core.database import within
from core.errors import NotFound, Refused
from core.library import packs
from core.library.actions.loading import used_resource
from core.library.tables import CoursePick
from core.organisations.queries import get as organisation


def pick_course(session: Session, actor: Actor, *, org_id: int, course: str, resource_id: int) -> None:
    """Lay a resource of a shelf that the actor sees at the end of the bureau's course."""
    scope = require(actor, Capability.KEEP_LIBRARY)
    organisation(session, scope, org_id)
    if course not in packs.courses():
        raise Refused("library.course")
    used_resource(session, scope, resource_id)
    there = _picks(session, scope, org_id, course)
    if any(pick.resource_id == resource_id for pick in there):
        raise Refused("library.picked_already")
    position = max((pick.position for pick in there), default=-1) + 1
    row = CoursePick(
        org_id=org_id, course=course, resource_id=resource_id, position=position, by_id=actor.user_id, at=clock.now()
    )
    session.add(row)
    session.flush()
    audit.record(session, actor, "course.picked", row, org_id=org_id, course=course, resource=resource_id)


def unpick_course(session: Session, actor: Actor, *, org_id: int, course: str, resource_id: int) -> None:
    """Take a resource out of the bureau's course; it stays on its shelf."""
    scope = require(actor, Capability.KEEP_LIBRARY)
    row = next((one for one in _picks(session, scope, org_id, course) if one.resource_id == resource_id), None)
    if row is None:
        raise NotFound
    audit.record(session, actor, "course.unpicked", row, org_id=org_id, course=course, resource=resource_id)
    session.delete(row)
    session.flush()


def order_course(session: Session, actor: Actor, *, org_id: int, course: str, resource_ids: Sequence[int]) -> None:
    """Put the resources of the bureau's course in this order; those that are not named keep theirs, behind."""
    scope = require(actor, Capability.KEEP_LIBRARY)
    organisation(session, scope, org_id)
    there = _picks(session, scope, org_id, course)
    place = {key: at for at, key in enumerate(resource_ids)}
    for at, pick in enumerate(sorted(there, key=lambda one: place.get(one.resource_id, len(place)))):
        pick.position = at
    session.flush()
    audit.record(session, actor, "course.ordered", org_id=org_id, course=course, count=len(there))


def _picks(session: Session, scope: Scope, org_id: int, course: str) -> list[CoursePick]:
    """What lies in a course of a bureau within `scope`, in order; held."""
    statement = select(CoursePick).where(CoursePick.org_id == org_id, CoursePick.course == course)
    ordered = statement.order_by(col(CoursePick.position), col(CoursePick.id)).with_for_update()
    return list(session.exec(within(scope, ordered, CoursePick)))
