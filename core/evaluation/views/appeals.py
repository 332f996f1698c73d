"""申诉: the form of a school, the list, what stands beside an item, the answer."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from core.evaluation.queries import AppealRow, Laid, Rating, ResultRow, SelfSheet
from core.evaluation.rules import filling, tally
from core.evaluation.rules.appealing import ANSWER, ANSWERS, PLEA, Apart
from core.evaluation.rules.marks import Mark
from core.evaluation.rules.spec import Item, RubricSpec
from core.evaluation.rules.states import AppealState
from core.evaluation.rules.titles import APPEAL_STATES
from core.evaluation.views.mark_entry import mark_entry
from core.evaluation.views.moderation import rater
from core.evaluation.views.self_fields import Wish
from core.ui import parts, tables
from core.ui.page import form_key
from core.ui.words import day, moment, safe, safe_lines

WHOLE = "整个结果"
AT_FIRST = 6  # items of a whole result that are laid open at first
APART = {
    Apart.CHAIR: "您是这一轮的合议组长",
    Apart.RATED: "您评过这所学校",
    Apart.SETTLED: "您定过这所学校的合议",
    Apart.TIED: "您和这所学校有需要回避的关系",
}


def file_form(row: ResultRow, spec: RubricSpec) -> Wish | None:
    """Items and plea of a school's own appeal."""
    form = f"after.appeal.{row.entry_id}"
    with st.form(at := form_key(form)):
        codes = st.multiselect(
            "对哪几条有异议", list(spec.by_code), format_func=lambda one: item_words(spec, one), key=f"{at}.codes",
            placeholder="一条也不选，就是对整个结果",
        )  # fmt: skip
        plea = st.text_area(
            "理由", max_chars=PLEA, height=140, key=f"{at}.plea", placeholder="写清楚哪里和实际不一样，材料在哪里。"
        )
        st.caption("复核看的是提交时的自评和佐证；由没有参加过本校评审的同事来答复。")
        if not st.form_submit_button("提出申诉", type="primary"):
            return None
    return Wish("file_appeal", {"entry_id": row.entry_id, "codes": codes, "plea": plea}, form, "申诉已提交，请等答复")


def table(rows: Sequence[AppealRow]) -> AppealRow | None:
    """The appeals, open ones first; answers the one picked."""
    frame = pd.DataFrame(
        [
            {
                "状态": APPEAL_STATES[row.state],
                "学校": row.place,
                "条目": "、".join(row.codes) or WHOLE,
                "提出": moment(row.filed_at),
                "轮次": row.round,
                "公示到": day(row.publicity_until),
            }
            for row in rows
        ]
    )
    widths = {"状态": 90, "学校": 150, "条目": 120, "提出": 130, "轮次": 190, "公示到": 120}
    columns = {title: tables.text_column(title, width) for title, width in widths.items()}
    at = tables.listing(frame, columns, key="after.appeals", alt=f"{len(rows)} 份申诉", pick=True)
    return None if at is None else rows[at]


def card(row: AppealRow, spec: RubricSpec) -> None:
    """What was pleaded, and what was answered."""
    with st.container(border=True, gap="small"):
        items = "；".join(item_words(spec, code) for code in row.codes) or WHOLE
        st.markdown(f"**{safe(row.place)}**　{safe(items)}")
        st.markdown(safe_lines(row.plea))
        if row.answered_at is not None:
            st.caption(f"{APPEAL_STATES[row.state]}　{moment(row.answered_at)}")
            st.markdown(safe_lines(row.answer))


def take_back(row: AppealRow) -> Wish | None:
    """The school's own way out while there is no answer."""
    form = f"after.withdraw.{row.id}"
    pressed = row.is_open and st.button("撤回申诉", key=form_key(form))
    return Wish("withdraw_appeal", {"appeal_id": row.id}, form, "已撤回") if pressed else None


def kept_apart(why: Apart) -> None:
    """Why whoever looks does not answer."""
    st.info(f"{APART[why]}，请换一位没有参加过的同事来答复。", icon=":material/info:")


