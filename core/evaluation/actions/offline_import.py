"""A sheet that was filled in elsewhere comes back: looked at whole, merged three ways, nothing lost in silence."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from sqlmodel import Session

from core import audit
from core.access import Actor
from core.errors import InvalidFile, Problem, Refused
from core.evaluation.actions.marking import marks_of, put_down
from core.evaluation.actions.own_sheets import Sheet, writable_sheet
from core.evaluation.rules import offline
from core.evaluation.rules.marks import unpacked
from core.evaluation.rules.merging_sheets import Choice, Filled, Kept, Merge, Taken, Way, merge, settled
from core.evaluation.rules.offline import Origin
from core.evaluation.rules.sheet_rows import Rows, understood
from core.sheets.cells import tidy
from core.sheets.headers import data_rows, recognise
from core.sheets.read import Workbook, read
from core.sheets.shape import Sheet as Page


class SheetCheck(NamedTuple):
    """What taking a file in would do, item by item; with problems nothing can be taken in. `made_at` is when it was made."""

    problems: tuple[Problem, ...]
    merges: tuple[Merge, ...]
    made_at: str

    def of(self, way: Way) -> tuple[Merge, ...]:
        """The items that go this way."""
        return tuple(one for one in self.merges if one.way is way)


def check_sheet(session: Session, actor: Actor, *, assignment_id: int, content: bytes) -> SheetCheck:
    """Look at a workbook that `export_sheet` made for this sheet; nothing is changed.

    Raises InvalidFile for what is no workbook of ours, of another sheet, or by another version of the rubric.
    """
    return _checked(session, writable_sheet(session, actor, assignment_id), content)


def import_sheet(
    session: Session,
    actor: Actor,
    *,
    assignment_id: int,
    content: bytes,
    choices: Mapping[str, Choice] | None = None,
) -> int:
    """Take the file in as `check_sheet` showed it; answers how many items it changed.

    Every conflict needs a choice made over the edition that is still kept: whatever was changed in between is Refused
    ("marking.conflicts_left") and to be looked at again.
    """
    sheet = writable_sheet(session, actor, assignment_id)
    found = _checked(session, sheet, content)
    if found.problems:
        raise Refused("marking.file_problems")
    write, open_ = settled({one.code: one for one in found.merges}, choices or {})
    if open_:
        raise Refused("marking.conflicts_left", count=len(open_))
    known = {row.code: row for row in marks_of(session, sheet.row)}
    for one in write:
        if one.wanted.mark is not None:
            put_down(session, sheet, known.get(one.code), one.code, one.wanted.mark, one.wanted.reason)
    kept = sum(choice.taken is Taken.KEPT for choice in (choices or {}).values())
    audit.record(
        session, actor, "mark.sheet_imported", sheet.row, org_id=sheet.row.school_id, items=len(write), kept=kept
    )
    return len(write)


def _checked(session: Session, sheet: Sheet, content: bytes) -> SheetCheck:
    book = read(content, "")
    origin = _origin(book)
    _insist(sheet, origin)
    kept = {row.code: Kept(unpacked(row.value), row.reason, row.edition) for row in marks_of(session, sheet.row)}
    rows, problems = _understood(sheet, book)
    nothing = Kept()
    merges = tuple(
        merge(code, origin.kept.get(code, nothing), filled, kept.get(code, nothing)) for code, filled in rows.items()
    )
    alone = [one.code for one in merges if one.wanted.mark is None and one.way is not Way.SAME]
    return SheetCheck((*problems, *_reasons_alone(rows, alone)), merges, origin.made_at)


def _origin(book: Workbook) -> Origin:
    page = next((one for one in book.sheets if tidy(one.name) == offline.ASIDE), None)
    origin = offline.origin_of(page.frame.iter_rows()) if page is not None else None
    if origin is None:
        raise _refused("marking.not_our_file")
    return origin


def _insist(sheet: Sheet, origin: Origin) -> None:
    spec = sheet.spec
    if origin.assignment_id != sheet.row.id:
        raise _refused("marking.other_sheet")
    if (origin.rubric, origin.version) != (spec.key, spec.version):
        raise _refused("marking.other_rubric", theirs=origin.version, ours=spec.version)


def _understood(sheet: Sheet, book: Workbook) -> tuple[dict[str, Filled], list[Problem]]:
    page = _form(book)
    columns = offline.columns(sheet.spec)
    found = recognise(page, columns)
    if found.problems and not found.columns:
        return {}, list(found.problems)
    frame = data_rows(page, found)
    rows = Rows(page.name, found.columns, tuple(frame.iter_rows(named=True)))
    filled, problems = understood(sheet.spec, rows)
    return filled, [*found.problems, *problems]


def _form(book: Workbook) -> Page:
    named = [one for one in book.sheets if tidy(one.name) == offline.FORM]
    return next(iter([*named, *book.filled]), Page("", book.sheets[0].frame.clear()))


def _reasons_alone(rows: Mapping[str, Filled], codes: list[str]) -> Iterator[Problem]:
    for code in codes:
        yield Problem(offline.FORM, 0, "", rows[code].reason or "", "marking.reason_alone", details=(("item", code),))


def _refused(code: str, **details: str) -> InvalidFile:
    blanks = tuple(details.items())
    return InvalidFile([Problem("", 0, "", "", code, details=blanks)], code, **details)
