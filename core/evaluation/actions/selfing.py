"""自评: what a school puts down for itself, item by item, and from what the system already knows."""

from collections.abc import Collection, Mapping

from sqlmodel import Session, select

from core import audit, clock
from core.access import Actor, Capability, Scope, require
from core.database import within
from core.errors import Refused
from core.evaluation.actions.school_part import Part, begin, open_part
from core.evaluation.queries.proposals import proposals
from core.evaluation.rules import tally
from core.evaluation.rules.marks import Mark, packed
from core.evaluation.rules.proposals import Proposal
from core.evaluation.rules.selfing import NOTE, STATEMENT, proposed_mark, proposed_words
from core.evaluation.tables import SelfMark


def save_self_mark(
    session: Session, actor: Actor, *, entry_id: int, code: str, mark: Mark, note: str | None = None
) -> None:
    """Put down a mark for an item, with a note (None keeps the one that is there).

    Raises Refused for a number that cannot be, and once the entry is closed to change.
    """
    part = open_part(session, actor, entry_id)
    sound = tally.checked(part.rubric, code, mark)
    row = _row(session, actor, entry_id, code) or _fresh(actor, entry_id, code)
    if note is not None:
        row.note = _text(note, NOTE)
    if packed(sound) != row.value:
        row.proposed = ""  # their own by now
    _write(session, actor, part, row, sound)
    audit.record(session, actor, "self.marked", part.entry, org_id=part.entry.school_id, item=code)


def clear_self_mark(session: Session, actor: Actor, *, entry_id: int, code: str) -> None:
    """Take a mark back, and its note; nothing happens where there is none."""
    part = open_part(session, actor, entry_id)
    row = _row(session, actor, entry_id, code)
    if row is not None:
        session.delete(row)
        session.flush()
        audit.record(session, actor, "self.cleared", part.entry, org_id=part.entry.school_id, item=code)


def take_proposals(session: Session, actor: Actor, *, entry_id: int, codes: Collection[str], over: bool = False) -> int:
    """Fill these items in with what the system knows now; answers how many were filled in.

    A mark that is there already stays, unless `over` says otherwise; items that a person must judge are passed over.
    """
    part, scope = open_part(session, actor, entry_id), require(actor, Capability.SELF_ASSESS)
    known = proposals(
        session, scope, school_id=part.entry.school_id, school_year=part.round.school_year, today=clock.today()
    )
    taken = sum(_take(session, actor, part, code, known, over=over) for code in dict.fromkeys(codes))
    if taken:
        audit.record(session, actor, "self.proposals_taken", part.entry, org_id=part.entry.school_id, items=taken)
    return taken


def state_entry(session: Session, actor: Actor, *, entry_id: int, statement: str) -> None:
    """Put down what the school says of itself as a whole; "" takes it back."""
    part = open_part(session, actor, entry_id)
    part.entry.statement = _text(statement, STATEMENT)
    begin(part.entry)
    session.flush()
    audit.record(session, actor, "self.stated", part.entry, org_id=part.entry.school_id)


def _take(session: Session, actor: Actor, part: Part, code: str, known: Mapping[str, Proposal], *, over: bool) -> bool:
    """Fill one item in; answers whether that was done."""
    item, row = part.rubric.by_code.get(code), _row(session, actor, part.entry.id or 0, code)
    proposal = known.get(item.proposal) if item else None
    mark = proposed_mark(part.rubric, item, proposal) if item else None
    if mark is None or proposal is None or (row is not None and not over):
        return False
    row = row or _fresh(actor, part.entry.id or 0, code)
    row.proposed = proposed_words(proposal)
    _write(session, actor, part, row, mark)
    return True


def _fresh(actor: Actor, entry_id: int, code: str) -> SelfMark:
    return SelfMark(entry_id=entry_id, code=code, value={}, by_id=actor.user_id, at=clock.now())


def _row(session: Session, actor: Actor, entry_id: int, code: str) -> SelfMark | None:
    scope: Scope = require(actor, Capability.SELF_ASSESS)
    statement = select(SelfMark).where(SelfMark.entry_id == entry_id, SelfMark.code == code)
    return session.exec(within(scope, statement, SelfMark)).first()


def _write(session: Session, actor: Actor, part: Part, row: SelfMark, mark: Mark) -> None:
    row.value, row.by_id, row.at = packed(mark), actor.user_id, clock.now()
    begin(part.entry)
    session.add(row)
    session.flush()


def _text(text: str, most: int) -> str:
    said = text.strip()
    if len(said) > most:
        raise Refused("evaluation.self_text_too_long", most=most)
    return said
