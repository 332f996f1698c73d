"""A round goes along its time line, and back where nobody has begun."""

from sqlmodel import Session, col, select

from core import audit, clock
from core.access import SYSTEM_SCOPE, Actor, Capability, require
from core.database import within
from core.errors import Refused
from core.evaluation.actions.deciding import decide_results
from core.evaluation.actions.loading import check_state, hold_entries, loaded_round
from core.evaluation.actions.moderating import raise_moderations
from core.evaluation.actions.rounds import told
from core.evaluation.queries.standings import standing_of
from core.evaluation.rules.states import EntryState, RoundState
from core.evaluation.rules.timeline import Lack, back_from, keeps_from_back, lacks, next_states
from core.evaluation.tables import Entry, Round


def start(session: Session, actor: Actor, *, round_id: int) -> RoundState:
    """Let a draft begin: with self-assessment, or with the review where the round has none. Answers where it stands."""
    round_ = loaded_round(session, require(actor, Capability.MANAGE_EVALUATION), round_id, lock=True)
    check_state(round_, RoundState.DRAFT)
    to = next_states(round_.state, with_self=round_.with_self, with_publicity=round_.with_publicity)[0]
    _take(session, round_, to)
    audit.record(session, actor, "round.started", round_, org_id=round_.org_id, to=to.value)
    return to


def advance(session: Session, actor: Actor, *, round_id: int, to: RoundState) -> None:
    """Take the next step; raises Refused with what it still waits for (rules.timeline.lacks).

    Moderation begins with the items that raters saw too differently; results are decided when moderation ends.
    """
    round_ = loaded_round(session, require(actor, Capability.MANAGE_EVALUATION), round_id, lock=True)
    if round_.state is RoundState.DRAFT:
        raise Refused("evaluation.other_state")
    before = round_.state
    _take(session, round_, to)
    if to is RoundState.MODERATION:
        raise_moderations(session, actor, round_)
    if before is RoundState.MODERATION:
        decide_results(session, actor, round_)
    audit.record(session, actor, "round.advanced", round_, org_id=round_.org_id, to=to.value)


def step_back(session: Session, actor: Actor, *, round_id: int, reason: str) -> RoundState:
    """Take the step to self-assessment or to review back while no school, no rater has begun; answers where it stands.

    From moderation on raters know each other's marks, and from publicity on schools know their results: no way back.
    """
    round_ = loaded_round(session, require(actor, Capability.MANAGE_EVALUATION), round_id, lock=True)
    to = back_from(round_.state, with_self=round_.with_self)
    if to is None:
        raise Refused("evaluation.no_way_back")
    said = told(reason)
    hold_entries(session, round_id)
    _insist(keeps_from_back(round_.state, standing_of(session, round_id)))
    if not round_.with_self:
        _set_entries(session, round_, EntryState.SUBMITTED, EntryState.WAITING)
    round_.state, round_.edition = to, round_.edition + 1
    session.flush()
    audit.record(session, actor, "round.stepped_back", round_, org_id=round_.org_id, purpose=said, to=to.value)
    return to


def _take(session: Session, round_: Round, to: RoundState) -> None:
    """Stand at `to`, once it follows and waits for nothing."""
    if to not in next_states(round_.state, with_self=round_.with_self, with_publicity=round_.with_publicity):
        raise Refused("evaluation.no_such_step")
    hold_entries(session, round_.id or 0)
    found = standing_of(session, round_.id or 0)
    waits = lacks(
        to, found, publicity_until=round_.publicity_until, with_publicity=round_.with_publicity, today=clock.today()
    )
    _insist(waits)
    if round_.state is RoundState.DRAFT and not round_.with_self:
        _set_entries(session, round_, EntryState.WAITING, EntryState.SUBMITTED)  # nothing of theirs is left to do
    round_.state, round_.edition = to, round_.edition + 1
    if to is RoundState.PUBLICITY:
        round_.publicised_at = clock.now()
    session.flush()


def _insist(waits: tuple[Lack, ...]) -> None:
    if waits:
        raise Refused(waits[0].code, count=waits[0].many)


def _set_entries(session: Session, round_: Round, before: EntryState, after: EntryState) -> None:
    statement = select(Entry).where(Entry.round_id == round_.id, Entry.state == before)
    for entry in session.exec(within(SYSTEM_SCOPE, statement.order_by(col(Entry.id)), Entry)):
        entry.state = after
