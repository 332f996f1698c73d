"""Which schools take part in a season, and what some of them need not do."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from core import audit, clock
from core.access import SYSTEM_SCOPE, Actor, Capability, Scope, require
from core.activities.actions.loading_seasons import check_season, loaded_season, run_season
from core.activities.actions.reach import school_below
from core.activities.queries.seasons import checklist_of, season_schools
from core.activities.rules import ReportState, SeasonState
from core.activities.rules.seasons import told_reason
from core.activities.tables import Activity, Exemption, Season, SeasonSchool
from core.database import within
from core.errors import NotFound, Refused
from core.organisations.queries import get


def add_school(session: Session, actor: Actor, *, season_id: int, school_id: int) -> None:
    """Let a school take part that was opened later, or dropped. Raises NotFound for a school that is not below."""
    scope = require(actor, Capability.RUN_SEASONS)
    row = _open_season(session, scope, season_id)
    school = school_below(session, Scope.at(get(session, scope, row.org_id).path), school_id)
    if school.closed_on:
        raise Refused("activities.school_closed")
    part = _part(session, season_id, school_id)
    if part is not None and part.removed_at is None:
        raise Refused("activities.school_in_already")
    part = part or SeasonSchool(season_id=season_id, school_id=school_id, added_at=clock.now())
    part.removed_at = None
    session.add(part)
    session.flush()
    audit.record(session, actor, "season.school_added", row, org_id=school_id)


def drop_school(session: Session, actor: Actor, *, season_id: int, school_id: int) -> None:
    """Let a school take part no more. One that has reported is exempted instead: what it did would be lost."""
    scope = require(actor, Capability.RUN_SEASONS)
    row = _open_season(session, scope, season_id)
    part = _part(session, season_id, school_id)
    if part is None or part.removed_at is not None:
        raise NotFound
    if _has_reported(session, season_id, school_id):
        raise Refused("activities.school_reported")
    part.removed_at = clock.now()
    session.flush()
    audit.record(session, actor, "season.school_dropped", row, org_id=school_id)


def exempt(
    session: Session, actor: Actor, *, season_id: int, school_ids: Collection[int], item: str, reason: str
) -> int:
    """Say that schools need not do one item, or ("") anything of a season, and why; answers how many were not exempt yet.

    For whoever runs seasons at a bureau above the schools. Raises NotFound for a school that does not take part, Refused
    without a reason and for an item that the checklist does not have.
    """
    scope = require(actor, Capability.RUN_SEASONS)
    row = loaded_season(session, scope, season_id, lock=True)
    check_season(row, SeasonState.OPEN, SeasonState.CLOSED)
    if item and checklist_of(row.checklist).item(item) is None:
        raise Refused("activities.unknown_item")
    said = told_reason(reason)
    if said is None:
        raise Refused("activities.reason_needed")
    wanted = _taking_part(session, scope, season_id, set(school_ids))
    fresh = sorted(wanted - _exempt_already(session, season_id, item))
    for school_id in fresh:
        _exempt(session, actor, Exemption(
            season_id=season_id, school_id=school_id, item=item, reason=said, by_id=actor.user_id, at=clock.now()))  # fmt: skip
    return len(fresh)


def lift_exemption(session: Session, actor: Actor, *, exemption_id: int) -> None:
    """Ask a school again for what it was exempted from. The row stays, marked."""
    scope = require(actor, Capability.RUN_SEASONS)
    statement = select(Exemption).where(Exemption.id == exemption_id, col(Exemption.removed_at).is_(None))
    row = session.exec(within(scope, statement, Exemption).with_for_update()).first()
    if row is None:
        raise NotFound
    school_below(session, scope, row.school_id)
    row.removed_at = clock.now()
    session.flush()
    audit.record(session, actor, "season.exemption_lifted", row, org_id=row.school_id, item=row.item)


def _open_season(session: Session, scope: Scope, season_id: int) -> Season:
    row = run_season(session, scope, season_id, lock=True)
    check_season(row, SeasonState.OPEN)
    return row


def _taking_part(session: Session, scope: Scope, season_id: int, school_ids: set[int]) -> set[int]:
    """These schools, where all of them take part and lie below a bureau within `scope`; NotFound otherwise."""
    paths = {row.school_id: row.path for row in season_schools(session, scope, season_id=season_id)}
    if not all(one in paths and scope.covers(_above(paths[one])) for one in school_ids):
        raise NotFound
    return school_ids


def _above(path: str) -> str:
    """The path of whoever stands directly above: "/1/3/5/" is below "/1/3/"."""
    return path[: path.rstrip("/").rindex("/") + 1]


def _part(session: Session, season_id: int, school_id: int) -> SeasonSchool | None:
    statement = select(SeasonSchool).where(SeasonSchool.season_id == season_id, SeasonSchool.school_id == school_id)
    return session.exec(within(SYSTEM_SCOPE, statement, SeasonSchool)).first()


def _has_reported(session: Session, season_id: int, school_id: int) -> bool:
    statement = select(col(Activity.id)).where(
        Activity.season_id == season_id,
        Activity.org_id == school_id,
        col(Activity.removed_at).is_(None),
        col(Activity.state) != ReportState.DRAFT,
    )
    return session.exec(within(SYSTEM_SCOPE, statement.limit(1), Activity)).first() is not None


def _exempt_already(session: Session, season_id: int, item: str) -> set[int]:
    statement = select(col(Exemption.school_id)).where(
        Exemption.season_id == season_id, Exemption.item == item, col(Exemption.removed_at).is_(None)
    )
    return set(session.exec(within(SYSTEM_SCOPE, statement, Exemption)))


def _exempt(session: Session, actor: Actor, row: Exemption) -> None:
    session.add(row)
    session.flush()
    audit.record(session, actor, "season.exempted", row, org_id=row.school_id, item=row.item)
