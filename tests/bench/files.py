"""The benchmark's input: one county workbook of pupils and their hundred answers, fictitious and seeded."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import numpy as np
import xlsxwriter

from core.ops.demo.answers import mht, strain
from core.ops.demo.people import pupils

ITEMS = 100
IDENTITY = ("学籍号", "姓名", "性别", "出生日期", "学校", "年级", "班级", "测评日期")
SCHOOLS = 50
BLANK_SHEETS = 0.003
NUMBERS = 50_000  # pupils of one birth year whose numbers all differ


class Row(NamedTuple):
    """One pupil of the benchmark's county."""

    number: str
    name: str
    sex: str
    birth: date
    school: int
    grade: int
    klass: int


def people(rows: int, seed: int = 5) -> list[Row]:
    """`rows` pupils of grade 7, spread over schools and classes."""
    noise = np.random.default_rng(seed)
    years = range(-(-rows // NUMBERS))  # beyond fifty thousand a year older each time, so that no number comes twice
    found = [p for year in years for p in pupils(NUMBERS, grade=7, school_year=2025 - year, first=0, noise=noise)][
        :rows
    ]
    return [Row(p.number, p.name, p.sex, p.birth, at % SCHOOLS, 7, at // SCHOOLS % 20) for at, p in enumerate(found)]


def answers(rows: int, seed: int = 6) -> Iterator[list[int | None]]:
    """A row of answers (0/1) a pupil, as likely as in the demo; three sheets in a thousand have one blank."""
    noise = np.random.default_rng(seed)
    given = mht(strain(rows, noise), noise)
    blanks = noise.random(rows) < BLANK_SHEETS
    for at in range(rows):
        row: list[int | None] = given[at].tolist()
        if blanks[at]:
            row[int(noise.integers(0, ITEMS))] = None
        yield row


def write(path: Path, rows: int) -> None:
    """The workbook: 8 identity columns as text, 100 answers as numbers."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("作答表")
    sheet.write_row(0, 0, [*IDENTITY, *(f"第{item}题" for item in range(1, ITEMS + 1))])
    for at, (person, row) in enumerate(zip(people(rows), answers(rows), strict=True), 1):
        identity = (person.number, person.name, person.sex, person.birth.isoformat(), school_name(person.school))
        for column, text in enumerate((*identity, str(person.grade), f"{person.klass + 1}班", "2026-01-05")):
            sheet.write_string(at, column, text)
        for column, value in enumerate(row, len(IDENTITY)):
            if value is not None:
                sheet.write_number(at, column, value)
    book.close()


def school_name(number: int) -> str:
    """The name of a school by its number."""
    return f"试验第{number + 1}中学"
