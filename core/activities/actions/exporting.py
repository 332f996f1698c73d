"""The ledger of activities (台账) to take along."""

from datetime import date

from sqlmodel import Session

from core import audit
from core.access import Actor, Capability, require
from core.activities.queries.listing import EVERYTHING, ActivityRow, Chosen, activities
from core.activities.rules import Audience
from core.activities.rules.facts import AUDIENCE_TITLES, KIND_TITLES
from core.organisations.queries import get, tree
from core.sheets.export import Table, Value, workbook

HEAD = (
    "学校或单位", "日期", "结束日期", "类别", "活动名称", "地点", "场次",
    *(f"{AUDIENCE_TITLES[audience]}人次" for audience in Audience), "人次合计", "作品件数", "来自",
)  # fmt: skip


def export_activities(
    session: Session, actor: Actor, *, since: date, until: date, chosen: Chosen = EVERYTHING
) -> bytes:
    """What `activities` lists, all of its pages, as .xlsx: numbers and titles, no paragraph.

    Raises NotFound for an organisation outside the actor's scope.
    """
    scope = require(actor, Capability.VIEW_ACTIVITIES)
    if chosen.school_id is not None:
        get(session, scope, chosen.school_id)
    rows = activities(session, scope, since=since, until=until, chosen=chosen, limit=None)
    names = {place.id: place.name for place in tree(session, scope)}
    audit.record(session, actor, "activity.exported", org_id=chosen.school_id, activities=len(rows))
    return workbook([Table("活动台账", HEAD, [_line(row, names.get(row.school_id, "")) for row in rows])])


def _line(row: ActivityRow, name: str) -> tuple[Value, ...]:
    facts = row.facts
    people = [facts.people(audience) for audience in Audience]
    return (
        name, facts.held_on, facts.until, KIND_TITLES[facts.kind], facts.title, facts.place, facts.sessions, *people,
        facts.attendances if facts.audiences else None, sum(facts.works.values()), "活动月" if row.season_id else "登记",
    )  # fmt: skip
