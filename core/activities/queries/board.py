"""The board of a season: every school that takes part, every item, and what it comes to."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from itertools import takewhile
from typing import NamedTuple

from sqlmodel import Session

from core.access import Reach, Scope
from core.activities.queries.board_reports import season_reports
from core.activities.queries.seasons import SeasonRow, SeasonSchoolRow, season_schools, season_seen, seasons_seen
from core.activities.rules import SeasonKind, SeasonState
from core.activities.rules.checklists import ItemSpec
from core.activities.rules.progress import Cell, Line, Reported, SeasonClock, Summary, cell, line, summed
from core.activities.rules.totals import Totals, totals
from core.organisations.queries import OrgRow, ids_of, tree
from core.organisations.rules import Stage

YEAR, ABOUT = 365, 45  # days
STARTED = (SeasonState.OPEN, SeasonState.CLOSED)


class SchoolLine(NamedTuple):
    """A school on the board; its own 场次 and 人次, a joint activity with the people that the school told."""

    school_id: int
    school: str
    path: str
    exempt: bool
    cells: tuple[Cell, ...]
    line: Line
    totals: Totals


class BureauLine(NamedTuple):
    """The schools of one place below the top, and what it comes to there."""

    name: str
    summary: Summary
    totals: Totals


class Board(NamedTuple):
    """`schools` by name, their cells in the order of `items`; `bureaus` only where there are several.

    `earlier` is what the season of the same kind and organiser came to a year before; None without one.
    """

    season: SeasonRow
    items: tuple[ItemSpec, ...]
    schools: tuple[SchoolLine, ...]
    bureaus: tuple[BureauLine, ...]
    summary: Summary
    totals: Totals
    earlier: Totals | None

    @property
    def due(self) -> tuple[SchoolLine, ...]:
        """The schools that something is asked of."""
        return tuple(one for one in self.schools if one.line.due)


def board(
    session: Session, scope: Scope, *, season_id: int, today: date, below: str = "/", stage: Stage | None = None
) -> Board:
    """The board of a season within `scope`, at or below the path `below`, of the schools that have one stage.

    Raises NotFound for a season that is not seen from there. With a stage, a bureau's own activities count through its schools.
    """
    season, narrowed = season_seen(session, scope, season_id), _below(scope, below)
    listed = season_schools(session, narrowed, season_id=season_id)
    chosen = [one for one in listed if stage is None or stage in one.stages]
    reports, places = season_reports(session, narrowed, season_id=season_id), tree(session, narrowed)
    rows = _lines(season, chosen, reports, today)
    inside = {one.id for one in places} if stage is None else {one.school_id for one in chosen}
    return Board(
        season,
        season.checklist.items,
        tuple(rows),
        tuple(_bureaus(places, rows, reports)) if stage is None else (),
        summed(one.line for one in rows),
        totals(reports, inside),
        _earlier(session, narrowed, season, inside),
    )


def lines(session: Session, scope: Scope, *, season: SeasonRow, today: date) -> list[SchoolLine]:
    """The schools of a season within `scope` alone: without places, sums over them, and the year before."""
    schools = season_schools(session, scope, season_id=season.id)
    return _lines(season, schools, season_reports(session, scope, season_id=season.id), today)


def season_clock(season: SeasonRow) -> SeasonClock:
    """The days of a season that decide what is late."""
    return SeasonClock(season.ends_on, season.report_until, season.counts_sent)


def _below(scope: Scope, below: str) -> Scope:
    """The part of the scope at or below a path."""
    if scope.covers(below):
        return Scope((Reach(below),))
    return Scope(tuple(reach for reach in scope.reaches if reach.path.startswith(below)))


def _earlier(session: Session, scope: Scope, season: SeasonRow, inside: Collection[int]) -> Totals | None:
    """Of several of its kind the one nearest to the same days; of no certain occasion, only one of about those days."""
    found = {
        abs((season.starts_on - one.starts_on).days - YEAR): one
        for one in seasons_seen(session, scope, states=STARTED, school_year=season.school_year - 1)
        if (one.kind, one.org_id) == (season.kind, season.org_id)
    }
    apart = min(found, default=None)
    if apart is None or (season.kind is SeasonKind.OTHER and apart > ABOUT):
        return None
    return totals(season_reports(session, scope, season_id=found[apart].id), inside)


def _lines(
    season: SeasonRow, schools: Sequence[SeasonSchoolRow], reports: Sequence[Reported], today: date
) -> list[SchoolLine]:
    by_item: dict[tuple[int, str], list[Reported]] = defaultdict(list)
    by_school: dict[int, list[Reported]] = defaultdict(list)
    for one in reports:
        for school in {one.org_id, *(part.school_id for part in one.joint)}:
            by_item[school, one.item].append(one)
            by_school[school].append(one)
    return [_line(season, one, by_item, by_school[one.school_id], today) for one in schools]


def _line(
    season: SeasonRow,
    school: SeasonSchoolRow,
    by_item: Mapping[tuple[int, str], Sequence[Reported]],
    reports: Sequence[Reported],
    today: date,
) -> SchoolLine:
    at, clock = school.school_id, season_clock(season)
    cells = tuple(
        cell(
            item, by_item.get((at, item.code), ()), school_id=at, stages=school.stages,
            exempt=school.exempt_all or item.code in school.exempt_items, clock=clock, today=today,
        )
        for item in season.checklist.items
    )  # fmt: skip
    told = line(season.checklist.items, cells)
    return SchoolLine(at, school.school, school.path, school.exempt_all, cells, told, totals(reports, {at}))


def _bureaus(places: Sequence[OrgRow], rows: Sequence[SchoolLine], reports: Sequence[Reported]) -> list[BureauLine]:
    """The places one step below what all schools have in common; schools that hang there themselves are a place too."""
    above = [ids_of(row.path)[:-1] for row in rows]
    top = _common(above)
    steps: dict[tuple[int, ...], list[SchoolLine]] = defaultdict(list)
    for path, row in zip(above, rows, strict=True):
        steps[path[: top + 1]].append(row)
    if len(steps) < 2:
        return []
    names = {one.id: one.name for one in places}
    if not all(step[-1] in names for step in steps):  # somebody of a few schools sees none of the places above
        return []
    return [
        BureauLine(names[step[-1]], summed(one.line for one in held), totals(reports, _of(places, step, top, held)))
        for step, held in sorted(steps.items())
    ]


def _common(paths: Sequence[tuple[int, ...]]) -> int:
    """How many steps from the top all paths share."""
    return sum(1 for _ in takewhile(lambda steps: len(set(steps)) == 1, zip(*paths, strict=False)))


def _of(places: Sequence[OrgRow], step: tuple[int, ...], top: int, held: Sequence[SchoolLine]) -> set[int]:
    """The organisations of a place; the bureau at the top stands for itself and the schools right below it."""
    if len(step) == top:
        return {step[-1], *(one.school_id for one in held)}
    return {one.id for one in places if ids_of(one.path)[: top + 1] == step}
