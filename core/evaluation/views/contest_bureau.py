"""What the bureau does with a contest: nominations, judges, places and awards, who is recommended upwards."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from core.evaluation.queries import ContestRow, JudgeRow, NominationRow
from core.evaluation.rules.contests import RUNNING, Standing, edition_of
from core.evaluation.rules.states import ContestState, NominationState
from core.evaluation.views.contests import state_words
from core.evaluation.views.self_fields import Key, Wish
from core.ui import editions, parts, tables
from core.ui.words import count, safe

REASON = 200  # characters
CHANGED = "评委名单在您打开以后改过。点一下，接着在最新的名单上改。"
SETTABLE = (ContestState.PLANNED, ContestState.NOMINATING, ContestState.REVIEW)


def tiles(rows: Sequence[NominationRow], found: Standing) -> None:
    """How much there is, and how much is still to be judged."""
    taken = [row for row in rows if row.state is NominationState.NOMINATED]
    parts.tally(
        [
            parts.Tally(
                "参评", count(len(taken), "件"), f"{count(len({row.school_id for row in taken}), '所')}学校推荐"
            ),
            parts.Tally("评委", count(found.judges, "位"), "已请的"),
            parts.Tally("还没评", count(found.open_sheets, "份"), "每位评委每件一份"),
            parts.Tally("没人能评", count(found.unjudged, "件"), "评委都要回避"),
        ]
    )


def works_part(row: ContestRow, rows: Sequence[NominationRow], form_key: Key) -> Wish | int | None:
    """Everything that was nominated; answers one to look at, or one to put out."""
    if not rows:
        parts.empty("inventory_2", "还没有推荐", "开放推荐以后，学校推荐的作品会列在这里。", key="contests.no_works")
        return None
    one = _nominations_table(row, rows)
    if one is None:
        st.caption("点一行，看材料。")
        return None
    st.markdown(f"**{safe(one.title)}**　:gray[{safe(one.school)}]")
    looks = st.button("看材料", icon=":material/visibility:", key=f"contests.look.{one.id}")
    return _put_out_form(row, one, form_key) or (one.id if looks else None)


def judges_part(row: ContestRow, rows: Sequence[JudgeRow], people: Mapping[int, str], form_key: Key) -> Wish | None:
    """Who judges, how far they are, and who else may."""
    if rows:
        _judges_table(rows)
    if not people and not rows:
        parts.empty("group", "没有可以请的评委", "请管理员给评委开“评审专家”账号。", key="contests.no_people")
        return None
    return _judges_form(row, rows, people, form_key)


def _nominations_table(row: ContestRow, rows: Sequence[NominationRow]) -> NominationRow | None:
    frame = pd.DataFrame(
        [
            {"学校": one.school, "作品": one.title, "状态": state_words(row, one), "推荐理由": one.reason,
             "主办单位": one.decided_reason}
            for one in rows
        ]
    )  # fmt: skip
    widths = {"学校": 130, "作品": 210, "状态": 90, "推荐理由": 240, "主办单位": 180}
    columns = {title: tables.text_column(title, width) for title, width in widths.items()}
    mark = f"{row.id}.{len(rows)}.{row.edition}"
    at = tables.listing(frame, columns, key=f"contests.rows.{mark}", alt=f"{len(rows)} 件推荐", pick=True)
    return None if at is None else rows[at]


def _put_out_form(row: ContestRow, one: NominationRow, form_key: Key) -> Wish | None:
    if row.state not in RUNNING or one.state is not NominationState.NOMINATED:
        return None
    form = f"contests.out.{one.id}"
    with st.expander("定为不参评"), st.form(at := form_key(form)):
        reason = st.text_input(
            "理由（学校看得到）", max_chars=REASON, key=f"{at}.reason", placeholder="例如：和另一件是同一次活动"
        )
        sent = st.form_submit_button("定为不参评")
    return Wish("put_out", {"nomination_id": one.id, "reason": reason}, form, "已定为不参评") if sent else None


def _judges_table(rows: Sequence[JudgeRow]) -> None:
    frame = pd.DataFrame(
        [
            {"评委": row.name, "单位": row.home, "进度": f"{row.done} / {row.due} 件", "回避": f"{row.tied or ''}"}
            for row in rows
        ]
    )  # fmt: skip
    widths = {"评委": 120, "进度": 100, "回避": 80, "单位": 180}
    columns = {title: tables.text_column(title, width) for title, width in widths.items()}
    tables.listing(frame, columns, key="contests.judges", alt=f"{len(rows)} 位评委")


def _judges_form(row: ContestRow, rows: Sequence[JudgeRow], people: Mapping[int, str], form_key: Key) -> Wish | None:
    if row.state not in SETTABLE:
        return None
    known = [one.account_id for one in rows]
    form = f"contests.judges.{row.id}"
    at = form_key(form)
    edition = editions.in_hand(edition_of(*sorted(known)), form=form, at=at, said=CHANGED)
    names = dict(people) | {one.account_id: one.name for one in rows}
    with st.form(at):
        chosen = st.multiselect(
            "请谁评", list(names), default=known, format_func=names.__getitem__, key=f"{at}.who",
            placeholder="可以选几位",
        )  # fmt: skip
        st.caption(
            "评委要有这个单位的评分权限。本校、以前的学校、说明过的关联会自动回避。去掉的评委，评过的分不计，再请回来又会计入。"
        )
        if not st.form_submit_button("保存评委"):
            return None
    return Wish("set_judges", {"contest_id": row.id, "account_ids": chosen, "edition": edition}, form, "评委已保存")
