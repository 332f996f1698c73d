"""What is decided about a person on the list: 排除, 确认, 调整等级; and a decision taken back."""

from collections.abc import Mapping, Sequence

import streamlit as st

from core.cases import packs
from core.cases.queries import EntryRow, VerdictRow, WarningRow
from core.cases.rules.deciding import Verdict, still_counts
from core.cases.rules.states import WarningState
from core.cases.rules.tiering import Tier
from core.cases.views import forms
from core.cases.views.shared import LONGEST, Wish, asks_why, level_of
from core.ui import parts
from core.ui.words import Level, day, moment, safe

CONFIRM, RETIER, EXCLUDE = "确认", "调整等级", "排除"
WHY = {
    CONFIRM: "为什么确认",
    RETIER: "为什么调整",
    EXCLUDE: "为什么排除",
}
NEXT = {
    CONFIRM: "确认以后就建档：有人负责，有下一次的日期。",
    RETIER: "按新的等级建档：有人负责，有下一次的日期。",
    EXCLUDE: "排除以后不再跟进；日常的关心照旧，有新的情况可以重新考虑。",
}

VERDICTS = {Verdict.EXCLUDED: "排除", Verdict.CONFIRMED: "确认", Verdict.RECONSIDERED: "重新考虑"}


def decision(
    row: WarningRow, tiers: Sequence[Tier], colleagues: Mapping[int, str], *, me: int, form: str, key: str
) -> Wish | None:
    """The decision on a warning that waits, with its reason; None until it was sent."""
    kind = st.segmented_control(
        "定下来", [CONFIRM, RETIER, EXCLUDE], default=CONFIRM, required=True, key=f"warnings.decide.{row.id}"
    )
    with st.form(key, border=False):
        tier = _tier(row, tiers, kind, key)
        why = st.text_area(asks_why(WHY[kind]), key=f"{key}.why.{kind}", max_chars=LONGEST, height=110)
        who = None if kind == EXCLUDE else _responsible(colleagues, me, key)
        st.caption(NEXT[kind])
        if not st.form_submit_button(f"{kind}并保存" if kind != EXCLUDE else "排除并保存", type="primary"):
            return None
    if kind == EXCLUDE:
        return Wish("exclude", {"warning_id": row.id, "why": why}, form, "已排除，理由已记下")
    given = {"warning_id": row.id, "tier": tier, "why": why, "responsible_id": who}
    return Wish("confirm", given, form, "已确认，转入个案跟进")


def lies_elsewhere(row: WarningRow, *, form: str, key: str) -> Wish | None:
    """Says that the person's case still lies with another school; a wish to ask for it, None until pressed."""
    st.info(
        "这名学生在原来的学校还有在管的个案。请那边发起移交，接收之后再在这里确认；聊过没有事的，可以直接排除。",
        icon=":material/move_up:",
    )
    if not st.button("请原学校移交", key=key):
        return None
    return Wish("ask_for_file", {"warning_id": row.id}, form, "已提醒原学校发起移交；这条提醒会一直留在名单上")


def reconsider(row: WarningRow, *, form: str, key: str) -> Wish | None:
    """An excluded warning waits for a talk again; None until it was sent."""
    with st.form(key, border=False):
        why = st.text_area(asks_why("为什么重新考虑"), key=f"{key}.why", max_chars=LONGEST, height=90)
        if not st.form_submit_button("重新考虑"):
            return None
    return Wish("reconsider", {"warning_id": row.id, "why": why}, form, "已回到待访谈")


def may_decide(row: WarningRow) -> bool:
    """Whether the warning still waits for a decision."""
    return row.state is WarningState.AWAITING_INTERVIEW


def spoken(row: WarningRow, rows: Sequence[EntryRow]) -> bool:
    """Whether somebody has talked with the person since what was decided, or flagged, last."""
    return any(
        still_counts(one.at, decided_at=row.decided_at, revised_at=row.revised_at, urgent=row.urgent)
        for one in rows
        if not one.replaced_by and one.form in packs.interviews()
    )


def talks(rows: Sequence[EntryRow], names: Mapping[int | None, str]) -> None:
    """What was written down for this warning, newest first."""
    for row in sorted(rows, key=lambda one: (one.held_on, one.id), reverse=True):
        form = packs.forms().get(row.form)
        old = "（已更正，保留备查）" if row.replaced_by else ""
        head = f"{day(row.held_on, year=True)}　{form.title if form else row.form}　·　{names.get(row.by_id, '')}{old}"
        with st.expander(safe(head)):
            forms.entry(form, row.content)


def verdicts(rows: Sequence[VerdictRow], names: Mapping[int | None, str], known: Mapping[int, Level]) -> None:
    """What was decided before, by whom and why, newest first."""
    if not rows:
        return
    with parts.timeline("verdicts"):
        for row in sorted(rows, key=lambda one: one.id, reverse=True):
            at = f"　{known[row.severity].text}" if row.severity in known else ""
            title = VERDICTS[row.verdict] + (at if row.verdict is Verdict.CONFIRMED else "")
            parts.event(parts.Event(moment(row.at, year=True), names.get(row.by_id, ""), "how_to_reg", title, row.why))


def _tier(row: WarningRow, tiers: Sequence[Tier], kind: str, key: str) -> Tier | None:
    """The same level when it is confirmed; another one when it is changed."""
    same = next((tier for tier in tiers if tier.severity == row.severity), None)
    if kind == CONFIRM and same is not None:
        st.markdown(f"等级不变：{level_of(same).badge}")
        return same
    if kind == EXCLUDE:
        return None
    others = [tier for tier in tiers if tier != same]
    return st.radio(
        "改为", others, format_func=lambda tier: f"{level_of(tier).text}（{safe(tier.level)}牵头）", key=f"{key}.tier"
    )


def _responsible(colleagues: Mapping[int, str], me: int, key: str) -> int | None:
    every = [me, *(one for one in colleagues if one != me)]
    return st.selectbox(
        "由谁负责", every, format_func=lambda one: "我自己" if one == me else colleagues[one], key=f"{key}.who"
    )