def looked_at(row: AppealRow, spec: RubricSpec, ratings: Mapping[str, Rating]) -> list[str]:
    """The items laid beside the answer: those appealed against; of a whole result those chosen, at first some that lost."""
    if row.codes:
        return list(ratings)
    lost = [
        code
        for code, one in ratings.items()
        if any(tally.loses(spec, spec.by_code[code], each.mark) for each in one.said)
    ]
    return st.multiselect(
        "看哪几条", list(ratings), default=lost[:AT_FIRST], format_func=lambda one: item_words(spec, one),
        key=f"after.look.{row.id}", placeholder="点这里选",
    )  # fmt: skip


def beside(spec: RubricSpec, item: Item, rating: Rating, sheet: SelfSheet) -> Laid | None:
    """An item as it was rated, as the school saw it, and the evidence of then; answers the file to be shown."""
    asked = None
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{safe(item.code)}　{safe(item.title)}**")
        if item.guidance:
            st.caption(safe_lines(item.guidance))
        for at, one in enumerate(rating.said):
            _said(rater(at), filling.told(spec, item, one.mark), one.reason)
        for who, mark in (("合议", rating.agreed), ("上次申诉", rating.appealed)):
            if mark is not None:
                _said(who, filling.told(spec, item, mark), "")
        own = sheet.items.get(item.code)
        _said("学校自评", filling.told(spec, item, own.mark) if own else "没有填", own.note if own else "")
        with st.container(horizontal=True, gap="xsmall"):
            for laid in sheet.evidence.get(item.code, ()):
                if st.button(
                    safe(laid.row.title), icon=":material/attach_file:", key=f"after.{item.code}.{laid.row.id}"
                ):
                    asked = laid
    return asked


def answer(row: AppealRow, spec: RubricSpec, ratings: Mapping[str, Rating]) -> Wish | None:
    """The outcome, the marks that take the old ones' place, the reason."""
    outcome = st.segmented_control(
        "答复", ANSWERS, format_func=APPEAL_STATES.__getitem__, default=AppealState.UPHELD, required=True,
        key=f"after.outcome.{row.id}",
    )  # fmt: skip
    codes: Sequence[str] = ()
    if outcome is not AppealState.REJECTED:
        codes = st.multiselect(
            "改哪几条", [code for code in spec.by_code if code in ratings], default=list(row.codes),
            format_func=lambda one: item_words(spec, one), key=f"after.codes.{row.id}", placeholder="点这里选",
        )  # fmt: skip
    form = f"after.answer.{row.id}"
    with st.form(at := form_key(form)):
        marks = {}
        for code in codes:
            st.markdown(f"**{safe(item_words(spec, code))}**")
            marks[code] = mark_entry(spec, spec.by_code[code], standing(ratings[code]), key=f"{at}.{code}")
        said = st.text_area("答复的理由", max_chars=ANSWER, height=120, key=f"{at}.answer")
        if not st.form_submit_button("答复", type="primary"):
            return None
    given = {"appeal_id": row.id, "outcome": outcome, "answer": said, "marks": marks}
    return Wish("answer_appeal", given, form, "已答复" + ("，结果已重新计算" if marks else ""))


def standing(rating: Rating) -> Mark:
    """The mark that counts now, as far as one does: of several raters the first one's, to begin from."""
    return rating.appealed or rating.agreed or (rating.said[0].mark if rating.said else Mark())


def item_words(spec: RubricSpec, code: str) -> str:
    """Code and title of an item."""
    item = spec.by_code.get(code)
    return f"{code}　{item.title}" if item else code


def nothing_filed() -> None:
    """The empty state."""
    parts.empty("gavel", "没有申诉", "公示期间，学校对结果有异议的，会在这里提出。", key="after.no_appeals")


def _said(who: str, mark: str, reason: str) -> None:
    st.markdown(f":gray[{safe(who)}]　**{safe(mark)}**　{safe(reason)}")
