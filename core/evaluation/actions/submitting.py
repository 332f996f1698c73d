"""提交: a school hands its part in, and the bureau gives it back to be completed."""

from sqlmodel import Session, col, select

from core import audit, clock
from core.access import SYSTEM_SCOPE, Actor, Capability, Scope, require
from core.database import within
from core.errors import Refused
from core.evaluation.actions.loading import held_entry
from core.evaluation.actions.school_part import hold_school, marks_in, open_part, standing_of
from core.evaluation.rules.selfing import REASON, check_in_time, check_returnable, lack
from core.evaluation.rules.states import AssignmentState, EntryState
from core.evaluation.tables import Assignment, EvidenceLink


def submit_entry(session: Session, actor: Actor, *, entry_id: int) -> None:
    """Hand the entry in: from now on marks, links and the versions of linked evidence stay as they are.

    Also hands in again what was returned. Raises Refused while a mark or evidence that is owed is missing (details: how
    many), and after the last day.
    """
    part, scope = open_part(session, actor, entry_id), require(actor, Capability.SELF_ASSESS)
    check_in_time(part.standing, clock.today())
    hold_school(session, part.entry.school_id)
    missing = lack(part.rubric, marks_in(session, scope, entry_id), _linked(session, scope, entry_id))
    if missing:
        raise Refused("evaluation.incomplete", marks=len(missing.marks), evidence=len(missing.evidence))
    again = part.entry.state is EntryState.RETURNED
    part.entry.state, part.entry.submitted_by = EntryState.SUBMITTED, actor.user_id
    part.entry.submitted_at = clock.now()
    session.flush()
    act = "self.resubmitted" if again else "self.submitted"
    audit.record(session, actor, act, part.entry, org_id=part.entry.school_id, items=len(part.rubric.by_code))


def return_entry(session: Session, actor: Actor, *, entry_id: int, reason: str) -> None:
    """Give an entry back to its school, saying what is to be completed; only until the review is over.

    Sheets that raters handed in are open again, with the marks in them: what comes back is what they rate.
    """
    entry, round_ = held_entry(session, require(actor, Capability.MANAGE_EVALUATION), entry_id)
    check_returnable(standing_of(entry, round_))
    said = reason.strip()
    if not 0 < len(said) <= REASON:
        raise Refused("evaluation.return_reason", most=REASON)
    entry.state, entry.return_note = EntryState.RETURNED, said
    opened = _open_sheets(session, entry_id)
    session.flush()
    audit.record(session, actor, "self.returned", entry, org_id=entry.school_id, sheets=opened)


def _open_sheets(session: Session, entry_id: int) -> int:
    """Let the raters of an entry that is held go on with what they handed in; answers how many sheets that are."""
    statement = select(Assignment).where(Assignment.entry_id == entry_id, Assignment.state == AssignmentState.SUBMITTED)
    statement = within(SYSTEM_SCOPE, statement.order_by(col(Assignment.id)), Assignment)
    held = statement.with_for_update(key_share=True).execution_options(populate_existing=True)
    sheets = session.exec(held).all()
    for sheet in sheets:
        sheet.state, sheet.submitted_at = AssignmentState.MARKING, None
        sheet.edition += 1
    return len(sheets)


def _linked(session: Session, scope: Scope, entry_id: int) -> set[str]:
    statement = select(col(EvidenceLink.code)).where(EvidenceLink.entry_id == entry_id)
    return set(session.exec(within(scope, statement, EvidenceLink)))
