"""The rows of a sheet that came back: which item each is about, and what it says of it."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from core.errors import Problem, Refused
from core.evaluation.rules import cells
from core.evaluation.rules.checking import checked
from core.evaluation.rules.filling import LONGEST_REASON
from core.evaluation.rules.marks import NOT_APPLICABLE as NA
from core.evaluation.rules.marks import Mark
from core.evaluation.rules.merging_sheets import Filled
from core.evaluation.rules.spec import Item, RubricSpec
from core.sheets.cells import tidy

NOTHING = Filled()


class Rows(NamedTuple):
    """Rows as written: `row` and one text a key ("code", "mark0", …, "reason"); `columns` are the keys' letters."""

    sheet: str
    columns: Mapping[str, str]
    rows: Sequence[Mapping[str, Any]]


def understood(spec: RubricSpec, rows: Rows) -> tuple[dict[str, Filled], list[Problem]]:
    """What the file says of each item it names, and what cannot be. Rows may stand in any order, and be missing."""
    codes = {tidy(code): code for code in spec.by_code}
    filled: dict[str, Filled] = {}
    problems: list[Problem] = []
    for row in rows.rows:
        written = tidy(str(row.get("code") or ""))
        if not written:
            continue
        if written not in codes:
            problems.append(_problem(rows, row, "code", "marking.no_such_item"))
            continue
        said, found = _said(spec, spec.by_code[codes[written]], rows, row)
        problems += found
        known = filled.get(codes[written], NOTHING)
        if known != NOTHING and NOTHING != said != known:
            problems.append(_problem(rows, row, "code", "marking.item_twice"))
        elif said != NOTHING or codes[written] not in filled:
            filled[codes[written]] = said
    return filled, problems


def _said(spec: RubricSpec, item: Item, rows: Rows, row: Mapping[str, Any]) -> tuple[Filled, list[Problem]]:
    values: dict[str, Decimal | str] = {}
    problems: list[Problem] = []
    for at, key in enumerate(spec.marks_of(item)):
        text = tidy(str(row.get(f"mark{at}") or ""))
        value = _possible(spec, item, key, text) if text else None
        if value is not None:
            values[key] = value
        elif text:
            allowed = cells.explained(spec, item, key).replace("\n", "；")
            problems.append(_problem(rows, row, f"mark{at}", "marking.not_a_choice", allowed=allowed))
    reason = str(row.get("reason") or "").strip() or None
    if reason is not None and len(reason) > LONGEST_REASON:
        problems.append(_problem(rows, row, "reason", "marking.reason_too_long", most=str(LONGEST_REASON)))
    mark, code = _mark(values)
    if code:
        problems.append(_problem(rows, row, "code", code, item=item.title))
    return Filled(mark, reason), problems


def _possible(spec: RubricSpec, item: Item, key: str, text: str) -> Decimal | str | None:
    value = cells.read(spec, item, key, text)
    if not isinstance(value, Decimal):
        return value
    try:
        return dict(checked(spec, item.code, Mark(((key, value),))).values)[key]
    except Refused:
        return None


def _mark(values: Mapping[str, Decimal | str]) -> tuple[Mark | None, str]:
    """The mark of the cells that are not blank, None where all are; and the code of what keeps them from being one."""
    numbers = tuple(sorted((key, value) for key, value in values.items() if isinstance(value, Decimal)))
    if numbers and len(numbers) < len(values):
        return None, "marking.half_not_applicable"
    return (Mark(numbers) if numbers else NA if values else None), ""


def _problem(rows: Rows, row: Mapping[str, Any], key: str, code: str, **details: str) -> Problem:
    value = str(row.get(key) or "")
    return Problem(rows.sheet, int(row["row"]), rows.columns.get(key, ""), value, code, details=tuple(details.items()))
