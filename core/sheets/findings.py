"""What is wrong with a header, as problems a person can act on."""

from collections.abc import Iterator, Sequence

from core.errors import Gravity, Problem
from core.sheets.claims import Claims
from core.sheets.columns import Column, Family
from core.sheets.recognition import Recognition
from core.sheets.shape import Sheet

MANY = 12


def no_header(sheet: Sheet, columns: Sequence[Column], families: Sequence[Family]) -> Problem:
    """No row of the sheet names any of the columns."""
    return Problem(sheet.name, 0, "", "", "header_not_found", details=(("wanted", _titles(columns, families)),))


def problems(
    sheet: Sheet, found: Recognition, claimed: Claims, columns: Sequence[Column], families: Sequence[Family]
) -> Iterator[Problem]:
    """Required columns not found, keys claimed twice, items missing or fitting several questionnaires."""
    row = found.header_rows[-1]
    titles = {column.key: column.title for column in columns}
    titles |= {family.column_key(i): family.heading(i) for family in families for i in range(1, family.count + 1)}
    for key in found.missing:
        details = (("column", titles[key]), ("unknown", "、".join(heading.text for heading in found.unknown[:MANY])))
        yield Problem(sheet.name, row, "", "", "column_missing", title=titles[key], details=details)
    for key, letters in found.ambiguous.items():
        places = (("column", titles[key]), ("letters", "、".join(letters)))
        yield Problem(sheet.name, row, letters[1], "", "column_twice", title=titles[key], details=places)
    doubtful = [family for family in claimed.doubtful if not any(found.families[family.key])]
    for family in families:
        if family not in doubtful:
            yield from _missing_items(sheet, row, found, family)
    if doubtful:
        names, letters = "、".join(family.title for family in doubtful), claimed.doubtful_letters
        span = (("families", names), ("first", letters[0]), ("last", letters[-1]))
        yield Problem(sheet.name, row, letters[0], "", "items_ambiguous", details=span)


def _missing_items(sheet: Sheet, row: int, found: Recognition, family: Family) -> Iterator[Problem]:
    twice = {key for key in found.ambiguous if key.startswith(f"{family.key}_")}
    letters = found.families[family.key]
    absent = [i for i, at in enumerate(letters, 1) if at is None and family.column_key(i) not in twice]
    if not absent or not (family.required or any(letters)):
        return
    details = (("family", family.title), ("items", _listed(absent)), ("count", str(family.count)))
    yield Problem(sheet.name, row, "", "", "items_missing", Gravity.MUST_FIX, family.title, details)


def _listed(numbers: list[int]) -> str:
    more = f" 等 {len(numbers)} 题" if len(numbers) > MANY else ""
    return "、".join(map(str, numbers[:MANY])) + more


def _titles(columns: Sequence[Column], families: Sequence[Family]) -> str:
    wanted = [column.title for column in columns if column.required] or [column.title for column in columns[:MANY]]
    return "、".join((wanted + [family.heading(1) for family in families])[:MANY])
