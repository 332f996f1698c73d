"""心理辅导室: entered, corrected, closed, by the school itself or by the bureau."""

from datetime import date

from sqlmodel import Session, select

from core import audit, clock
from core.access import Actor, Capability, Scope
from core.database import within
from core.errors import NotAllowed, NotFound, Refused
from core.evaluation.rules.rooms import RoomFacts, checked
from core.evaluation.tables import Room
from core.organisations.queries import get as organisation
from core.organisations.rules import Level


def add_room(session: Session, actor: Actor, *, school_id: int, facts: RoomFacts) -> int:
    """Enter a counselling room of a school; answers its id. Raises Refused for a second open one of the same name."""
    scope = _scope(actor)
    school = organisation(session, scope, school_id)
    if school.level is not Level.SCHOOL or school.closed_on is not None:
        raise NotFound
    told = checked(facts, clock.today())
    _check_name(session, scope, school_id, told.name)
    row = Room(school_id=school_id, **told._asdict())
    session.add(row)
    session.flush()
    audit.record(session, actor, "room.added", row, org_id=school_id)
    return row.id or 0


def change_room(session: Session, actor: Actor, *, room_id: int, facts: RoomFacts) -> None:
    """Correct what is told of an open room."""
    scope = _scope(actor)
    row, told = _open(session, scope, room_id), checked(facts, clock.today())
    if told.name != row.name:
        _check_name(session, scope, row.school_id, told.name)
    row.name, row.place, row.area, row.opened_on = told
    session.flush()
    audit.record(session, actor, "room.changed", row, org_id=row.school_id)


def close_room(session: Session, actor: Actor, *, room_id: int, closed_on: date) -> None:
    """Say since which day a room is none any more; what was inspected and recognised before stays."""
    row = _open(session, _scope(actor), room_id)
    if closed_on > clock.today() or (row.opened_on is not None and closed_on < row.opened_on):
        raise Refused("room.closed_unlikely")
    row.closed_on = closed_on
    session.flush()
    audit.record(session, actor, "room.closed", row, org_id=row.school_id)


def _scope(actor: Actor) -> Scope:
    """Where the actor may: in the own school, or below the own bureau."""
    own, held = actor.over(Capability.SELF_ASSESS), actor.over(Capability.MANAGE_EVALUATION)
    if not own and not held:
        raise NotAllowed(capability=Capability.SELF_ASSESS.value)
    return Scope((*own.reaches, *held.reaches))


def _open(session: Session, scope: Scope, room_id: int) -> Room:
    held = within(scope, select(Room).where(Room.id == room_id), Room).with_for_update(key_share=True)
    row: Room | None = session.exec(held.execution_options(populate_existing=True)).first()
    if row is None:
        raise NotFound
    if row.closed_on is not None:
        raise Refused("room.closed_already")
    return row


def _check_name(session: Session, scope: Scope, school_id: int, name: str) -> None:
    statement = select(Room).where(Room.school_id == school_id, Room.name == name)
    rows = session.exec(within(scope, statement, Room))
    if any(row.closed_on is None for row in rows):
        raise Refused("room.known")
