"""By what a resource is found: told when it comes onto a shelf, and put right while it lies there."""

from collections.abc import Collection, Sequence

import streamlit as st

from core.library import packs
from core.library.queries import ResourceRow
from core.library.rules import ResourceKind
from core.library.rules.drafts import KIND_TITLES, MOST_TAGS, Classification
from core.library.views.names import years
from core.library.views.wishes import Key, Wish
from core.organisations.rules import STAGE_TITLES, Stage
from core.ui import editions

CHANGED = "这份资源刚刚被别人改过，请看最新的再决定。"


def correct_part(row: ResourceRow, year: int, form_key: Key) -> Wish | None:
    """The keeper's: by what a resource on a shelf is found; `year` is the present one."""
    form = f"shelving.correct.{row.id}"
    with st.popover("更正分类", icon=":material/sell:", width="stretch"):
        edition = editions.in_hand(row.edition, form=form, at=(at := form_key(form)), said=CHANGED)
        with st.form(at, border=False):
            classification = _fields(row, year, at)
            sent = st.form_submit_button("保存分类", type="primary", width="stretch")
    given = {"resource_id": row.id, "edition": edition, "classification": classification}
    return Wish("reclassify", given, form, "分类已改好，现在就能按新的找到") if sent else None


def _fields(row: ResourceRow, year: int, at: str) -> Classification:
    kinds, offered, licences = list(ResourceKind), years(year, row.year), packs.licences()
    kind = st.selectbox("类型", kinds, kinds.index(row.kind), format_func=KIND_TITLES.__getitem__, key=f"{at}.kind")
    tags = tag_fields(row, at)
    told = st.selectbox("年份", offered, offered.index(row.year), format_func=lambda one: f"{one} 年", key=f"{at}.year")
    licence = st.selectbox(
        "别人可以怎样使用", list(licences), _place(row.licence, list(licences)), key=f"{at}.licence",
        format_func=lambda one: licences[one].title, help="这一项由作者决定，改之前请先问过作者。",
    )  # fmt: skip
    return Classification(kind, told, licence or "", **tags)


def tag_fields(row: ResourceRow, at: str) -> dict[str, tuple[str, ...]]:
    """Stages, topics and courses, by the names of the actions' arguments."""
    topics, courses = packs.topics(), packs.courses()
    tags = {
        "stages": st.pills(
            "学段", list(Stage), selection_mode="multi", wrap=True, default=_known(row.stages, list(Stage)),
            key=f"{at}.stages", format_func=lambda one: STAGE_TITLES[Stage(one)],
        ),
        "topics": st.multiselect(
            "主题", list(topics), _known(row.topics, topics), format_func=lambda one: topics[one].title,
            max_selections=MOST_TAGS, select_all=False, key=f"{at}.topics", placeholder="点这里选",
        ),
        "courses": st.multiselect(
            "专题课程", list(courses), _known(row.courses, courses), format_func=lambda one: courses[one].title,
            key=f"{at}.courses", placeholder="可以不选",
        ),
    }  # fmt: skip
    return {name: tuple(value) for name, value in tags.items()}


def _known(values: Sequence[str], known: Collection[str]) -> list[str]:
    return [one for one in values if one in known]


def _place(value: str, known: Sequence[str]) -> int | None:
    return known.index(value) if value in known else None
