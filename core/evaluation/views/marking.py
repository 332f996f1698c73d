"""评审打分: the way through one sheet, the tally at its foot, and handing it in."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

import streamlit as st

from core.evaluation.queries import MySheet
from core.evaluation.rules import filling, tally
from core.evaluation.rules.filling import Group, Left
from core.evaluation.rules.results import RubricResult
from core.evaluation.rules.states import AssignmentState, EntryState
from core.evaluation.views import marking_fields as fields
from core.ui import live, parts, state
from core.ui.words import day, safe

ROOM, EDGE, SHORT = 44, 2.4, 8  # characters of one row, those that each group's edges take, and of its name
TICK = 15  # seconds
LISTED = 8  # missing items named at once
SIGNS = {"done": "✓", "reason": "缺理由", "open": "待打分"}


def head(sheet: MySheet) -> None:
    """Which school, which round, until when; why nothing can be written where that is so."""
    row = sheet.row
    st.markdown(f"**{safe(row.place)}**　:gray[{safe(row.round)}　评审到 {day(row.due_on)}]")
    if row.state is AssignmentState.SUBMITTED:
        st.info("这份评分表已经提交，可以看，不能改。需要改，请评估管理员退回。", icon=":material/lock:")
    elif not row.is_open:
        st.info("这一轮现在不能打分，下面是您打过的。", icon=":material/lock:")
    elif row.entry_state is not EntryState.SUBMITTED:
        st.caption(":material/info: 学校还没有提交自评，材料和自评分提交后才看得到。现场看到的可以先打。")
    if sheet.statement:
        with st.expander("学校自述"):
            st.markdown(safe(sheet.statement))


def way(sheet: MySheet, groups: Sequence[Group], left: Left) -> int:
    """The row of indicators, and the list of all items to jump from; answers the group to show."""
    key, goto = f"marking.group.{sheet.row.id}", f"marking.goto.{sheet.row.id}"
    asked = state.held(goto)
    if asked is not None or state.entered(key) is None:
        state.preset(key, int(asked or 0))
        state.drop(goto)
    words = [_group_words(group, left, short=True) for group in groups]
    tapped = sum(len(one) + EDGE for one in words) <= ROOM
    if not tapped:
        words = [_group_words(group, left, short=False) for group in groups]
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        if tapped:
            at = st.segmented_control(
                "指标", range(len(groups)), format_func=words.__getitem__, required=True, key=key,
                label_visibility="collapsed", width="stretch",
            )  # fmt: skip
        else:
            at = st.selectbox(
                "指标", range(len(groups)), format_func=words.__getitem__, key=key, label_visibility="collapsed"
            )
        _jump(sheet, groups, left, goto)
    return int(at or 0)


def _group_words(group: Group, left: Left, *, short: bool) -> str:
    codes = [item.code for item in group.items]
    open_ = sum(code in left.marks or code in left.reasons for code in codes)
    title = group.title[:SHORT] if short else "　".join(group.trail[-2:]) or group.title
    return safe(f"{'✓ ' if not open_ else ''}{title} {len(codes) - open_}/{len(codes)}")


def _jump(sheet: MySheet, groups: Sequence[Group], left: Left, goto: str) -> None:
    where = {item.code: at for at, group in enumerate(groups) for item in group.items}
    titles = {item.code: item.title for group in groups for item in group.items}
    key = f"marking.jump.{sheet.row.id}"
    asked = live.value(key) if live.told(key) else None
    live.show(key, None)
    if asked in where:
        state.hold(goto, where[str(asked)])
        st.rerun()
    with st.popover("全部项目", icon=":material/list:"):
        st.pills(
            f"{SIGNS['done']} 已打　{SIGNS['open']}　{SIGNS['reason']}", list(where), key=key,
            format_func=lambda one: safe(f"{_sign(one, left)} {one} {titles[one][:SHORT]}"),
        )  # fmt: skip


def _sign(code: str, left: Left) -> str:
    return SIGNS["open" if code in left.marks else "reason" if code in left.reasons else "done"]


def foot(sheet: MySheet, groups: Sequence[Group], at: int, left: Left) -> bool:
    """The tally and the way on; answers whether handing in was pressed."""
    goto = f"marking.goto.{sheet.row.id}"
    with st.bottom, st.container(horizontal=True, vertical_alignment="center", gap="small"):
        done = sheet.row.items - len(left.marks)
        st.progress(done / max(sheet.row.items, 1), text=_tally_words(sheet, left), width="stretch")
        if st.button("上一组", key="marking.back", disabled=at == 0, icon=":material/arrow_back:"):
            state.hold(goto, at - 1)
            st.rerun()
        last = at == len(groups) - 1
        ready = sheet.row.is_open and (last or not left)
        if not last and st.button("下一组", key="marking.next", type="secondary" if ready else "primary"):
            state.hold(goto, at + 1)
            st.rerun()
        return ready and st.button("检查并提交", key="marking.submit", type="primary")


def _tally_words(sheet: MySheet, left: Left) -> str:
    parts_ = [f"已打 **{sheet.row.items - len(left.marks)}** / {sheet.row.items} 项"]
    if left.reasons:
        parts_.append(f"{len(left.reasons)} 项缺理由")
    if not left.marks:
        parts_ += total_words(sheet)
    return "　·　".join(parts_)


def total_words(sheet: MySheet) -> list[str]:
    """The totals by standard, once every item has a mark."""
    spec = sheet.row.spec
    result: RubricResult = tally.tally(spec, {code: row.mark for code, row in sheet.marks.items()})
    titles: Mapping[str, str] = {one.key: one.title for one in spec.standards}
    found = []
    for key, one in result.standards.items():
        if one.total is None:
            continue
        grade = "有一票否决项" if one.vetoes else one.grade or ""
        tail = f"（{safe(grade)}）" if grade else ""
        name = safe(titles.get(key, "总分"))
        found.append(f"{name} **{filling.plain(one.total)}** / {filling.plain(one.most)}{tail}")
    return found


class Look(StrEnum):
    """What came of the last look at a sheet."""

    HAND_IN = "hand_in"
    BACK = "back"


def last_look(sheet: MySheet, groups: Sequence[Group], left: Left, *, key: str) -> Look | None:
    """What keeps the sheet from being handed in, with the way to each; or the totals, and the promise to hand it in."""
    parts.section("检查并提交", sheet.row.place)
    if left:
        return _left_over(sheet, groups, left)
    for line in total_words(sheet):
        st.markdown(line)
    agreed = parts.confirm("我已核对，提交后不再改动", yes="提交", no="再看看", key=key)
    return None if agreed is None else Look.HAND_IN if agreed else Look.BACK


def _left_over(sheet: MySheet, groups: Sequence[Group], left: Left) -> Look | None:
    where = {item.code: (at, item.title) for at, group in enumerate(groups) for item in group.items}
    answer = None
    st.markdown(f"还差 **{len(left.marks) + len(left.reasons)}** 处，补上就能提交。已打的都在。")
    for code in (*left.marks, *left.reasons)[:LISTED]:
        at, title = where[code]
        with st.container(border=True, horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.markdown(f"{safe(code)}　{safe(title)}　:orange-badge[{_sign(code, left)}]", width="content")
            if st.button("去补上", key=f"marking.mend.{code}"):
                state.hold(f"marking.goto.{sheet.row.id}", at)
                answer = Look.BACK
    more = len(left.marks) + len(left.reasons) - LISTED
    if more > 0:
        st.caption(f"还有 {more} 处，补上这些后再看。")
    return Look.BACK if st.button("回到打分", key="marking.look.back") else answer


@st.fragment(run_every=TICK)
def watch(sheet: MySheet) -> None:
    """See to it that no tap is left behind when the connection broke under it.

    A browser that ticks runs the page anew once it is connected again, with what its widgets hold: whatever did not get
    through is saved then, or the widgets fall back to what is kept. A tick by itself reads nothing and keeps nobody awake.
    """
    if any(True for _ in fields.taps(sheet)) or fields.remark_told(sheet.row.id) is not None:
        st.rerun()


def remark_field(sheet: MySheet) -> None:
    """What is to be said of the school as a whole; saved when the field is left."""
    key = fields.remark_key(sheet.row.id)
    live.show(key, sheet.row.remark)
    st.text_area("总评（可不写）", key=key, max_chars=filling.LONGEST_REMARK, height=96, disabled=not sheet.row.is_open)
