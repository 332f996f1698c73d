"""申诉: a school appeals against its result; somebody who had no part in it answers."""

from collections.abc import Collection, Mapping

from sqlmodel import Session, col, select

from core import audit, clock
from core.access import Actor, Capability, Scope, require
from core.database import within
from core.errors import NotFound, Refused
from core.evaluation.actions.deciding import recompute
from core.evaluation.actions.loading import check_state, held_entry, loaded_entry, seen_round
from core.evaluation.queries.appealing import keeps_apart
from core.evaluation.rules.appealing import ANSWER, PLEA, checked_codes, checked_marks, checked_text, may_appeal
from core.evaluation.rules.freezing import thawed
from core.evaluation.rules.marks import Mark
from core.evaluation.rules.states import AppealState, RoundState
from core.evaluation.tables import Appeal, Entry, EntryResult


def file_appeal(session: Session, actor: Actor, *, entry_id: int, codes: Collection[str] = (), plea: str) -> int:
    """Appeal against items of the own school's result, or the whole of it; answers the appeal's id.

    Raises Refused outside of publicity, for an entry without a result, while another appeal is open, and without a plea.
    """
    scope = require(actor, Capability.SELF_ASSESS)
    entry = loaded_entry(session, scope, entry_id, lock=True)
    round_ = seen_round(session, scope, entry.round_id)
    if not may_appeal(round_.state, round_.publicity_until, clock.today()):
        raise Refused("appeal.not_now")
    _check_appealable(session, scope, entry_id)
    row = Appeal(
        round_id=entry.round_id, entry_id=entry_id, school_id=entry.school_id, filed_by=actor.user_id,
        codes=checked_codes(thawed(round_.rubric), codes), plea=checked_text(plea, "appeal.plea", PLEA),
        filed_at=clock.now(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    audit.record(session, actor, "appeal.filed", row, org_id=row.school_id, items=len(row.codes.split()))
    return row.id or 0


def withdraw_appeal(session: Session, actor: Actor, *, appeal_id: int) -> None:
    """Take back an appeal of the own school that is not answered yet."""
    row = _open(session, require(actor, Capability.SELF_ASSESS), appeal_id)
    row.state = AppealState.WITHDRAWN
    session.flush()
    audit.record(session, actor, "appeal.withdrawn", row, org_id=row.school_id)


def answer_appeal(
    session: Session, actor: Actor, *, appeal_id: int, outcome: AppealState, answer: str, marks: Mapping[str, Mark]
) -> None:
    """Answer an appeal with a reason; where it is upheld, `marks` take their items' place and the result is decided anew.

    For those who hold the round. Raises Refused("appeal.not_apart") for somebody who rated the entry, settled one of its
    items, chairs the round or has a tie to the school, and for marks that the outcome does not go with.
    """
    scope = require(actor, Capability.MANAGE_EVALUATION)
    entry, round_ = held_entry(session, scope, _found(session, scope, appeal_id).entry_id)
    row = _open(session, scope, appeal_id)
    check_state(round_, RoundState.PUBLICITY)
    if why := keeps_apart(session, scope, entry_id=row.entry_id, account_id=actor.user_id):
        raise Refused("appeal.not_apart", why=why.value)
    settled = checked_marks(thawed(round_.rubric), row.codes.split(), outcome, marks)
    row.answer, row.state = checked_text(answer, "appeal.answer", ANSWER), outcome
    row.answered_by, row.answered_at = actor.user_id, clock.now()
    session.flush()
    if settled:
        recompute(session, actor, entry, settled)
    audit.record(
        session, actor, "appeal.answered", row, org_id=row.school_id, outcome=outcome.value, changed=len(settled)
    )


def _check_appealable(session: Session, scope: Scope, entry_id: int) -> None:
    result = select(col(EntryResult.id)).where(EntryResult.entry_id == entry_id)
    if session.exec(within(scope, result, EntryResult)).first() is None:
        raise Refused("appeal.no_result")
    known = select(col(Appeal.id)).where(Appeal.entry_id == entry_id, Appeal.state == AppealState.OPEN)
    if session.exec(within(scope, known, Appeal)).first() is not None:
        raise Refused("appeal.open_already")


def _found(session: Session, scope: Scope, appeal_id: int) -> Appeal:
    found = session.exec(within(scope, select(Appeal).where(Appeal.id == appeal_id), Appeal)).first()
    if found is None:
        raise NotFound
    return found


def _open(session: Session, scope: Scope, appeal_id: int) -> Appeal:
    """The appeal, held together with its entry; Refused once it is answered or taken back."""
    entry: Entry = loaded_entry(session, scope, _found(session, scope, appeal_id).entry_id, lock=True)
    statement = select(Appeal).where(Appeal.id == appeal_id, Appeal.entry_id == entry.id)
    row = session.exec(
        within(scope, statement, Appeal).with_for_update().execution_options(populate_existing=True)
    ).one()
    if row.state is not AppealState.OPEN:
        raise Refused("appeal.answered_already")
    return row
