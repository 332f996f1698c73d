"""A rubric as a workbook that people fill in: what is read out of one, and what is written into one."""

from core.evaluation.rules.forms.facts import FACTS_SHEET, fact_rows
from core.evaluation.rules.forms.grid import COLUMNS, Grid, Heading
from core.evaluation.rules.forms.reading import UNNAMED, RubricCheck, read_form
from core.evaluation.rules.forms.writing import FORM_SHEET, form_headings, form_rows

__all__ = [
    "COLUMNS",
    "FACTS_SHEET",
    "FORM_SHEET",
    "UNNAMED",
    "Grid",
    "Heading",
    "RubricCheck",
    "fact_rows",
    "form_headings",
    "form_rows",
    "read_form",
]
