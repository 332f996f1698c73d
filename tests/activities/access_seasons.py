"""Who may run seasons, exempt schools and decide on plans; who may write a plan; who may read of them."""

from collections.abc import Callable
from datetime import date

from sqlmodel import Session

from core.access import Capability
from core.activities import actions, packs, queries
from core.activities.rules import PlanState, SeasonKind, SeasonState, VisitKind
from core.activities.rules.plans import PlanFacts, VisitFacts
from core.activities.rules.seasons import SeasonDraft
from core.activities.tables import Exemption, Season, SeasonPlan, SeasonVisit
from core.database import files
from tests.access_cases import Action, Given, Query
from tests.activities.season_builders import CHECKLIST, a_plan, a_season, a_visit, an_exemption
from tests.training.builders import the
from tests.world import World

RUN, RECORD, VIEW = Capability.RUN_SEASONS, Capability.RECORD_ACTIVITIES, Capability.VIEW_ACTIVITIES
BUREAU = {"county": "researcher centre"}
KEEPERS = {"a": "researcher centre school_admin counsellor"}
READERS = {"a": "leader researcher centre school_admin school_lead counsellor"}
SEEN = VisitFacts(VisitKind.VISIT, date(2026, 5, 12), "看了一节课")
PLAIN = packs.checklists()[packs.PLAIN].model_copy(update={"title": "本区 4 个 1"})
PDF = b"%PDF-1.7\n%%EOF"


def draft(world: World, at: str = "county") -> SeasonDraft:
    days = (date(2026, 5, 1), date(2026, 5, 31), date(2026, 6, 10))
    return SeasonDraft(world.orgs[at], SeasonKind.MAY_25, "活动月", *days, CHECKLIST)


def season(state: SeasonState = SeasonState.OPEN, at: str = "county") -> Given:
    """A season with schools A and B in it."""

    def given(session: Session, world: World) -> None:
        a_season(session, world, at=at, state=state)

    return given


def without_a(session: Session, world: World) -> None:
    a_season(session, world, schools=("b",))


def exempted(session: Session, world: World) -> None:
    an_exemption(session, world, a_season(session, world))


def planned(state: PlanState, at: str = "county") -> Given:
    """A season in which school A has a plan."""

    def given(session: Session, world: World) -> None:
        a_plan(session, world, a_season(session, world, at=at), state=state)

    return given


def with_file(session: Session, world: World) -> None:
    kept = {"digest": files.keep(PDF), "file_kind": "pdf", "file_title": "方案"}
    a_plan(session, world, a_season(session, world), **kept)


def visited(at: str = "county") -> Given:
    def given(session: Session, world: World) -> None:
        a_visit(session, world, a_season(session, world, at=at))

    return given


def exempt_at_school(session: Session, world: World) -> None:
    an_exemption(session, world, a_season(session, world, at="a"))


def published(session: Session, world: World) -> None:
    actions.publish_checklist(session, world.actor("researcher"), org_id=world.orgs["county"], spec=PLAIN, note="初版")


OPEN, PLAN = season(), season(SeasonState.PLANNED)
its: Callable[[Session], int] = lambda session: the(session, Season)  # noqa: E731  # short, for the tables below

