"""Who may keep the register of staff, who may read names in it, and who the numbers alone."""

from datetime import date
from decimal import Decimal

from sqlmodel import Session, select

from core.access import Actor, Capability
from core.database import unowned
from core.sheets.export import csv_bytes
from core.training import actions, queries
from core.training.rules import StaffKind
from core.training.rules.plan import StaffCheck
from core.training.rules.staff import CertificateFacts, HoursFacts, StaffFacts
from core.training.tables import Certificate, SessionNeed, StaffMember, TrainingHours, TrainingNeed
from tests.access_cases import Action, Query
from tests.training import (
    access_attendance,
    access_hours,
    access_import,
    access_people,
    access_sessions,
    access_staffing,
    access_supervision,
)
from tests.training.builders import LONG_AGO, TODAY, a_certificate, a_counsellor, some_hours, the
from tests.training.session_builders import a_session
from tests.world import SCHOOL_YEAR, World

MANAGE, VIEW, PLAN = Capability.MANAGE_STAFF, Capability.VIEW_STAFF, Capability.PLAN_TRAINING
KEEPERS = {"a": "researcher centre school_admin"}
BUREAU = {"county": "researcher centre school_admin"}
READERS = {"a": "leader researcher centre school_admin school_lead counsellor"}
SOMEBODY = StaffFacts("周示例", StaffKind.PART_TIME, "道德与法治", date(2024, 9, 1))
PAPER = CertificateFacts("心理健康教育教师资格证", "示例002", date(2024, 6, 1))
COURSE = HoursFacts("岗位培训", date(2025, 5, 1), Decimal(8))


def one(session: Session, world: World) -> None:
    """Somebody with a certificate and a training, and a need of the school."""
    staff_id = a_counsellor(session, world)
    a_certificate(session, staff_id)
    some_hours(session, staff_id)
    raised = {"raised_by": world.accounts["admin"], "raised_at": LONG_AGO}
    session.add(TrainingNeed(school_id=world.orgs["a"], topic="危机识别", source="evaluation:1:A1", **raised))
    session.flush()


def met(session: Session, world: World) -> None:
    """The need is met."""
    one(session, world)
    need = session.exec(unowned(select(TrainingNeed), TrainingNeed)).one()
    need.met_at, need.how = LONG_AGO, "集中培训"
    session.flush()


def answered(session: Session, world: World) -> None:
    """A session answers the need."""
    one(session, world)
    session.add(SessionNeed(session_id=a_session(session, world), need_id=the(session, TrainingNeed)))
    session.flush()


def checked(session: Session, actor: Actor, world: World, at: str) -> StaffCheck:
    """A workbook of one person at the school."""
    content = csv_bytes(["姓名", "类别", "到岗日期"], [["周示例", "兼职", "2024-09-01"]])
    return actions.check_staff(session, actor, content=content, filename="名册.csv", school_id=world.orgs[at])


ACTIONS = {
    "add_staff": Action(MANAGE, KEEPERS, lambda s, actor, w, at: actions.add_staff(
        s, actor, school_id=w.orgs[at], facts=SOMEBODY)),
    "add_certificate": Action(MANAGE, KEEPERS, lambda s, actor, w, at: actions.add_certificate(
        s, actor, staff_id=the(s, StaffMember), facts=PAPER), given=one),
    "remove_certificate": Action(MANAGE, KEEPERS, lambda s, actor, w, at: actions.remove_certificate(
        s, actor, certificate_id=the(s, Certificate)), given=one),
    "add_hours": Action(MANAGE, KEEPERS, lambda s, actor, w, at: actions.add_hours(
        s, actor, staff_id=the(s, StaffMember), facts=COURSE), given=one),
    "remove_hours": Action(MANAGE, KEEPERS, lambda s, actor, w, at: actions.remove_hours(
        s, actor, hours_id=the(s, TrainingHours)), given=one),
    "check_staff": Action(MANAGE, KEEPERS, checked, audited=False),
    "import_staff": Action(MANAGE, KEEPERS, lambda s, actor, w, at: actions.import_staff(
        s, actor, checked(s, actor, w, at))),
    "raise_need": Action(MANAGE, KEEPERS, lambda s, actor, w, at: actions.raise_need(
        s, actor, school_id=w.orgs[at], topic="危机识别", source="evaluation:1:A1")),
    "meet_need": Action(PLAN, BUREAU, lambda s, actor, w, at: actions.meet_need(
        s, actor, need_id=the(s, TrainingNeed), how="两位老师完成了培训"), given=one),
    "reopen_need": Action(PLAN, BUREAU, lambda s, actor, w, at: actions.reopen_need(
        s, actor, need_id=the(s, TrainingNeed)), given=met),
}  # fmt: skip
QUERIES = {
    "staff": Query(MANAGE, KEEPERS, lambda s, scope, w, at: queries.staff(
        s, scope, school_id=w.orgs[at], today=TODAY), one),
    "certificates": Query(MANAGE, KEEPERS, lambda s, scope, w, at: queries.certificates(
        s, scope, staff_id=the(s, StaffMember)), one),
    "hours": Query(MANAGE, KEEPERS, lambda s, scope, w, at: queries.hours(
        s, scope, staff_id=the(s, StaffMember)), one),
    "staffing": Query(VIEW, READERS, lambda s, scope, w, at: queries.staffing(
        s, scope, today=TODAY, school_year=SCHOOL_YEAR, school_id=w.orgs[at]), one),
    "needs": Query(VIEW, READERS, lambda s, scope, w, at: queries.needs(s, scope), one),
    "answers": Query(VIEW, READERS, lambda s, scope, w, at: queries.answers(
        s, scope, need_ids=[the(s, TrainingNeed)]), answered),
}  # fmt: skip
INTERNAL = {
    "queries.names_within": "puts two scopes of one person together and reads no staff",
}

ACTIONS |= access_sessions.ACTIONS
QUERIES |= access_sessions.QUERIES
ACTIONS |= access_staffing.ACTIONS
QUERIES |= access_staffing.QUERIES
ACTIONS |= access_hours.ACTIONS
QUERIES |= access_hours.QUERIES
INTERNAL |= access_hours.INTERNAL
ACTIONS |= access_attendance.ACTIONS
QUERIES |= access_attendance.QUERIES
INTERNAL |= access_attendance.INTERNAL
ACTIONS |= access_people.ACTIONS
QUERIES |= access_people.QUERIES
INTERNAL |= access_people.INTERNAL
ACTIONS |= access_import.ACTIONS
QUERIES |= access_import.QUERIES
ACTIONS |= access_supervision.ACTIONS
QUERIES |= access_supervision.QUERIES
