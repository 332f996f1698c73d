"""What may be chosen for an item, the order of a sheet, what is still to do."""

from decimal import Decimal

import pytest

from core.evaluation.rules import filling
from core.evaluation.rules.filling import Given
from core.evaluation.rules.marks import NOT_APPLICABLE, Mark
from core.evaluation.rules.spec import Item
from tests.evaluation.marking import EVERY_KIND, FULL

ITEMS = EVERY_KIND.by_code


@pytest.mark.parametrize(
    ("code", "key", "words"),
    [
        ("A.0", "", ["达到", "没达到"]),
        ("A1.1", "basic", ["0　分", "1　分", "2　分", "3　分"]),
        ("A1.2", "", []),
        ("A1.3", "", ["0　没有", "3　有一部分", "5　齐全"]),
        ("B.1", "", ["5　A", "4　B"]),
        ("B.2", "", []),
        ("B.3", "", []),
        ("B.4", "", ["没有发生", "发生了"]),
        ("B.5", "", []),
    ],
)
def test_what_may_be_chosen_says_its_points(code: str, key: str, words: list[str]) -> None:
    assert [choice.text for choice in filling.choices(EVERY_KIND, ITEMS[code], key)] == words


@pytest.mark.parametrize(
    ("points", "step", "count"), [("10", "1", 11), ("11", "1", 0), ("5", "0.5", 11), ("4", "3", 3)]
)
def test_points_are_tapped_up_to_eleven_choices_and_written_beyond(points: str, step: str, count: int) -> None:
    item = Item(code="x", title="x", points=Decimal(points), step=Decimal(step))
    spec = EVERY_KIND.model_copy(update={"items": (item,), "standards": ()})
    found = filling.choices(spec, item)
    assert len(found) == count
    assert not found or found[-1].value == Decimal(points)


def test_a_sheet_goes_down_indicator_by_indicator() -> None:
    found = [(group.title, [item.code for item in group.items]) for group in filling.groups(EVERY_KIND)]
    assert found == [
        ("条件", ["A.0"]),
        ("场地", ["A1.1", "A1.2", "A1.3"]),
        ("运行", ["B.1", "B.2", "B.3", "B.4", "B.5"]),
    ]
    assert filling.groups(EVERY_KIND)[1].trail == ("条件", "场地")


def test_nothing_is_left_of_a_sheet_that_loses_nothing() -> None:
    assert not filling.left(EVERY_KIND, {code: Given(mark) for code, mark in FULL.items()})


@pytest.mark.parametrize(
    ("code", "given", "marks", "reasons"),
    [
        ("B.5", None, ["B.5"], []),
        ("A1.1", Given(Mark((("basic", Decimal(3)),))), ["A1.1"], []),
        ("A1.1", Given(Mark((("basic", Decimal(3)), ("model", Decimal(2))))), [], ["A1.1"]),
        ("A1.1", Given(Mark((("basic", Decimal(3)), ("model", Decimal(2)))), "不够安静"), [], []),
        ("B.5", Given(Mark.of(19), "  "), [], ["B.5"]),
        ("B.3", Given(Mark.of(1)), [], ["B.3"]),
        ("B.4", Given(Mark.of(1)), [], ["B.4"]),
        ("A1.2", Given(NOT_APPLICABLE), [], []),
    ],
)
def test_what_keeps_a_sheet_from_being_handed_in(
    code: str, given: Given | None, marks: list[str], reasons: list[str]
) -> None:
    sheet = {key: Given(mark) for key, mark in FULL.items() if key != code} | ({code: given} if given else {})
    left = filling.left(EVERY_KIND, sheet)
    assert (list(left.marks), list(left.reasons)) == (marks, reasons)
