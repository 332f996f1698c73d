"""Bands, end by end: which numbers have no points, which have them twice."""

from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.evaluation.rules.lint import lint
from core.evaluation.rules.spec import Band, RubricSpec
from tests.evaluation.clean import clean

Ends = tuple[Any, Any, str]
"""From, to, and how the ends count: "[)" holds the first alone, as bands do unless they say otherwise."""


def band(at: int, ends: Ends) -> dict[str, Any]:
    low, high, form = ends
    return {"low": low, "high": high, "low_open": form[0] == "(", "high_closed": form[1] == "]", "score": at}


def rubric(kind: str, bands: list[dict[str, Any]], unit: str = "次") -> RubricSpec:
    """One item of these bands, worth the best of them."""
    item = {"code": "x", "title": "一项", "kind": kind, "unit": unit, "bands": bands,
            "points": max(each["score"] for each in bands) or 1}  # fmt: skip
    return RubricSpec.model_validate(
        {"key": "bands", "version": "1", "title": "分档", "purpose": "example", "source": {"document": "自拟"},
         "items": [item]}
    )  # fmt: skip


def said(kind: str, *ends: Ends, unit: str = "次") -> list[tuple[str, str]]:
    """Codes, with the numbers they speak of."""
    found = lint(rubric(kind, [band(at, one) for at, one in enumerate(ends, 1)], unit))
    return [(one.code.removeprefix("rubric.band_"), dict(one.details).get("span", "")) for one in found]


MEASURED: dict[str, tuple[list[Ends], list[tuple[str, str]]]] = {
    "half open bands meet": ([(0, 60, "[)"), (60, None, "[)")], []),
    "the lower one may hold the end": ([(0, 60, "[]"), (60, None, "()")], []),
    "no band begins below the first": ([(None, 60, "[)"), (60, None, "[)")], []),
    "60-100 is nobody's": ([(0, 60, "[)"), (100, None, "[)")], [("gap", "60—100")]),
    "60 alone is nobody's": ([(0, 60, "[)"), (60, None, "()")], [("gap", "60")]),
    "59.9 is a gap, too": ([(0, "59.9", "[)"), (60, None, "[)")], [("gap", "59.9—60")]),
    "60 is in both": ([(0, 60, "[]"), (60, None, "[)")], [("overlap", "60")]),
    "55-60 is in both": ([(0, 60, "[)"), (55, None, "[)")], [("overlap", "55—60")]),
    "two unended bands": ([(0, None, "[)"), (60, None, "[)")], [("overlap", "60 以上")]),
    "two unbegun bands": ([(None, 60, "[)"), (None, None, "[)")], [("overlap", "60 以下")]),
    "one band within another": ([(0, 100, "[)"), (10, 20, "[)"), (100, None, "[)")], [("overlap", "10—20")]),
    "two bands within another": (
        [(0, 100, "[)"), (10, 20, "[)"), (30, 40, "[)"), (100, None, "[)")], [("overlap", "10—20"), ("overlap", "30—40")],
    ),
    "begins at 0 without 0": ([(0, 60, "()"), (60, None, "[)")], [("no_start", "0")]),
    "begins at 1": ([(1, 60, "[)"), (60, None, "[)")], [("no_start", "不到 1")]),
    "begins below 0": ([(-1, 60, "[)"), (60, None, "[)")], []),
    "ends, held": ([(0, 60, "[]")], [("no_end", "60 以上")]),
    "ends, not held": ([(0, 60, "[)")], [("no_end", "60 及以上")]),
}  # fmt: skip
COUNTED: dict[str, tuple[list[Ends], list[tuple[str, str]]]] = {
    "n is followed by n + 1": ([(0, 2, "[]"), (3, None, "[)")], []),
    "half open bands meet": ([(0, 3, "[)"), (3, None, "[)")], []),
    "over 2 follows 2": ([(0, 2, "[]"), (2, None, "()")], []),
    "over 2 follows below 3": ([(0, 3, "[)"), (2, None, "()")], []),
    "3 is nobody's": ([(0, 2, "[]"), (4, None, "[)")], [("gap", "3")]),
    "3-4 is nobody's": ([(0, 2, "[]"), (5, None, "[)")], [("gap", "3—4")]),
    "2 is nobody's between halves": ([(0, 2, "[)"), (2, None, "()")], [("gap", "2")]),
    "2 is in both": ([(0, 2, "[]"), (2, None, "[)")], [("overlap", "2")]),
    "half a count holds no more": ([(0, "2.5", "[)"), (3, None, "[)")], []),
    "begins at 1": ([(1, 3, "[)"), (3, None, "[)")], [("no_start", "0")]),
    "begins at 3": ([(3, None, "[)")], [("no_start", "0—2")]),
    "begins above nothing": ([(0, None, "()")], [("no_start", "0")]),
    "ends at 5": ([(0, 5, "[]")], [("no_end", "6 及以上")]),
    "ends below 5": ([(0, 5, "[)")], [("no_end", "5 及以上")]),
}  # fmt: skip


