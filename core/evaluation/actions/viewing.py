"""Evidence opened: by the school it is of, by the bureau it was handed in to, by the rater it was assigned to; written down."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from core import audit
from core.access import SYSTEM_SCOPE, Actor, Capability, Scope, require
from core.database import files, within
from core.errors import NotAllowed, NotFound
from core.evaluation.actions.loading import loaded_round
from core.evaluation.actions.school_part import evidence_in
from core.evaluation.rules.evidence import Opened
from core.evaluation.rules.states import AssignmentState, EntryState
from core.evaluation.rules.timeline import SEEN_BY_RATERS
from core.evaluation.tables import Assignment, Entry, Evidence, EvidenceLink, Round

HANDED_IN = (EntryState.SUBMITTED, EntryState.RETURNED)


def open_evidence(session: Session, actor: Actor, *, evidence_id: int) -> Opened:
    """Hand a file out to its own school, or to whoever holds the round it was handed in to."""
    if not actor.can(Capability.SELF_ASSESS, Capability.MANAGE_EVALUATION):
        raise NotAllowed(capability=Capability.SELF_ASSESS.value)
    row = evidence_in(session, actor.over(Capability.SELF_ASSESS), evidence_id) or _handed_in(
        session, actor.over(Capability.MANAGE_EVALUATION), evidence_id
    )
    return _opened(session, actor, row)


def open_evidence_as_rater(session: Session, actor: Actor, *, assignment_id: int, evidence_id: int) -> Opened:
    """Hand a file out to the rater whose assignment it belongs to: it lies beside an item of that entry, handed in.

    While the round is in review or moderation; what the school is completing is not handed in.
    """
    scope = require(actor, Capability.SCORE_SCHOOLS)
    statement = select(Assignment).join(Round, col(Round.id) == Assignment.round_id)
    statement = statement.where(
        Assignment.id == assignment_id,
        Assignment.rater_id == actor.user_id,
        Assignment.state != AssignmentState.WITHDRAWN,
        col(Round.state).in_(SEEN_BY_RATERS),
    )
    assignment = session.exec(within(scope, within(SYSTEM_SCOPE, statement, Round), Assignment)).first()
    row = evidence_in(session, scope, evidence_id)
    laid = _beside(session, scope, evidence_id, states=(EntryState.SUBMITTED,))
    if assignment is None or row is None or assignment.entry_id not in laid:
        raise NotFound
    return _opened(session, actor, row, assignment=assignment_id)


def _handed_in(session: Session, scope: Scope, evidence_id: int) -> Evidence:
    """Evidence beside an entry of a round that is held within `scope`; NotFound for any other."""
    row = evidence_in(session, scope, evidence_id)
    if row is None or not any(
        _holds(session, scope, round_id) for round_id in _beside(session, scope, evidence_id).values()
    ):
        raise NotFound
    return row


def _holds(session: Session, scope: Scope, round_id: int) -> bool:
    try:
        return bool(loaded_round(session, scope, round_id).id)
    except NotFound:
        return False


def _beside(
    session: Session, scope: Scope, evidence_id: int, states: Collection[EntryState] = HANDED_IN
) -> dict[int, int]:
    """The entries, with their rounds, that were handed in with this evidence."""
    statement = select(Entry).join(EvidenceLink, col(EvidenceLink.entry_id) == Entry.id)
    statement = statement.where(EvidenceLink.evidence_id == evidence_id, col(Entry.state).in_(states))
    found = session.exec(within(scope, within(scope, statement, EvidenceLink), Entry))
    return {row.id or 0: row.round_id for row in found}


def _opened(session: Session, actor: Actor, row: Evidence, *, assignment: int | None = None) -> Opened:
    content = files.fetch(row.digest)
    audit.record(session, actor, "evidence.opened", row, org_id=row.school_id, assignment=assignment)
    return Opened(content, row.kind)
