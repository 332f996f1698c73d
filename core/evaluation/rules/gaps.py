"""Where raters are too far apart to take a mean without talking about it."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from core.evaluation.rules.marks import Mark
from core.evaluation.rules.merging import differ_on_veto
from core.evaluation.rules.points import most_points, points_of
from core.evaluation.rules.spec import Item, Kind, RubricSpec
from core.evaluation.rules.tally import given_by

NONE = Decimal(0)


def gaps(
    rubric: RubricSpec, sheets: Sequence[Mapping[str, Mark]], *, points: Decimal | None, anchors: int | None
) -> dict[str, Decimal]:
    """The items to talk about and how many points lie between the raters, in the rubric's order.

    An item is one when its points differ by more than `points` by any standard, when anchors or grades chosen lie more
    than `anchors` positions apart, or when raters differ on a veto (always). Where some say that the item does not
    apply and others mark it, all of it is between them. None asks nothing; points 0 with anchors 0 gives every item
    that differs, as ResultRule.CHAIR needs. For a veto the gap is 1. Marks that are not there are passed over.
    """
    found, every = {}, points == 0 and anchors == 0
    for code, item in rubric.by_code.items():
        marks = [sheet[code] for sheet in sheets if code in sheet and _told(sheet[code])]
        veto = any(differ_on_veto([given_by(item, mark, key) for mark in marks]) for key in rubric.standard_keys)
        apart = max((spread(item, marks, key) for key in rubric.standard_keys), default=NONE)
        if veto or (every and _disputed(marks)) or _over(apart, points) or _over(places_apart(item, marks), anchors):
            found[code] = max(apart, Decimal(1)) if item.kind is Kind.VETO else apart
    return found


def spread(item: Item, marks: Sequence[Mark], standard: str) -> Decimal:
    """The points between the highest and the lowest mark; all the item has where it is disputed whether it applies."""
    if _disputed(marks):
        return max(most_points(item, standard), item.points)
    told = [points for mark in marks if (points := points_of(item, mark, standard)) is not None]
    return max(told) - min(told) if told else NONE


def places_apart(item: Item, marks: Sequence[Mark]) -> int:
    """The positions between the highest and the lowest anchor or grade chosen, under any key; 0 for other kinds."""
    steps = {Kind.ANCHORS: len(item.anchors), Kind.GRADES: len(item.grades)}.get(item.kind, 0)
    if not steps or _disputed(marks):
        return max(steps - 1, 0)
    keys = {key for mark in marks for key, _ in mark.values}
    chosen = [[value for mark in marks if (value := mark.value(key)) is not None] for key in keys]
    return max((int(max(values) - min(values)) for values in chosen), default=0)


def _told(mark: Mark) -> bool:
    return mark.na or bool(mark.values)


def _disputed(marks: Sequence[Mark]) -> bool:
    return len({mark.na for mark in marks}) > 1


def _over(apart: Decimal | int, limit: Decimal | int | None) -> bool:
    return limit is not None and apart > limit
