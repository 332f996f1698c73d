"""Whether a number can be a mark at all, and whether it loses points."""

from decimal import Decimal

from core.errors import Refused
from core.evaluation.rules.marks import NOT_APPLICABLE, Mark
from core.evaluation.rules.points import most_points, points_of, position, vetoed
from core.evaluation.rules.spec import SHARED, Item, Kind, RubricSpec

LARGEST = Decimal(10) ** 9
FINEST = Decimal("0.0001")


def checked(rubric: RubricSpec, code: str, mark: Mark) -> Mark:
    """The mark in its one form (numbers without trailing zeros, keys sorted).

    Raises Refused("evaluation.bad_mark", item=…, expected=…) for an unknown item, for "does not apply" where that is
    not allowed, for no number at all, for a standard that is not marked here, and for a number that cannot be. A mark
    a standard may come one by one: what is not there yet is missing, not wrong.
    """
    item = rubric.by_code.get(code)
    if item is None:
        raise Refused("evaluation.bad_mark", item=code, expected="评分标准里没有这一项")
    if mark.na:
        return _not_applicable(item)
    keys = [key for key, _ in mark.values]
    fitting = keys and len(set(keys)) == len(keys) and set(keys) <= set(rubric.marks_of(item))
    if not fitting or not all(_possible(rubric, item, key, value) for key, value in mark.values):
        raise Refused("evaluation.bad_mark", item=item.code, expected=expected(rubric, item))
    return Mark(tuple((key, _plain(value)) for key, value in sorted(mark.values)))


def loses(rubric: RubricSpec, item: Item, mark: Mark) -> bool:
    """Whether the mark gives less than the most by any standard, or is a veto: then a reason is asked for."""
    return any(_falls_short(item, mark, key) for key in rubric.standard_keys)


def expected(rubric: RubricSpec, item: Item) -> str:
    """What can be put down for the item, in words."""
    match item.kind:
        case Kind.STEPS:
            most = max(_limit(rubric, item, key) for key in rubric.marks_of(item))
            return f"请填 0 到 {_plain(most):f} 分，每 {_plain(item.step):f} 分一档"
        case Kind.ANCHORS | Kind.GRADES:
            return "请从给出的档次里选一档"
        case Kind.CHECK | Kind.VETO:
            return "请选“是”或“否”"
        case Kind.MEASURE:
            return "请填不小于 0 的数，最多四位小数"
        case _:
            return "请填不小于 0 的整数"


def _not_applicable(item: Item) -> Mark:
    if not item.may_be_na:
        raise Refused("evaluation.bad_mark", item=item.code, expected="这一项不能填“不适用”")
    return NOT_APPLICABLE


def _possible(rubric: RubricSpec, item: Item, key: str, value: Decimal) -> bool:
    if not value.is_finite() or not 0 <= value < LARGEST:
        return False
    if item.kind is Kind.STEPS:
        return _on_a_step(item, value, _limit(rubric, item, key))
    if item.kind is Kind.MEASURE:
        return value % FINEST == 0
    places = {Kind.ANCHORS: len(item.anchors), Kind.GRADES: len(item.grades), Kind.CHECK: 2, Kind.VETO: 2}
    return position(value, places.get(item.kind, int(LARGEST))) is not None


def _on_a_step(item: Item, value: Decimal, most: Decimal) -> bool:
    """A whole number of steps up to the most, or the most itself."""
    return value <= most and (value == most or not item.step or value % item.step == 0)


def _limit(rubric: RubricSpec, item: Item, key: str) -> Decimal:
    """The most a number under `key` can be; a shared one must fit the most generous standard."""
    keys = rubric.standard_keys if key == SHARED else (key,)
    return max(most_points(item, each) for each in keys)


def _falls_short(item: Item, mark: Mark, standard: str) -> bool:
    points = points_of(item, mark, standard)
    return points is not None and (points < most_points(item, standard) or vetoed(item, mark, standard))


def _plain(value: Decimal) -> Decimal:
    return Decimal(f"{value.normalize():f}")
