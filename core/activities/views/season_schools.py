"""Which schools take part in a season, and what some of them need not do."""

from collections.abc import Callable, Mapping, Sequence

import pandas as pd
import streamlit as st

from core.activities.queries import ExemptionRow, SeasonRow, SeasonSchoolRow
from core.activities.rules import SeasonState
from core.activities.rules.seasons import REASON
from core.activities.views.log_forms import Wish
from core.organisations.queries import SchoolRow
from core.organisations.rules import STAGE_TITLES, Stage
from core.ui import parts, tables
from core.ui.words import safe

Key = Callable[[str], str]
ALL = "整个活动月"


def exempting(row: SeasonRow, schools: Sequence[SeasonSchoolRow], key: Key) -> Wish | None:
    """Schools to tick, and what they need not do, with the reason; None until it was sent."""
    if not schools:
        parts.empty("domain", "这里还没有学校参加", "发布以后，下面的学校都会列在这里。", key="seasons.no_schools")
        return None
    ticked = _ticked(row, schools)
    form = f"seasons.exempt.{row.id}"
    names = {"": ALL, **{one.code: one.title for one in row.checklist.items}}
    with st.form(at := key(form)):
        left, right = st.columns(2)
        item = left.selectbox(
            "免做什么", list(names), format_func=names.__getitem__, key=f"{at}.item", filter_mode=None
        )  # fmt: skip
        reason = right.text_input("原因", max_chars=REASON, key=f"{at}.reason", placeholder="例如：校舍改造")
        sent = st.form_submit_button(f"记为免做（已选 {len(ticked)} 所）", key=f"{at}.send")
    if not sent:
        return None
    if not ticked:
        st.caption(":material/info: 请先在上面勾选学校。")
        return None
    ids = [schools[at].school_id for at in ticked]
    given = {"season_id": row.id, "school_ids": ids, "item": item, "reason": reason}
    return Wish("exempt", given, form, "已记为免做，这一项不再计入这些学校")


def _ticked(row: SeasonRow, schools: Sequence[SeasonSchoolRow]) -> list[int]:
    """Schools to tick, with what they need not do now; another table where that changed."""
    told = ((one.school_id, one.exempt_all, sorted(one.exempt_items)) for one in schools)
    key = tables.marked(f"seasons.schools.{row.id}", told)
    frame = pd.DataFrame([_cells(one, row) for one in schools])
    columns = {
        "school": tables.text_column("学校", 200),
        "stages": tables.text_column("学段", 130),
        "exempt": tables.text_column("免做", 300),
    }
    st.caption("勾选学校，在下面写明哪一项免做、为什么。")
    return tables.ticking(frame, columns, key=key, alt=f"{len(schools)} 所学校参加")


def lifting(row: SeasonRow, rows: Sequence[ExemptionRow], schools: Sequence[SeasonSchoolRow], key: Key) -> Wish | None:
    """What was exempted, with the reasons, and the way back."""
    names = {one.school_id: one.school for one in schools}
    known = {one.id: one for one in rows if one.school_id in names}
    if not known:
        return None
    titles = {"": ALL, **{one.code: one.title for one in row.checklist.items}}
    form = f"seasons.lift.{row.id}"
    with st.expander(f"取消免做（现有 {len(known)} 条）"), st.form(at := key(form)):
        chosen = st.selectbox(
            "哪一条", list(known), key=f"{at}.which", placeholder="请选择", index=None,
            format_func=lambda one: f"{names[known[one].school_id]}：{titles.get(known[one].item, '')}（{known[one].reason}）",
        )  # fmt: skip
        sent = st.form_submit_button("取消免做", key=f"{at}.send")
    if not sent or chosen is None:
        return None
    return Wish("lift_exemption", {"exemption_id": chosen}, form, "已取消免做")


def coming_and_going(
    row: SeasonRow, schools: Sequence[SeasonSchoolRow], below: Sequence[SchoolRow], key: Key
) -> Wish | None:
    """A school added that was opened later, or one taken out."""
    if row.state is not SeasonState.OPEN:
        return None
    inside = {one.school_id: one.school for one in schools}
    outside = {one.id: one.name for one in below if one.id not in inside}
    with st.expander("增加或移出学校"):
        left, right = parts.halves()
        with left:
            added = _moved(row, outside, ("add_school", "增加", "已加入"), key)
        with right:
            dropped = _moved(row, inside, ("drop_school", "移出", "已移出"), key)
    return added or dropped


def own(rows: Sequence[SeasonSchoolRow], row: SeasonRow) -> SeasonSchoolRow | None:
    """The only school of who looks, and what it need not do, in words; None for who sees several, or none."""
    if len(rows) != 1:
        return None
    if rows[0].exempt_all:
        st.info("贵校这次免做，不用上报；愿意参加也欢迎。", icon=":material/info:")
    elif rows[0].exempt_items:
        told = "、".join(one.title for one in row.checklist.items if one.code in rows[0].exempt_items)
        st.info(safe(f"贵校免做：{told}"), icon=":material/info:")
    return rows[0]


def _moved(row: SeasonRow, names: Mapping[int, str], step: tuple[str, str, str], key: Key) -> Wish | None:
    verb, label, done = step
    form = f"seasons.{verb}.{row.id}"
    with st.form(at := key(form), border=False):
        school = st.selectbox(
            f"{label}哪所学校", list(names), index=None, format_func=names.__getitem__, key=f"{at}.school",
            placeholder="请选择" if names else "没有可选的学校",
        )  # fmt: skip
        sent = st.form_submit_button(label, key=f"{at}.send")
    if not sent or school is None:
        return None
    return Wish(verb, {"season_id": row.id, "school_id": school}, form, done)


def _cells(one: SeasonSchoolRow, row: SeasonRow) -> dict[str, str]:
    exempt = [item.title for item in row.checklist.items if item.code in one.exempt_items]
    return {
        "school": one.school,
        "stages": "、".join(STAGE_TITLES[Stage(stage)] for stage in one.stages),
        "exempt": ALL if one.exempt_all else "、".join(exempt),
    }
