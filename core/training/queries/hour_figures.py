"""What schools have of what is asked of them, in numbers: nobody's name."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from sqlmodel import Session

from core import clock
from core.access import Scope
from core.organisations.queries import schools
from core.training.queries.hour_rows import HourRow, standings_at
from core.training.queries.requirements import Trial, requirements_by_path
from core.training.queries.staffing import Staffing, staffing
from core.training.rules.school_standing import SchoolFigures, SchoolLine, school_standing
from core.training.rules.standing import LineState, Standing


class LineCount(NamedTuple):
    """How many people a line asks something of, and how many of them lack it."""

    asked: int
    short: int


class SchoolHours(NamedTuple):
    """One school's people in a year of counting and what is asked of the school itself today.

    Of those in post `asked` are asked for something, `met` have it, `short` lack something, of them `late` past its day;
    `by_line` tells the same for each line by its title. `recorded` are all hours, `counted` those that count. `dues`
    are the days by which something that lacks is asked, the earliest first.
    """

    school_id: int
    school: str
    people: int
    asked: int
    met: int
    short: int
    late: int
    by_line: dict[str, LineCount]
    recorded: Decimal
    counted: Decimal
    lines: tuple[SchoolLine, ...]
    dues: tuple[date, ...] = ()


def hour_figures(
    session: Session, scope: Scope, *, today: date, year: int | None = None, school_id: int | None = None,
    trial: Trial | None = None,
) -> list[SchoolHours]:  # fmt: skip
    """Every open school within the scope, by name, or one of them; the people counted are those of `hour_rows`.

    With `trial` it is told how they would stand by requirements that a bureau thinks of publishing.
    """
    facts = {row.id: row for row in schools(session, scope) if school_id in (None, row.id)}
    held = requirements_by_path(session, (row.path for row in facts.values()), trial=trial)
    people: dict[int, list[HourRow]] = {}
    for row in standings_at(session, scope, facts, held, today=today, year=year):
        people.setdefault(row.school_id, []).append(row)
    staffed = staffing(session, scope, today=today, school_year=clock.school_year(today), school_id=school_id)
    return [
        _counted(one, people.get(one.school_id, ()), school_standing(
            _figures(one, len(facts[one.school_id].facts.stages)), held[facts[one.school_id].path].spec.school
        ))
        for one in staffed
    ]  # fmt: skip


def line_counts(standings: Sequence[Standing]) -> dict[str, LineCount]:
    """By the title of a line, of how many it asks something and how many of them lack it."""
    told = [line for one in standings for line in one.lines if line.state is not LineState.EXEMPT]
    asked = Counter(line.line.title for line in told)
    short = Counter(line.line.title for line in told if line.state is not LineState.MET)
    return {title: LineCount(people, short[title]) for title, people in asked.items()}


def _figures(one: Staffing, stages: int) -> SchoolFigures:
    return SchoolFigures(one.registered, one.posts, one.certified, stages, one.pupils)


def _counted(school: Staffing, rows: Sequence[HourRow], lines: tuple[SchoolLine, ...]) -> SchoolHours:
    standings = [row.standing for row in rows]
    return SchoolHours(
        school.school_id, school.school, len(rows), sum(one.asked for one in standings),
        sum(one.met for one in standings), sum(bool(one.short) for one in standings),
        sum(one.late for one in standings), line_counts(standings),
        sum((row.credits.recorded for row in rows), Decimal(0)), sum((row.credits.total for row in rows), Decimal(0)),
        lines, tuple(sorted({line.due for one in standings for line in one.short})),
    )  # fmt: skip
