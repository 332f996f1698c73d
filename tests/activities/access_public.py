"""Who may take down calls and import public education, and who may read the sums."""

from datetime import date
from decimal import Decimal

from sqlmodel import Session, col, select

from core.access import Actor, Capability
from core.activities import actions, queries
from core.activities.rules.hotline import HotlineFacts
from core.activities.rules.hotline_sheet import HotlineCheck
from core.activities.rules.public_plan import PublicCheck
from core.activities.tables import HotlineCount
from core.database import unowned
from core.sheets.export import csv_bytes
from tests.access_cases import Action, Query
from tests.activities.public_builders import some_calls
from tests.world import World

RECORD, VIEW = Capability.RECORD_ACTIVITIES, Capability.VIEW_ACTIVITIES
KEEPERS = {"a": "researcher centre school_admin counsellor"}
READERS = {"a": "leader researcher centre school_admin school_lead counsellor"}
YEAR = {"since": date(2025, 9, 1), "until": date(2026, 8, 31)}
CALLS = HotlineFacts(date(2025, 11, 3), "study", 4, Decimal("1.5"))
HELD = csv_bytes(["日期", "类别", "名称", "家长人次"], [["2025-10-11", "家长课堂", "考前怎样陪孩子", "120"]])
TAKEN = csv_bytes(["日期", "类别", "接听次数"], [["2025-11-03", "学业压力", "4"]])


def one(session: Session, world: World) -> None:
    """Calls taken at school A."""
    some_calls(session, world)


def its_id(session: Session) -> int:
    return session.exec(unowned(select(col(HotlineCount.id)), HotlineCount)).one() or 0


def held(session: Session, actor: Actor, world: World, at: str) -> PublicCheck:
    return actions.check_public(session, actor, org_id=world.orgs[at], content=HELD, filename="宣教.csv")


def taken(session: Session, actor: Actor, world: World, at: str) -> HotlineCheck:
    return actions.check_hotline(session, actor, org_id=world.orgs[at], content=TAKEN, filename="热线.csv")


ACTIONS = {
    "record_hotline": Action(RECORD, KEEPERS, lambda s, actor, w, at: actions.record_hotline(
        s, actor, org_id=w.orgs[at], facts=CALLS)),
    "change_hotline": Action(RECORD, KEEPERS, lambda s, actor, w, at: actions.change_hotline(
        s, actor, hotline_id=its_id(s), facts=CALLS), given=one),
    "remove_hotline": Action(RECORD, KEEPERS, lambda s, actor, w, at: actions.remove_hotline(
        s, actor, hotline_id=its_id(s)), given=one),
    "check_public": Action(RECORD, KEEPERS, held, audited=False),
    "import_public": Action(RECORD, KEEPERS, lambda s, actor, w, at: actions.import_public(
        s, actor, held(s, actor, w, at))),
    "check_hotline": Action(RECORD, KEEPERS, taken, audited=False),
    "import_hotline": Action(RECORD, KEEPERS, lambda s, actor, w, at: actions.import_hotline(
        s, actor, taken(s, actor, w, at))),
    "export_public": Action(VIEW, READERS, lambda s, actor, w, at: actions.export_public(
        s, actor, org_id=w.orgs[at], **YEAR), given=one),
}  # fmt: skip
QUERIES = {
    "hotline_counts": Query(VIEW, READERS, lambda s, scope, w, at: queries.hotline_counts(s, scope, **YEAR), one),
    "count_hotline": Query(VIEW, READERS, lambda s, scope, w, at: queries.count_hotline(s, scope, **YEAR), one),
    "public_totals": Query(VIEW, READERS, lambda s, scope, w, at: queries.public_totals(s, scope, **YEAR), one),
}  # fmt: skip
