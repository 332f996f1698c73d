"""Places on ladders (梯队): schools nominate, a bureau chooses and ends terms."""

from datetime import date

from sqlmodel import Session, select

from core import audit, clock
from core.access import Actor, Capability, Scope, require
from core.database import within
from core.errors import NotFound, Refused
from core.training import packs
from core.training.actions.loading import loaded_staff
from core.training.actions.reach import refuse_below
from core.training.rules import LadderState
from core.training.rules.ladders import NEXT, Place, nomination_flaw, term_end, term_flaw
from core.training.tables import LadderTerm, StaffMember


def nominate(session: Session, actor: Actor, *, staff_id: int, ladder: str, rung: str) -> int:
    """Put somebody forward for a rung today; answers the id of the place.

    Raises NotFound; Refused for a ladder or rung that no pack has, while a nomination on the ladder waits, for a rung held
    now, and for one whose lower rung somebody never held.
    """
    scope = require(actor, Capability.MANAGE_STAFF)
    person = loaded_staff(session, scope, staff_id)
    spec = packs.ladders().get(ladder)
    if spec is None:
        raise Refused("training.unknown_rung")
    if flaw := nomination_flaw(spec, rung, _places(session, scope, staff_id, ladder), clock.today()):
        raise Refused(flaw)
    row = LadderTerm(
        staff_id=staff_id, ladder=ladder, rung=rung, state=LadderState.NOMINATED, nominated_on=clock.today(),
        made_by=actor.user_id, made_at=clock.now(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    audit.record(session, actor, "ladder.nominated", row, org_id=person.school_id, staff_id=staff_id, rung=rung)
    return row.id or 0


def choose(session: Session, actor: Actor, *, place_id: int, since: date, until: date | None = None) -> None:
    """Give somebody who was nominated the rung for a term; without `until`, of the pack's usual length.

    Raises NotFound, also for whoever keeps no bureau above the school; Refused for a place that does not wait and for a
    term that cannot be.
    """
    row, person = _held(session, actor, place_id, LadderState.CHOSEN)
    rung = packs.ladders()[row.ladder].rung(row.rung)
    last = until or (term_end(rung, since) if rung else since)
    if flaw := term_flaw(since, last):
        raise Refused(flaw)
    row.since, row.until = since, last
    _stepped(session, actor, row, person, LadderState.CHOSEN)


def pass_over(session: Session, actor: Actor, *, place_id: int) -> None:
    """Somebody who was nominated is not chosen this time. Raises as `choose` does."""
    row, person = _held(session, actor, place_id, LadderState.NOT_CHOSEN)
    _stepped(session, actor, row, person, LadderState.NOT_CHOSEN)


def end_term(session: Session, actor: Actor, *, place_id: int, on: date) -> None:
    """A term ends, `on` being its last day, not after the one agreed. Raises as `choose` does."""
    row, person = _held(session, actor, place_id, LadderState.ENDED)
    if row.since is None or not row.since <= on <= (row.until or on):
        raise Refused("training.term_unlikely")
    row.until = on
    _stepped(session, actor, row, person, LadderState.ENDED)


def _held(session: Session, actor: Actor, place_id: int, to: LadderState) -> tuple[LadderTerm, StaffMember]:
    scope = require(actor, Capability.MANAGE_STAFF)
    statement = within(scope, select(LadderTerm).where(LadderTerm.id == place_id), LadderTerm).with_for_update()
    row = session.exec(statement).first()
    if row is None:
        raise NotFound
    person = loaded_staff(session, scope, row.staff_id)
    refuse_below(session, scope, person.school_id)
    if to not in NEXT[row.state]:
        raise Refused("training.place_settled")
    return row, person


def _stepped(session: Session, actor: Actor, row: LadderTerm, person: StaffMember, to: LadderState) -> None:
    row.state = to
    session.flush()
    audit.record(session, actor, f"ladder.{to.value}", row, org_id=person.school_id, staff_id=row.staff_id)


def _places(session: Session, scope: Scope, staff_id: int, ladder: str) -> list[Place]:
    statement = select(LadderTerm).where(LadderTerm.staff_id == staff_id, LadderTerm.ladder == ladder)
    rows = session.exec(within(scope, statement, LadderTerm))
    return [Place(row.rung, row.state, row.since, row.until) for row in rows]
