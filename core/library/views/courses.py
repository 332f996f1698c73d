"""专题课程: the courses as cards, one of them as a list in the order to be taught."""

from collections.abc import Sequence

import streamlit as st

from core.library.queries import CoursePickRow, CourseRow, ResourceRow
from core.library.rules.drafts import KIND_TITLES
from core.library.rules.files import moved
from core.library.views import cards
from core.library.views.names import kind_badge
from core.library.views.wishes import Key, Wish
from core.organisations.queries import OrgRow
from core.ui import parts, state
from core.ui.words import safe

HELD, WIDTH, READ = "library.course", 240, "看课程"
ICONS = {
    "learning": "school", "setback": "trending_up", "career": "explore", "emotion": "mood", "relations": "group",
    "life": "spa", "self": "psychology",
}  # fmt: skip


def in_hand(rows: Sequence[CourseRow]) -> CourseRow | None:
    """The course that is looked at; None for all of them."""
    return next((row for row in rows if row.key == state.held(HELD)), None)


def overview(rows: Sequence[CourseRow]) -> str | None:
    """All courses with how many resources each has; answers the one to open."""
    asked, grid = None, st.grid(3, min_column_width=WIDTH)
    for row in rows:
        here = len(row.picks)
        with grid, st.container(border=True, gap="xsmall", height="stretch"):
            st.markdown(
                f"##### :material/{ICONS.get(row.key, 'collections_bookmark')}: {safe(row.title)}", anchors=False
            )
            st.caption(safe(row.words))
            st.markdown(f":{'green' if here else 'gray'}-badge[{f'{here} 份资源' if here else '还没有资源'}]")
            if st.button("打开", key=f"courses.open.{row.key}", width="stretch"):
                asked = row.key
    return asked


def head(course: CourseRow) -> None:
    """The course in hand."""
    rows = [pick.resource for pick in course.picks]
    parts.section(course.title, f"{len(rows)} 份资源")
    st.caption("　".join(filter(None, (safe(course.words), kinds_words(rows)))))


def nothing(*, keeps: bool) -> None:
    """A course without resources."""
    why = "在资源库里打开一份资源，选“放进专题课程”。" if keeps else "区里正在挑选，挑好以后会排在这里。"
    parts.empty("collections_bookmark", "这门课程还没有资源", why, key="courses.none")


def listing(picks: Sequence[CoursePickRow]) -> None:
    """The resources in order; a click opens one."""
    for number, row in enumerate((pick.resource for pick in picks), 1):
        with st.container(border=True, horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(_line(number, row), width="stretch")
            if st.button("打开", key=f"courses.resource.{row.id}"):
                cards.go_to(row.id)


def arranging(rows: Sequence[ResourceRow], org_id: int, course: str, form_key: Key) -> Wish | None:
    """The keeper's list: each with its ways up, down and out."""
    asked, ids = None, tuple(row.id for row in rows)
    for at, row in enumerate(rows):
        with st.container(border=True, horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(_line(at + 1, row), width="stretch")
            with st.container(horizontal=True, width="content", gap="xsmall"):
                asked = _ways(at, ids, org_id, course, form_key) or asked
    return asked


def _ways(at: int, ids: tuple[int, ...], org_id: int, course: str, form_key: Key) -> Wish | None:
    asked, one, here = None, ids[at], {"org_id": org_id, "course": course}
    for to, symbol, said in ((at - 1, "arrow_upward", "往前"), (at + 1, "arrow_downward", "往后")):
        form = f"courses.order.{one}.{at}.{to}"
        if 0 <= to < len(ids) and st.button("", icon=f":material/{symbol}:", key=form_key(form), help=said):
            asked = Wish("order_course", {**here, "resource_ids": moved(list(ids), one, to)}, form, None)
    form = f"courses.unpick.{one}"
    if st.button("", icon=":material/close:", key=form_key(form), help="移出这门课程"):
        asked = Wish("unpick_course", {**here, "resource_id": one}, form, "已移出，资源还在资源库里")
    return asked


def _line(number: int, row: ResourceRow) -> str:
    stages = cards.stage_words(row.stages)
    return f"**{number}　{safe(row.title)}**  \n{kind_badge(row.kind)} :small[:gray[{safe(f'{stages}　{row.org}')}]]"


def kinds_words(rows: Sequence[ResourceRow]) -> str:
    """课例 3、微课 1."""
    counts = {kind: sum(row.kind is kind for row in rows) for kind in KIND_TITLES}
    return "、".join(f"{KIND_TITLES[kind]} {number}" for kind, number in counts.items() if number)


def pick_arranging(course: CourseRow, shelves: Sequence[OrgRow]) -> OrgRow | None:
    """Whose choice is to be arranged, where a keeper asks for it; None to read the course."""
    laid = {pick.org_id for pick in course.picks}
    mine = {f"调整{org.name}的顺序": org for org in shelves if org.id in laid}
    if not mine:
        return None
    chosen = st.segmented_control(
        "做什么", [READ, *mine], default=READ, required=True, key=f"courses.what.{course.key}",
        label_visibility="collapsed",
    )  # fmt: skip
    return mine.get(chosen)
