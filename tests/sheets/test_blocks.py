"""Cutting a worksheet: whatever way its rows are written, each comes out once, under its number."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import InvalidFile
from core.sheets.blocks import Block, cut
from tests.sheets.builders import a_worksheet

ROWS = {
    "usual": '<row r="{n}" spans="1:2"><c r="A{n}"><v>{n}</v></c></row>',
    "quoted otherwise": "<row spans='1:2' r='{n}'><c r='A{n}'><v>{n}</v></c></row>",
    "uncounted": "<row><c><v>{n}</v></c></row>",
    "long": '<row r="{n}"><c r="A{n}"><v>{n}</v></c>' + '<c r="B{n}" t="str"><v>x</v></c>' * 300 + "</row>",
    "blank": '<row r="{n}"><c r="A{n}" s="1"/></row>',
    "closed": '<row r="{n}"/>',
}
VALUELESS = {"blank", "closed"}


def rows_in(block: Block) -> list[int]:
    """The row numbers of a block, the mark at its end left out; every cell in column A says its row."""
    rows = ElementTree.fromstring(b"".join(block.xml)).findall("{*}sheetData/{*}row")  # noqa: S314 - our own text
    numbers = [int(row.get("r", "0")) for row in rows]
    assert numbers.pop() == block.last_row + 1
    assert [row.findtext("{*}c/{*}v") for row in rows[:-1]] == [str(number) for number in numbers]
    return numbers


@given(
    kinds=st.lists(st.sampled_from(["usual"] * 6 + list(ROWS)), max_size=40),
    gaps=st.lists(st.integers(0, 3), min_size=40, max_size=40),
    size=st.integers(1, 5_000),
    most=st.integers(1, 12),
)
def test_every_row_with_a_value_comes_once_under_its_number(
    kinds: list[str], gaps: list[int], size: int, most: int
) -> None:
    number, written, wanted = 0, "", []
    for kind, gap in zip(kinds, gaps, strict=False):
        number += 1 if kind == "uncounted" else 1 + gap // 3 * 5
        written += ROWS[kind].format(n=number)
        wanted += [] if kind in VALUELESS else [number]
    content = a_worksheet(written).encode()
    blocks = list(cut([content[at : at + size] for at in range(0, len(content), size)], most, "表"))
    found = [rows_in(block) for block in blocks]
    assert [number for numbers in found for number in numbers] == wanted
    assert all(len(numbers) <= most for numbers in found)


def test_a_row_without_number_stands_below_the_closed_row_before_it() -> None:
    written = ROWS["closed"].format(n=6) + ROWS["uncounted"].format(n=7)
    (block,) = cut([a_worksheet(written).encode()], 10, "表")
    assert rows_in(block) == [7]


@pytest.mark.parametrize("second", [1, 2, 2**20 + 1])
def test_rows_that_do_not_rise_or_lie_too_low_are_refused(second: int) -> None:
    content = a_worksheet(ROWS["usual"].format(n=2) + ROWS["usual"].format(n=second)).encode()
    with pytest.raises(InvalidFile):
        list(cut([content], 10, "表"))


def test_a_short_row_with_a_cell_right_of_column_zz_is_refused() -> None:
    content = a_worksheet('<row r="1"><c r="A1"><v>1</v></c><c r="AAA1"><v>1</v></c></row>').encode()
    with pytest.raises(InvalidFile, match="too_many_columns"):
        list(cut([content], 10, "表"))
