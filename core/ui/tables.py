"""Tables of rows that were already chosen, sorted and masked on the server; only the drawn columns travel."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, cast
from zlib import crc32

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.elements.lib.column_types import ColumnConfig

from core.ui import state
from core.ui.words import Level, safe

ROW = 40  # px
PAGE = 20  # rows


class Page(NamedTuple):
    """Which rows of a list to read, and the place above the pager where they are drawn."""

    offset: int
    limit: int
    body: DeltaGenerator


def page_of(total: int, *, key: str, size: int = PAGE, order: str = "") -> Page:
    """Draw the pager of a list of `total` rows and answer which of them to read; draw them into `body`."""
    pages = max(1, -(-total // size))
    state.keep_page_within(key, pages)
    body = st.container()
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        place = st.empty()
        number = st.pagination(pages, key=key, max_visible_pages=5) if pages > 1 else 1
        offset = (number - 1) * size
        place.caption(_standing(offset, min(offset + size, total), total, order), width="content")
    return Page(offset, size, body)


def listing(
    frame: pd.DataFrame, columns: Mapping[str, ColumnConfig], *, key: str, alt: str, pick: bool = False
) -> int | None:
    """Draw the columns named, in that order, and no other; with `pick`, answers the position of the row chosen."""
    shown = frame[list(columns)]
    event = st.dataframe(
        shown,
        hide_index=True,
        row_height=ROW,
        height="content",
        column_config=dict(columns),
        key=key,
        alt=alt,
        on_select="rerun" if pick else "ignore",
        selection_mode="single-row",
    )
    return _chosen(event, len(shown)) if pick else None


def ticking(frame: pd.DataFrame, columns: Mapping[str, ColumnConfig], *, key: str, alt: str) -> list[int]:
    """Draw the columns named, with a box to tick before every row; answers the positions of the rows that are ticked.

    Ticks are positions: `key` must change with the rows. A list that is long scrolls, so that all of it can be ticked.
    """
    shown = frame[list(columns)]
    event: Any = st.dataframe(
        shown,
        hide_index=True,
        row_height=ROW,
        height="content" if len(shown) <= PAGE else ROW * PAGE,
        column_config=dict(columns),
        key=key,
        alt=alt,
        on_select="rerun",
        selection_mode="multi-row",
    )
    return [at for at in cast("list[int]", event.selection.rows) if at < len(shown)]


def marked(key: str, rows: Iterable[object]) -> str:
    """A key for a table of these `rows` (ids, states): another one where others stand in it.

    Rows that are picked are positions: what was picked is then never taken for what moved to its place.
    """
    return f"{key}.{crc32(repr(list(rows)).encode()):08x}"


def tier_column(levels: Iterable[Level], title: str = "等级") -> ColumnConfig:
    """A column of tier chips; its cells come from tier_cell."""
    every = list(levels)
    return st.column_config.MultiselectColumn(
        title,
        width=112,
        pinned=True,
        options=[level.text for level in every],
        color=[level.look.chip for level in every],
    )


def tier_cell(level: Level) -> list[str]:
    """The cell of a tier column."""
    return [level.text]


def name_column(title: str = "姓名") -> ColumnConfig:
    """A column of names that are masked already."""
    return st.column_config.TextColumn(title, width=84, help="默认隐去；查看全名要说明用途，并会留下记录")


def text_column(title: str, width: int, *, rule: str | None = None) -> ColumnConfig:
    """A column of words, `width` px wide."""
    return st.column_config.TextColumn(title, width=width, help=rule and safe(rule))


def count_column(title: str, width: int = 90, *, rule: str | None = None) -> ColumnConfig:
    """A column of figures in words (words.count): absent ones say why, so it is text, aligned to the right."""
    return st.column_config.TextColumn(title, width=width, alignment="right", help=rule and safe(rule))


def _standing(first: int, last: int, total: int, order: str) -> str:
    words = f"第 {first + 1:,}—{last:,} 条，共 {total:,} 条" if total > 1 else f"共 {total} 条"
    return f"{words}　·　{safe(order)}" if order else words


def _chosen(event: Any, rows: int) -> int | None:  # st.dataframe's answer has no common type over its modes
    picked = cast("list[int]", event.selection.rows)
    return picked[0] if picked and picked[0] < rows else None
