"""The fields of a resource while it is with its submitter: every change is saved at once (see core.ui.live)."""

from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Any

import streamlit as st

from core.library import packs
from core.library.queries import ResourceRow
from core.library.rules import ResourceKind
from core.library.rules.drafts import AUTHOR, KIND_TITLES, MOST_TAGS, SUMMARY, TITLE, ResourceDraft
from core.library.views.names import years
from core.library.views.wishes import Wish
from core.organisations.rules import STAGE_TITLES, Stage
from core.ui import live

NAMES = ("kind", "title", "summary", "author", "year", "licence", "stages", "topics", "courses")
LISTS = ("stages", "topics", "courses")


def wish(row: ResourceRow) -> Wish | None:
    """The resource with what was entered since the fields were last shown; None where nothing was."""
    told = {name: live.value(_key(row, name)) for name in NAMES if live.told(_key(row, name))}
    if not told:
        return None
    known = {name: getattr(row, name) for name in NAMES}
    typed = {name: _value(name, value) for name, value in told.items()}
    draft = ResourceDraft(**{**known, **typed})
    mark = sha256(f"{row.edition}{draft}".encode()).hexdigest()[:12]
    given = {"resource_id": row.id, "draft": draft, "edition": row.edition}
    return Wish("save_resource", given, f"mine.save.{row.id}.{mark}", None)


def fields(row: ResourceRow, year: int) -> None:
    """All fields with what is kept; `year` is the present one."""
    for name in NAMES:
        live.show(_key(row, name), _shown(row, name))
    for name in NAMES:
        DRAWN[name](_key(row, name), years(year, row.year))


def _key(row: ResourceRow, name: str) -> str:
    return f"mine.{row.id}.{name}"


def _shown(row: ResourceRow, name: str) -> Any:
    kept = getattr(row, name)
    if name in LISTS:
        return list(kept)
    return (kept or None) if name == "licence" else kept


def _value(name: str, value: Any) -> Any:
    if name in LISTS:
        return tuple(value or ())
    return value if name in ("kind", "year") else str(value or "")


def _kind(key: str, _: Sequence[int]) -> None:
    st.selectbox("类型", list(ResourceKind), format_func=KIND_TITLES.__getitem__, key=key)


def _title(key: str, _: Sequence[int]) -> None:
    st.text_input("名字", max_chars=TITLE, key=key)


def _summary(key: str, _: Sequence[int]) -> None:
    st.text_area(
        "简单说说：讲什么、怎么用、用了效果怎样", max_chars=SUMMARY, height=140, key=key,
        help="老师平时会怎么说，就怎么写：写得具体，别人才找得到。",
    )  # fmt: skip


def _author(key: str, _: Sequence[int]) -> None:
    st.text_input("作者", max_chars=AUTHOR, key=key, help="写老师或教研组的名字，不写学生的姓名。")


def _year(key: str, offered: Sequence[int]) -> None:
    st.selectbox("哪一年的", offered, format_func=lambda one: f"{one} 年", key=key)


def _licence(key: str, _: Sequence[int]) -> None:
    known = packs.licences()
    st.selectbox(
        "别人可以怎样使用", list(known), None, format_func=lambda one: known[one].title, key=key, placeholder="请选一种",
        help="  \n".join(f"{one.title}：{one.words}" for one in known.values()),
    )  # fmt: skip


def _stages(key: str, _: Sequence[int]) -> None:
    st.pills(
        "适合哪些学段",
        list(Stage),
        selection_mode="multi",
        wrap=True,
        key=key,
        format_func=lambda one: STAGE_TITLES[Stage(one)],
    )


def _topics(key: str, _: Sequence[int]) -> None:
    known = packs.topics()
    st.multiselect(
        "主题", list(known), format_func=lambda one: known[one].title, key=key, max_selections=MOST_TAGS,
        select_all=False, placeholder="选最贴近的一到三个",
    )  # fmt: skip


def _courses(key: str, _: Sequence[int]) -> None:
    known = packs.courses()
    st.pills(
        "属于哪门专题课程（可以不选）", list(known), selection_mode="multi", wrap=True, key=key,
        format_func=lambda one: known[one].title,
    )  # fmt: skip


DRAWN: dict[str, Callable[[str, Sequence[int]], None]] = {
    "kind": _kind, "title": _title, "summary": _summary, "author": _author, "year": _year, "licence": _licence,
    "stages": _stages, "topics": _topics, "courses": _courses,
}  # fmt: skip
