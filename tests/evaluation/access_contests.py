"""Who may hold contests, nominate, judge, and read what of it."""

from datetime import UTC, datetime

from sqlmodel import Session

from core import clock
from core.access import Actor, Capability
from core.activities.tables import Activity, ActivityFile
from core.evaluation import actions, queries
from core.evaluation.rules.marks import Mark
from core.evaluation.rules.states import ContestState
from core.evaluation.tables import Contest, Nomination
from tests.access_cases import Action, Given, Query
from tests.evaluation.builders import last
from tests.evaluation.contests import (
    LATER,
    a_contest,
    a_draft,
    a_file,
    a_judge,
    a_nomination,
    a_report,
    a_sheet,
)
from tests.world import World

KEEP, MANAGE = Capability.KEEP_LIBRARY, Capability.MANAGE_EVALUATION
RECORD, JUDGE = Capability.RECORD_ACTIVITIES, Capability.SCORE_SCHOOLS
VIEW = Capability.VIEW_ACTIVITIES
BUREAU = "researcher centre"
MANAGERS = {"county": BUREAU}
SCHOOLS = {"a": f"{BUREAU} school_admin counsellor"}
EVERYBODY = f"leader {BUREAU} school_admin school_lead counsellor"
JUDGES = {"county": f"{BUREAU} reviewer"}
IN_TIME, AFTER = datetime(2026, 6, 2, 8, tzinfo=UTC), datetime(2026, 6, 22, 8, tzinfo=UTC)
MARKS = {"1": Mark.of(8), "2": Mark.of(9)}


def contest(state: ContestState = ContestState.PLANNED, **other: object) -> Given:
    """A contest of the county, with nothing in it."""

    def given(session: Session, world: World) -> None:
        a_contest(session, world, state, **other)

    return given


def filled(
    state: ContestState = ContestState.REVIEW, *, sheets: bool = True, at: str = "county", **other: object
) -> Given:
    """A contest with a judge, and one report of school A with a file; `nobody` judges it, and has done so."""

    def given(session: Session, world: World) -> None:
        contest_id = a_contest(session, world, state, at=at, public_until=LATER)
        a_judge(session, world, contest_id, "nobody")
        activity_id = a_report(session, world)
        a_file(session, world, activity_id, b"\xff\xd8\xff photo")
        one = a_nomination(session, world, contest_id, activity_id=activity_id, **other)
        if sheets:
            a_sheet(session, world, one, (8, 8), "nobody")

    return given


def a_report_and_a_contest(session: Session, world: World) -> None:
    """A contest that asks for nominations, and a report of school A."""
    a_contest(session, world)
    a_report(session, world)


def nominate(session: Session, actor: Actor) -> object:
    with clock.stopped_at(IN_TIME):
        return actions.nominate(
            session, actor, contest_id=last(session, Contest), activity_id=last(session, Activity), reason="人人有角色"
        )


def withdraw(session: Session, actor: Actor) -> None:
    with clock.stopped_at(IN_TIME):
        actions.withdraw_nomination(session, actor, nomination_id=last(session, Nomination))


def step(verb: str, session: Session, actor: Actor, at: datetime = IN_TIME, **given: object) -> None:
    with clock.stopped_at(at):
        getattr(actions, verb)(session, actor, contest_id=last(session, Contest), **given)


def make(session: Session, actor: Actor, world: World) -> object:
    with clock.stopped_at(IN_TIME):
        return actions.make_contest(session, actor, draft=a_draft(world))


def change(session: Session, actor: Actor, world: World) -> object:
    with clock.stopped_at(IN_TIME):
        return actions.change_contest(
            session, actor, contest_id=last(session, Contest), edition=0, draft=a_draft(world)
        )


