"""Rows that an act of the area is about: found within the actor's scope, and held until the unit of work ends."""

from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE, Scope
from core.database import within
from core.errors import NotFound, Refused
from core.evaluation.queries.rounds import seen_from
from core.evaluation.rules.states import RoundState
from core.evaluation.tables import Entry, Round


def loaded_round(session: Session, scope: Scope, round_id: int, *, lock: bool = False) -> Round:
    """The round of an organisation within `scope`: for those who hold it. NotFound outside of it."""
    statement = within(scope, select(Round).where(Round.id == round_id), Round)
    if lock:
        statement = statement.with_for_update(key_share=True).execution_options(populate_existing=True)
    found = session.exec(statement).first()
    if found is None:
        raise NotFound
    return found


def loaded_entry(session: Session, scope: Scope, entry_id: int, *, lock: bool = False) -> Entry:
    """The entry of a school within `scope`. NotFound outside of it.

    The scope of those who hold rounds does not say that this round is theirs: `held_entry` does.
    """
    statement = within(scope, select(Entry).where(Entry.id == entry_id), Entry)
    if lock:
        statement = statement.with_for_update(key_share=True).execution_options(populate_existing=True)
    found = session.exec(statement).first()
    if found is None:
        raise NotFound
    return found


def held_entry(session: Session, scope: Scope, entry_id: int) -> tuple[Entry, Round]:
    """The entry and its round, for those who hold the round; the round is held first, and then the entry."""
    round_ = loaded_round(session, scope, loaded_entry(session, scope, entry_id).round_id, lock=True)
    return loaded_entry(session, scope, entry_id, lock=True), round_


def hold_entries(session: Session, round_id: int) -> None:
    """Let schools that are writing at this moment finish first, and those that come later see where the round stands."""
    statement = select(col(Entry.id)).where(Entry.round_id == round_id).order_by(col(Entry.id))
    session.exec(within(SYSTEM_SCOPE, statement, Entry).with_for_update(key_share=True)).all()


def seen_round(session: Session, scope: Scope, round_id: int) -> Round:
    """The round as those below see it: of an organisation within `scope`, or above it and no draft. Not for changing."""
    found = session.exec(seen_from(scope).where(Round.id == round_id)).first()
    if found is None:
        raise NotFound
    row: Round = found[0]
    return row


def round_of(session: Session, entry: Entry) -> Round:
    """The round of an entry that was found within a scope."""
    statement = select(Round).where(Round.id == entry.round_id)
    return session.exec(within(SYSTEM_SCOPE, statement, Round)).one()


def check_state(round_: Round, *states: RoundState) -> None:
    """Raise Refused("evaluation.other_state") unless the round stands in one of `states`."""
    if round_.state not in states:
        raise Refused("evaluation.other_state")
