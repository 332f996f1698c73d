"""资源库: what is looked for, by words and by facets that say how much they hold."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, NamedTuple
from zlib import crc32

import streamlit as st

from core.library import packs
from core.library.queries import Facets, ShelfFigures, Sort
from core.library.rules import ResourceKind
from core.library.rules.drafts import KIND_TITLES
from core.organisations.rules import STAGE_TITLES, Stage
from core.ui import parts, state
from core.ui.words import count

PAGE, AT, CLEARED = 12, "library.page", "library.cleared"
SORTS = {Sort.BEST: "最相关", Sort.NEWEST: "最近上架", Sort.DOWNLOADS: "下载最多", Sort.STARS: "评分最高"}
MORE = ("stages", "topics", "courses", "years", "licences")
HEADS = {"stages": "学段", "topics": "主题", "courses": "专题课程", "years": "年份", "licences": "怎样使用"}


class Wanted(NamedTuple):
    """What somebody looks for."""

    words: str
    facets: Mapping[str, tuple[Any, ...]]  # by the names of the search's arguments
    sort: Sort

    @property
    def is_all(self) -> bool:
        """Whether nothing was asked for."""
        return not self.words and not any(self.facets.values())


def wanted() -> Wanted:
    """What is asked for: the words and the order as they are drawn here, the facets as they were drawn in the last run."""
    if state.held(CLEARED):
        _clear()
    with st.container(horizontal=True, vertical_alignment="bottom", key="shelf-search"):
        words = st.text_input(
            "找什么", placeholder="像说话一样写，例如：考前紧张怎么放松", key="shelf.words", max_chars=80,
            persist_state="session",
        )  # fmt: skip
        st.button("查找", type="primary", icon=":material/search:", key="shelf.find")
        sort = st.selectbox(
            "怎样排", list(SORTS), format_func=SORTS.__getitem__, key="shelf.sort", width=150, persist_state="session"
        )
    chosen = {name: _chosen(name) for name in ("kinds", *MORE)}
    return Wanted(words.strip(), chosen, sort)


def facets(counts: Facets, wanted: Wanted) -> None:
    """The facets, each value with how many there are of it; a value of which there is none is not offered."""
    _facet("kinds", "类型", counts, wanted, lambda one: KIND_TITLES[ResourceKind(one)])
    chosen = sum(len(wanted.facets[name]) for name in MORE)
    with st.expander(f"更多条件（已选 {chosen} 个）" if chosen else "更多条件：学段、主题、专题课程、年份、怎样使用"):
        for name in MORE:
            _facet(name, HEADS[name], counts, wanted, TITLES[name])


def in_figures(shelf: ShelfFigures) -> None:
    """What lies here and what became of it, in a line."""
    told = [f"{count(shelf.contributors, '个单位')}提供", f"下载 {count(shelf.downloads, '次')}"]
    told += [f"上课用过 {count(shelf.lessons, '次')}"] * bool(shelf.lessons)
    st.caption("　".join(told))


def page_key(wanted: Wanted) -> str:
    """The pager's key: another one, at its first page, where something else is looked for."""
    return f"shelf.page.{crc32(repr(wanted).encode()):08x}"


def page_at(key: str) -> int:
    """The page in hand: what the pager says, or where it stood when somebody left for a resource."""
    held = str(state.held(AT) or "").split(" ")
    if state.entered(key) is None and held[0] == key:
        state.preset(key, int(held[1]))
    number = state.entered(key, 1)
    at = number if isinstance(number, int) else 1
    state.hold(AT, f"{key} {at}")
    return at


def nothing(wanted: Wanted) -> None:
    """Why nothing is shown, and the way out: all conditions dropped, or the way a resource comes here."""
    if wanted.is_all:
        why = "学校在“我的资源”里提交，区里审核上架以后，就能在这里找到。"
        parts.empty("local_library", "资源库里还没有资源", why, key="shelf.none")
        return
    why = "换个说法试试，写得短一些，或者少选几个条件。"
    if parts.empty("search_off", "没有找到合适的资源", why, "清空条件", key="shelf.clear"):
        state.hold(CLEARED, 1)
        st.rerun()


def _clear() -> None:
    state.drop(CLEARED)
    state.preset("shelf.words", "")
    for name in ("kinds", *MORE):
        state.preset(f"shelf.{name}", [])


def found_head(total: int, wanted: Wanted) -> None:
    """How many there are, and in which order."""
    sort = Sort.NEWEST if wanted.sort is Sort.BEST and not wanted.words else wanted.sort
    parts.section(f"{'共' if wanted.is_all else '找到'} {count(total, '份')}", SORTS[sort])


def _chosen(name: str) -> tuple[Any, ...]:
    held = state.entered(f"shelf.{name}", [])
    return tuple(held) if isinstance(held, list) else ()


def _facet(name: str, head: str, counts: Facets, wanted: Wanted, title: Callable[[Any], str]) -> None:
    here, chosen = getattr(counts, name), wanted.facets[name]
    values = [one for one in KNOWN[name]({*here, *chosen}) if here.get(one) or one in chosen]
    if values:
        st.pills(
            head, values, selection_mode="multi", wrap=True, key=f"shelf.{name}", persist_state="session",
            format_func=lambda one: f"{title(one)} {here.get(one, 0):,}",
        )  # fmt: skip


TITLES: Mapping[str, Callable[[Any], str]] = {
    "stages": lambda one: STAGE_TITLES[Stage(one)],
    "topics": lambda one: packs.topics()[one].title,
    "courses": lambda one: packs.courses()[one].title,
    "years": lambda one: f"{one} 年",
    "licences": lambda one: packs.licences()[one].title,
}
KNOWN: Mapping[str, Callable[[Collection[Any]], Iterable[Any]]] = {
    "kinds": lambda _: ResourceKind,
    "stages": lambda _: Stage,
    "topics": lambda _: packs.topics(),
    "courses": lambda _: packs.courses(),
    "years": lambda here: sorted(here, reverse=True),
    "licences": lambda _: packs.licences(),
}
"""The values in their order, given those that are there; one that a pack no longer has is not offered."""
