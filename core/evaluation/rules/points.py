"""How many points one mark gives for one item by one standard."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from core.evaluation.rules.marks import Mark
from core.evaluation.rules.spec import SHARED, Band, Item, Kind, Requirement

NOTHING = Decimal(0)
WITHOUT_POINTS = (Kind.DEDUCT, Kind.VETO)


def requirement_of(item: Item, standard: str) -> Requirement | None:
    """What this standard asks differently of the item, if it does."""
    return next((each for each in item.requirements if each.standard == standard), None)


def bands_of(item: Item, standard: str) -> tuple[Band, ...]:
    """The bands that count for this standard: its own, else the item's."""
    own = requirement_of(item, standard)
    return own.bands if own and own.bands else item.bands


def most_points(item: Item, standard: str = SHARED) -> Decimal:
    """The most the item can give by that standard; 0 for a deduction and a veto.

    The standard's own points; else the best of its own bands or anchor scores; else the item's points; else (points of
    0) the best of the item's bands or anchors.
    """
    if item.kind in WITHOUT_POINTS:
        return NOTHING
    own = requirement_of(item, standard)
    if own and own.points is not None:
        return own.points
    return _best_of_its_own(item, standard) or item.points or _best(item, standard)


def points_of(item: Item, mark: Mark, standard: str = SHARED) -> Decimal | None:
    """The points of the mark, from 0 to `most_points`; a deduction gives minus what it takes, a veto 0.

    None where the item does not apply, where there is no number for this standard, and for the position of an anchor
    or grade that does not exist.
    """
    value = mark.value(standard)
    if mark.na or value is None:
        return None
    if item.kind is Kind.DEDUCT:
        return -min(max(item.each * value, NOTHING), item.points)
    raw = RULES[item.kind](item, value, standard)
    return None if raw is None else min(max(raw, NOTHING), most_points(item, standard))


def vetoed(item: Item, mark: Mark, standard: str = SHARED) -> bool:
    """Whether the mark forbids a grade: a veto that happened, or points below the item's `veto_below`."""
    points = points_of(item, mark, standard)
    happened = item.kind is Kind.VETO and mark.value(standard) == 1
    return points is not None and (happened or falls_below(item, points))


def falls_below(item: Item, points: Decimal) -> bool:
    """Whether so few points are a veto for this item."""
    return item.veto_below is not None and points < item.veto_below


def banded(bands: Sequence[Band], value: Decimal) -> Decimal:
    """The points of a quantity. In two bands (a published overlap) the better one counts; in none (a published gap)
    the one next below it; below all of them 0.
    """
    holding = [band.score for band in bands if band.holds(value)]
    if holding:
        return max(holding)
    below = [(band.high, band.score) for band in bands if band.high is not None and band.high <= value]
    return max(below)[1] if below else NOTHING


def position(value: Decimal, count: int) -> int | None:
    """`value` as a place in a list of `count`; None where there is no such place."""
    return int(value) if value == value.to_integral_value() and 0 <= value < count else None


def _stepped(_item: Item, value: Decimal, _standard: str) -> Decimal:
    return value


def _anchored(item: Item, value: Decimal, standard: str) -> Decimal | None:
    place = position(value, len(item.anchors))
    return None if place is None else item.anchors[place].scores.get(standard, item.anchors[place].score)


def _graded(item: Item, value: Decimal, standard: str) -> Decimal | None:
    place = position(value, len(item.grades))
    return None if place is None else most_points(item, standard) * item.grades[place].share


def _ticked(item: Item, value: Decimal, standard: str) -> Decimal:
    return most_points(item, standard) if value == 1 else NOTHING


def _measured(item: Item, value: Decimal, standard: str) -> Decimal:
    return banded(bands_of(item, standard), value)


def _pointless(_item: Item, _value: Decimal, _standard: str) -> Decimal:
    return NOTHING


RULES: dict[Kind, Callable[[Item, Decimal, str], Decimal | None]] = {
    Kind.STEPS: _stepped,
    Kind.ANCHORS: _anchored,
    Kind.GRADES: _graded,
    Kind.CHECK: _ticked,
    Kind.MEASURE: _measured,
    Kind.COUNT: _measured,
    Kind.VETO: _pointless,
}


def _best_of_its_own(item: Item, standard: str) -> Decimal:
    own = requirement_of(item, standard)
    names_it = bool(own and own.bands) or any(standard in anchor.scores for anchor in item.anchors)
    return _best(item, standard) if names_it else NOTHING


def _best(item: Item, standard: str) -> Decimal:
    scores = [anchor.scores.get(standard, anchor.score) for anchor in item.anchors]
    scores += [band.score for band in bands_of(item, standard)]
    return max(scores, default=NOTHING)
