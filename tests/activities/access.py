"""Who may record activities, and who may read them."""

from datetime import date

from sqlmodel import Session, col, select

from core.access import Capability
from core.activities import actions, queries
from core.activities.tables import Activity
from core.database import unowned
from tests.access_cases import Action, Query
from tests.activities import access_board, access_files, access_public, access_reports, access_seasons
from tests.activities.builders import TALK, an_activity
from tests.world import World

RECORD, VIEW = Capability.RECORD_ACTIVITIES, Capability.VIEW_ACTIVITIES
KEEPERS = {"a": "researcher centre school_admin counsellor"}
READERS = {"a": "leader researcher centre school_admin school_lead counsellor"}
YEAR = {"since": date(2025, 9, 1), "until": date(2026, 8, 31)}


def one(session: Session, world: World) -> None:
    an_activity(session, world)


def its_id(session: Session) -> int:
    return session.exec(unowned(select(col(Activity.id)), Activity)).one() or 0


ACTIONS = {
    "record": Action(RECORD, KEEPERS, lambda s, actor, w, at: actions.record(
        s, actor, org_id=w.orgs[at], facts=TALK)),
    "change": Action(RECORD, KEEPERS, lambda s, actor, w, at: actions.change(
        s, actor, activity_id=its_id(s), facts=TALK, edition=0), given=one),
    "remove": Action(RECORD, KEEPERS, lambda s, actor, w, at: actions.remove(
        s, actor, activity_id=its_id(s)), given=one),
    "export_activities": Action(VIEW, READERS, lambda s, actor, w, at: actions.export_activities(
        s, actor, chosen=queries.Chosen(w.orgs[at]), **YEAR), given=one),
}  # fmt: skip
QUERIES = {
    "activities": Query(VIEW, READERS, lambda s, scope, w, at: queries.activities(
        s, scope, chosen=queries.Chosen(w.orgs[at]), **YEAR), one),
    "count_activities": Query(VIEW, READERS, lambda s, scope, w, at: queries.count_activities(
        s, scope, chosen=queries.Chosen(w.orgs[at]), **YEAR), one),
    "counts": Query(VIEW, READERS, lambda s, scope, w, at: queries.counts(s, scope, **YEAR), one),
    "held_in": Query(VIEW, READERS, lambda s, scope, w, at: queries.held_in(s, scope, **YEAR), one),
}  # fmt: skip

ACTIONS |= access_public.ACTIONS
QUERIES |= access_public.QUERIES
ACTIONS |= access_seasons.ACTIONS
QUERIES |= access_seasons.QUERIES
ACTIONS |= access_board.ACTIONS
QUERIES |= access_board.QUERIES
ACTIONS |= access_files.ACTIONS
QUERIES |= access_files.QUERIES
ACTIONS |= access_reports.ACTIONS
QUERIES |= access_reports.QUERIES
