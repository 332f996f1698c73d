"""Staffing to take along: numbers by school, nobody's name."""

from collections.abc import Mapping
from datetime import date

from sqlmodel import Session

from core import audit, clock
from core.access import Actor, Capability, require
from core.sheets.export import Table, workbook
from core.training.queries.forecast import staffing_changes
from core.training.queries.school_posts import school_posts
from core.training.rules.forecast import ahead
from core.training.rules.rates import Posts
from core.training.rules.staffing import Side
from core.training.rules.staffing_sheets import (
    AHEAD_HEAD,
    GROUP_HEAD,
    SCHOOL_HEAD,
    ahead_rows,
    group_rows,
    school_rows,
)
from core.training.rules.staffing_titles import SIDE_TITLES


def export_staffing(session: Session, actor: Actor, *, org_id: int) -> bytes:
    """Every school at or below an organisation, and by place, stage and setting, as of today.

    Raises NotAllowed, and NotFound for an organisation outside the actor's scope.
    """
    scope, today = require(actor, Capability.VIEW_STAFF), clock.today()
    rows = school_posts(session, scope, org_id=org_id, today=today, school_year=clock.school_year(today))
    sides = [Table(SIDE_TITLES[side], GROUP_HEAD, group_rows(rows, side)) for side in Side]
    audit.record(session, actor, "staffing.exported", org_id=org_id, schools=len(rows))
    return workbook([Table("各校", SCHOOL_HEAD, school_rows(rows)), *sides])


def export_forecast(session: Session, actor: Actor, *, org_id: int, then: date, coming: Mapping[int, Posts]) -> bytes:
    """Every school at or below an organisation now and on the day `then`, with what was to be made there.

    What is to be made elsewhere is not looked at. Raises NotAllowed, and NotFound for an organisation outside the scope.
    """
    scope, today = require(actor, Capability.VIEW_STAFF), clock.today()
    now = school_posts(session, scope, org_id=org_id, today=today, school_year=clock.school_year(today))
    changes = staffing_changes(session, scope, org_id=org_id, today=today, then=then)
    rows = ahead_rows(now, ahead(now, changes, coming), changes, coming)
    audit.record(session, actor, "staffing.forecast_exported", org_id=org_id, schools=len(now), day=then.isoformat())
    return workbook([Table("推演", AHEAD_HEAD, rows)])
