"""Who may do what with the tree, schools and classes."""

from datetime import date

from sqlmodel import Session

from core.access import Actor, Capability
from core.errors import NotFound
from core.organisations import actions, queries
from core.organisations.rules import Facts, Level, OrgCheck, Stage
from core.sheets.export import csv_bytes
from tests.access_cases import Action, Query
from tests.world import SCHOOL_YEAR, World

PRIMARY = Facts(stages=(Stage.PRIMARY,))
MANAGE, VIEW, ROSTER = Capability.MANAGE_ORGANISATIONS, Capability.VIEW_ORGANISATIONS, Capability.MANAGE_ROSTER
EVERYWHERE = {"a": "admin", "county": "admin"}
READERS = dict.fromkeys(("a", "county"), "leader admin researcher centre school_admin school_lead counsellor reviewer")
ROSTER_KEEPERS = {"a": "centre school_admin counsellor"}

CALENDAR, DAYS = Capability.MANAGE_CALENDAR, (date(2026, 1, 20), date(2026, 2, 14))
PLANNERS = {"a": "admin researcher centre", "county": "admin researcher centre"}

PARENTS = {"county": "云溪区"}


def checked(session: Session, actor: Actor, _: World, at: str) -> OrgCheck:
    """A workbook of one school below `at`; a parent out of reach is a problem of the file."""
    content = csv_bytes(["单位名称", "上级单位", "学段"], [["新学校", PARENTS[at], "小学"]])
    check = actions.check_organisations(session, actor, content=content, filename="单位.csv")
    if not check.ready:
        raise NotFound
    return check


ACTIONS = {
    "create": Action(MANAGE, {"county": "admin"}, lambda s, actor, w, at: actions.create(
        s, actor, parent_id=w.orgs[at], level=Level.SCHOOL, name="新学校", facts=PRIMARY)),
    "rename": Action(MANAGE, EVERYWHERE, lambda s, actor, w, at: actions.rename(
        s, actor, org_id=w.orgs[at], name="新名称")),
    "move": Action(MANAGE, {"county": "admin"}, lambda s, actor, w, at: actions.move(
        s, actor, org_id=w.orgs["a"], parent_id=w.orgs[at])),
    "close": Action(MANAGE, {"a": "admin"}, lambda s, actor, w, at: actions.close(
        s, actor, org_id=w.orgs[at], on=date(2026, 7, 1))),
    "reopen": Action(MANAGE, EVERYWHERE, lambda s, actor, w, at: actions.reopen(s, actor, org_id=w.orgs[at])),
    "check_organisations": Action(MANAGE, {"county": "admin"}, checked, audited=False),
    "import_organisations": Action(MANAGE, {"county": "admin"}, lambda s, actor, w, at: actions.import_organisations(
        s, actor, checked(s, actor, w, at))),
    "set_facts": Action(MANAGE, {"a": "admin"}, lambda s, actor, w, at: actions.set_facts(
        s, actor, school_id=w.orgs[at], facts=PRIMARY)),
    "ensure_classes": Action(ROSTER, ROSTER_KEEPERS, lambda s, actor, w, at: actions.ensure_classes(
        s, actor, school_year=SCHOOL_YEAR, wanted={(w.orgs[at], 5, "9班")})),
    "set_head": Action(ROSTER, ROSTER_KEEPERS, lambda s, actor, w, at: actions.set_head(
        s, actor, class_id=w.classes["a5"], account_id=None)),
    "set_calendar_days": Action(CALENDAR, PLANNERS, lambda s, actor, w, at: actions.set_calendar_days(
        s, actor, org_id=w.orgs[at], first=DAYS[0], last=DAYS[1], school=False, title="寒假")),
    "clear_calendar_days": Action(CALENDAR, PLANNERS, lambda s, actor, w, at: actions.clear_calendar_days(
        s, actor, org_id=w.orgs[at], first=DAYS[0], last=DAYS[1])),
}  # fmt: skip
QUERIES = {
    "tree": Query(VIEW, READERS, lambda s, scope, w, at: w.orgs[at] in {row.id for row in queries.tree(s, scope)}),
    "places": Query(VIEW, READERS, lambda s, scope, w, at: w.orgs[at] in {row.id for row in queries.places(s, scope)}),
    "get": Query(VIEW, READERS, lambda s, scope, w, at: queries.get(s, scope, w.orgs[at])),
    "schools": Query(VIEW, {"a": READERS["a"]}, lambda s, scope, w, at: queries.schools(s, scope, below=w.paths[at])),
    "count_schools": Query(VIEW, {"a": READERS["a"]}, lambda s, scope, w, at: queries.count_schools(
        s, scope, below=w.paths[at])),
    "find_schools": Query(VIEW, {"a": READERS["a"]}, lambda s, scope, w, at: queries.find_schools(
        s, scope, ["云溪一小"])),
    "classes": Query(Capability.VIEW_COMPLETION, {
        "a": "leader researcher centre school_admin school_lead counsellor class_teacher"},
        lambda s, scope, w, at: queries.classes(s, scope, school_year=SCHOOL_YEAR, school_id=w.orgs[at])),
}  # fmt: skip
INTERNAL = {
    "actions.plant": "the first organisation is planted before anybody can sign in",
    "actions.queue_up": "takes a lock and tells nothing",
    "queries.calendar": "holidays are no secret",
    "queries.calendars": "holidays are no secret",
    "queries.calendar_changes": "holidays are no secret",
    "queries.ids_of": "takes a path apart, reads nothing",
    "queries.is_empty": "asked at start, before anybody can sign in",
    "queries.headed_classes": "builds an actor",
}
