"""The reports of a season as the board counts them: columns, no texts; one statement a table, whatever the number of schools."""

from collections.abc import Callable, Collection, Sequence
from typing import Any, NamedTuple

from sqlalchemy import case, func
from sqlmodel import Session, col, select

from core import clock
from core.access import SYSTEM_SCOPE, Scope
from core.activities.rules import JointState, ReportState
from core.activities.rules.progress import JointPart, Reported
from core.activities.tables import Activity, ActivityFile, JointSchool
from core.database import unowned, within

COLUMNS: tuple[Any, ...] = (
    *(Activity.id, Activity.org_id, Activity.item, Activity.state, Activity.first_sent_at, Activity.sessions),
    *(Activity.pupils, Activity.teachers, Activity.parents, Activity.community, Activity.works, Activity.partners),
    func.length(Activity.note),
)


class Part(NamedTuple):
    """A school within the scope that agreed to have held an activity with its host."""

    activity_id: int
    school_id: int
    attendances: int | None


def season_reports(session: Session, scope: Scope, *, season_id: int) -> list[Reported]:
    """The reports of organisations within `scope`, and those that a school within it agreed to have held together.

    Of the schools that a report names, only those within the scope are told; what its host took back is a draft, and nobody
    else's.
    """
    parts = _parts(session, scope, season_id)
    own = session.exec(within(scope, _chosen(season_id), Activity)).all()
    guests = sorted({part.activity_id for part in parts} - {row[0] for row in own})
    held = _files(session, scope, lambda told: told.where(Activity.season_id == season_id))
    if guests:
        narrowed = _chosen(season_id).where(col(Activity.id).in_(guests))
        own = [*own, *session.exec(within(SYSTEM_SCOPE, narrowed, Activity))]
        held |= _files(session, SYSTEM_SCOPE, lambda told: told.where(col(Activity.id).in_(guests)))
    joint: dict[int, list[JointPart]] = {}
    for part in parts:
        joint.setdefault(part.activity_id, []).append(JointPart(part.school_id, part.attendances))
    return [_reported(row, held.get(row[0], (0, 0)), joint.get(row[0], ())) for row in own]


def _chosen(season_id: int) -> Any:
    statement: Any = select(*COLUMNS)
    return statement.where(Activity.season_id == season_id, col(Activity.removed_at).is_(None))


def _parts(session: Session, scope: Scope, season_id: int) -> list[Part]:
    """The season is compared as a sum, so that SQLite begins at the few joint rows of the schools.

    By the season's index it would look up every report with every school: a second and more for a thousand schools.
    """
    statement: Any = (
        select(JointSchool.activity_id, JointSchool.school_id, JointSchool.attendances)
        .join(Activity, col(Activity.id) == JointSchool.activity_id)
        .where(col(Activity.season_id) + 0 == season_id, col(Activity.removed_at).is_(None))
        .where(JointSchool.state == JointState.AGREED, col(Activity.state) != ReportState.DRAFT)
        .order_by(col(JointSchool.id))
    )
    return [Part(*row) for row in session.exec(unowned(within(scope, statement, JointSchool), Activity))]


def _files(session: Session, scope: Scope, narrowed: Callable[[Any], Any]) -> dict[int, tuple[int, int]]:
    """By activity: photographs (what has a small picture), and other files."""
    photos = func.sum(case((col(ActivityFile.thumb) != "", 1), else_=0))
    statement: Any = select(ActivityFile.activity_id, photos, func.count()).join(
        Activity, col(Activity.id) == ActivityFile.activity_id
    )
    told = narrowed(statement.where(col(ActivityFile.removed_at).is_(None)))
    rows = session.exec(
        within(scope, within(scope, told, ActivityFile), Activity).group_by(col(ActivityFile.activity_id))
    )
    return {activity: (int(pictures), int(every) - int(pictures)) for activity, pictures, every in rows}


def _reported(row: Sequence[Any], held: tuple[int, int], joint: Collection[JointPart]) -> Reported:
    at, org_id, item, state, sent, sessions, pupils, teachers, parents, community, works, partners, length = row
    return Reported(
        at, org_id, item, state, clock.local(sent).date() if sent else None, sessions, pupils, teachers, parents,
        community, works, tuple(partners), held[0], held[1], bool(length), tuple(joint),
    )  # fmt: skip
