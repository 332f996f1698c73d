"""A rater's sheet as a workbook, to be filled in where there is no network."""

from sqlmodel import Session

from core import audit, clock
from core.access import Actor, Capability
from core.evaluation.actions.own_sheets import own_sheet
from core.evaluation.queries.marking import MySheet, my_sheet
from core.evaluation.rules import cells, filling
from core.evaluation.rules.filling import Group
from core.evaluation.rules.marks import Mark
from core.evaluation.rules.merging_sheets import Kept
from core.evaluation.rules.offline import (
    ASIDE,
    CODE,
    FORM,
    HEADS,
    LAYOUT,
    REASON,
    SELF,
    Origin,
    aside_rows,
    mark_columns,
)
from core.evaluation.rules.spec import Item
from core.sheets.forms import Cell, Form, form
from core.sheets.writing import Table, Value

NOTE = "只填浅黄色的格。空着的格不会改动系统里已有的分数。填好后在“评审打分”里传回来。"
WIDTHS = {CODE: 8.0, "指标": 16.0, "项目": 26.0, "怎么看": 34.0, "要求": 34.0, SELF: 14.0, "可以填": 26.0}


def export_sheet(session: Session, actor: Actor, *, assignment_id: int) -> bytes:
    """The actor's own sheet as an .xlsx: what is asked, what may be written, what they have put down so far.

    A sheet that nobody sees holds which sheet it is and what each item was when it was made.
    """
    row = own_sheet(session, actor, assignment_id).row
    scope = actor.over(Capability.SCORE_SCHOOLS)
    sheet = my_sheet(session, scope, assignment_id=assignment_id, rater_id=actor.user_id)
    content = form(_form(sheet), _aside(sheet))
    audit.record(session, actor, "mark.sheet_exported", row, org_id=row.school_id, marks=len(sheet.marks))
    return content


def _form(sheet: MySheet) -> Form:
    spec = sheet.row.spec
    marks = list(mark_columns(spec).values())
    heads = [head for head in HEADS if head != SELF or sheet.selfs]
    columns = [(head, WIDTHS[head]) for head in heads] + [(head, 14.0) for head in marks] + [(REASON, 40.0)]
    rows = [
        [*(Cell(text) for text in _told(sheet, group, item, heads)), *_open(sheet, item)]
        for group in filling.groups(spec)
        for item in group.items
    ]
    title = f"{sheet.row.place}　{sheet.row.round}　{spec.title}（{spec.version}）"
    return Form(FORM, title, NOTE, columns, rows)


def _told(sheet: MySheet, group: Group, item: Item, heads: list[str]) -> list[str]:
    spec = sheet.row.spec
    titles = {one.key: one.title for one in spec.standards}
    asked = [f"{titles.get(one.standard, '')}：{one.text}".lstrip("：") for one in item.requirements if one.text]
    own = sheet.selfs.get(item.code)
    told = {
        CODE: item.code,
        "指标": " / ".join(group.trail),
        "项目": item.title,
        "怎么看": "\n".join(filter(None, (item.guidance, item.method))),
        "要求": "\n".join(asked),
        SELF: filling.told(spec, item, own.mark) if own else "",
        "可以填": cells.explained(spec, item, spec.marks_of(item)[0]),
    }
    return [told[head] for head in heads]


def _open(sheet: MySheet, item: Item) -> list[Cell]:
    spec, kept = sheet.row.spec, sheet.marks.get(item.code)
    mark, keys = kept.mark if kept else Mark(), spec.marks_of(item)
    found = [_cell(sheet, item, key, cells.written(spec, item, key, mark)) for key in keys]
    found += [Cell()] * (len(mark_columns(spec)) - len(keys))
    return [*found, Cell(kept.reason if kept else None, open=True, text=True)]


def _cell(sheet: MySheet, item: Item, key: str, value: Value) -> Cell:
    choices = cells.offered(sheet.row.spec, item, key)
    low = None if item.may_be_na else 0.0
    return Cell(value, open=True, choices=choices, low=None if choices else low)


def _aside(sheet: MySheet) -> Table:
    spec = sheet.row.spec
    kept = {code: Kept(row.mark, row.reason, row.edition) for code, row in sheet.marks.items()}
    at = clock.now().isoformat(timespec="seconds")
    return Table(ASIDE, LAYOUT, aside_rows(Origin(sheet.row.id, spec.key, spec.version, at, kept)))
