"""Who may keep supervision and read who lacks it, and who may read and print somebody's growth file."""

from datetime import date
from decimal import Decimal

from sqlmodel import Session

from core import clock
from core.access import Capability
from core.sheets.export import csv_bytes
from core.training import actions, queries
from core.training.rules import SupervisionKind
from core.training.rules.supervision import SupervisionFacts
from core.training.tables import StaffMember, Supervision
from tests.access_cases import Action, Query
from tests.training.builders import TODAY, a_counsellor, the
from tests.training.supervision_builders import a_supervision
from tests.world import World

KEEP, MANAGE, VIEW = Capability.KEEP_SUPERVISION, Capability.MANAGE_STAFF, Capability.VIEW_STAFF
OWN = Capability.VIEW_OWN_RECORD
BUREAU = {"a": "researcher centre"}
KEEPERS = {"a": "researcher centre school_admin"}
READERS = {"a": "leader researcher centre school_admin school_lead counsellor"}
THEMSELVES = {"a": "researcher centre reviewer school_admin school_lead counsellor class_teacher"}
GOOD = SupervisionFacts(SupervisionKind.INDIVIDUAL, date(2026, 2, 20), Decimal(1), "程示例", ("crisis",))
SHEET = csv_bytes(
    ["日期", "方式", "时长", "督导师", "主题", "学校", "姓名"],
    [["2026-02-27", "个别督导", "1", "程示例", "危机评估", "云溪一小", "林示例"]],
)


def somebody(session: Session, world: World) -> None:
    """A counsellor of school A, whose account asks, in a meeting that school A held."""
    staff_id = a_counsellor(session, world, account_id=world.accounts["nobody"])
    a_supervision(session, world, {staff_id: "a"}, at="a")


ACTIONS = {
    "record_supervision": Action(KEEP, BUREAU, lambda s, actor, w, at: actions.record_supervision(
        s, actor, org_id=w.orgs[at], facts=GOOD, staff_ids=[the(s, StaffMember)]), given=somebody),
    "change_supervision": Action(KEEP, BUREAU, lambda s, actor, w, at: actions.change_supervision(
        s, actor, supervision_id=the(s, Supervision), facts=GOOD, staff_ids=[the(s, StaffMember)]), given=somebody),
    "remove_supervision": Action(KEEP, BUREAU, lambda s, actor, w, at: actions.remove_supervision(
        s, actor, supervision_id=the(s, Supervision)), given=somebody),
    "check_supervision": Action(KEEP, BUREAU, lambda s, actor, w, at: actions.check_supervision(
        s, actor, org_id=w.orgs[at], content=SHEET, filename="督导.csv"), given=somebody, audited=False),
    "import_supervision": Action(KEEP, BUREAU, lambda s, actor, w, at: actions.import_supervision(
        s, actor, actions.check_supervision(s, actor, org_id=w.orgs[at], content=SHEET, filename="督导.csv")),
        given=somebody),
    "export_supervision": Action(MANAGE, KEEPERS, lambda s, actor, w, at: actions.export_supervision(
        s, actor, org_id=w.orgs[at]), given=somebody),
    "export_supervision_figures": Action(VIEW, READERS, lambda s, actor, w, at: actions.export_supervision_figures(
        s, actor, org_id=w.orgs[at]), given=somebody),
    "growth_paper": Action(MANAGE, KEEPERS, lambda s, actor, w, at: actions.growth_paper(
        s, actor, staff_id=the(s, StaffMember)), given=somebody),
    "own_growth_paper": Action(OWN, THEMSELVES, lambda s, actor, w, at: actions.own_growth_paper(s, actor),
        given=somebody),
}  # fmt: skip
QUERIES = {
    "supervisions": Query(KEEP, BUREAU, lambda s, scope, w, at: queries.supervisions(
        s, scope, term=clock.term(TODAY)), somebody),
    "supervisable": Query(KEEP, BUREAU, lambda s, scope, w, at: queries.supervisable(
        s, scope, school_ids=[w.orgs[at]], today=TODAY), somebody),
    "supervision_rows": Query(MANAGE, KEEPERS, lambda s, scope, w, at: queries.supervision_rows(
        s, scope, today=TODAY), somebody),
    "overdue": Query(MANAGE, KEEPERS, lambda s, scope, w, at: queries.overdue(s, scope, today=TODAY), somebody),
    "supervision_figures": Query(VIEW, READERS, lambda s, scope, w, at: [
        row for row in queries.supervision_figures(s, scope, today=TODAY) if row.people], somebody),
    "own_supervision": Query(OWN, THEMSELVES, lambda s, scope, w, at: queries.own_supervision(
        s, scope, user_id=w.accounts["nobody"], today=TODAY), somebody),
    "growth": Query(MANAGE, KEEPERS, lambda s, scope, w, at: queries.growth(
        s, scope, staff_id=the(s, StaffMember), today=TODAY), somebody),
    "growth_files": Query(MANAGE, KEEPERS, lambda s, scope, w, at: queries.growth_files(
        s, scope, school_id=w.orgs[at], today=TODAY), somebody),
    "own_growth": Query(OWN, THEMSELVES, lambda s, scope, w, at: queries.own_growth(
        s, scope, user_id=w.accounts["nobody"], today=TODAY), somebody),
}  # fmt: skip
