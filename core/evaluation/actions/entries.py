"""The schools of a round: chosen, left out with a reason, given more time."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import delete
from sqlmodel import Session, col, or_, select

from core import audit, clock
from core.access import SYSTEM_SCOPE, Actor, Capability, require
from core.database import files, within
from core.errors import NotFound, Refused
from core.evaluation.actions.loading import check_state, held_entry, loaded_round
from core.evaluation.actions.rounds import told
from core.evaluation.rules.evidence import MOST_BYTES, PAPERS, Opened
from core.evaluation.rules.states import EntryState, ExemptReason, RoundKind, RoundState
from core.evaluation.tables import Assignment, Entry, Room, Round
from core.media import bare, kind_of
from core.organisations.queries import get as organisation
from core.organisations.queries import schools

GATHERING = (RoundState.DRAFT, RoundState.SELF)
"""While schools may still come in."""
OPEN = (RoundState.DRAFT, RoundState.SELF, RoundState.REVIEW)
"""While schools may still be left out or given more time."""
Place = tuple[int, int | None]
"""A school, and the room of it."""


def add_entries(
    session: Session, actor: Actor, *, round_id: int, school_ids: Collection[int] = (), room_ids: Collection[int] = ()
) -> int:
    """Put schools into a round, each once; an inspection takes every open room of them, or the rooms named.

    Answers how many entries are new: 0 for schools that are in already, or without any room. Raises NotFound for a school
    or room that is closed, out of the actor's reach, or not below the round's organisation.
    """
    scope = require(actor, Capability.MANAGE_EVALUATION)
    round_ = loaded_round(session, scope, round_id, lock=True)
    check_state(round_, *GATHERING)
    below = organisation(session, scope, round_.org_id).path
    near = {row.id for row in schools(session, scope, below=below)}
    if not near.issuperset(school_ids):
        raise NotFound
    known = _known(session, round_id)
    fresh = [place for place in _places(session, round_, school_ids, room_ids, near) if place not in known]
    session.add_all(Entry(round_id=round_id, school_id=school, room_id=room) for school, room in fresh)
    session.flush()
    audit.record(session, actor, "round.entries_added", round_, org_id=round_.org_id, entries=len(fresh))
    return len(fresh)


def remove_entry(session: Session, actor: Actor, *, entry_id: int) -> None:
    """Take a school (or room) out of a round that has not started."""
    entry, round_ = held_entry(session, require(actor, Capability.MANAGE_EVALUATION), entry_id)
    check_state(round_, RoundState.DRAFT)
    audit.record(session, actor, "round.entry_removed", entry, org_id=entry.school_id, round_id=round_.id)
    session.exec(within(SYSTEM_SCOPE, delete(Assignment).where(col(Assignment.entry_id) == entry_id), Assignment))
    session.delete(entry)
    session.flush()


def exempt(
    session: Session, actor: Actor, *, entry_id: int, reason: ExemptReason, note: str = "", paper: bytes | None = None
) -> None:
    """Leave a school out of a round, with the reason and, where there is one, the paper for it, kept sealed.

    Whatever the school wrote and raters marked stays, and counts for nothing. OTHER needs a note.
    """
    entry, round_ = held_entry(session, require(actor, Capability.MANAGE_EVALUATION), entry_id)
    check_state(round_, *OPEN)
    if entry.state is EntryState.EXEMPT:
        raise Refused("evaluation.exempt_already")
    entry.exempt_note = told(note) if note.strip() or reason is ExemptReason.OTHER else ""
    if paper is not None:
        kind = kind_of(paper, allowed=PAPERS, most=MOST_BYTES)
        entry.exempt_paper = files.keep(bare(paper, kind))
    entry.stood, entry.state, entry.exempt_reason = entry.state, EntryState.EXEMPT, reason
    session.flush()
    audit.record(
        session, actor, "round.exempted", entry, org_id=entry.school_id, round_id=round_.id, reason=reason.value,
        paper=paper is not None,
    )  # fmt: skip


def readmit(session: Session, actor: Actor, *, entry_id: int) -> None:
    """Take a school that was left out back in, where it stood before; the reason and its paper go."""
    entry, round_ = held_entry(session, require(actor, Capability.MANAGE_EVALUATION), entry_id)
    check_state(round_, *OPEN)
    if entry.state is not EntryState.EXEMPT:
        raise Refused("evaluation.not_exempt")
    stood = entry.stood or EntryState.WAITING
    asked = round_.with_self or round_.state is RoundState.DRAFT
    entry.state = stood if asked else EntryState.SUBMITTED  # the round may have started without self-assessment since
    entry.stood, entry.exempt_reason, entry.exempt_note, entry.exempt_paper = None, None, "", None
    session.flush()
    audit.record(session, actor, "round.readmitted", entry, org_id=entry.school_id, round_id=round_.id)


def extend(session: Session, actor: Actor, *, entry_id: int, due_on: date, reason: str) -> None:
    """Give one school more time, until a day after its present last one and not after the review's."""
    entry, round_ = held_entry(session, require(actor, Capability.MANAGE_EVALUATION), entry_id)
    check_state(round_, *OPEN)
    if entry.state in (EntryState.SUBMITTED, EntryState.EXEMPT):
        raise Refused("evaluation.nothing_due")
    if not (entry.due_on or round_.self_until) < due_on <= round_.review_until:
        raise Refused("evaluation.extension_out_of_range")
    entry.due_on, entry.due_reason = due_on, told(reason)
    session.flush()
    audit.record(
        session, actor, "round.extended", entry, org_id=entry.school_id, round_id=round_.id, due_on=due_on.isoformat()
    )


def open_exempt_paper(session: Session, actor: Actor, *, entry_id: int) -> Opened:
    """Hand out the paper for an exemption to those who hold the round; written down. NotFound where there is none."""
    entry, round_ = held_entry(session, require(actor, Capability.MANAGE_EVALUATION), entry_id)
    if entry.exempt_paper is None:
        raise NotFound
    content = files.fetch(entry.exempt_paper)
    audit.record(session, actor, "round.exempt_paper_opened", entry, org_id=entry.school_id, round_id=round_.id)
    return Opened(content, kind_of(content, allowed=PAPERS, most=MOST_BYTES))


def _known(session: Session, round_id: int) -> set[Place]:
    statement = select(Entry).where(Entry.round_id == round_id)
    return {(row.school_id, row.room_id) for row in session.exec(within(SYSTEM_SCOPE, statement, Entry))}


def _places(
    session: Session, round_: Round, school_ids: Collection[int], room_ids: Collection[int], near: set[int]
) -> list[Place]:
    """What is rated: the schools themselves, or in an inspection their rooms."""
    if round_.kind is not RoundKind.INSPECTION:
        if room_ids:
            raise Refused("evaluation.rooms_are_inspected")
        return [(school, None) for school in sorted(set(school_ids))]
    rooms = _open_rooms(session, school_ids, room_ids)
    if not {school for school, _ in rooms} <= near or not set(room_ids) <= {room for _, room in rooms}:
        raise NotFound
    return rooms


def _open_rooms(session: Session, school_ids: Collection[int], room_ids: Collection[int]) -> list[Place]:
    chosen = or_(col(Room.school_id).in_(sorted(school_ids)), col(Room.id).in_(sorted(room_ids)))
    still = or_(col(Room.closed_on).is_(None), col(Room.closed_on) > clock.today())
    statement = within(SYSTEM_SCOPE, select(Room).where(chosen, still), Room)
    return [(row.school_id, row.id) for row in session.exec(statement.order_by(col(Room.school_id), col(Room.id)))]
