"""Places and awards of a contest, who is recommended upwards, what goes onto the shelf."""

from collections.abc import Sequence
from decimal import Decimal

import pandas as pd
import streamlit as st

from core.evaluation.queries import ContestRow, NominationRow, PlaceRow
from core.evaluation.rules.contest_titles import NO_AWARD, award_title
from core.evaluation.rules.contests import SHOWN, edition_of
from core.evaluation.rules.ranking import over
from core.evaluation.rules.states import ContestState, ContestSubject
from core.evaluation.views.self_fields import Key, Wish
from core.ui import editions, parts, tables
from core.ui.words import safe, safe_lines

REASON = 200  # characters


def places_part(row: ContestRow, rows: Sequence[PlaceRow], form_key: Key) -> Wish | None:
    """Ranks, totals, awards; of one what the judges said, and another award."""
    if not rows:
        parts.empty(
            "leaderboard", "还没有名次", "有推荐的作品，并且评委评完以后，名次就排出来了。", key="contests.no_places"
        )
        return None
    one = _places_table(row, rows)
    if one is None:
        st.caption("点一行，看评委的评语，改定奖项。")
        return None
    _said(one)
    return _award_form(row, one, form_key)


def _said(one: PlaceRow) -> None:
    """The work in hand, and what the judges wrote, without their names."""
    points = "还没评完" if one.total is None else f"{_points(one.total)} 分"
    st.markdown(f"**{safe(one.nomination.title)}**　:gray[{safe(one.nomination.school)}　{points}]")
    for words in one.words:
        st.markdown(f":gray[评委评语　]{safe_lines(words)}")


def _places_table(row: ContestRow, rows: Sequence[PlaceRow]) -> PlaceRow | None:
    frame = pd.DataFrame([_cells(row, one) for one in rows])
    widths = {"名次": 52, "奖项": 104, "作品": 180, "学校": 130, "得分": 84, "评审": 84, "推荐上报": 80}
    columns = {title: tables.text_column(title, width) for title, width in widths.items()}
    mark = f"{row.id}.{row.edition}.{len(rows)}"
    at = tables.listing(frame, columns, key=f"contests.places.{mark}", alt=f"{len(rows)} 件的名次", pick=True)
    for key, many in over([_award(row, one) for one in rows], row.awards).items():
        st.caption(
            f":material/info: {safe(award_title(row.awards, key))}比名额多 {many} 个：得分并列。可以改定，写明理由。"
        )
    return None if at is None else rows[at]


def _award_form(row: ContestRow, one: PlaceRow, form_key: Key) -> Wish | None:
    if one.total is None or row.state not in (ContestState.REVIEW, ContestState.PUBLICITY):
        return None
    form, keys = f"contests.award.{one.nomination.id}.{row.state}", [award.key for award in row.awards] + [""]
    at, now = form_key(form), _award(row, one)
    stands = edition_of(one.nomination.award, one.nomination.decided_reason)
    edition = editions.in_hand(stands, form=form, at=at, said="这一件的奖项在您打开以后改过。点一下，看最新的。")
    with st.container(border=True), st.form(at, border=False):
        st.markdown(f"**改定奖项**　{safe(one.nomination.school)} · {safe(one.nomination.title)}")
        chosen = st.selectbox(
            "改为", keys, index=keys.index(now) if now in keys else len(keys) - 1, key=f"{at}.award",
            format_func=lambda key: award_title(row.awards, key) if key else NO_AWARD,
        )  # fmt: skip
        reason = st.text_input("理由", max_chars=REASON, key=f"{at}.reason", placeholder="例如：评委集体商议")
        if not st.form_submit_button("改定"):
            return None
    given = {"nomination_id": one.nomination.id, "award": chosen, "reason": reason, "edition": edition}
    return Wish("award", given, form, "已改定")


def forward_form(row: ContestRow, rows: Sequence[NominationRow], form_key: Key) -> Wish | None:
    """Who is recommended upwards, of those with an award."""
    won = [one for one in rows if one.award and one.is_in]
    named = {one.id: f"{one.school} · {one.title}（{award_title(row.awards, one.award)}）" for one in won}
    form = f"contests.forward.{row.id}"
    at = form_key(form)
    stands = edition_of(*sorted(one.id for one in rows if one.forwarded))
    edition = editions.in_hand(stands, form=form, at=at, said="推荐上报在您打开以后改过。点一下，接着在最新的上改。")
    with st.form(at):
        chosen = st.multiselect(
            f"推荐上报哪些（最多 {row.forward} 件）", list(named), default=[one.id for one in won if one.forwarded],
            format_func=named.__getitem__, max_selections=row.forward, select_all=False, key=f"{at}.works",
            placeholder="从获奖作品里选",
        )  # fmt: skip
        if not st.form_submit_button("定下来"):
            return None
    return Wish("forward", {"contest_id": row.id, "nomination_ids": chosen, "edition": edition}, form, "推荐上报已定")


def shelve_form(row: ContestRow, rows: Sequence[NominationRow], form_key: Key) -> Wish | None:
    """Awarded resources onto the organiser's shelf."""
    named = {one.id: f"{one.school} · {one.title}" for one in rows if one.award and one.resource_id and one.is_in}
    if row.subject is not ContestSubject.RESOURCES or not named:
        return None
    form = f"contests.shelve.{row.id}"
    parts.section("放上资源库", "全区的学校都能用")
    with st.form(at := form_key(form)):
        chosen = st.multiselect(
            "哪些获奖资源上架", list(named), default=list(named), format_func=named.__getitem__, key=f"{at}.works"
        )
        st.caption("已经在架上的不变；没有标学段或主题的，请在“上架审核”里补上再上架。")
        if not st.form_submit_button("上架"):
            return None
    return Wish("shelve_winners", {"contest_id": row.id, "nomination_ids": chosen}, form, "标好学段和主题的都已上架")


def _award(row: ContestRow, one: PlaceRow) -> str:
    """The award that stands or would stand: decided by hand, public, or proposed by the rank."""
    decided = one.nomination.decided_reason or row.state in SHOWN
    return one.nomination.award if decided else one.proposed


def _cells(row: ContestRow, one: PlaceRow) -> dict[str, str]:
    award = _award(row, one)
    proposal = "" if row.state in SHOWN or one.nomination.decided_reason else "（拟）"
    up = one.nomination.forwarded if row.state in SHOWN else one.proposed_forward
    return {
        "名次": "" if one.rank is None else str(one.rank),
        "学校": one.nomination.school,
        "作品": one.nomination.title,
        "得分": "还没评完" if one.total is None else _points(one.total),
        "奖项": f"{award_title(row.awards, award)}{proposal}" if award else ("" if one.total is None else NO_AWARD),
        "评审": f"{one.sheets} / {one.due} 份",
        "推荐上报": "是" if up else "",
    }


def _points(total: Decimal) -> str:
    return f"{total:.2f}"
