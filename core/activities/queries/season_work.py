"""What waits in the seasons that are open: reports for a bureau; items, comments and invitations for a school."""

from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import func
from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE, Scope
from core.activities.queries.board import STARTED, lines, season_clock
from core.activities.queries.reports import TOLD
from core.activities.queries.seasons import SeasonRow, seasons_seen
from core.activities.rules import JointState, ReportState, SeasonState
from core.activities.rules.progress import Progress, due_day
from core.activities.tables import Activity, JointSchool
from core.database import within

TO_DO = frozenset({Progress.RETURNED, Progress.DOING, Progress.MISSING, Progress.NOT_YET})


class Waiting(NamedTuple):
    """Reports that nobody has looked at yet, and since when the first of them waits."""

    reports: int = 0
    since: datetime | None = None


class OwnSeason(NamedTuple):
    """What a school still has to do in a season: required items by title, those that came back, the nearest last day."""

    season: SeasonRow
    to_do: tuple[str, ...]
    returned: tuple[str, ...]
    due: date


def waiting_reports(session: Session, scope: Scope, *, season_id: int | None = None) -> Waiting:
    """Reports of organisations within the scope that wait to be accepted; in one season, or in all that need it."""
    rows = seasons_seen(session, scope, states=STARTED)
    asked = [one.id for one in rows if not one.counts_sent and season_id in (None, one.id)]
    statement: Any = select(func.count(), func.min(Activity.sent_at)).where(
        col(Activity.season_id).in_(asked), Activity.state == ReportState.SENT, col(Activity.removed_at).is_(None)
    )
    reports, since = session.exec(within(scope, statement, Activity)).one()
    return Waiting(int(reports), since)


def own_seasons(session: Session, scope: Scope, *, today: date) -> list[OwnSeason]:
    """For the schools within the scope (meant for one), what is to be done in every open season; the nearest first.

    Seasons in which nothing is left to do are not told.
    """
    rows = seasons_seen(session, scope, states=(SeasonState.OPEN,))
    found = [one for season in rows if (one := _own(session, scope, season, today))]
    return sorted(found, key=lambda one: (one.due, one.season.id))


def joint_asked(session: Session, scope: Scope) -> int:
    """How many activities name a school within the scope as joint organiser and wait for its word: sent ones, of seasons
    that were not called off.
    """
    seasons = [one.id for one in seasons_seen(session, scope, states=STARTED)]
    statement: Any = select(func.count()).select_from(JointSchool).join(
        Activity, col(Activity.id) == JointSchool.activity_id
    )  # fmt: skip
    told = statement.where(
        JointSchool.state == JointState.NAMED, col(Activity.removed_at).is_(None), col(Activity.state).in_(TOLD),
        col(Activity.season_id).in_(seasons),
    )  # fmt: skip
    return int(session.exec(within(scope, within(SYSTEM_SCOPE, told, Activity), JointSchool)).one())


def _own(session: Session, scope: Scope, season: SeasonRow, today: date) -> OwnSeason | None:
    open_now = [
        (item, one)
        for school in lines(session, scope, season=season, today=today)
        for item, one in zip(season.checklist.items, school.cells, strict=True)
        if item.required and one.state in TO_DO
    ]
    if not open_now:
        return None
    days = [due_day(item, season_clock(season)) for item, _ in open_now]
    back = tuple(item.title for item, one in open_now if one.state is Progress.RETURNED)
    return OwnSeason(season, tuple(item.title for item, _ in open_now), back, min(days))
