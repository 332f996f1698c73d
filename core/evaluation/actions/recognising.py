"""认定: lines of the register, from the results of a round or by hand; prolonged, or taken back with a reason."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from sqlmodel import Session, col, select

from core import audit, clock
from core.access import SYSTEM_SCOPE, Actor, Capability, require
from core.database import within
from core.errors import NotFound, Refused
from core.evaluation.actions.loading import check_state, loaded_round
from core.evaluation.queries.recognitions import recognisable
from core.evaluation.rules.appealing import checked_text
from core.evaluation.rules.recognising import (
    REASON,
    Grant,
    RecognitionDraft,
    check_renewal,
    flaw,
    numbers,
    stem_of,
    tidied,
)
from core.evaluation.rules.states import RoundState
from core.evaluation.tables import Recognition, Room
from core.organisations.queries import get as organisation

RECOGNISING = (RoundState.RECOGNISED, RoundState.RECTIFYING, RoundState.CLOSED)


class Recognised(NamedTuple):
    """How many entries stand in the register anew, and how many did already."""

    new: int
    known: int


def recognise(
    session: Session,
    actor: Actor,
    *,
    round_id: int,
    standard: str,
    entry_ids: Collection[int],
    grant: Grant,
    given: Mapping[int, str] | None = None,
) -> Recognised:
    """Enter these results of a round into the register, by grade and then by school; for those who hold the round.

    Numbers are those `given` by entry, the others count up from the grant's first and pass over numbers in use. Entries
    that stand in the register for this round already are left as they are. Raises Refused for an entry without a grade,
    or held back by a veto, and before the round is recognised.
    """
    scope = require(actor, Capability.MANAGE_EVALUATION)
    round_ = loaded_round(session, scope, round_id, lock=True)
    check_state(round_, *RECOGNISING)
    listed = recognisable(session, scope, round_id=round_id, standard=standard)
    if not {one.entry_id for one in listed} >= set(entry_ids):
        raise Refused("recognition.no_grade")
    fresh = [one for one in listed if one.entry_id in set(entry_ids) and one.number is None]
    named = _numbered(session, [one.entry_id for one in fresh], grant.first, given or {})
    for one in fresh:
        draft = RecognitionDraft(
            one.school_id, grant.title, one.grade, grant.rank, named[one.entry_id], grant.granted_on,
            grant.valid_until, one.room_id,
        )  # fmt: skip
        row = _row(actor, _checked(session, draft))
        row.round_id, row.entry_id = round_id, one.entry_id
        session.add(row)
        session.flush()
    audit.record(session, actor, "recognition.granted", round_, org_id=round_.org_id, entries=len(fresh))
    return Recognised(len(fresh), len(set(entry_ids)) - len(fresh))


def add_recognition(session: Session, actor: Actor, *, draft: RecognitionDraft) -> int:
    """Enter a recognition by hand, given by whomever; answers its id. Raises Refused for a number in use."""
    scope = require(actor, Capability.MANAGE_EVALUATION)
    school = organisation(session, scope, draft.school_id)
    if draft.room_id is not None:
        room = select(Room).where(Room.id == draft.room_id, Room.school_id == school.id)
        if session.exec(within(scope, room, Room)).first() is None:
            raise NotFound
    row = entered(session, actor, draft)
    audit.record(session, actor, "recognition.added", row, org_id=row.school_id)
    return row.id or 0


def withdraw_recognition(session: Session, actor: Actor, *, recognition_id: int, reason: str) -> None:
    """Take a recognition back as of today, with the reason; its line and its number stay in the register."""
    row = _standing(session, actor, recognition_id)
    row.withdrawn_reason = checked_text(reason, "recognition.reason", REASON)
    row.withdrawn_on = clock.today()
    session.flush()
    audit.record(session, actor, "recognition.withdrawn", row, org_id=row.school_id)


def renew_recognition(session: Session, actor: Actor, *, recognition_id: int, valid_until: date) -> None:
    """Prolong a recognition that has an end, also one that has expired."""
    row = _standing(session, actor, recognition_id)
    check_renewal(row.valid_until, valid_until, clock.today())
    before, row.valid_until = row.valid_until, valid_until
    session.flush()
    audit.record(
        session, actor, "recognition.renewed", row, org_id=row.school_id, before=f"{before}", until=f"{valid_until}"
    )


def entered(session: Session, actor: Actor, draft: RecognitionDraft) -> Recognition:
    """A new line of the register of a school that was found within the actor's scope."""
    row = _row(actor, _checked(session, draft))
    session.add(row)
    session.flush()
    return row


def in_use(session: Session, among: Collection[str]) -> set[str]:
    """Those of these numbers that stand in the register, whoever's they are: a number is given once."""
    statement = select(Recognition.number).where(col(Recognition.number).in_(sorted(among)))
    return set(session.exec(within(SYSTEM_SCOPE, statement, Recognition)))


def _checked(session: Session, draft: RecognitionDraft) -> RecognitionDraft:
    draft = tidied(draft)
    if wrong := flaw(draft, clock.today()):
        raise Refused(wrong)
    if in_use(session, [draft.number]):
        raise Refused("recognition.number_taken")
    return draft


def _row(actor: Actor, draft: RecognitionDraft) -> Recognition:
    return Recognition(**draft._asdict(), made_by=actor.user_id, made_at=clock.now())


def _numbered(session: Session, entry_ids: Sequence[int], first: str, given: Mapping[int, str]) -> dict[int, str]:
    found = {entry: number for entry, number in given.items() if entry in entry_ids and number.strip()}
    rest, first = [entry for entry in entry_ids if entry not in found], " ".join(first.split())
    if rest:
        like = select(Recognition.number).where(col(Recognition.number).startswith(stem_of(first), autoescape=True))
        taken = {*session.exec(within(SYSTEM_SCOPE, like, Recognition)), *found.values()}
        found |= dict(zip(rest, numbers(first, len(rest), taken), strict=True))
    return found


def _standing(session: Session, actor: Actor, recognition_id: int) -> Recognition:
    scope = require(actor, Capability.MANAGE_EVALUATION)
    statement = select(Recognition).where(Recognition.id == recognition_id)
    held = within(scope, statement, Recognition).with_for_update().execution_options(populate_existing=True)
    row: Recognition | None = session.exec(held).first()
    if row is None:
        raise NotFound
    if row.round_id is not None:
        loaded_round(session, scope, row.round_id)  # what a round gave is for those who hold it
    if row.withdrawn_on is not None:
        raise Refused("recognition.withdrawn_already")
    return row
