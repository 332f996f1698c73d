"""Schools by things to do: a tile each with a character, so that colour never speaks alone; a tile can be picked."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

import altair as alt
import pandas as pd
import streamlit as st

from core.ui import theme
from core.ui.charts.heat import LINES
from core.ui.charts.picture import Picture, told_apart

HEAD = 2  # characters of a line of a column's head
HEADS = f"windowSize()[0] < 640 || length(datum.label) != 4 ? {LINES} : replace(datum.label, '|', '')"
"""A head of three characters (and the mark of the break) stays on one line where there is room."""
ROW = 34  # px
SUM = "合计"
NARROW_NAMES = alt.expr("windowSize()[0] < 640 ? 78 : 170")
"""Px for the names of schools: on a phone the tiles need the room."""
FEW = 6  # schools told in words


class Mark(NamedTuple):
    """What a tile says: its character, what that means, its colours."""

    sign: str
    label: str
    fill: str
    ink: str


MARKS: Mapping[str, Mark] = MappingProxyType(
    {
        "done": Mark("✓", "已完成", "#1E6558", "#FFFFFF"),
        "waiting": Mark("审", "待审核", "#6FAE9F", "#0F2F29"),
        "doing": Mark("办", "进行中", "#BBD9D0", "#1F3B35"),
        "returned": Mark("改", "请补充", "#E3B15F", "#3B2500"),
        "missing": Mark("未", "到期未报", "#F6ECD8", "#5B4214"),
        "not_yet": Mark("", "未开始", "#F3F6F4", "#1F2D2B"),
        "exempt": Mark("免", "不要求", "#FFFFFF", "#6B7874"),
        "not_asked": Mark("／", "不涉及", "#FFFFFF", "#6B7874"),
    }
)


class Tile(NamedTuple):
    """One school and one thing: the key of a mark, and a character behind its sign ("" for none)."""

    mark: str
    also: str = ""


class ProgressRow(NamedTuple):
    """One school: its tiles in the order of the heads, and how much of it all is done."""

    name: str
    tiles: tuple[Tile, ...]
    total: str


def progress_board(heads: Sequence[str], rows: Sequence[ProgressRow], *, subject: str) -> Picture:
    """A row a school in the order given, a tile a thing, the sum at the right."""
    names, columns = told_apart(row.name for row in rows), [*told_apart(map(_broken, heads)), SUM]
    frame = pd.DataFrame(
        [
            _cell(at, to, names[at], columns[to], tile)
            for at, row in enumerate(rows)
            for to, tile in enumerate(row.tiles)
        ],
        columns=["row", "column", "school", "item", "mark", "sign"],
    )
    sums = pd.DataFrame({"school": names, "item": SUM, "text": [row.total for row in rows]})
    axes = _axes(names, columns)
    picked = alt.selection_point(name="cell", fields=["row", "column"], empty=False)
    tiles = alt.Chart(frame).mark_rect(cornerRadius=3, stroke=theme.LINE, cursor="pointer")
    signs = alt.Chart(frame).mark_text(fontWeight=700, fontSize=13, cursor="pointer")
    totals = alt.Chart(sums).mark_text(color=theme.INK).encode(text="text:N", **axes)
    fills, inks = (alt.Scale(domain=list(MARKS), range=list(one)) for one in zip(*_colours(), strict=True))
    layers = (
        tiles.encode(fill=alt.Fill("mark:N", scale=fills, legend=None), **axes).add_params(picked)
        + signs.encode(text="sign:N", color=alt.Color("mark:N", scale=inks, legend=None), **axes)
        + totals
    )
    return Picture(layers.properties(height=alt.Step(ROW)), f"{subject}：{_said(heads, rows)}")


def pick_tile(picture: Picture, *, key: str) -> tuple[int, int] | None:
    """Draw the board; answers the row and the column of the tile picked."""
    event: Any = st.altair_chart(
        picture.chart, theme=None, alt=picture.alt, key=key, on_select="rerun", selection_mode="cell"
    )
    for one in event["selection"].get("cell", []):
        if isinstance(one.get("row"), int) and isinstance(one.get("column"), int):
            return one["row"], one["column"]
    return None


def _axes(names: Sequence[str], columns: Sequence[str]) -> dict[str, Any]:
    top = alt.Axis(orient="top", labelExpr=HEADS, labelLineHeight=15, labelPadding=20, labelColor=theme.INK)
    side = alt.Axis(labelColor=theme.INK, labelLimit=NARROW_NAMES)
    across = alt.Scale(domain=columns, paddingInner=0.06, paddingOuter=0)
    down = alt.Scale(domain=names, paddingInner=0.1)
    return {
        "x": alt.X("item:N", sort=None, title=None, axis=top, scale=across),
        "y": alt.Y("school:N", sort=None, title=None, axis=side, scale=down),
    }


def _cell(at: int, to: int, name: str, column: str, tile: Tile) -> tuple[int, int, str, str, str, str]:
    return at, to, name, column, tile.mark, MARKS[tile.mark].sign + tile.also


def _colours() -> Iterator[tuple[str, str]]:
    return ((mark.fill, mark.ink) for mark in MARKS.values())


def _broken(head: str) -> str:
    return "|".join(head[at : at + HEAD] for at in range(0, len(head), HEAD))


def _said(heads: Sequence[str], rows: Sequence[ProgressRow]) -> str:
    each = (
        f"{row.name} {row.total}（"
        + "、".join(f"{head}{MARKS[tile.mark].label}" for head, tile in zip(heads, row.tiles, strict=True))
        + "）"
        for row in rows[:FEW]
    )
    return "；".join(each) + ("；其余学校可以在下面一所一所看，也可以下载" if len(rows) > FEW else "")
