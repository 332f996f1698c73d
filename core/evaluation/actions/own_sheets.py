"""A rater's own sheet, found and held for an act: whose it is, whether it may still be written in."""

from typing import NamedTuple

from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE, Actor, Capability, require
from core.database import within
from core.errors import NotFound, Refused
from core.evaluation.rules.freezing import thawed
from core.evaluation.rules.spec import RubricSpec
from core.evaluation.rules.states import AssignmentState, EntryState, RoundState
from core.evaluation.tables import Assignment, Entry, Round

DONE = (AssignmentState.SUBMITTED, AssignmentState.WITHDRAWN)


class Sheet(NamedTuple):
    """An assignment that is held until the unit of work ends, and the round it belongs to."""

    row: Assignment
    round_: Round

    @property
    def spec(self) -> RubricSpec:
        """The rubric as it was frozen into the round."""
        return thawed(self.round_.rubric)


def own_sheet(session: Session, actor: Actor, assignment_id: int) -> Sheet:
    """The actor's own assignment within reach, held; raises NotFound for anybody else's, and for one taken back.

    The round is held first (shared among raters, against a step of the round), then the assignment: marks of one rater
    are written one after the other, on two devices too.
    """
    scope = require(actor, Capability.SCORE_SCHOOLS)
    mine = within(scope, select(Assignment), Assignment).where(
        Assignment.id == assignment_id,
        Assignment.rater_id == actor.user_id,
        Assignment.state != AssignmentState.WITHDRAWN,
    )
    seen = session.exec(mine).first()
    if seen is None:
        raise NotFound
    round_ = within(SYSTEM_SCOPE, select(Round).where(Round.id == seen.round_id), Round).with_for_update(read=True)
    held = session.exec(round_.execution_options(populate_existing=True)).one()
    row = session.exec(mine.with_for_update(key_share=True).execution_options(populate_existing=True)).first()
    if row is None:
        raise NotFound
    return Sheet(row, held)


def writable_sheet(session: Session, actor: Actor, assignment_id: int) -> Sheet:
    """The same, while it may be written in: the round is under review, the sheet not handed in, the school not exempt."""
    sheet = own_sheet(session, actor, assignment_id)
    if sheet.round_.state is not RoundState.REVIEW:
        raise Refused("marking.not_under_review")
    if sheet.row.state in DONE:
        raise Refused("marking.sheet_locked")
    if entry_state(session, sheet) is EntryState.EXEMPT:
        raise Refused("marking.entry_exempt")
    return sheet


def entry_state(session: Session, sheet: Sheet) -> EntryState:
    """How far the school is with the entry that the sheet is for."""
    statement = select(col(Entry.state)).where(Entry.id == sheet.row.entry_id)
    return session.exec(within(SYSTEM_SCOPE, statement, Entry)).one()
