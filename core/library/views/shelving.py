"""上架审核: what waits, the longest first; onto a shelf with its tags, or back with a kind word."""

from collections.abc import Sequence
from datetime import date
from zlib import crc32

import streamlit as st

from core.clock import local
from core.library.queries import ResourceRow
from core.library.rules import ResourceState
from core.library.rules.steps import COMMENT
from core.library.views.classifying import CHANGED, tag_fields
from core.library.views.wishes import Key, Wish
from core.organisations.queries import OrgRow
from core.ui import editions, parts
from core.ui.words import month_day

WAITING, SHELVED, OFF = "待审核", "已上架", "已下架"


def pick_side(waiting: int, off: int) -> str:
    """What waits, what lies on the shelf, or what was taken off it."""
    names = {WAITING: f"{WAITING}（{waiting}）", SHELVED: SHELVED, OFF: f"{OFF}（{off}）"}
    return st.segmented_control(
        "看哪些", list(names), format_func=names.__getitem__, default=WAITING, required=True,
        key="shelving.side", label_visibility="collapsed",
    )  # fmt: skip


def asked_for() -> str:
    """What is looked for among everything that lies on the shelf."""
    words = st.text_input(
        "找哪一份", placeholder="写几个字，例如名字里的词；不写就列最近上架的", max_chars=80, key="shelving.words"
    )
    return words.strip()


def nothing(side: str) -> None:
    """Nothing waits, nothing answers, or nothing was taken off."""
    if side == WAITING:
        why = "学校提交的资源会排在这里，等得最久的在最前面。"
        parts.empty("approval", "现在没有待审核的资源", why, key="shelving.none")
    elif side == SHELVED:
        why = "换个说法试试，写得短一些；这里只列您管的架上的资源。"
        parts.empty("search_off", "架上没有找到", why, key="shelving.none_shelved")
    else:
        why = "在“已上架”里选一份，右边有“下架”；下架以后会列在这里，随时可以再放上去。"
        parts.empty("inventory_2", "没有下架的资源", why, key="shelving.none_off")


def pick(rows: Sequence[ResourceRow], today: date) -> ResourceRow:
    """Which one; the first of them at first, so that after one the next is in hand."""
    if len(rows) == 1:
        return rows[0]
    words = {row.id: f"{row.title}（{row.org}，{_since(row, today)}）" for row in rows}
    mark = crc32(repr(list(words)).encode())
    chosen = st.selectbox("哪一份", list(words), format_func=words.__getitem__, key=f"shelving.row.{mark:08x}")
    return next(row for row in rows if row.id == chosen)


def shelve_form(row: ResourceRow, shelves: Sequence[OrgRow], form_key: Key) -> Wish | None:
    """Onto which shelf, and by what it is to be found; the submitter's tags are there already."""
    if not shelves:
        st.info("上架由上级单位来做，您可以请提交人补充。", icon=":material/info:")
        return None
    form = _decision(row)
    edition = editions.in_hand(row.edition, form=form, at=(at := form_key(form)), said=CHANGED)
    with st.form(at):
        st.markdown("**上架**")
        shelf = st.selectbox(
            "放在哪一级的架上", shelves, format_func=shelf_words, key=f"{at}.shelf",
            help="放在哪一级，那一级下面的学校都能看到。",
        )  # fmt: skip
        tags = tag_fields(row, at)
        sent = st.form_submit_button("上架", type="primary", width="stretch")
    given = {"resource_id": row.id, "edition": edition, "shelf_id": shelf.id, **tags}
    return Wish("shelve", given, form, f"已上架：{shelf.name}") if sent else None


def return_form(row: ResourceRow, form_key: Key) -> Wish | None:
    """Back to the submitter, who is told what to change."""
    form = _decision(row)
    with st.form(at := f"{form_key(form)}.return"):
        comment = st.text_area(
            "请提交人补充什么",
            max_chars=COMMENT,
            key=f"{at}.comment",
            placeholder="说清楚哪一处、怎样改，对方一看就明白。",
        )
        sent = st.form_submit_button("请补充", width="stretch")
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


def _decision(row: ResourceRow) -> str:
    """One look, one decision: what comes back after it is looked at anew."""
    return f"shelving.decide.{row.id}"


def shelf_words(org: OrgRow) -> str:
    """A shelf by its bureau, and who sees it."""
    return f"{org.name}（下面的学校都能看到）"


def shelves_for(row: ResourceRow, orgs: Sequence[OrgRow]) -> list[OrgRow]:
    """The bureaus above whoever submitted it, the nearest first."""
    return sorted((org for org in orgs if row.org_path.startswith(org.path)), key=lambda org: -len(org.path))


def _since(row: ResourceRow, today: date) -> str:
    if row.state is ResourceState.SENT and row.sent_at:
        days = (today - local(row.sent_at).date()).days
        return f"{month_day(local(row.sent_at).date())}提交，{f'等了 {days} 天' if days else '今天刚到'}"
    if row.state is ResourceState.ON_SHELF and row.shelved_at:
        return f"{month_day(local(row.shelved_at).date(), year=True)}上架"
    return f"原来在{row.shelf}的架上"
