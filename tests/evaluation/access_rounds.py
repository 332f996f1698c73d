"""Who may hold rounds, choose their schools, and see where they stand."""

from sqlmodel import Session

from core.access import Capability
from core.evaluation import actions, queries
from core.evaluation.rules.rounds import Dates, RoundDraft
from core.evaluation.rules.states import EntryState, ExemptReason, RoundKind, RoundState
from core.evaluation.tables import Entry, Round
from tests.access_cases import Action, Given, Query
from tests.evaluation.builders import OPENS, PUBLICITY_UNTIL, REVIEW_UNTIL, SELF_UNTIL, SMALL, a_round, an_entry, last
from tests.world import SCHOOL_YEAR, World

MANAGE, VIEW = Capability.MANAGE_EVALUATION, Capability.VIEW_EVALUATION
MANAGERS = {"county": "researcher centre"}
EVERYBODY = "leader researcher centre school_admin school_lead counsellor"
READERS, EVERYWHERE = {"a": EVERYBODY}, {"county": EVERYBODY}


def with_round(state: RoundState, entry: EntryState | None = EntryState.WAITING) -> Given:
    """The county's round in that state, with school A in it."""

    def given(session: Session, world: World) -> None:
        round_id = a_round(session, world, state=state, rubric=SMALL)
        if entry is not None:
            an_entry(session, world, round_id, state=entry)

    return given


def draft(world: World, at: str) -> RoundDraft:
    """A supervision by the shipped rubric."""
    days = (OPENS, SELF_UNTIL, REVIEW_UNTIL, PUBLICITY_UNTIL)
    return RoundDraft(world.orgs[at], RoundKind.SUPERVISION, "督导", SCHOOL_YEAR, "pack:supervision_four", *days)


DRAFT, SELF, REVIEW = RoundState.DRAFT, RoundState.SELF, RoundState.REVIEW
ACTIONS = {
    "make_round": Action(MANAGE, MANAGERS, lambda s, actor, w, at: actions.make_round(s, actor, draft=draft(w, at))),
    "change_round": Action(MANAGE, MANAGERS, lambda s, actor, w, at: actions.change_round(
        s, actor, round_id=last(s, Round), draft=draft(w, at)), given=with_round(DRAFT)),
    "move_dates": Action(MANAGE, MANAGERS, lambda s, actor, _w, _at: actions.move_dates(
        s, actor, round_id=last(s, Round), dates=Dates(OPENS, REVIEW_UNTIL, REVIEW_UNTIL, PUBLICITY_UNTIL),
        reason="学校放假"), given=with_round(SELF)),
    "drop_round": Action(MANAGE, MANAGERS, lambda s, actor, _w, _at: actions.drop_round(
        s, actor, round_id=last(s, Round)), given=with_round(DRAFT)),
    "add_entries": Action(MANAGE, MANAGERS, lambda s, actor, w, _at: actions.add_entries(
        s, actor, round_id=last(s, Round), school_ids=[w.orgs["b"]]), given=with_round(DRAFT)),
    "remove_entry": Action(MANAGE, MANAGERS, lambda s, actor, _w, _at: actions.remove_entry(
        s, actor, entry_id=last(s, Entry)), given=with_round(DRAFT)),
    "exempt": Action(MANAGE, MANAGERS, lambda s, actor, _w, _at: actions.exempt(
        s, actor, entry_id=last(s, Entry), reason=ExemptReason.MERGED), given=with_round(SELF)),
    "readmit": Action(MANAGE, MANAGERS, lambda s, actor, _w, _at: actions.readmit(
        s, actor, entry_id=last(s, Entry)), given=with_round(SELF, EntryState.EXEMPT)),
    "extend": Action(MANAGE, MANAGERS, lambda s, actor, _w, _at: actions.extend(
        s, actor, entry_id=last(s, Entry), due_on=REVIEW_UNTIL, reason="校舍维修"), given=with_round(SELF)),
    "start": Action(MANAGE, MANAGERS, lambda s, actor, _w, _at: actions.start(
        s, actor, round_id=last(s, Round)), given=with_round(DRAFT)),
    "advance": Action(MANAGE, MANAGERS, lambda s, actor, _w, _at: actions.advance(
        s, actor, round_id=last(s, Round), to=REVIEW), given=with_round(SELF)),
    "step_back": Action(MANAGE, MANAGERS, lambda s, actor, _w, _at: actions.step_back(
        s, actor, round_id=last(s, Round), reason="名单要改"), given=with_round(SELF)),
}  # fmt: skip
QUERIES = {
    "rounds_seen": Query(VIEW, EVERYWHERE, lambda s, scope, _w, _at: queries.rounds_seen(s, scope),
        given=with_round(DRAFT)),
    "round_seen": Query(VIEW, EVERYWHERE, lambda s, scope, _w, _at: queries.round_seen(
        s, scope, last(s, Round)), given=with_round(DRAFT)),
    "entries": Query(VIEW, READERS, lambda s, scope, _w, _at: queries.entries(
        s, scope, round_id=last(s, Round)), given=with_round(SELF)),
    "entry": Query(VIEW, READERS, lambda s, scope, _w, _at: queries.entry(s, scope, last(s, Entry)),
        given=with_round(SELF)),
    "standing": Query(MANAGE, MANAGERS, lambda s, scope, _w, _at: queries.standing(
        s, scope, round_id=last(s, Round)), given=with_round(SELF)),
}  # fmt: skip
