"""What comes back from a small table is read cell by cell."""

from decimal import Decimal

import pandas as pd
import pytest

from core.errors import Refused
from core.evaluation.rules.spec import Anchor, Band
from core.evaluation.views.rubrics_cells import anchors_from, bands_from, caps_from, grades_from, lines_from, records

COLUMNS = ("low", "low_open", "high", "high_closed", "score", "label")


def test_only_known_columns_are_read_and_blank_rows_are_none() -> None:
    frame = pd.DataFrame(
        [
            {"score": 3.0, "label": "有", "role": "admin"},
            {"score": None, "label": None, "role": "admin"},
            {"score": float("nan"), "label": "", "role": "x"},
        ]
    )
    assert records(frame, ("score", "label")) == [{"score": 3.0, "label": "有"}]


def test_a_number_is_exact_as_it_was_typed() -> None:
    [anchor] = anchors_from([{"score": 0.1, "label": " 有 ", "model": 0.3}], ["model"])
    assert anchor == Anchor(label="有", score=Decimal("0.1"), scores={"model": Decimal("0.3")})


def test_a_level_of_a_standard_that_is_left_blank_is_the_shared_one() -> None:
    [anchor] = anchors_from([{"score": 1, "label": "有", "model": None}], ["model"])
    assert anchor.scores == {}


def test_bands_keep_their_ends() -> None:
    rows = [{"low": None, "low_open": None, "high": 60.0, "high_closed": True, "score": 0.0, "label": None}]
    assert bands_from(rows) == (Band(high=Decimal(60), high_closed=True, score=Decimal(0)),)


def test_a_row_without_points_is_refused() -> None:
    for read in (bands_from, grades_from, lambda rows: anchors_from(rows, []), lambda rows: lines_from(rows, {}),
                 lambda rows: caps_from(rows, {})):  # fmt: skip
        with pytest.raises(Refused, match="row_incomplete"):
            read([{"label": "有", "title": "有", "code": "A"}])


def test_what_has_no_meaning_is_refused() -> None:
    with pytest.raises(Refused, match="senseless"):
        anchors_from([{"score": 0.00001, "label": "有"}], [])


def test_a_line_of_an_unknown_standard_counts_for_all() -> None:
    rows = [
        {"title": "优秀", "at_least": 90, "standard": "全部"},
        {"title": "示范", "at_least": 95, "standard": "示范"},
    ]
    assert [line.standard for line in lines_from(rows, {"示范": "model"})] == ["", "model"]
