"""What a sheet has come to while it is being filled in."""

from decimal import Decimal

import pytest

from core.evaluation.rules.marks import NOT_APPLICABLE, Mark
from core.evaluation.rules.running import so_far
from core.evaluation.rules.spec import Combine, Item, Node, Purpose, RubricSpec, Source
from core.evaluation.rules.tally import tally
from tests.evaluation.selfing import SHEET, WHOLE


def running(rubric: RubricSpec, marks: dict[str, Mark]) -> Decimal:
    return so_far(rubric, tally(rubric, marks).standards[""])


def rubric(**node: object) -> RubricSpec:
    """Two items of 10 points below one indicator, and one of 5 beside it."""
    return RubricSpec(
        key="run", version="1", title="小表", purpose=Purpose.EXAMPLE, source=Source(document="测试用"),
        nodes=(Node(code="A", title="甲", **node),),
        items=(
            Item(code="A1", parent="A", title="一", points=Decimal(10), may_be_na=True),
            Item(code="A2", parent="A", title="二", points=Decimal(10)),
            Item(code="B", title="三", points=Decimal(5)),
        ),
    )  # fmt: skip


def test_nothing_marked_is_nothing_yet() -> None:
    assert running(SHEET, {}) == 0


def test_every_mark_adds_its_points_until_the_total_is_there() -> None:
    known: dict[str, Mark] = {}
    steps = []
    for code, mark in WHOLE.items():
        known[code] = mark
        steps.append(running(SHEET, known))
    assert steps == [Decimal(one) for one in ("4", "10", "14.5", "19.5", "19.5")]
    assert tally(SHEET, known).standards[""].total == steps[-1]


@pytest.mark.parametrize(("cap", "points"), [("7.9", "7.9"), ("8", "8"), ("8.1", "8")])
def test_an_open_indicator_gives_no_more_than_its_cap(cap: str, points: str) -> None:
    assert running(rubric(cap=Decimal(cap)), {"A1": Mark.of(8)}) == Decimal(points)


@pytest.mark.parametrize(
    "node", [{"combine": Combine.MEAN, "points": Decimal(10)}, {"scale_to": Decimal(10)}], ids=["mean", "stretched"]
)
def test_parts_of_a_mean_or_a_stretched_sum_count_once_it_is_whole(node: dict[str, object]) -> None:
    open_ = {"A1": Mark.of(8), "B": Mark.of(5)}
    assert running(rubric(**node), open_) == 5
    assert running(rubric(**node), {"A1": Mark.of(8), "A2": Mark.of(4)}) == 6, "(8 + 4) of 20, as a part of 10"


def test_what_does_not_apply_adds_nothing_while_the_rest_is_open() -> None:
    assert running(rubric(), {"A1": NOT_APPLICABLE, "B": Mark.of(3)}) == 3
