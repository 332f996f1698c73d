"""Real forms worked out by hand, line by line, against what the rules make of them."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from core.evaluation import packs
from core.evaluation.rules.results import NodeScore, StandardResult
from core.evaluation.rules.tally import checked, tally
from tests.evaluation.rules.golden_sheets import Sheet, by_standard, sheets

FORMS = {"room_grades", "example_grades", "example_anchored", "example_dual"}
CASES = sheets()
BY_HAND = pytest.mark.parametrize(("key", "sheet"), CASES, ids=[f"{key}: {sheet.title}" for key, sheet in CASES])


def expected(numbers: object, result: StandardResult, standard: str) -> Decimal:
    """The number worked out for this standard; a single one counts for all."""
    known = by_standard(numbers)
    return known.get(standard, next(iter(known.values())))


def test_each_of_the_four_real_forms_has_sheets_worked_out_by_hand() -> None:
    assert {key for key, _ in CASES} >= FORMS


@BY_HAND
def test_every_line_gives_the_points_worked_out(key: str, sheet: Sheet) -> None:
    found = tally(packs.rubric(key), sheet.marks)
    assert found.missing == ()
    for standard, result in found.standards.items():
        for line in sheet.lines:
            score = result.items[line.code].score
            known = None if line.points is None else expected(line.points, result, standard)
            assert (line.code, score) == (line.code, known), line.how


@BY_HAND
def test_every_indicator_comes_to_the_sum_worked_out(key: str, sheet: Sheet) -> None:
    for standard, result in tally(packs.rubric(key), sheet.marks).standards.items():
        for node in sheet.nodes:
            assert result.nodes[node.code].score == expected(node.score, result, standard), (node.code, node.how)


@BY_HAND
def test_the_totals_grades_and_vetoes_are_those_worked_out(key: str, sheet: Sheet) -> None:
    found = tally(packs.rubric(key), sheet.marks).standards
    assert set(found) == {whole.standard for whole in sheet.totals}
    for whole in sheet.totals:
        result = found[whole.standard]
        assert (result.total, result.grade, result.vetoes, result.capped_by) == (
            whole.total, whole.grade, whole.vetoes, whole.capped_by,
        ), whole.how  # fmt: skip


@BY_HAND
def test_every_mark_of_a_hand_sheet_is_one_that_can_be_put_down(key: str, sheet: Sheet) -> None:
    rubric = packs.rubric(key)
    assert {code: checked(rubric, code, mark) for code, mark in sheet.marks.items()} == sheet.marks


@BY_HAND
def test_a_sheet_without_its_last_line_has_no_total_and_names_the_line(key: str, sheet: Sheet) -> None:
    last = sheet.lines[-1].code
    found = tally(packs.rubric(key), {code: mark for code, mark in sheet.marks.items() if code != last})
    assert found.missing == (last,)
    assert {result.total for result in found.standards.values()} == {None}
    assert {result.grade for result in found.standards.values()} == {None}
    assert_complete_parts_score(sheet, found.standards, last)


def assert_complete_parts_score(sheet: Sheet, found: Mapping[str, StandardResult], missing: str) -> None:
    for result in found.values():
        assert result.items[missing] == NodeScore(None, result.items[missing].most, na=False)
        first = next(line for line in sheet.lines if line.points is not None)
        assert result.items[first.code].score is not None