S = ContestState
ACTIONS = {
    "make_contest": Action(MANAGE, MANAGERS, lambda s, actor, w, _at: make(s, actor, w)),
    "change_contest": Action(MANAGE, MANAGERS, lambda s, actor, w, _at: change(s, actor, w), given=contest()),
    "open_contest": Action(MANAGE, MANAGERS, lambda s, actor, _w, _at: step("open_contest", s, actor), given=contest()),
    "to_review": Action(MANAGE, MANAGERS, lambda s, actor, _w, _at: step("to_review", s, actor),
        given=filled(S.NOMINATING)),
    "to_publicity": Action(MANAGE, MANAGERS, lambda s, actor, _w, _at: step(
        "to_publicity", s, actor, public_until=LATER), given=filled()),
    "close_contest": Action(MANAGE, MANAGERS, lambda s, actor, _w, _at: step("close_contest", s, actor, AFTER),
        given=filled(S.PUBLICITY)),
    "cancel_contest": Action(MANAGE, MANAGERS, lambda s, actor, _w, _at: step(
        "cancel_contest", s, actor, reason="改到下学期"), given=contest()),
    "set_judges": Action(MANAGE, MANAGERS, lambda s, actor, w, _at: step(
        "set_judges", s, actor, account_ids=[w.accounts["reviewer"]]), given=contest()),
    "nominate": Action(RECORD, SCHOOLS, lambda s, actor, _w, _at: nominate(s, actor), given=a_report_and_a_contest),
    "withdraw_nomination": Action(RECORD, SCHOOLS, lambda s, actor, _w, _at: withdraw(s, actor),
        given=filled(S.NOMINATING, sheets=False)),
    "put_out": Action(MANAGE, MANAGERS, lambda s, actor, _w, _at: actions.put_out(
        s, actor, nomination_id=last(s, Nomination), reason="不是本校的活动"), given=filled()),
    "judge": Action(JUDGE, JUDGES, lambda s, actor, _w, _at: actions.judge(
        s, actor, nomination_id=last(s, Nomination), marks=MARKS, words="有创意", edition=0), given=filled(sheets=False)),
    "step_aside": Action(JUDGE, JUDGES, lambda s, actor, _w, _at: actions.step_aside(
        s, actor, nomination_id=last(s, Nomination)), given=filled()),
    "award": Action(MANAGE, MANAGERS, lambda s, actor, _w, _at: actions.award(
        s, actor, nomination_id=last(s, Nomination), award="second", reason="集体商议"), given=filled()),
    "forward": Action(MANAGE, MANAGERS, lambda s, actor, _w, _at: step(
        "forward", s, actor, nomination_ids=[last(s, Nomination)]), given=filled(S.PUBLICITY, award="first")),
    "shelve_winners": Action(KEEP, MANAGERS, lambda s, actor, _w, _at: step(
        "shelve_winners", s, actor, nomination_ids=[]), given=filled(S.PUBLICITY), also=MANAGE),
    "export_awards": Action(MANAGE, MANAGERS, lambda s, actor, _w, _at: step("export_awards", s, actor),
        given=filled(S.PUBLICITY, award="first")),
    "export_forwarded": Action(MANAGE, MANAGERS, lambda s, actor, _w, _at: step("export_forwarded", s, actor),
        given=filled(S.PUBLICITY, award="first", forwarded=True)),
    "open_judged_file": Action(JUDGE, JUDGES, lambda s, actor, _w, _at: actions.open_judged_file(
        s, actor, nomination_id=last(s, Nomination), file_id=last(s, ActivityFile)), given=filled()),
    "open_work_file": Action(RECORD, SCHOOLS, lambda s, actor, _w, _at: actions.open_work_file(
        s, actor, nomination_id=last(s, Nomination), file_id=last(s, ActivityFile)), given=filled(), also=MANAGE),
}  # fmt: skip


QUERIES = {
    "contests_seen": Query(VIEW, {"county": "leader researcher centre school_admin school_lead counsellor"},
        lambda s, scope, _w, _at: queries.contests_seen(s, scope), given=contest()),
    "contest_seen": Query(VIEW, {"county": "leader researcher centre school_admin school_lead counsellor"},
        lambda s, scope, _w, _at: queries.contest_seen(s, scope, last(s, Contest)), given=contest()),
    "nominable": Query(RECORD, SCHOOLS, lambda s, scope, _w, _at: queries.nominable(
        s, scope, contest_id=last(s, Contest)), given=a_report_and_a_contest),
    "nominations": Query(VIEW, {"a": EVERYBODY}, lambda s, scope, _w, _at: queries.nominations(
        s, scope, contest_id=last(s, Contest)), given=filled()),
    "honours": Query(VIEW, {"a": EVERYBODY}, lambda s, scope, _w, _at: queries.honours(
        s, scope, contest_id=last(s, Contest)), given=filled(S.PUBLICITY, at="a", award="first")),
    "work": Query(RECORD, SCHOOLS, lambda s, scope, _w, _at: queries.work(
        s, scope, nomination_id=last(s, Nomination)), given=filled()),
    "judged_work": Query(JUDGE, JUDGES, lambda s, scope, w, _at: queries.judged_work(
        s, scope, nomination_id=last(s, Nomination), judge_id=w.accounts["nobody"]), given=filled()),
    "judging": Query(JUDGE, JUDGES, lambda s, scope, w, _at: queries.judging(
        s, scope, judge_id=w.accounts["nobody"]), given=filled()),
    "judge_sheet": Query(JUDGE, JUDGES, lambda s, scope, w, _at: queries.judge_sheet(
        s, scope, nomination_id=last(s, Nomination), judge_id=w.accounts["nobody"]), given=filled()),
    "judges": Query(MANAGE, MANAGERS, lambda s, scope, _w, _at: queries.judges(
        s, scope, contest_id=last(s, Contest)), given=filled()),
    "places_of": Query(MANAGE, MANAGERS, lambda s, scope, _w, _at: queries.places_of(
        s, scope, contest_id=last(s, Contest)), given=filled()),
    "contest_standing": Query(MANAGE, MANAGERS, lambda s, scope, _w, _at: queries.contest_standing(
        s, scope, contest_id=last(s, Contest)), given=filled()),
}  # fmt: skip


INTERNAL = {
    "queries.titles_of_works": "names kinds of works and sorts of partners, as the packs do",
    "queries.work_thumbs": "reads the small pictures of a work that was found within a scope before",
}
