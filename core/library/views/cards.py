"""A resource as a card: what it is, for whom, whose it is, what people think of it."""

from collections.abc import Mapping, Sequence

import streamlit as st

from core.library import packs
from core.library.queries import ResourceRow
from core.library.views.names import ICONS, kind_badge
from core.organisations.rules import STAGE_TITLES, Stage
from core.ui import state
from core.ui.words import safe

HELD = "library.resource"
PAGE = "pages/library/resource.py"
WIDTH, SUMMARY = 240, 56  # px of a card at least; characters of its text


def cards(rows: Sequence[ResourceRow], thumbs: Mapping[int, bytes], *, key: str) -> None:
    """Resources beside each other, as many as there is room for; a click opens one."""
    grid = st.grid(3, min_column_width=WIDTH)
    for row in rows:
        with grid, st.container(border=True, gap="xsmall", height="stretch"):
            _cover(row, thumbs.get(row.id), key=f"{key}.{row.id}")
            st.markdown(badges(row))
            st.markdown(f"**{safe(row.title)}**  \n:small[:gray[{safe(shortened(row.summary))}]]")
            st.caption("　".join(filter(None, (liked(row), f"下载 {row.downloads:,} 次", safe(row.org)))))
            if st.button("打开", key=f"{key}.open.{row.id}", width="stretch"):
                go_to(row.id)


def go_to(resource_id: int) -> None:
    """Open a resource on its own page."""
    state.hold(HELD, resource_id)
    st.switch_page(PAGE)


def badges(row: ResourceRow) -> str:
    """What it is and for whom, as Markdown."""
    stages = stage_words(row.stages)
    return kind_badge(row.kind) + (f" :gray-badge[{stages}]" if stages else "")


def stage_words(stages: Sequence[str]) -> str:
    """小学、初中; 各学段 where it is for all of them."""
    known = [STAGE_TITLES[one] for one in Stage if one in stages]
    return "各学段" if len(known) == len(Stage) else "、".join(known)


def topic_words(topics: Sequence[str]) -> str:
    """The topics by their titles."""
    return "、".join(choice.title for key, choice in packs.topics().items() if key in topics)


def liked(row: ResourceRow) -> str:
    """★ 4.6（12 人）; nothing where nobody has said."""
    return f"★ {row.stars:.1f}（{row.ratings:,} 人）" if row.stars is not None and row.ratings else ""


def shortened(text: str, most: int = SUMMARY) -> str:
    """The beginning of a text."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[:most]}…"


def _cover(row: ResourceRow, thumb: bytes | None, *, key: str) -> None:
    name = key.replace(".", "-")
    if thumb:
        with st.container(key=f"cover-{name}"):
            st.image(thumb, width="stretch", alt=row.title)
    else:
        with st.container(key=f"coverless-{name}"):
            st.markdown(f"# :gray[:material/{ICONS[row.kind]}:]", anchors=False, width="content")
