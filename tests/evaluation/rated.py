"""Schools that raters rated, for tests of moderation and results: sheets written straight into the tables."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from sqlmodel import Session

from core import clock
from core.access import SYSTEM_SCOPE
from core.database import writing
from core.evaluation import actions
from core.evaluation.actions.loading import loaded_entry, loaded_round
from core.evaluation.rules.freezing import thawed
from core.evaluation.rules.marks import Mark, packed
from core.evaluation.rules.spec import RubricSpec
from core.evaluation.rules.states import AssignmentState, EntryState, RoundState
from core.evaluation.rules.tally import points_of
from core.evaluation.tables import ItemMark
from tests.evaluation.builders import AT, PUBLICITY_UNTIL, SMALL, a_round, an_assignment, an_entry
from tests.world import World

Marks = Mapping[str, Mark | int]
RATERS = ("reviewer", "centre", "researcher", "city_centre")
PUBLIC = datetime.combine(PUBLICITY_UNTIL, datetime.min.time(), UTC)


class Stood(NamedTuple):
    """A round in review with its entries by school."""

    round_id: int
    entries: dict[str, int]


def a_sheet(
    session: Session,
    world: World,
    entry_id: int,
    rater: str,
    marks: Marks,
    *,
    state: AssignmentState = AssignmentState.SUBMITTED,
    at: datetime = AT,
) -> int:
    """One rater's sheet for an entry; a number is a mark for every standard. Answers the assignment's id."""
    assignment = an_assignment(session, world, entry_id, rater, state)
    entry = loaded_entry(session, SYSTEM_SCOPE, entry_id)
    spec = thawed(loaded_round(session, SYSTEM_SCOPE, entry.round_id).rubric)
    for code, mark in marks.items():
        given = mark if isinstance(mark, Mark) else Mark.of(mark)
        session.add(
            ItemMark(
                assignment_id=assignment, round_id=entry.round_id, school_id=entry.school_id, code=code,
                value=packed(given), points=points_of(spec.by_code[code], given, spec.standard_keys[0]), at=at,
            )
        )  # fmt: skip
    session.flush()
    return assignment


def stood(
    session: Session,
    world: World,
    sheets: Mapping[str, Sequence[Marks]],
    *,
    rubric: RubricSpec = SMALL,
    state: RoundState = RoundState.REVIEW,
    raters: Sequence[str] = RATERS,
    **other: object,
) -> Stood:
    """A round of the county, with the sheets of each school in the order of `raters`."""
    round_id = a_round(session, world, state=state, rubric=rubric, **other)
    entries = {}
    for school, filled in sheets.items():
        entries[school] = an_entry(session, world, round_id, school, EntryState.SUBMITTED)
        for rater, marks in zip(raters, filled, strict=False):
            a_sheet(session, world, entries[school], rater, marks)
    return Stood(round_id, entries)


def kept(world: World, sheets: Mapping[str, Sequence[Marks]], **other: object) -> Stood:
    """The same, committed."""
    with writing() as session:
        return stood(session, world, sheets, **other)  # type: ignore[arg-type]  # passed through


def advanced(world: World, round_id: int, *steps: RoundState, who: str = "researcher") -> None:
    """The round taken along these steps, each in a unit of work of its own; publicity begins on its last day."""
    for to in steps:
        now = PUBLIC if to is RoundState.PUBLICITY else clock.now()
        with clock.stopped_at(now), writing() as session:
            actions.advance(session, world.actor(who), round_id=round_id, to=to)
