"""Old workbooks are read like new ones."""

import pytest

from core.errors import InvalidFile
from core.sheets.read import read
from tests.sheets.biff import an_xls


def test_coordinates_values_and_hidden_sheets_of_an_old_workbook() -> None:
    cells = {(2, 1): "姓名", (2, 3): 3.0, (3, 1): True, (3, 2): "#N/A", (3, 3): 3.5, (5, 3): "#DIV/0!"}
    content = an_xls({"名单": cells, "隐": {(0, 0): "甲"}, "空": {}}, hidden="隐")
    first, hidden, empty = read(content, "a.xls").sheets
    assert first.frame.columns == ["A", "B", "C", "D"]
    assert first.frame.rows() == [
        (None,) * 4, (None,) * 4, (None, "姓名", None, "3"), (None, "TRUE", "#N/A", "3.5"), (None,) * 4,
        (None, None, None, "#DIV/0!"),
    ]  # fmt: skip
    assert (first.hidden, hidden.hidden, hidden.frame.item()) == (False, True, "甲")
    assert empty.frame.height == 0


def test_an_old_workbook_with_a_password_is_refused() -> None:
    with pytest.raises(InvalidFile) as refused:
        read(an_xls({"名单": {(0, 0): "甲"}}, password=True), "a.xls")
    assert refused.value.code == "password_protected"


def test_a_wps_file_that_is_an_old_workbook_inside_is_read() -> None:
    assert read(an_xls({"名单": {(0, 0): "甲"}}), "a.et").sheets[0].frame.item() == "甲"


def test_a_lone_cell_in_the_last_corner_is_refused() -> None:
    with pytest.raises(InvalidFile) as refused:
        read(an_xls({"名单": {(0, 0): "甲", (65_535, 122): "乙"}}), "a.xls")
    assert refused.value.code == "stray_cell"
