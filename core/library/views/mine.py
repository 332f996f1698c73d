"""我的资源: what a school (or a bureau) submitted, how far each came, and a new one in two fields."""

from collections.abc import Mapping, Sequence

import streamlit as st

from core.clock import local
from core.library.queries import ResourceRow
from core.library.rules import ResourceKind, ResourceState
from core.library.rules.drafts import KIND_TITLES, TITLE
from core.library.views.names import kind_badge, state_badge
from core.library.views.wishes import Key
from core.organisations.queries import OrgRow
from core.ui import parts, state, tables
from core.ui.words import month_day, safe

HELD = "library.mine"
FIRST = (
    ResourceState.RETURNED,
    ResourceState.DRAFT,
    ResourceState.SENT,
    ResourceState.ON_SHELF,
    ResourceState.OFF_SHELF,
)
"""What waits for the submitter stands first."""
VERBS = {ResourceState.RETURNED: "去补充", ResourceState.DRAFT: "接着填"}


def start_form(orgs: Sequence[OrgRow], form_key: Key, *, lead: bool) -> Mapping[str, object] | None:
    """A new one: what it is and what it is called; everything else is filled in afterwards."""
    with st.form(form_key("mine.new")):
        kind = st.selectbox("是什么", list(ResourceKind), format_func=KIND_TITLES.__getitem__, key="mine.new.kind")
        title = st.text_input("叫什么名字", max_chars=TITLE, placeholder="例如：考前放松三分钟", key="mine.new.title")
        org = _pick_org(orgs)
        sent = st.form_submit_button("新建，接着填", type="primary" if lead else "secondary", width="stretch")
    return {"org_id": org.id, "kind": kind, "title": title} if sent else None


def listing(rows: Sequence[ResourceRow]) -> int | None:
    """All of them, what waits for somebody here first; answers the one to open."""
    asked, several = None, len({row.org_id for row in rows}) > 1
    spot = tables.page_of(len(rows), key="mine.page", order="要您办的在前")
    inorder = sorted(rows, key=lambda one: (FIRST.index(one.state), -one.id))
    for row in inorder[spot.offset : spot.offset + spot.limit]:
        with spot.body, st.container(border=True, gap="xsmall"):
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                told = f"{kind_badge(row.kind)} :small[:gray[{_standing(row, several=several)}]]"
                st.markdown(f"**{safe(row.title)}**　{state_badge(row.state)}  \n{told}", width="stretch")
                if st.button(VERBS.get(row.state, "打开"), key=f"mine.open.{row.id}"):
                    asked = row.id
            if row.state is ResourceState.RETURNED and row.comment:
                st.warning(f"请补充：{safe(row.comment)}", icon=":material/info:")
    return asked


def none_yet() -> None:
    """Nothing was submitted yet."""
    parts.empty(
        "cloud_upload", "还没有提交过资源", "课例、微课、心理剧、研究成果都可以。从上面新建一份，只要写类型和名字。",
        key="mine.none",
    )  # fmt: skip


def take_up(resource_id: int) -> None:
    """Have this one in hand from the next run on."""
    state.hold(HELD, resource_id)


def put_down() -> None:
    """Back to the list."""
    state.drop(HELD)


def in_hand(rows: Sequence[ResourceRow]) -> ResourceRow | None:
    """The one in hand, if it is still there."""
    held = state.held(HELD)
    return next((row for row in rows if row.id == held), None)


def _standing(row: ResourceRow, *, several: bool) -> str:
    """How far it came; whose it is where there are `several` organisations."""
    told = [f"{row.files} 个文件" if row.files else "还没有文件", *[safe(row.org)] * several]
    if row.state is ResourceState.ON_SHELF:
        told += [f"{safe(row.shelf)}的架上", f"下载 {row.downloads:,} 次"]
    elif row.sent_at:
        told.append(f"{month_day(local(row.sent_at).date())}提交")
    return "　".join(told)


def _pick_org(orgs: Sequence[OrgRow]) -> OrgRow:
    if len(orgs) == 1:
        return orgs[0]
    return st.selectbox("哪个单位提交", orgs, format_func=lambda one: one.name, key="mine.new.org")
