"""A stored sheet says again exactly what was given, and scores alike alone or among others."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.screening import packs
from core.screening.rules.banding import Pupils
from core.screening.rules.records import Given, laid_out, read, read_all, records
from core.screening.rules.scores import BAD, MISSING
from core.screening.rules.standing import sheet_statuses
from core.screening.rules.states import SheetStatus

PHQ = packs.scale("phq9")
MHT = packs.scale("mht")
NAN = float("nan")


def figures(*rows: list[float]) -> Given:
    return Given(MHT, figures=np.array(rows))


def mht(
    total: float, subs: list[float], validity: float = NAN, critical: tuple[float, float] = (NAN, NAN)
) -> list[float]:
    return [total, *subs, validity, *critical]


@given(st.lists(st.lists(st.integers(BAD, 3), min_size=9, max_size=9), min_size=1, max_size=6))
def test_answers_come_back_as_they_were(rows: list[list[int]]) -> None:
    sheet = Given(PHQ, answers=np.array(rows, dtype=np.int8))
    texts = records(sheet, sheet.scores(Pupils()))
    [(at, back)] = read_all(PHQ, texts)
    assert back.answers is not None
    assert back.answers.tolist() == rows
    assert at.tolist() == list(range(len(rows)))


def test_the_figures_of_that_day_are_kept_beside_the_answers() -> None:
    sheet = Given(PHQ, answers=np.array([[1, 1, 1, 0, 0, 0, 0, 0, 2], [MISSING] + [0] * 8], dtype=np.int8))
    whole, gap = (read(PHQ, text) for text in records(sheet, sheet.scores(Pupils())))
    assert (whole.total, whole.missing) == (5.0, 0)
    assert (gap.total, gap.missing) == (None, 1)


def test_a_vendor_s_row_counts_alike_whoever_stands_beside_it() -> None:
    """One row has a total, one only sub-scales, one a validity figure: each as if it were alone in the file."""
    rows = [
        mht(66, [NAN] * 8),
        mht(NAN, [5, 5, 5, 5, 5, 5, 5, 5]),
        mht(20, [NAN] * 8, validity=7),
        mht(20, [NAN] * 8, validity=6),
        mht(NAN, [NAN] * 8),
    ]
    together = figures(*rows).scores(Pupils())
    for at, row in enumerate(rows):
        alone = figures(row).scores(Pupils())
        assert np.array_equal(alone.total, together.total[[at]], equal_nan=True)
        assert sheet_statuses(alone)[0] == sheet_statuses(together)[at]
    assert together.total[1] == 40
    assert sheet_statuses(together).tolist() == ["valid", "valid", "retest", "valid", "untested"]


def test_a_vendor_s_critical_answer_is_flagged_whatever_the_total() -> None:
    scores = figures(mht(3, [NAN] * 8, critical=(1, 0)), mht(NAN, [NAN] * 8, critical=(NAN, 1))).scores(Pupils())
    assert scores.critical.tolist() == [[True, False], [False, True]]


def test_both_kinds_of_sheet_are_read_from_one_list() -> None:
    answered = Given(MHT, answers=np.zeros((1, 100), dtype=np.int8))
    scored = figures(mht(70, [NAN] * 8))
    texts = [*records(scored, scored.scores(Pupils())), *records(answered, answered.scores(Pupils()))]
    parts = [(at.tolist(), given.answers is None) for at, given in read_all(MHT, texts)]
    assert sorted(parts) == [([0], True), ([1], False)]


def test_people_in_no_part_are_untested() -> None:
    some = Given(PHQ, answers=np.full((1, 9), 1, dtype=np.int8)).scores(Pupils())
    whole = laid_out(PHQ, 3, [(np.array([1]), some)])
    assert sheet_statuses(whole).tolist() == [SheetStatus.UNTESTED, SheetStatus.VALID, SheetStatus.UNTESTED]
    assert whole.total[1] == 9


def test_an_unknown_text_is_refused() -> None:
    with pytest.raises(ValueError, match="no stored sheet"):
        read_all(PHQ, ["Z|000000000|"])
