"""Who meets what is asked of them, who lacks how much, and by when: for people and for schools."""

from collections.abc import Collection
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import NamedTuple

from core.organisations.rules import Stage
from core.training.rules import StaffKind
from core.training.rules.hours import MONTHS, TENTH, ZERO, YearCredits, due_day, window
from core.training.rules.requirements import HourSpec, Newcomers, PersonLine, RequirementSpec


class LineState(StrEnum):
    """How somebody stands with one line."""

    MET = "met"  # 已达到
    SHORT = "short"  # 还缺, the day lies ahead
    LATE = "late"  # 还缺, the day has passed
    EXEMPT = "exempt"  # 当年不要求


class Person(NamedTuple):
    """What decides which lines hold for somebody: the kinds of their posts, the stages of their school, since when."""

    kinds: frozenset[StaffKind]
    stages: frozenset[Stage]
    since: date


class LineStanding(NamedTuple):
    """One line for one person; hours to a tenth. `needed` is 0 where the person is exempt."""

    line: PersonLine
    needed: Decimal
    counted: Decimal
    due: date
    state: LineState

    @property
    def lacking(self) -> Decimal:
        """How many hours are still to come; 0 where the line is met."""
        return max(self.needed - self.counted, ZERO)


class Standing(NamedTuple):
    """Every line that holds for somebody, in the order of the pack; none where nothing is asked of them."""

    lines: tuple[LineStanding, ...]

    @property
    def asked(self) -> bool:
        """Whether anything is asked of them this year."""
        return any(line.state is not LineState.EXEMPT for line in self.lines)

    @property
    def short(self) -> tuple[LineStanding, ...]:
        """The lines that are not met, the earliest day first."""
        open_lines = [line for line in self.lines if line.state in (LineState.SHORT, LineState.LATE)]
        return tuple(sorted(open_lines, key=lambda line: line.due))

    @property
    def late(self) -> bool:
        """Whether the day of a line has passed without it being met."""
        return any(line.state is LineState.LATE for line in self.lines)

    @property
    def met(self) -> bool:
        """Whether something is asked and nothing lacks."""
        return self.asked and not self.short

    @property
    def due(self) -> date | None:
        """The nearest day by which something is still to come."""
        return self.short[0].due if self.short else None

    @property
    def lacking(self) -> Decimal:
        """The most that one line lacks: an hour may serve several lines, so they are not added up."""
        return max((line.lacking for line in self.short), default=ZERO)


def standing(person: Person, credits: YearCredits, spec: RequirementSpec, *, today: date) -> Standing:
    """How somebody stands in the year of `credits`, as of `today`; on the due day itself there is still time."""
    lines = (line for line in spec.people if applies(line, person.kinds, person.stages))
    return Standing(tuple(_stood(line, person, credits, spec.hours, today) for line in lines))


def applies(line: PersonLine, kinds: Collection[StaffKind], stages: Collection[Stage]) -> bool:
    """Whether a line speaks of somebody with these posts at a school with these stages."""
    return any(kind in line.kinds for kind in kinds) and (
        not line.stages or any(stage in line.stages for stage in stages)
    )


def needed(line: PersonLine, since: date, spec: HourSpec, year: int) -> Decimal:
    """How many hours a line asks of somebody who began on `since`.

    Somebody who began within the year is asked for all of it, for the months from the one they began in (to a tenth, half
    up), or for nothing, as the line says; before they began nothing is asked.
    """
    first, last = window(spec, year)
    if since > last:
        return ZERO
    if since <= first or line.newcomers is Newcomers.FULL:
        return line.hours
    if line.newcomers is Newcomers.EXEMPT:
        return ZERO
    months = (last.year - since.year) * MONTHS + last.month - since.month + 1
    return (line.hours * months / MONTHS).quantize(TENTH, ROUND_HALF_UP)


def _stood(line: PersonLine, person: Person, credits: YearCredits, spec: HourSpec, today: date) -> LineStanding:
    asked = needed(line, person.since, spec, credits.year)
    counted, due = credits.counted(line.category), due_day(spec, credits.year, line.due)
    return LineStanding(line, asked, counted, due, _state(asked, counted, due, today))


def _state(asked: Decimal, counted: Decimal, due: date, today: date) -> LineState:
    if not asked:
        return LineState.EXEMPT
    if counted >= asked:
        return LineState.MET
    return LineState.SHORT if today <= due else LineState.LATE
