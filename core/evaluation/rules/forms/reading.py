"""A filled form as a rubric: indicators found down their columns, items row by row, and every problem with its place."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from core.errors import Problem, Refused
from core.evaluation.rules.editing import checked
from core.evaluation.rules.forms.coding import Uncoded, coded
from core.evaluation.rules.forms.facts import FACTS_SHEET, node_text, read_facts
from core.evaluation.rules.forms.grid import Cell, Grid
from core.evaluation.rules.forms.items import Row, item_fields
from core.evaluation.rules.forms.texts import Named, is_nothing, named, run_together
from core.evaluation.rules.spec import Item, Node, Purpose, RubricSpec, Source, Standard

KEYS = {"达标": "pass", "合格": "pass", "示范": "model", "特色": "model"}
UNNAMED = "imported"
"""The key of a rubric whose form says none."""
UNSOURCED = "导入的评分表，请补上依据文件"


class RubricCheck(NamedTuple):
    """What a workbook says: a rubric (None while there are problems), and every problem with its place."""

    spec: RubricSpec | None
    problems: tuple[Problem, ...]


class _Part(NamedTuple):
    """An indicator (`fields` None) or an item, with the place of what it stands below."""

    told: Named
    above: int | None
    known: Node | None = None
    fields: Mapping[str, Any] | None = None
    code: str = ""


class _Form:
    """What has been found so far, from the top row down."""

    def __init__(self, grid: Grid, facts: Mapping[str, Any], standards: Sequence[Standard]) -> None:
        self.grid, self.standards = grid, standards
        self.keys = {standard.title: standard.key for standard in standards}
        self.own = bool(facts)
        self.known = {node_text(node): node for node in facts.get("nodes", ())}
        self.parts: list[_Part] = []
        self.problems: list[Problem] = []
        self._nodes: dict[tuple[int | None, str], int] = {}
        self._path: list[int | None] = [None] * len(grid.levels)

    def take(self, number: int, cells: Mapping[str, str]) -> None:
        """One row."""
        item = self.grid.cell(cells, self.grid.item_key)
        lowest = self._descend(number, cells, keep_last=is_nothing(item.text))
        if is_nothing(item.text):
            item, lowest = lowest or item, None
        if item.text and (codes := run_together(item.text)):
            self.problems.append(self.grid.problem("cells_together", number, item, codes="、".join(codes)))
        elif item.text:
            self._item(number, cells, item)
        elif not self._goes_on(cells):
            self.problems.append(self.grid.problem("nameless", number, item))

    def _descend(self, number: int, cells: Mapping[str, str], *, keep_last: bool) -> Cell | None:
        """Follow the row's indicators down; with `keep_last` its lowest one is no indicator but the item, and answered."""
        told = [self.grid.cell(cells, key) for key in self.grid.levels]
        written = [at for at, cell in enumerate(told) if cell.text]
        last = written[-1] if keep_last and written and not is_nothing(told[written[-1]].text) else None
        for at in written:
            self._path[at:] = [None] * (len(told) - at)
            if at != last and not is_nothing(told[at].text):
                self._path[at] = self._node(number, told[at], self._above(at))
        return told[last] if last is not None else None

    def _above(self, level: int) -> int | None:
        return next((place for place in reversed(self._path[:level]) if place is not None), None)

    def _node(self, number: int, cell: Cell, above: int | None) -> int:
        if codes := run_together(cell.text):
            self.problems.append(self.grid.problem("cells_together", number, cell, codes="、".join(codes)))
        words = " ".join(cell.text.split())
        if (above, words) not in self._nodes:
            self._nodes[above, words] = len(self.parts)
            self.parts.append(_Part(named(cell.text), above, self.known.get(words)))
        return self._nodes[above, words]

    def _item(self, number: int, cells: Mapping[str, str], cell: Cell) -> None:
        code = self.grid.cell(cells, "code").text
        told = Named(code, cell.text, None) if self.own else named(cell.text)
        found = item_fields(self.grid, Row(number, cells, self.keys, self.own), told)
        if isinstance(found, list):
            self.problems += found
        else:
            self.parts.append(_Part(told, self._above(len(self._path)), fields=found, code=code))

    def _goes_on(self, cells: Mapping[str, str]) -> bool:
        """A row without points of its own that says more of the item above: what is written there is added to it."""
        more = "\n".join(filter(None, (self.grid.cell(cells, key).text for key in ("guidance", "method", "evidence"))))
        last = self.parts[-1] if self.parts else None
        if self.grid.cell(cells, "points").text or last is None or last.fields is None:
            return not more and not self.grid.cell(cells, "points").text
        guidance = "\n".join(filter(None, (last.fields["guidance"], more)))
        self.parts[-1] = last._replace(fields={**last.fields, "guidance": guidance})
        return True


def read_form(grid: Grid, facts: Sequence[Sequence[str]], *, title: str) -> RubricCheck:
    """The rubric of a form; `facts` are the lines of our own second sheet, () where there is none."""
    told = read_facts(facts)
    problems = [Problem(FACTS_SHEET, at + 1, "A", line, "rubric_sheet.fact_unread") for at, line in told.unread]
    standards = told.fields.get("standards") or _standards(grid)
    form = _Form(grid, told.fields, standards)
    for number, cells in grid.filled():
        form.take(number, cells)
    problems += form.problems
    if not any(part.fields is not None for part in form.parts) and not problems:
        problems.append(Problem(grid.sheet, 0, "", "", "rubric_sheet.empty"))
    if problems:
        return RubricCheck(None, tuple(problems))
    try:
        return RubricCheck(_spec(form, {**_defaults(grid, title), **told.fields, "standards": standards}), ())
    except Refused as error:
        why = (("why", str(error.details.get("why", ""))),)
        return RubricCheck(None, (Problem(grid.sheet, 0, "", "", "rubric_sheet.senseless", details=why),))


def _spec(form: _Form, fields: Mapping[str, Any]) -> RubricSpec:
    codes = coded([_uncoded(part) for part in form.parts])
    above = [codes[part.above] if part.above is not None else "" for part in form.parts]
    rows = list(zip(form.parts, codes, above, strict=True))
    nodes = [_node(part, code, parent) for part, code, parent in rows if part.fields is None and part.known is None]
    items = [
        checked(Item, {**part.fields, "code": code, "parent": parent})
        for part, code, parent in rows
        if part.fields is not None
    ]
    return checked(RubricSpec, {**fields, "nodes": (*fields.get("nodes", ()), *nodes), "items": items})


def _uncoded(part: _Part) -> Uncoded:
    if part.known:
        return Uncoded(part.known.code, part.above, exact=True)
    said = "".join((part.code or part.told.code).split())
    return Uncoded(said, part.above, exact=bool(part.code))


def _node(part: _Part, code: str, parent: str) -> Node:
    return checked(Node, {"code": code, "parent": parent, "title": part.told.title, "points": part.told.points})


def _standards(grid: Grid) -> tuple[Standard, ...]:
    titles = list(dict.fromkeys(grid.standards.values()))
    if len(titles) < 2:
        return ()
    return tuple(Standard(key=KEYS.get(title, f"s{at}"), title=title) for at, title in enumerate(titles, 1))


def _defaults(grid: Grid, title: str) -> dict[str, Any]:
    names = tuple(grid.titles.get(key, "") or key for key in (*grid.levels, grid.item_key))
    return {
        "key": UNNAMED, "version": "1.0", "title": title, "purpose": Purpose.SCHOOL,
        "source": Source(document=UNSOURCED), "level_names": names,
    }  # fmt: skip
