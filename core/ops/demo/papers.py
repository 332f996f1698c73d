"""The campaigns' answer sheets as files a county or a school would send."""

import csv
import io
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.ops.demo.answers import MHT_ITEMS, mht
from core.ops.demo.rolls import Seat
from core.ops.demo.staff import SHOWN_SCHOOL
from core.sheets.export import Table, workbook

SCREENED = range(4, 13)  # MHT: grade 4 to the end of senior school
TOOK_PART = 0.965
SHOWN_TOOK_PART = 0.82
IDENTITY = ("学籍号", "姓名", "学校", "年级", "班级")
SAMPLE_ROWS = 60


class Paper(NamedTuple):
    """Who handed a sheet in, who has not yet."""

    tested: list[Seat]
    missing: list[Seat]


def turnout(seats: Sequence[Seat], noise: np.random.Generator, *, under_way: bool) -> Paper:
    """Split the screened grades into tested and missing; schools differ a little, the shown one lags while under way."""
    due = [seat for seat in seats if seat.grade in SCREENED]
    schools = sorted({seat.school for seat in due})
    rate = {school: min(TOOK_PART + float(noise.normal(0, 0.018)), 1.0) for school in schools}
    if under_way:
        rate[SHOWN_SCHOOL] = SHOWN_TOOK_PART
    draws = noise.random(len(due))
    tested = [seat for seat, draw in zip(due, draws, strict=True) if draw < rate[seat.school]]
    missing = [seat for seat, draw in zip(due, draws, strict=True) if draw >= rate[seat.school]]
    return Paper(tested, missing)


def answers_csv(seats: Sequence[Seat], strains: NDArray[np.float64], noise: np.random.Generator) -> bytes:
    """An answer file of a whole county: identity columns, then the items; a few sheets have blanks."""
    given = mht(strains, noise)
    cells = np.where(noise.random(given.shape) < 0.00004, "", given.astype("U1"))
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow((*IDENTITY, *(f"第{item}题" for item in range(1, MHT_ITEMS + 1))))
    for seat, row in zip(seats, cells.tolist(), strict=True):
        writer.writerow((seat.pupil.number, seat.pupil.name, seat.school, seat.grade, seat.klass, *row))
    return text.getvalue().encode("utf-8-sig")


def sample_workbook(missing: Sequence[Seat], noise: np.random.Generator) -> bytes:
    """A make-up file of the shown school with a handful of seeded mistakes, to download and try."""
    seats = [seat for seat in missing if seat.school == SHOWN_SCHOOL][:SAMPLE_ROWS]
    given = mht(noise.standard_normal(len(seats)), noise).astype("U1")
    rows = [
        [seat.pupil.number, seat.pupil.name, seat.school, str(seat.grade), seat.klass, *answers]
        for seat, answers in zip(seats, given.tolist(), strict=True)
    ]
    _make_mistakes(rows)
    return workbook([Table("作答表", [*IDENTITY, *(f"第{item}题" for item in range(1, MHT_ITEMS + 1))], rows)])


def _make_mistakes(rows: list[list[str]]) -> None:
    """A wrong digit, a word, a number typed twice, a missing number, a grade that does not exist, full-width digits."""
    first = len(IDENTITY)
    rows[4][first + 6] = "3"
    rows[9][first + 20] = "不清楚"
    rows[15][0] = rows[14][0]
    rows[21][0] = ""
    rows[27][3] = "13"
    rows[33][first : first + 4] = [chr(ord(digit) + 0xFEE0) for digit in rows[33][first : first + 4]]
    rows[38][1] = f" {rows[38][1]} "
