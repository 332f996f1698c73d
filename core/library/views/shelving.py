"""上架审核: what waits, the longest first; onto a shelf with its tags, or back with a kind word."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from core.clock import local
from core.library import packs
from core.library.queries import ResourceRow
from core.library.rules import ResourceState
from core.library.rules.drafts import MOST_TAGS
from core.library.views.names import kind_badge, state_badge
from core.library.views.wishes import Key, Wish
from core.organisations.queries import OrgRow
from core.organisations.rules import LEVEL_TITLES, STAGE_TITLES, Stage
from core.ui import parts, state
from core.ui.words import month_day, safe

HELD, WAITING, SHELVED = "library.shelving", "等审核", "架上和下架的"
COMMENT = 400
SHOWN = 30  # rows at once of what is on the shelf


def pick_side(waiting: int, shelved: int) -> str:
    """What waits, or what was decided on."""
    names = {WAITING: f"{WAITING}（{waiting}）", SHELVED: f"{SHELVED}（{shelved}）"}
    return st.segmented_control(
        "看哪些", [WAITING, SHELVED], format_func=names.__getitem__, default=WAITING, required=True,
        key="shelving.side", label_visibility="collapsed",
    )  # fmt: skip


def nothing(side: str) -> None:
    """Nothing waits, or nothing lies on the shelf."""
    if side == WAITING:
        why = "学校提交的资源会排在这里，等得最久的在最前面。"
        parts.empty("approval", "现在没有等审核的资源", why, key="shelving.none")
    else:
        parts.empty("local_library", "架上还没有资源", "审核上架以后，会列在这里。", key="shelving.no_shelf")


def queue(rows: Sequence[ResourceRow], today: date) -> ResourceRow:
    """Resources to pick from; answers the one in hand."""
    for row in rows[:SHOWN]:
        with st.container(border=True, gap="xsmall"):
            st.markdown(f"**{safe(row.title)}**  \n{kind_badge(row.kind)} {state_badge(row.state)}")
            st.caption(safe(f"{row.org}　{_since(row, today)}"))
            if st.button("看这一份", key=f"shelving.open.{row.id}", width="stretch"):
                state.hold(HELD, row.id)
    if len(rows) > SHOWN:
        st.caption(f"这里列出最近的 {SHOWN} 份，一共 {len(rows):,} 份；其余可以在资源库里查找。")
    held = state.held(HELD)
    return next((row for row in rows if row.id == held), rows[0])


def shelve_form(row: ResourceRow, shelves: Sequence[OrgRow], form_key: Key) -> Wish | None:
    """Onto which shelf, and by what it is to be found; the submitter's tags are there already."""
    form = f"shelving.shelve.{row.id}"
    topics, courses = packs.topics(), packs.courses()
    with st.form(at := form_key(form)):
        st.markdown("**上架**")
        shelf = st.selectbox(
            "放在哪一级的架上", shelves, format_func=shelf_words, key=f"{at}.shelf",
            help="放在哪一级，那一级下面的学校都能看到。",
        )  # fmt: skip
        tags = {
            "stages": st.pills(
                "学段", list(Stage), selection_mode="multi", default=_known(row.stages, Stage), key=f"{at}.stages",
                format_func=lambda one: STAGE_TITLES[Stage(one)],
            ),
            "topics": st.multiselect(
                "主题", list(topics), _known(row.topics, topics), format_func=lambda one: topics[one].title,
                max_selections=MOST_TAGS, key=f"{at}.topics", placeholder="点这里选",
            ),
            "courses": st.multiselect(
                "专题课程", list(courses), _known(row.courses, courses), format_func=lambda one: courses[one].title,
                key=f"{at}.courses", placeholder="可以不选",
            ),
        }  # fmt: skip
        sent = st.form_submit_button("上架", type="primary", width="stretch")
    given = {"resource_id": row.id, "shelf_id": shelf.id, **{name: tuple(value) for name, value in tags.items()}}
    return Wish("shelve", given, form, f"已上架：{shelf.name}") if sent else None


def return_form(row: ResourceRow, form_key: Key) -> Wish | None:
    """Back to the submitter, who is told what to change."""
    form = f"shelving.return.{row.id}"
    with st.form(at := form_key(form)):
        comment = st.text_area(
            "请提交人修改什么",
            max_chars=COMMENT,
            key=f"{at}.comment",
            placeholder="说清楚哪一处、怎样改，对方一看就明白。",
        )
        sent = st.form_submit_button("请修改", width="stretch")
    given = {"resource_id": row.id, "comment": comment}
    return Wish("return_resource", given, form, "已退回，提交人会看到您的话") if sent else None


def off_form(row: ResourceRow, form_key: Key) -> Wish | None:
    """Off the shelf, with a reason."""
    form = f"shelving.off.{row.id}"
    with (
        st.popover("下架", icon=":material/inventory_2:", width="stretch"),
        st.form(at := form_key(form), border=False),
    ):
        reason = st.text_area("为什么下架", max_chars=COMMENT, key=f"{at}.reason")
        sent = st.form_submit_button("下架", type="primary")
    return (
        Wish("take_off", {"resource_id": row.id, "reason": reason}, form, "已下架，随时可以再放上去") if sent else None
    )


def back_button(row: ResourceRow, form_key: Key) -> Wish | None:
    """On the shelf again, where it lay."""
    form = f"shelving.back.{row.id}"
    if st.button("重新上架", key=form_key(form), type="primary", width="stretch"):
        return Wish("put_back", {"resource_id": row.id}, form, "已重新上架")
    return None


def widen_form(row: ResourceRow, shelves: Sequence[OrgRow], form_key: Key) -> Wish | None:
    """Onto the shelf of a bureau further up, for more schools."""
    higher = [one for one in shelves if row.shelf_path.startswith(one.path) and one.path != row.shelf_path]
    if not higher:
        return None
    form = f"shelving.widen.{row.id}"
    with (
        st.popover("放到上一级", icon=":material/move_up:", width="stretch"),
        st.form(at := form_key(form), border=False),
    ):
        shelf = st.selectbox("哪一级", higher, format_func=shelf_words, key=f"{at}.shelf")
        sent = st.form_submit_button("放上去", type="primary")
    given = {"resource_id": row.id, "shelf_id": shelf.id}
    return Wish("widen", given, form, f"已放到{shelf.name}的架上") if sent else None


def shelf_words(org: OrgRow) -> str:
    """A shelf by its bureau, and who sees it."""
    return f"{org.name}（{LEVEL_TITLES[org.level]}级，下面的学校都能看到）"


def shelves_for(row: ResourceRow, orgs: Sequence[OrgRow]) -> list[OrgRow]:
    """The bureaus above whoever submitted it, the nearest first."""
    return sorted((org for org in orgs if row.org_path.startswith(org.path)), key=lambda org: -len(org.path))


def _known(values: Sequence[str], known: object) -> list[str]:
    return [one for one in values if one in known]  # type: ignore[operator]  # an enum or a mapping


def _since(row: ResourceRow, today: date) -> str:
    if row.state is ResourceState.SENT and row.sent_at:
        days = (today - local(row.sent_at).date()).days
        return f"{month_day(local(row.sent_at).date())}提交，{f'等了 {days} 天' if days else '今天刚到'}"
    return f"在{row.shelf}的架上　下载 {row.downloads:,} 次" if row.shelf else ""
