"""Who may read how schools are staffed, look ahead, and take the tables along."""

from datetime import date

from sqlmodel import Session

from core.access import Capability
from core.sheets.export import csv_bytes
from core.training import actions, queries
from core.training.rules import Gender
from core.training.rules.rates import Posts
from tests.access_cases import Action, Query
from tests.training.builders import TODAY, a_counsellor
from tests.training.session_builders import a_session
from tests.world import SCHOOL_YEAR, World

VIEW = Capability.VIEW_STAFF
READERS = {"a": "leader researcher centre school_admin school_lead counsellor"}
KEEPERS = {"a": "researcher centre school_admin"}
THEN = date(2026, 9, 1)
LATE = date(2026, 8, 15)
"""When the hours of the year are due soon."""
FILE = csv_bytes(["学校", "新增专职"], [["云溪一小", "1"]])


def one_who_retires(session: Session, world: World) -> None:
    """Somebody at the school who reaches the legal age before the next school year."""
    a_counsellor(session, world, gender=Gender.FEMALE, birth_month="1970-01")


ACTIONS = {
    "export_staffing": Action(VIEW, READERS, lambda s, actor, w, at: actions.export_staffing(
        s, actor, org_id=w.orgs[at])),
    "export_forecast": Action(VIEW, READERS, lambda s, actor, w, at: actions.export_forecast(
        s, actor, org_id=w.orgs[at], then=THEN, coming={w.orgs[at]: Posts(1, 0)})),
}  # fmt: skip
QUERIES = {
    "school_posts": Query(VIEW, READERS, lambda s, scope, w, at: queries.school_posts(
        s, scope, org_id=w.orgs[at], today=TODAY, school_year=SCHOOL_YEAR)),
    "staffing_changes": Query(VIEW, READERS, lambda s, scope, w, at: queries.staffing_changes(
        s, scope, org_id=w.orgs[at], today=TODAY, then=THEN), one_who_retires),
    "planned_posts": Query(VIEW, READERS, lambda s, scope, w, at: queries.planned_posts(
        s, scope, content=FILE, filename="岗位.csv").posts),
    "staff_summary": Query(VIEW, READERS, lambda s, scope, w, at: queries.staff_summary(
        s, scope, today=TODAY).either, one_who_retires),
    "hours_due": Query(Capability.MANAGE_STAFF, KEEPERS, lambda s, scope, w, at: queries.hours_due(
        s, scope, today=LATE).people, one_who_retires),
    "sessions_in": Query(VIEW, READERS, lambda s, scope, w, at: queries.sessions_in(
        s, scope, first=TODAY, last=THEN), lambda s, w: a_session(s, w, at="a")),
}  # fmt: skip
