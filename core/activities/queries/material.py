"""What stands behind one cell of the board: its reports, without words of theirs and without photographs."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE, Scope
from core.activities.queries.board_reports import season_reports
from core.activities.queries.seasons import season_schools
from core.activities.rules.progress import Reported
from core.activities.tables import Activity
from core.database import within
from core.errors import NotFound
from core.organisations.tables import Organisation

COLUMNS: tuple[Any, ...] = (
    *(Activity.id, Organisation.name, Organisation.path, Activity.title, Activity.held_on, Activity.until),
    *(Activity.sent_at, Activity.comment),
)


class Material(NamedTuple):
    """A report of a cell. `host` held it; `comment` is what the bureau wrote when it sent it back, told within the scope
    alone.
    """

    id: int
    host: str
    path: str
    title: str
    held_on: date
    until: date
    sent_at: datetime | None
    comment: str
    figures: Reported


def material(session: Session, scope: Scope, *, season_id: int, school_id: int, item: str) -> list[Material]:
    """The reports of a school for an item, those it agreed to have held together too, the latest first.

    Raises NotFound for a school outside the scope, or one that takes no part in the season.
    """
    listed = season_schools(session, scope, season_id=season_id)
    school = next((one for one in listed if one.school_id == school_id), None)
    if school is None:
        raise NotFound
    here = season_reports(session, Scope.at(school.path), season_id=season_id)
    found = {one.id: one for one in here if one.item == item}
    statement: Any = select(*COLUMNS).join(Organisation, col(Organisation.id) == Activity.org_id)
    chosen = statement.where(col(Activity.id).in_(sorted(found)))
    rows = session.exec(within(SYSTEM_SCOPE, within(SYSTEM_SCOPE, chosen, Activity), Organisation))
    told = [_material(row, found[row[0]], inside=scope.covers(row[2])) for row in rows]
    return sorted(told, key=lambda one: (one.held_on, one.id), reverse=True)


def _material(row: Sequence[Any], figures: Reported, *, inside: bool) -> Material:
    *facts, comment = row
    return Material(*facts, comment if inside else "", figures)  # type: ignore[call-arg]  # the columns are the first eight fields
