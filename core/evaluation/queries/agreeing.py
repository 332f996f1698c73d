"""How far raters agree: ICC over totals, weighted κ over marks; for those who hold the round, once it is unblinded."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations
from statistics import fmean
from typing import Any, NamedTuple

from sqlalchemy import func
from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE, Scope
from core.database import within
from core.evaluation.rules.agreement import icc2k, weighted_kappa
from core.evaluation.rules.freezing import thawed
from core.evaluation.rules.marks import unpacked
from core.evaluation.rules.spec import Item, Kind, RubricSpec
from core.evaluation.rules.states import AssignmentState, EntryState
from core.evaluation.rules.timeline import UNBLINDED
from core.evaluation.tables import Assignment, Entry, ItemMark, Round

FEWEST = 3
"""Entries that the same raters rated: with fewer, a coefficient says nothing."""


class Agreement(NamedTuple):
    """ICC(2,k) of the sums of points of the `raters` who rated the same `entries`; mean weighted κ over `items`.

    The largest group of raters with the same entries is reckoned for ICC (`groups` tells how many groups there are); κ
    counts every two raters of one entry. None where it is not defined: too few entries, or nobody differs from anybody.
    """

    icc: float | None
    raters: int
    entries: int
    groups: int
    kappa: float | None
    items: int
    pairs: int


def agreement(session: Session, scope: Scope, *, round_id: int) -> Agreement | None:
    """The agreement in a round of an organisation within `scope`; None while it is blind, or where nobody rated twice."""
    statement = select(Round.rubric).where(Round.id == round_id, col(Round.state).in_(UNBLINDED))
    rubric = session.exec(within(scope, statement, Round)).first()
    groups = _groups(_totals(session, round_id)) if rubric else {}
    if not rubric or not groups:
        return None
    raters, matrix = max(groups.items(), key=lambda group: (len(group[1]), len(group[0]), group[0]))
    kappas, pairs = _kappas(session, round_id, thawed(rubric))
    return Agreement(
        icc2k(matrix) if len(matrix) >= FEWEST else None, len(raters), len(matrix), len(groups),
        fmean(kappas) if kappas else None, len(kappas), pairs,
    )  # fmt: skip


def _totals(session: Session, round_id: int) -> dict[int, dict[int, float]]:
    """Sums of points by entry and rater."""
    facts: Any = (Assignment.entry_id, Assignment.rater_id, func.sum(ItemMark.points))
    statement = _handed_in(select(*facts), round_id).group_by(Assignment.entry_id, Assignment.rater_id)
    found: dict[int, dict[int, float]] = defaultdict(dict)
    for entry, rater, points in session.exec(statement):
        found[entry][rater] = float(points or 0)
    return found


def _groups(totals: dict[int, dict[int, float]]) -> dict[tuple[int, ...], list[list[float]]]:
    """By the raters of an entry, two or more: a row of totals an entry, a column a rater."""
    groups: dict[tuple[int, ...], list[list[float]]] = defaultdict(list)
    for entry in sorted(totals):
        raters = tuple(sorted(totals[entry]))
        if len(raters) > 1:
            groups[raters].append([totals[entry][rater] for rater in raters])
    return groups


def _kappas(session: Session, round_id: int, spec: RubricSpec) -> tuple[list[float], int]:
    """κ of every item that is marked in steps of an order and has one, and over how many pairs of sheets."""
    found, pairs = list[float](), 0
    levels = {item.code: count for item in spec.items if (count := categories(item))}
    for code, both in _pairs(session, round_id, sorted(levels)).items():
        first, second = zip(*both, strict=True)
        kappa = weighted_kappa(first, second, categories=levels[code]) if len(both) >= FEWEST else None
        found += [] if kappa is None else [kappa]
        pairs = max(pairs, len(both))
    return found, pairs


def categories(item: Item) -> int:
    """How many ordered answers the item has; 0 where it is marked in other ways, or has one mark a standard."""
    counts = {Kind.ANCHORS: len(item.anchors), Kind.GRADES: len(item.grades), Kind.CHECK: 2}
    return 0 if item.separate else counts.get(item.kind, 0)


def _pairs(session: Session, round_id: int, codes: Sequence[str]) -> dict[str, list[tuple[int, int]]]:
    """By item, the positions that every two raters of an entry chose, the rater with the lower id first."""
    facts: Any = (ItemMark.code, Assignment.entry_id, Assignment.rater_id, ItemMark.value)
    statement = _handed_in(select(*facts), round_id).where(col(ItemMark.code).in_(codes))
    chosen: dict[tuple[str, int], dict[int, int]] = defaultdict(dict)
    for code, entry, rater, value in session.exec(statement):
        position = unpacked(value).value("")
        if position is not None and position == position.to_integral_value():
            chosen[code, entry][rater] = int(position)
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for (code, _), by_rater in sorted(chosen.items()):
        found[code] += combinations([by_rater[rater] for rater in sorted(by_rater)], 2)
    return {code: both for code, both in found.items() if both}


def _handed_in(statement: Any, round_id: int) -> Any:
    statement = statement.select_from(Assignment).join(ItemMark, col(ItemMark.assignment_id) == Assignment.id)
    statement = statement.join(Entry, col(Entry.id) == Assignment.entry_id)
    statement = statement.where(
        Assignment.round_id == round_id,
        Assignment.state == AssignmentState.SUBMITTED,
        Entry.state == EntryState.SUBMITTED,  # the same sheets that make results
    )
    for table in (Assignment, ItemMark, Entry):
        statement = within(SYSTEM_SCOPE, statement, table)
    return statement
