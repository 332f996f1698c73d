"""A workbook that opens with its password alone."""

import io

import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from msoffcrypto.method.ecma376_agile import ECMA376Agile

from core.sheets.encrypted import encrypted
from core.sheets.export import Table, workbook

WHOLE = ECMA376Agile.encrypt


def test_a_password_is_as_slow_to_guess_as_excel_makes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ECMA376Agile, "encrypt", staticmethod(WHOLE))
    locked = OOXMLFile(io.BytesIO(encrypted(workbook([Table("台账", ["姓名"], [["陈示例"]])]), "Correct-horse-1")))
    assert locked.info["spinValue"] == 100_000
