"""Seasons as those see them who run them and those who take part; which schools take part, and what they need not do."""

from collections.abc import Collection, Iterable
from datetime import date
from functools import lru_cache
from json import dumps
from typing import Any, NamedTuple

from sqlalchemy import and_, or_
from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE, Scope
from core.activities.rules import SeasonKind, SeasonState
from core.activities.rules.checklists import ChecklistSpec
from core.activities.tables import Exemption, Season, SeasonSchool
from core.database import within
from core.errors import NotFound
from core.organisations.queries import ids_of
from core.organisations.tables import Organisation, SchoolFacts


class SeasonRow(NamedTuple):
    """One season with its organiser, and its checklist as it was when the season was made."""

    id: int
    org_id: int
    org_path: str
    org_name: str
    kind: SeasonKind
    title: str
    school_year: int
    starts_on: date
    ends_on: date
    plan_until: date | None
    report_until: date
    guidance: str
    checklist: ChecklistSpec
    counts_sent: bool
    state: SeasonState
    reason: str
    edition: int


class SeasonSchoolRow(NamedTuple):
    """A school that takes part; `exempt_all` is the whole season, `exempt_items` are single items by code."""

    school_id: int
    school: str
    path: str
    stages: tuple[str, ...]
    exempt_all: bool
    exempt_items: frozenset[str]


class ExemptionRow(NamedTuple):
    """What a school need not do ("" = the whole season), and why."""

    id: int
    school_id: int
    item: str
    reason: str


def seasons_seen(
    session: Session, scope: Scope, *, states: Collection[SeasonState] = (), school_year: int | None = None
) -> list[SeasonRow]:
    """The seasons of the bureaus in `scope`, and those of bureaus above it once they are no plans; the latest first."""
    statement = seen_seasons(scope)
    if states:
        statement = statement.where(col(Season.state).in_(list(states)))
    if school_year is not None:
        statement = statement.where(Season.school_year == school_year)
    order = (col(Season.starts_on).desc(), col(Season.id).desc())
    return [_row(*found) for found in session.exec(statement.order_by(*order))]


def season_seen(session: Session, scope: Scope, season_id: int) -> SeasonRow:
    """One season that `seasons_seen` shows; raises NotFound for any other."""
    found = session.exec(seen_seasons(scope).where(Season.id == season_id)).first()
    if found is None:
        raise NotFound
    return _row(*found)


def seen_seasons(scope: Scope) -> Any:
    """Seasons, with path and name of their organiser: at or below the scope, and above it once they are no plans.

    A season is nobody's personal data, and a school has to see what it is asked to do; so the guard is satisfied with the
    whole installation, and the narrowing is done here, as for training sessions.
    """
    statement = select(Season, Organisation.path, Organisation.name).join(
        Organisation, col(Organisation.id) == Season.org_id
    )
    statement = within(SYSTEM_SCOPE, within(SYSTEM_SCOPE, statement, Season), Organisation)
    above = sorted({org for reach in scope.reaches for org in ids_of(reach.path)})
    told = and_(col(Season.org_id).in_(above), col(Season.state) != SeasonState.PLANNED)
    below = [col(Organisation.path).startswith(reach.path) for reach in scope.reaches]
    return statement.where(or_(told, *below))


def season_schools(session: Session, scope: Scope, *, season_id: int) -> list[SeasonSchoolRow]:
    """The schools within `scope` that take part in a season, by name. Raises NotFound for a season that is not seen.

    A school that was dropped, or closed since, is not among them.
    """
    season_seen(session, scope, season_id)
    statement: Any = (
        select(Organisation.id, Organisation.name, Organisation.path, SchoolFacts.stages)
        .join(SeasonSchool, col(SeasonSchool.school_id) == Organisation.id)
        .join(SchoolFacts, col(SchoolFacts.school_id) == Organisation.id)
        .where(SeasonSchool.season_id == season_id, col(SeasonSchool.removed_at).is_(None))
        .where(col(Organisation.closed_on).is_(None))
        .order_by(col(Organisation.name), col(Organisation.id))
    )
    for model in (SeasonSchool, Organisation, SchoolFacts):
        statement = within(scope, statement, model)
    exempt = _by_school(exemptions(session, scope, season_id=season_id))
    return [
        SeasonSchoolRow(
            found.id, found.name, found.path, tuple(found.stages.split(",")), "" in (items := exempt.get(found.id, frozenset())),
            items - {""},
        )
        for found in session.exec(statement)
    ]  # fmt: skip


def exemptions(session: Session, scope: Scope, *, season_id: int) -> list[ExemptionRow]:
    """What schools within `scope` need not do in a season, in the order it was granted; lifted ones are left out."""
    season_seen(session, scope, season_id)
    statement = select(Exemption).where(Exemption.season_id == season_id, col(Exemption.removed_at).is_(None))
    rows = session.exec(within(scope, statement, Exemption).order_by(col(Exemption.id)))
    return [ExemptionRow(row.id or 0, row.school_id, row.item, row.reason) for row in rows]


def checklist_of(content: dict[str, Any]) -> ChecklistSpec:
    """A checklist as a season keeps it; the same content is checked once a process."""
    return _checked(dumps(content, sort_keys=True))


@lru_cache(maxsize=256)
def _checked(text: str) -> ChecklistSpec:
    return ChecklistSpec.model_validate_json(text)


def _by_school(rows: Iterable[ExemptionRow]) -> dict[int, frozenset[str]]:
    found: dict[int, frozenset[str]] = {}
    for row in rows:
        found[row.school_id] = found.get(row.school_id, frozenset()) | {row.item}
    return found


def _row(row: Season, path: str, name: str) -> SeasonRow:
    facts = {key: getattr(row, key) for key in SeasonRow._fields if key not in ("org_path", "org_name", "checklist")}
    return SeasonRow(org_path=path, org_name=name, checklist=checklist_of(row.checklist), **facts)
