"""One row of a form as an item, or the problems that stand in the way."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from core.errors import Problem
from core.evaluation.rules.forms.grid import Grid
from core.evaluation.rules.forms.scales import Levels, measured, read_levels
from core.evaluation.rules.forms.settings import read_settings
from core.evaluation.rules.forms.texts import Named, is_nothing, listed, numbers, score
from core.evaluation.rules.spec import QUANTITIES, Anchor, Grade, Kind, Requirement
from core.evaluation.rules.titles import ITEM_KINDS

COUNTED_IN = ("名", "人", "次", "场", "间", "个", "台", "本", "项", "种", "课时", "学时", "篇")
KINDS = {title: kind for kind, title in ITEM_KINDS.items()} | {
    "否决": Kind.VETO,
    "否决项": Kind.VETO,
    "扣分项": Kind.DEDUCT,
}
FINEST = (Decimal(1), Decimal("0.5"), Decimal("0.1"))


class Row(NamedTuple):
    """A row with what the whole form knows: the standards' keys by title, and whether we wrote the form ourselves."""

    number: int
    cells: Mapping[str, str]
    keys: Mapping[str, str]
    own: bool


def item_fields(grid: Grid, row: Row, told: Named) -> dict[str, Any] | list[Problem]:
    """The fields of an item except code and parent, or every problem of its row."""
    found = [_points(grid, row, told), _kind(grid, row), _settings(grid, row)]
    problems = [one for one in found if isinstance(one, Problem)]
    points, kind, settings = found
    levels = _levels(grid, row, None if isinstance(kind, Problem) else kind)
    if isinstance(levels, Problem):
        problems.append(levels)
    if problems or isinstance(levels, Problem):
        return problems
    made = _scaled(grid, row, kind, levels, settings[0])
    made["points"] = points if points is not None else _best(made)
    if made["points"] is None:
        return [grid.problem("points_needed", row.number, grid.cell(row.cells, "points"))]
    return {
        "title": told.title,
        **_texts(grid, row),
        **made,
        **_asked(grid, row, levels, settings[1]),
        **_steps(row, made),
    }


def _points(grid: Grid, row: Row, told: Named) -> Any:
    """The points of the row (None: it says none), or the problem with them."""
    cell = grid.cell(row.cells, "points")
    if is_nothing(cell.text):
        return told.points
    if len(several := numbers(cell.text)) > 1:
        return grid.problem("points_together", row.number, cell, numbers="、".join(several))
    found = score(cell.text)
    return found if found is not None else grid.problem("points_unread", row.number, cell)


def _kind(grid: Grid, row: Row) -> Any:
    cell = grid.cell(row.cells, "kind")
    if cell.text and cell.text not in KINDS:
        return grid.problem("kind_unread", row.number, cell, kinds="、".join(ITEM_KINDS.values()))
    return KINDS.get(cell.text)


def _settings(grid: Grid, row: Row) -> Any:
    cell = grid.cell(row.cells, "settings")
    found = read_settings(cell.text, row.keys)
    return grid.problem("setting_unread", row.number, cell, line=found) if isinstance(found, str) else found


def _levels(grid: Grid, row: Row, kind: Kind | None) -> Levels | Problem:
    """From the cell of levels, else from columns such as 3分 or A=1."""
    cell = grid.cell(row.cells, "levels")
    if cell.text:
        found = read_levels(cell.text, row.keys, kind)
        return grid.problem("levels_unread", row.number, cell, line=found) if isinstance(found, str) else found
    texts = {letter: (row.cells.get(letter) or "").strip() for letter in grid.scores}
    anchors = [Anchor(label=texts[at], score=Decimal(points)) for at, points in grid.scores.items() if texts[at]]
    if anchors and kind in (None, Kind.ANCHORS):
        return Levels(tuple(anchors))
    if grid.grades and kind in (None, Kind.GRADES):
        return Levels(grades=tuple(Grade(label=label, share=Decimal(share)) for label, share in grid.grades.values()))
    return Levels()


def _scaled(grid: Grid, row: Row, kind: Kind | None, levels: Levels, settings: dict[str, Any]) -> dict[str, Any]:
    """Kind and levels; anchors that tell a quantity, read off columns of points, become its bands."""
    told = measured(levels.anchors) if kind is None and not grid.cell(row.cells, "levels").text else None
    if told:
        bands, unit = told
        return {**settings, "kind": _quantity(unit), "bands": bands, "unit": unit}
    if kind is None:
        kind = levels.kind if levels != Levels() else Kind.STEPS
    if kind in QUANTITIES and not grid.cell(row.cells, "kind").text:
        kind = _quantity(settings.get("unit", ""))
    return {**settings, "kind": kind, "anchors": levels.anchors, "grades": levels.grades, "bands": levels.bands}


def _quantity(unit: str) -> Kind:
    return Kind.COUNT if unit in COUNTED_IN else Kind.MEASURE


def _best(made: Mapping[str, Any]) -> Decimal | None:
    if made["kind"] is Kind.VETO:
        return Decimal(0)
    return max((each.score for each in (*made.get("anchors", ()), *made["bands"])), default=None)


def _asked(grid: Grid, row: Row, levels: Levels, own: Mapping[str, Decimal]) -> dict[str, Any]:
    columns = {row.keys[title]: at for at, title in grid.standards.items() if title in row.keys}
    texts = {key: (row.cells.get(at) or "").strip() for key, at in columns.items()}
    bands = {row.keys[title]: found for title, found in levels.others.items()}
    made = [
        Requirement(standard=key, text=texts.get(key, ""), points=own.get(key), bands=bands.get(key, ()))
        for key in row.keys.values()
        if texts.get(key) or key in own or key in bands
    ]
    return {"requirements": tuple(made)}


def _texts(grid: Grid, row: Row) -> dict[str, Any]:
    evidence = listed(grid.cell(row.cells, "evidence").text, own=row.own)
    alone = [(row.cells.get(at) or "").strip() for at, title in grid.standards.items() if title not in row.keys]
    told = (grid.cell(row.cells, "guidance").text, *alone)
    return {
        "guidance": "\n".join(filter(None, told)),
        "method": grid.cell(row.cells, "method").text,
        "evidence": evidence,
    }


def _steps(row: Row, made: Mapping[str, Any]) -> dict[str, Any]:
    """In forms of others: halves where the points have halves, and a mark for each standard."""
    if row.own or made["kind"] is not Kind.STEPS:
        return {}
    step = next((each for each in FINEST if made["points"] % each == 0), FINEST[-1])
    return {"step": made.get("step", step), "separate": made.get("separate", len(row.keys) > 1)}
