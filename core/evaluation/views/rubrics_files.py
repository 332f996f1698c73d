"""Rubrics as workbooks: one to fill in, one of every rubric there is."""

from core.evaluation.rules.forms import COLUMNS, FACTS_SHEET, FORM_SHEET, fact_rows, form_headings, form_rows
from core.evaluation.rules.spec import RubricSpec
from core.sheets.export import Table, template, workbook

LEFT_OUT = ("level4", "element")
"""Columns that the importer knows and hardly anybody needs."""


def rubric_workbook(spec: RubricSpec) -> bytes:
    """The rubric as the importer reads it back: its rows, and a second sheet with what no row holds."""
    facts = fact_rows(spec)
    heads = ["项目", "内容", *(f"内容{number}" for number in range(2, len(facts[0])))]
    return workbook([Table(FORM_SHEET, form_headings(spec), form_rows(spec)), Table(FACTS_SHEET, heads, facts)])


def empty_form() -> bytes:
    """The form to fill in, with a row as an example and a sheet that explains."""
    return template(FORM_SHEET, [column for column in COLUMNS if column.key not in LEFT_OUT])