ACTIONS = {
    "publish_checklist": Action(RUN, BUREAU, lambda s, actor, w, at: actions.publish_checklist(
        s, actor, org_id=w.orgs[at], spec=PLAIN, note="按本区文件")),
    "make_season": Action(RUN, BUREAU, lambda s, actor, w, at: actions.make_season(s, actor, draft=draft(w, at))),
    "change_season": Action(RUN, BUREAU, lambda s, actor, w, at: actions.change_season(
        s, actor, season_id=its(s), edition=0, draft=draft(w, at)), given=PLAN),
    "drop_season": Action(RUN, BUREAU, lambda s, actor, w, at: actions.drop_season(s, actor, season_id=its(s)),
        given=PLAN),
    "open_season": Action(RUN, BUREAU, lambda s, actor, w, at: actions.open_season(s, actor, season_id=its(s)),
        given=PLAN),
    "close_season": Action(RUN, BUREAU, lambda s, actor, w, at: actions.close_season(s, actor, season_id=its(s)),
        given=OPEN),
    "reopen_season": Action(RUN, BUREAU, lambda s, actor, w, at: actions.reopen_season(s, actor, season_id=its(s)),
        given=season(SeasonState.CLOSED)),
    "cancel_season": Action(RUN, BUREAU, lambda s, actor, w, at: actions.cancel_season(
        s, actor, season_id=its(s), reason="台风停课"), given=OPEN),
    "add_school": Action(RUN, BUREAU, lambda s, actor, w, at: actions.add_school(
        s, actor, season_id=its(s), school_id=w.orgs["a"]), given=without_a),
    "drop_school": Action(RUN, BUREAU, lambda s, actor, w, at: actions.drop_school(
        s, actor, season_id=its(s), school_id=w.orgs["a"]), given=OPEN),
    "exempt": Action(RUN, BUREAU, lambda s, actor, w, at: actions.exempt(
        s, actor, season_id=its(s), school_ids=[w.orgs["a"]], item="", reason="校舍改造"), given=OPEN),
    "lift_exemption": Action(RUN, BUREAU, lambda s, actor, w, at: actions.lift_exemption(
        s, actor, exemption_id=the(s, Exemption)), given=exempted),
    "save_plan": Action(RECORD, KEEPERS, lambda s, actor, w, at: actions.save_plan(
        s, actor, season_id=its(s), school_id=w.orgs[at], facts=PlanFacts("人人参与"), edition=None), given=OPEN),
    "attach_plan_file": Action(RECORD, KEEPERS, lambda s, actor, w, at: actions.attach_plan_file(
        s, actor, season_id=its(s), school_id=w.orgs[at], title="方案", content=PDF), given=OPEN),
    "remove_plan_file": Action(RECORD, KEEPERS, lambda s, actor, w, at: actions.remove_plan_file(
        s, actor, plan_id=the(s, SeasonPlan)), given=with_file),
    "open_plan_file": Action(RECORD, KEEPERS, lambda s, actor, w, at: actions.open_plan_file(
        s, actor, plan_id=the(s, SeasonPlan)), given=with_file, also=RUN),
    "send_plan": Action(RECORD, KEEPERS, lambda s, actor, w, at: actions.send_plan(
        s, actor, plan_id=the(s, SeasonPlan)), given=planned(PlanState.DRAFT)),
    "take_back_plan": Action(RECORD, KEEPERS, lambda s, actor, w, at: actions.take_back_plan(
        s, actor, plan_id=the(s, SeasonPlan)), given=planned(PlanState.SENT)),
    "accept_plans": Action(RUN, BUREAU, lambda s, actor, w, at: actions.accept_plans(
        s, actor, plan_ids=[the(s, SeasonPlan)]), given=planned(PlanState.SENT)),
    "return_plan": Action(RUN, BUREAU, lambda s, actor, w, at: actions.return_plan(
        s, actor, plan_id=the(s, SeasonPlan), comment="请补上时间"), given=planned(PlanState.SENT)),
    "export_plans": Action(VIEW, READERS, lambda s, actor, w, at: actions.export_plans(
        s, actor, season_id=its(s)), given=planned(PlanState.SENT, "a")),
    "record_visit": Action(RUN, BUREAU, lambda s, actor, w, at: actions.record_visit(
        s, actor, season_id=its(s), school_id=w.orgs["a"], facts=SEEN), given=OPEN),
    "remove_visit": Action(RUN, BUREAU, lambda s, actor, w, at: actions.remove_visit(
        s, actor, visit_id=the(s, SeasonVisit)), given=visited()),
}  # fmt: skip
QUERIES = {
    "seasons_seen": Query(VIEW, READERS, lambda s, scope, w, at: queries.seasons_seen(s, scope), season(at="a")),
    "season_seen": Query(VIEW, READERS, lambda s, scope, w, at: queries.season_seen(s, scope, its(s)), season(at="a")),
    "season_schools": Query(VIEW, READERS, lambda s, scope, w, at: queries.season_schools(
        s, scope, season_id=its(s)), season(at="a")),
    "exemptions": Query(VIEW, READERS, lambda s, scope, w, at: queries.exemptions(
        s, scope, season_id=its(s)), exempt_at_school),
    "plans": Query(VIEW, READERS, lambda s, scope, w, at: queries.plans(
        s, scope, season_id=its(s)), planned(PlanState.SENT, "a")),
    "plan": Query(RECORD, KEEPERS, lambda s, scope, w, at: queries.plan(
        s, scope, the(s, SeasonPlan)), planned(PlanState.SENT)),
    "plan_of": Query(RECORD, KEEPERS, lambda s, scope, w, at: queries.plan_of(
        s, scope, season_id=its(s), school_id=w.orgs[at]), planned(PlanState.SENT)),
    "visits": Query(RECORD, KEEPERS, lambda s, scope, w, at: queries.visits(s, scope, season_id=its(s)), visited()),
    "checklists_for": Query(RUN, BUREAU, lambda s, scope, w, at: queries.checklists_for(s, scope, org_id=w.orgs[at])),
    "checklist_history": Query(RUN, BUREAU, lambda s, scope, w, at: queries.checklist_history(
        s, scope, org_id=w.orgs[at]), published),
}  # fmt: skip
