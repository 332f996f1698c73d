"""A school's part in a contest: what it nominated, what it may still nominate."""

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from core.evaluation.queries import ContestRow, Nominable, NominationRow
from core.evaluation.rules.contests import REASON, is_open_to_schools, left_of
from core.evaluation.rules.states import NominationState
from core.evaluation.views.contests import decided_words, figures, state_words
from core.evaluation.views.self_fields import Key, Wish
from core.ui import parts
from core.ui.words import safe


def part(
    row: ContestRow, found: Sequence[Nominable], nominated: Sequence[NominationRow], today: date, form_key: Key
) -> Wish | int | None:
    """What schools see and do; answers what was asked for, or the id of a nomination to look at."""
    many = len({one.school_id for one in found} | {one.school_id for one in nominated}) > 1
    asked = _own(row, nominated, today, form_key, many=many)
    return _nominate_form(row, found, nominated, today, form_key, many=many) or asked


def seen(row: ContestRow, rows: Sequence[NominationRow], *, whole: bool) -> None:
    """For those who nominate nothing: what their own schools nominated, of the `whole` contest how much."""
    if whole:
        figures(rows)
    elif rows:
        many = len({one.school_id for one in rows}) > 1
        parts.section("我校的推荐" if not many else "已推荐", f"{len(rows)} 件")
        with st.container(border=True, gap="small"):
            for one in rows:
                _told(row, one, many=many)
    else:
        st.caption(":material/info: 没有推荐的作品。推荐由学校管理员或心理教师提交。")


def _told(row: ContestRow, one: NominationRow, *, many: bool) -> None:
    where = f"{safe(one.school)}　" if many else ""
    st.markdown(f"**{safe(one.title)}**　:gray[{where}{state_words(row, one)}]")
    if one.reason:
        st.caption(safe(one.reason))
    if why := decided_words(one):
        st.caption(f":material/info: 主办单位：{why}")


def _own(
    row: ContestRow, rows: Sequence[NominationRow], today: date, form_key: Key, *, many: bool
) -> Wish | int | None:
    asked: Wish | int | None = None
    if not rows:
        return None
    parts.section("我校的推荐" if not many else "已推荐", f"{len(rows)} 件")
    for one in rows:
        with st.container(border=True, gap="small"):
            _told(row, one, many=many)
            with st.container(horizontal=True, gap="small"):
                if st.button("看材料", key=f"contests.look.{one.id}"):
                    asked = one.id
                form = f"contests.withdraw.{one.id}"
                may = is_open_to_schools(row.state, row.nominate_until, today)
                if may and one.state is NominationState.NOMINATED and st.button("撤回", key=form_key(form)):
                    asked = Wish("withdraw_nomination", {"nomination_id": one.id}, form, "已撤回，还可以再推荐")
    return asked


def _nominate_form(
    row: ContestRow, found: Sequence[Nominable], nominated: Sequence[NominationRow], today: date, form_key: Key,
    *, many: bool,
) -> Wish | None:  # fmt: skip
    if not is_open_to_schools(row.state, row.nominate_until, today):
        return None
    left = {school: left_of(row.quota, many_) for school, many_ in _counted(found, nominated).items()}
    open_ = [one for one in found if left.get(one.school_id) != 0]
    if not open_:
        _nothing(row, found, nominated)
        return None
    form = f"contests.nominate.{row.id}.{len(nominated)}"
    parts.section("推荐一件", _left_words(left) if not many else "每所学校的名额分开算")
    names = {(one.activity_id, one.resource_id): _named(one, many=many) for one in open_}
    with st.form(at := form_key(form)):
        chosen = st.selectbox("哪一件", list(names), format_func=names.__getitem__, key=f"{at}.work")
        reason = st.text_area(
            "推荐理由", max_chars=REASON, height=96, key=f"{at}.reason",
            placeholder="写一两句：好在哪里，别的学校可以学什么。不写学生的姓名",
        )  # fmt: skip
        if not st.form_submit_button("推荐", type="primary", width="stretch"):
            return None
    given = {"contest_id": row.id, "activity_id": chosen[0], "resource_id": chosen[1], "reason": reason}
    return Wish("nominate", given, form, "已推荐")


def _counted(found: Sequence[Nominable], nominated: Sequence[NominationRow]) -> Mapping[int, int]:
    stands = [one.school_id for one in nominated if one.state is NominationState.NOMINATED]
    return {school: stands.count(school) for school in {one.school_id for one in found}}


def _left_words(left: Mapping[int, int | None]) -> str:
    (many,) = set(left.values()) or {None}
    return "不限件数" if many is None else f"还可以推荐 {many} 件"


def _named(one: Nominable, *, many: bool) -> str:
    return f"{one.school} · {one.title}（{one.year}）" if many else f"{one.title}（{one.year}）"


def _nothing(row: ContestRow, found: Sequence[Nominable], nominated: Sequence[NominationRow]) -> None:
    if found:
        st.caption(f":material/info: 每校最多推荐 {row.quota} 件，已经满了。可以先撤回一件，再推荐别的。")
        return
    if nominated:
        st.caption(":material/info: 能推荐的都在上面了。再有通过审核的，会出现在这里。")
        return
    why = (
        "资源提交审核以后，就能在这里推荐。先到“我的资源”提交。"
        if row.subject == "resources"
        else "活动材料通过审核以后，就能在这里推荐。先到“活动上报”上报。"
    )
    parts.empty("inventory_2", "还没有可以推荐的", why, key="contests.nothing")
