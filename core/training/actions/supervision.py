"""Supervision of counsellors, kept by the bureau: a meeting with its people written down, put right, taken off."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlmodel import Session, col, select

from core import audit, clock
from core.access import SYSTEM_SCOPE, Actor, Capability, Scope, require
from core.database import within
from core.errors import NotFound, Refused
from core.organisations.queries import get
from core.training import packs
from core.training.actions.handing import taken_off
from core.training.queries.staffing import in_post
from core.training.rules.supervision import SupervisionFacts, seats_flaw, supervision_flaw, tidied_supervision
from core.training.tables import StaffMember, StaffPost, Supervision, SupervisionSeat


def record_supervision(
    session: Session, actor: Actor, *, org_id: int, facts: SupervisionFacts, staff_ids: Collection[int]
) -> int:
    """Write down a meeting that an organisation held with people of its schools; answers its id.

    Everybody is put there for the school where they were in post that day. Raises NotFound for an organisation or people
    out of reach, Refused for facts that cannot be and for who was out of post that day.
    """
    org = get(session, require(actor, Capability.KEEP_SUPERVISION), org_id)
    given = checked(facts, len(set(staff_ids)))
    seats = placed(session, Scope.at(org.path), given, staff_ids)
    row = written(session, actor, org_id, given, seats)
    audit.record(session, actor, "supervision.recorded", row, org_id=org_id, people=len(seats))
    return row.id or 0


def change_supervision(
    session: Session, actor: Actor, *, supervision_id: int, facts: SupervisionFacts, staff_ids: Collection[int]
) -> None:
    """Put a meeting right; who was in it already stays there for the same school. Raises as `record_supervision`."""
    row = loaded_supervision(session, require(actor, Capability.KEEP_SUPERVISION), supervision_id)
    given = checked(facts, len(set(staff_ids)))
    known = seated(session, row)
    kept = known if given.held_on == row.held_on else {}
    path = get(session, SYSTEM_SCOPE, row.org_id).path
    new = placed(session, Scope.at(path), given, set(staff_ids) - set(kept))
    reseated(session, row, {**{who: at for who, at in kept.items() if who in set(staff_ids)}, **new})
    rewritten(row, given)
    session.flush()
    audit.record(session, actor, "supervision.changed", row, org_id=row.org_id, people=len(set(staff_ids)))


def remove_supervision(session: Session, actor: Actor, *, supervision_id: int) -> None:
    """Take a meeting off the record; that it was there stays written down. Raises NotFound."""
    row = loaded_supervision(session, require(actor, Capability.KEEP_SUPERVISION), supervision_id)
    row.removed_at = clock.now()
    session.flush()
    audit.record(session, actor, "supervision.removed", row, org_id=row.org_id)


def loaded_supervision(session: Session, scope: Scope, supervision_id: int) -> Supervision:
    """A meeting that still counts, held until the act is done; raises NotFound outside the scope."""
    statement = select(Supervision).where(Supervision.id == supervision_id, col(Supervision.removed_at).is_(None))
    row = session.exec(within(scope, statement, Supervision).with_for_update()).first()
    if row is None:
        raise NotFound
    return row


def checked(facts: SupervisionFacts, people: int) -> SupervisionFacts:
    """The facts tidied; raises Refused for what cannot be."""
    topics = [one.key for one in packs.supervision().topics]
    given = tidied_supervision(facts, topics)
    if flaw := supervision_flaw(given, topics, clock.today()) or seats_flaw(given.kind, people):
        raise Refused(flaw)
    return given


def placed(session: Session, scope: Scope, facts: SupervisionFacts, staff_ids: Collection[int]) -> Mapping[int, int]:
    """By person, the school of the scope where they were in post that day, the home school before others."""
    columns: tuple[Any, ...] = (
        StaffPost.staff_id,
        StaffPost.school_id,
        StaffMember.school_id,
        in_post(facts.held_on),
    )
    told: Any = select(*columns).join(StaffMember, col(StaffMember.id) == StaffPost.staff_id)
    wanted = told.where(col(StaffPost.staff_id).in_(sorted(staff_ids)), col(StaffMember.merged_into).is_(None))
    narrowed = within(scope, within(SYSTEM_SCOPE, wanted, StaffMember), StaffPost)
    rows = session.exec(narrowed.order_by(col(StaffPost.id))).all()
    if {who for who, *_ in rows} != set(staff_ids):
        raise NotFound
    there = [(who, at, home) for who, at, home, here in rows if here]
    seats = {who: at for who, at, _ in there} | {who: at for who, at, home in there if at == home}
    if missing := set(staff_ids) - set(seats):
        raise Refused("training.supervision_out_of_post", count=len(missing))
    return seats


def written(
    session: Session, actor: Actor, org_id: int, facts: SupervisionFacts, seats: Mapping[int, int]
) -> Supervision:
    """A meeting with its people: part of an act that asked for the right."""
    told = {**facts._asdict(), "topics": list(facts.topics)}
    row = Supervision(org_id=org_id, made_by=actor.user_id, made_at=clock.now(), **told)
    session.add(row)
    session.flush()
    reseated(session, row, seats)
    return row


def rewritten(row: Supervision, facts: SupervisionFacts) -> None:
    """The facts of a meeting, written over: part of an act that holds it."""
    for name, value in facts._asdict().items():
        if name != "topics":
            setattr(row, name, value)
    row.topics = list(facts.topics)


def reseated(session: Session, row: Supervision, seats: Mapping[int, int]) -> None:
    """Have exactly these people in a meeting; seats that a merged file kept stay where they are."""
    known = seated(session, row)
    gone = [who for who in known if known[who] != seats.get(who)]
    if gone:
        statement = select(SupervisionSeat).where(
            SupervisionSeat.supervision_id == row.id, col(SupervisionSeat.staff_id).in_(gone)
        )
        for seat in session.exec(within(SYSTEM_SCOPE, statement, SupervisionSeat)).all():
            taken_off(session, seat)
        session.flush()
    new = [who for who in seats if known.get(who) != seats[who]]
    session.add_all(SupervisionSeat(supervision_id=row.id or 0, staff_id=who, school_id=seats[who]) for who in new)
    session.flush()


def seated(session: Session, row: Supervision) -> dict[int, int]:
    """By person, the school they were sent by; those of merged files left out."""
    told: Any = select(SupervisionSeat.staff_id, SupervisionSeat.school_id).join(
        StaffMember, col(StaffMember.id) == SupervisionSeat.staff_id
    )
    here = told.where(SupervisionSeat.supervision_id == row.id, col(StaffMember.merged_into).is_(None))
    return dict(session.exec(within(SYSTEM_SCOPE, within(SYSTEM_SCOPE, here, StaffMember), SupervisionSeat)).all())
