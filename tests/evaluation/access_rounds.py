"""Who may hold rounds, choose their schools, and see where they stand."""

from sqlmodel import Session

from core.access import Capability
from core.database import files
from core.evaluation import actions, queries
from core.evaluation.rules.rounds import Dates, RoundDraft
from core.evaluation.rules.states import EntryState, ExemptReason, RoundKind, RoundState, TieKind
from core.evaluation.tables import Assignment, Entry, RaterTie, Round
from tests.access_cases import Action, Given, Query
from tests.evaluation.builders import (
    AT,
    OPENS,
    PUBLICITY_UNTIL,
    REVIEW_UNTIL,
    SELF_UNTIL,
    SMALL,
    a_round,
    an_assignment,
    an_entry,
    last,
)
from tests.world import SCHOOL_YEAR, World

MANAGE, VIEW = Capability.MANAGE_EVALUATION, Capability.VIEW_EVALUATION
MANAGERS, HOLDERS = {"county": "researcher centre"}, {"a": "researcher centre"}
EVERYBODY = "leader researcher centre school_admin school_lead counsellor"
READERS, EVERYWHERE = {"a": EVERYBODY}, {"county": EVERYBODY}


def with_round(state: RoundState, entry: EntryState | None = EntryState.WAITING) -> Given:
    """The county's round in that state, with school A in it."""

    def given(session: Session, world: World) -> None:
        round_id = a_round(session, world, state=state, rubric=SMALL)
        if entry is not None:
            an_entry(session, world, round_id, state=entry)

    return given


def with_paper(session: Session, world: World) -> None:
    """School A is exempt from the county's round, with a paper for it."""
    round_id = a_round(session, world, rubric=SMALL)
    an_entry(session, world, round_id, state=EntryState.EXEMPT, exempt_paper=files.keep(b"%PDF-1.7 %%EOF"))


def with_assignment(session: Session, world: World) -> None:
    """The county's reviewer rates school A."""
    entry = an_entry(session, world, a_round(session, world, rubric=SMALL, state=RoundState.REVIEW))
    an_assignment(session, world, entry)


def with_tie(session: Session, world: World) -> None:
    """The county's reviewer has family at school A."""
    session.add(RaterTie(
        account_id=world.accounts["reviewer"], school_id=world.orgs["a"], kind=TieKind.FAMILY,
        told_by=world.accounts["researcher"], told_at=AT,
    ))  # fmt: skip
    session.flush()


def draft(world: World, at: str) -> RoundDraft:
    """A supervision by the shipped rubric."""
    days = (OPENS, SELF_UNTIL, REVIEW_UNTIL, PUBLICITY_UNTIL)
    return RoundDraft(world.orgs[at], RoundKind.SUPERVISION, "督导", SCHOOL_YEAR, "pack:supervision_four", *days)


def pool(world: World) -> list[int]:
    """Two raters of the county."""
    return [world.accounts["reviewer"], world.accounts["centre"]]


DRAFT, SELF, REVIEW = RoundState.DRAFT, RoundState.SELF, RoundState.REVIEW
ACTIONS = {
    "make_round": Action(MANAGE, MANAGERS, lambda s, actor, w, at: actions.make_round(s, actor, draft=draft(w, at))),
    "change_round": Action(MANAGE, MANAGERS, lambda s, actor, w, at: actions.change_round(
        s, actor, round_id=last(s, Round), edition=0, draft=draft(w, at)), given=with_round(DRAFT)),
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
    "open_exempt_paper": Action(MANAGE, MANAGERS, lambda s, actor, _w, _at: actions.open_exempt_paper(
        s, actor, entry_id=last(s, Entry)), given=with_paper),
    "tie": Action(MANAGE, HOLDERS, lambda s, actor, w, _at: actions.tie(
        s, actor, account_id=w.accounts["reviewer"], school_id=w.orgs["a"], kind=TieKind.FAMILY)),
    "untie": Action(MANAGE, HOLDERS, lambda s, actor, _w, _at: actions.untie(
        s, actor, tie_id=last(s, RaterTie)), given=with_tie),
    "assign": Action(MANAGE, MANAGERS, lambda s, actor, w, _at: actions.assign(
        s, actor, entry_id=last(s, Entry), rater_id=w.accounts["reviewer"]), given=with_round(REVIEW)),
    "withdraw": Action(MANAGE, MANAGERS, lambda s, actor, _w, _at: actions.withdraw(
        s, actor, assignment_id=last(s, Assignment), reason="临时有事"), given=with_assignment),
    "draw_raters": Action(MANAGE, MANAGERS, lambda s, actor, w, _at: actions.draw_raters(
        s, actor, round_id=last(s, Round), rater_ids=pool(w), seed=7), given=with_round(REVIEW)),
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
    "coverage": Query(VIEW, READERS, lambda s, scope, _w, _at: queries.coverage(
        s, scope, round_ids=[last(s, Round)]), given=with_round(SELF)),
    "late": Query(VIEW, READERS, lambda s, scope, _w, _at: queries.late(
        s, scope, round_id=last(s, Round), today=REVIEW_UNTIL), given=with_round(SELF)),
    "assignments": Query(MANAGE, MANAGERS, lambda s, scope, _w, _at: queries.assignments(
        s, scope, round_id=last(s, Round)), given=with_assignment),
    "eligible_raters": Query(MANAGE, MANAGERS, lambda s, scope, _w, _at: queries.eligible_raters(
        s, scope, round_id=last(s, Round)), given=with_round(SELF)),
    "scorers": Query(MANAGE, MANAGERS, lambda s, scope, w, at: queries.scorers(s, scope, org_id=w.orgs[at])),
    "drawing": Query(MANAGE, MANAGERS, lambda s, scope, w, _at: queries.drawing(
        s, scope, round_id=last(s, Round), rater_ids=pool(w), seed=7).pairs, given=with_round(SELF)),
    "ties": Query(MANAGE, HOLDERS, lambda s, scope, _w, _at: queries.ties(s, scope), given=with_tie),
}  # fmt: skip
