"""What has changed since the round before: by school, and by indicator where both used the same rubric."""

from typing import Any, NamedTuple

from sqlalchemy import Float, cast, func
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE, Scope
from core.database import within
from core.errors import NotFound
from core.evaluation.queries.rounds import RoundRow, round_seen
from core.evaluation.rules.headings import first_level
from core.evaluation.rules.timeline import SEEN_BY_SCHOOLS
from core.evaluation.tables import Entry, EntryResult, Outcome
from core.organisations.tables import Organisation

NOW, BEFORE = aliased(Entry, name="entry_now"), aliased(Entry, name="entry_before")


class SchoolChange(NamedTuple):
    """Total ÷ most of a school's entry in both rounds."""

    school_id: int
    school: str
    earlier: float
    later: float


class IndicatorChange(NamedTuple):
    """The mean share of an indicator in both rounds, over the `n` entries that are in both."""

    code: str
    earlier: float
    later: float
    n: int


class Changes(NamedTuple):
    """The round before, and what has changed since; no indicators where the rubrics are different ones."""

    previous: RoundRow
    schools: list[SchoolChange]
    indicators: list[IndicatorChange]


def changes(session: Session, scope: Scope, *, round_id: int, standard: str) -> Changes | None:
    """The change within `scope` since the round that this one names as the one before.

    None where none is named, one of the two is not public, or no school is in both. Schools are matched by school and
    room; totals are told as shares of all points, for the full points may differ.
    """
    now = round_seen(session, scope, round_id)
    before = _before(session, now)
    if before is None or now.state not in SEEN_BY_SCHOOLS:
        return None
    keys = before.spec.standard_keys
    earlier = standard if standard in keys else keys[0]
    schools = _schools(session, scope, now, standard, before, earlier)
    same = now.rubric_key == before.rubric_key and standard == earlier
    indicators = _indicators(session, scope, now, before, standard) if same else []
    return Changes(before, schools, indicators) if schools else None


def _before(session: Session, now: RoundRow) -> RoundRow | None:
    if now.previous_id is None:
        return None
    try:
        before = round_seen(session, SYSTEM_SCOPE, now.previous_id)
    except NotFound:
        return None
    return before if before.state in SEEN_BY_SCHOOLS else None


def _schools(
    session: Session, scope: Scope, now: RoundRow, standard: str, before: RoundRow, earlier: str
) -> list[SchoolChange]:
    later_one, earlier_one = aliased(EntryResult, name="result_now"), aliased(EntryResult, name="result_before")
    facts: Any = (
        later_one.school_id,
        Organisation.name,
        _share(earlier_one.total, earlier_one),
        _share(later_one.total, later_one),
    )
    statement = _paired(select(*facts).select_from(later_one), later_one, earlier_one, now, before)
    statement = statement.join(Organisation, col(Organisation.id) == later_one.school_id)
    statement = statement.where(later_one.standard == standard, earlier_one.standard == earlier)
    found = within(scope, within(SYSTEM_SCOPE, statement, Organisation), later_one).order_by(col(Organisation.name))
    return [SchoolChange(school_id, school, float(a), float(b)) for school_id, school, a, b in session.exec(found)]


def _indicators(
    session: Session, scope: Scope, now: RoundRow, before: RoundRow, standard: str
) -> list[IndicatorChange]:
    later, earlier = aliased(Outcome, name="outcome_now"), aliased(Outcome, name="outcome_before")
    codes = [one.code for one in first_level(now.spec)]
    facts: Any = (
        later.code,
        func.avg(_share(earlier.score, earlier)),
        func.avg(_share(later.score, later)),
        func.count(),
    )
    statement = _paired(select(*facts).select_from(later), later, earlier, now, before)
    statement = statement.where(
        later.code == earlier.code, later.standard == standard, earlier.standard == standard,
        col(later.code).in_(codes), col(later.na).is_(False), col(earlier.na).is_(False),
    )  # fmt: skip
    found = {row[0]: row for row in session.exec(within(scope, statement, later).group_by(later.code))}
    return [IndicatorChange(code, float(row[1]), float(row[2]), row[3]) for code in codes if (row := found.get(code))]


def _paired(statement: Any, later: Any, earlier: Any, now: RoundRow, before: RoundRow) -> Any:
    """Rows of this round beside those of the round before, of the same school and room; `later` is still to be narrowed."""
    room_now, room_before = func.coalesce(NOW.room_id, 0), func.coalesce(BEFORE.room_id, 0)
    statement = statement.join(NOW, col(NOW.id) == later.entry_id)
    statement = statement.join(BEFORE, (col(BEFORE.school_id) == NOW.school_id) & (room_before == room_now))
    statement = statement.join(earlier, col(earlier.entry_id) == BEFORE.id)
    statement = statement.where(
        later.round_id == now.id, BEFORE.round_id == before.id, later.most > 0, earlier.most > 0
    )
    for table in (NOW, BEFORE, earlier):  # a school's rows of both rounds are its own
        statement = within(SYSTEM_SCOPE, statement, table)
    return statement


def _share(part: Any, of: Any) -> Any:
    return cast(part, Float) / cast(of.most, Float)