@pytest.mark.parametrize(("ends", "expected"), MEASURED.values(), ids=list(MEASURED))
def test_measured_quantities(ends: list[Ends], expected: list[tuple[str, str]]) -> None:
    assert [one for one in said("measure", *ends) if one[0] != "below_points"] == expected


@pytest.mark.parametrize(("ends", "expected"), COUNTED.values(), ids=list(COUNTED))
def test_counted_quantities(ends: list[Ends], expected: list[tuple[str, str]]) -> None:
    assert said("count", *ends) == expected


@pytest.mark.parametrize(
    ("high", "form", "expected"),
    [(99, "[]", [("no_end", "99 以上")]), (100, "[)", [("no_end", "100 及以上")]), (100, "[]", []), (101, "[)", [])],
)
def test_a_percentage_ends_at_a_hundred(high: int, form: str, expected: list[tuple[str, str]]) -> None:
    assert said("measure", (0, high, form), unit="%") == expected


@pytest.mark.parametrize(
    ("low", "high", "form", "empty"),
    [
        (5, 5, "[)", True), (5, 5, "(]", True), (5, 5, "[]", False), (5, 4, "[]", True), (5, 6, "()", False),
    ],
)  # fmt: skip
def test_a_band_of_no_number_is_empty(low: int, high: int, form: str, empty: bool) -> None:
    codes = [code for code, _ in said("measure", (None, 5, "[)"), (low, high, form), (6, None, "[)"))]
    assert ("empty" in codes) is empty


@pytest.mark.parametrize(
    ("low", "high", "form", "empty"), [(5, 6, "()", True), (5, 6, "[)", False), (5, 6, "(]", False)]
)
def test_a_band_between_two_counts_is_empty(low: int, high: int, form: str, empty: bool) -> None:
    assert ("empty" in [code for code, _ in said("count", (low, high, form))]) is empty


NUMBERS = st.integers(0, 12)


FORMS = st.lists(st.sampled_from(["[)", "[]", "(]", "()"]), min_size=6, max_size=6)


@given(cuts=st.lists(NUMBERS, min_size=2, max_size=6), forms=FORMS, kind=st.sampled_from(["measure", "count"]))
def test_bands_without_a_finding_give_every_number_one_score(cuts: list[int], forms: list[str], kind: str) -> None:
    cuts = sorted(cuts)
    pairs = [(None, cuts[0]), *pairwise(cuts), (cuts[-1], None)]
    bands = [band(at, (low, high, forms[at % 6])) for at, (low, high) in enumerate(pairs, 1)]
    found = {one.code for one in lint(rubric(kind, bands))}
    tried = [Decimal(value) / (1 if kind == "count" else 4) for value in range(60)]
    held = [sum(Band.model_validate(one).holds(value) for one in bands) for value in tried]
    assert (0 in held) is bool(found & {"rubric.band_gap", "rubric.band_no_start", "rubric.band_no_end"})
    assert any(times > 1 for times in held) is ("rubric.band_overlap" in found)


def test_a_finding_of_one_standard_says_which() -> None:
    found = lint(clean(("items.m.requirements.model.bands.1.low", 90)))
    assert [dict(one.details)["standard"] for one in found] == ["示范："]
