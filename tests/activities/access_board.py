"""Who may read the board of a season, take it along, and be told what waits."""

from sqlmodel import Session, col, select

from core.access import Capability
from core.activities import actions, queries
from core.activities.rules import JointState, ReportState
from core.activities.tables import Season
from core.database import unowned
from tests.access_cases import Action, Query
from tests.activities.board_builders import DURING, a_report, joined
from tests.activities.season_builders import a_season, an_exemption
from tests.world import World

VIEW, RECORD, RUN = Capability.VIEW_ACTIVITIES, Capability.RECORD_ACTIVITIES, Capability.RUN_SEASONS
READERS = {"a": "leader researcher centre school_admin school_lead counsellor"}
KEEPERS = {"a": "researcher centre school_admin counsellor"}
RUNNERS = {"a": "researcher centre"}


def one_season(session: Session, world: World) -> None:
    """School A reported a lecture that waits and is asked about another's; C is asked for nothing."""
    season = a_season(session, world, at="province")
    a_report(session, world, season, state=ReportState.SENT)
    an_exemption(session, world, season, "c")
    theirs = a_report(session, world, season, "b", item="parents")
    joined(session, world, theirs, "a", state=JointState.NAMED)


def its_id(session: Session) -> int:
    return session.exec(unowned(select(col(Season.id)), Season)).one() or 0


ACTIONS = {
    "export_board": Action(VIEW, READERS, lambda s, actor, w, at: actions.export_board(
        s, actor, season_id=its_id(s), below=w.paths[at]), given=one_season),
}  # fmt: skip
QUERIES = {
    "board": Query(VIEW, READERS, lambda s, scope, w, at: queries.board(
        s, scope, season_id=its_id(s), today=DURING, below=w.paths[at]).totals.activities, one_season),
    "material": Query(VIEW, READERS, lambda s, scope, w, at: queries.material(
        s, scope, season_id=its_id(s), school_id=w.orgs[at], item="lecture"), one_season),
    "waiting_reports": Query(RUN, RUNNERS, lambda s, scope, w, at: queries.waiting_reports(s, scope).reports, one_season),
    "own_seasons": Query(RECORD, KEEPERS, lambda s, scope, w, at: [
        one for one in queries.own_seasons(s, scope, today=DURING) if "一次家长课堂" in one.to_do], one_season),
    "joint_asked": Query(RECORD, KEEPERS, lambda s, scope, w, at: queries.joint_asked(s, scope), one_season),
}  # fmt: skip
