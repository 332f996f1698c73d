"""Tables as workbooks, CSV and templates, safe to open: what is text stays text."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import xlsxwriter

from core.sheets.columns import Column, Family
from core.sheets.writing import FORMATS, RISKY, Table, Value, sheet_name, shown, width, write_table

__all__ = ["Table", "Value", "csv_bytes", "template", "workbook"]

TEMPLATE_ROWS = 5_000
GUIDE = ("列名", "必填", "怎么填", "可填的内容", "例子")
KINDS = {"text": "文字", "integer": "整数", "date": "日期,如 2012-09-01", "choice": "从下拉列表选择"}


def workbook(tables: Iterable[Table]) -> bytes:
    """The tables as one .xlsx file, a sheet each, the header frozen and filtered.

    Texts beginning with = + - @ tab or return carry Excel's own mark of a text (the apostrophe that no reader sees), so
    they are never run as formulas and come back as they were. Texts are cut at Excel's 32,767 characters.
    """
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"constant_memory": True}) as book:
        formats = {key: book.add_format(props) for key, props in FORMATS.items()}
        for table in tables:
            write_table(book, table, formats)
    return buffer.getvalue()


def csv_bytes(columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """UTF-8 with a byte order mark, as Excel and WPS open it. Texts that could run as formulas get an apostrophe."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow([_guarded(text) for text in columns])
    writer.writerows([_guarded(value) if isinstance(value, str) else shown(value) for value in row] for row in rows)
    return buffer.getvalue().encode("utf-8-sig", errors="replace")


def template(title: str, columns: Sequence[Column], families: Sequence[Family] = (), *, example: bool = True) -> bytes:
    """An empty table to fill in, made from the definitions its importer reads; its second sheet 填写说明 explains.

    Required columns carry an asterisk. With `example`, row 2 holds an example that the importer skips if unchanged.
    """
    headings = [column.title + "*" * column.required for column in columns]
    headings += [family.heading(number) for family in families for number in range(1, family.count + 1)]
    examples = [column.example for column in columns]
    examples += [family.example for family in families for _ in range(family.count)]
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        formats = {key: book.add_format(props) for key, props in FORMATS.items()}
        sheet = book.add_worksheet(sheet_name(title))
        _form(sheet, headings, examples if example else [""] * len(headings), formats)
        _choices(sheet, columns)
        sheet.freeze_panes(1, 0)
        write_table(book, Table("填写说明", GUIDE, _guide(columns, families)), formats)
    return buffer.getvalue()


def _form(sheet: Any, headings: Sequence[str], examples: Sequence[str], formats: Mapping[str, Any]) -> None:
    for i, (heading, text) in enumerate(zip(headings, examples, strict=True)):
        sheet.set_column(i, i, width([heading, text]), formats["text"])
        sheet.write_string(0, i, heading, formats["header"])
        if text:
            sheet.write_string(1, i, text, formats["example"])


def _choices(sheet: Any, columns: Sequence[Column]) -> None:
    for i, column in enumerate(columns):
        words = list(column.choices)
        if words and len(",".join(words)) <= 255:  # Excel takes no longer list
            options = {"validate": "list", "source": words, "error_type": "warning", "error_title": column.title}
            sheet.data_validation(1, i, TEMPLATE_ROWS, i, {**options, "error_message": "请从下拉列表中选择。"})


def _guide(columns: Sequence[Column], families: Sequence[Family]) -> list[tuple[str, ...]]:
    lines: list[tuple[str, ...]] = []
    for column in columns:
        allowed = "、".join(column.choices) or KINDS[column.kind]
        lines.append((column.title, _need(column.required), column.help, allowed, column.example))
    for family in families:
        name = f"{family.heading(1)} … 第{family.count}题"
        lines.append((name, _need(family.required), family.help, KINDS["integer"], family.example))
    return lines


def _need(required: bool) -> str:
    return "必填" if required else "选填"


def _guarded(text: str) -> str:
    return f"'{text}" if text.startswith(RISKY) else text
