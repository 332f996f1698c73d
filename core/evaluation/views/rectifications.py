"""整改: what is to be put right, the school's reply, the re-check, and what is proposed from a result."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

import pandas as pd
import streamlit as st

from core.evaluation.queries import OutcomeRow, Piece, RectificationRow, ResultRow
from core.evaluation.rules.evidence import MOST_BYTES
from core.evaluation.rules.rectifying import FINDING, REASON, REPLY, TO_DO, WHAT, WHO, Suggestion, Wanted
from core.evaluation.rules.results import NodeScore
from core.evaluation.rules.spec import RubricSpec
from core.evaluation.rules.states import RectificationState
from core.evaluation.rules.titles import RECTIFICATION_STATES
from core.evaluation.views.appeals import item_words
from core.evaluation.views.self_fields import Wish
from core.evaluation.views.self_uploads import TYPES, File, named, title_of
from core.ui import parts, tables
from core.ui.page import form_key
from core.ui.words import count, day, moment, percent, safe, safe_lines

MONTH = timedelta(days=30)


class Reply(NamedTuple):
    """What a school says it has done: with a piece of its evidence, or with a new file."""

    text: str
    evidence_id: int | None
    file: File | None
    form: str


def tallies(rows: Sequence[RectificationRow]) -> None:
    """How far everything is."""
    many = {state: sum(row.state is state for row in rows) for state in RectificationState}
    to_do = sum(many[state] for state in TO_DO)
    late = sum(row.overdue for row in rows)
    parts.tally(
        [
            parts.Tally("还要做的", count(to_do, "条"), f"其中 {count(late, '条')}已过期限"),
            parts.Tally("等复核", count(many[RectificationState.DONE], "条"), "学校已经回复"),
            parts.Tally("复核通过", count(many[RectificationState.PASSED], "条"), f"一共 {count(len(rows), '条')}"),
        ]
    )


def table(rows: Sequence[RectificationRow], today: date) -> RectificationRow | None:
    """One row a thing to be put right; answers the one picked."""
    frame = pd.DataFrame(
        [
            {
                "状态": RECTIFICATION_STATES[row.state],
                "学校": row.place,
                "要整改的": f"{row.code}　{row.what}",
                "负责": row.who,
                "期限": _due(row, today),
                "轮次": row.round,
            }
            for row in rows
        ]
    )
    widths = {"状态": 90, "学校": 130, "要整改的": 160, "期限": 130, "负责": 96, "轮次": 220}
    columns = {title: tables.text_column(title, width) for title, width in widths.items()}
    at = tables.listing(frame, columns, key="after.rectifications", alt=f"{len(rows)} 条整改", pick=True)
    return None if at is None else rows[at]


def card(row: RectificationRow) -> bool:
    """What is asked for, what was replied and found; answers whether the reply's evidence is to be shown."""
    with st.container(border=True, gap="small"):
        st.markdown(f"**{safe(row.place)}**　{safe(row.code)}　:gray-badge[{RECTIFICATION_STATES[row.state]}]")
        st.markdown(safe_lines(row.what))
        st.caption(safe(f"负责：{row.who}　期限：{day(row.due_on)}"))
        if row.done_at is not None:
            st.markdown(f":gray[学校回复　{moment(row.done_at)}]  \n{safe_lines(row.reply)}")
        if row.checked_at is not None:
            st.markdown(f":gray[复核意见　{moment(row.checked_at)}]  \n{safe_lines(row.finding)}")
        return row.has_evidence and st.button("看佐证", icon=":material/attach_file:", key=f"after.proof.{row.id}")


def reply_form(row: RectificationRow, pieces: Sequence[Piece]) -> Reply | None:
    """What the school has done, with evidence."""
    form, known = f"after.reply.{row.id}", {piece.newest.id: piece for piece in pieces}
    with st.form(at := form_key(form)):
        text = st.text_area("做了什么", max_chars=REPLY, height=120, key=f"{at}.text")
        evidence = st.selectbox(
            "从材料库里选一份佐证（可不选）", [None, *known], format_func=lambda one: named(known[one]) if one else "不选",
            key=f"{at}.known",
        )  # fmt: skip
        with st.container(key=f"proof-{at}"):
            file = st.file_uploader(
                "或上传新的：照片、PDF 或 Word", type=TYPES, max_upload_size=MOST_BYTES // 2**20, key=f"{at}.file"
            )
        if not st.form_submit_button("回复", type="primary"):
            return None
    new = File(title_of(file.name), file.getvalue()) if file else None
    return Reply(text, None if new else evidence, new, form)


def recheck_form(row: RectificationRow, today: date) -> Wish | None:
    """Passed, or once more by a new day."""
    form = f"after.recheck.{row.id}"
    with st.form(at := form_key(form)):
        passed = st.radio(
            "复核", [True, False], format_func={True: "通过", False: "还要再改"}.__getitem__, horizontal=True,
            key=f"{at}.passed",
        )  # fmt: skip
        due_on = st.date_input("还要再改的，新的期限", today + MONTH, min_value=today, key=f"{at}.due", width=200)
        finding = st.text_area("看到了什么", max_chars=FINDING, height=100, key=f"{at}.finding")
        if not st.form_submit_button("记下复核", type="primary"):
            return None
    given = {"rectification_id": row.id, "passed": passed, "finding": finding, "due_on": None if passed else due_on}
    return Wish("recheck", given, form, "已记下复核意见")


def drop_form(row: RectificationRow) -> Wish | None:
    """Taken back, for it was written down by mistake."""
    form = f"after.drop.{row.id}"
    with st.expander("提错了，撤下这一条"), st.form(at := form_key(form), border=False):
        reason = st.text_input("理由", max_chars=REASON, key=f"{at}.why")
        if not st.form_submit_button("撤下"):
            return None
    return Wish("drop_rectification", {"rectification_id": row.id, "reason": reason}, form, "已撤下")


def scores(found: Mapping[str, OutcomeRow]) -> dict[str, NodeScore]:
    """Items of a result as the rule takes them."""
    return {code: NodeScore(row.score, row.most, row.na) for code, row in found.items() if row.is_item}


def still_open(rows: Sequence[RectificationRow]) -> set[str]:
    """The items of which something is still to be put right."""
    return {row.code for row in rows if row.state is not RectificationState.PASSED}


def raise_form(row: ResultRow, spec: RubricSpec, weak: Sequence[Suggestion], today: date) -> Wish | None:
    """Weak items are chosen already; what is asked for can be changed. One responsible, one day for all of them."""
    proposed = {one.code: one for one in weak}
    rest = [code for code in spec.by_code if code not in proposed]
    codes = st.multiselect(
        "整改哪几条", [*proposed, *rest], default=list(proposed), format_func=lambda one: _share(spec, one, proposed),
        key=f"after.raise.{row.entry_id}", placeholder="点这里选",
    )  # fmt: skip
    form = f"after.raise.form.{row.entry_id}"
    with st.form(at := form_key(form)):
        texts = {
            code: st.text_area(
                item_words(spec, code), proposed[code].what if code in proposed else "", max_chars=WHAT, height=80,
                key=f"{at}.{code}",
            )
            for code in codes
        }  # fmt: skip
        who = st.text_input("学校由谁负责", max_chars=WHO, key=f"{at}.who", placeholder="例如：分管副校长、德育处")
        due_on = st.date_input("期限", today + MONTH, min_value=today, key=f"{at}.due", width=200)
        if not st.form_submit_button("提出整改", type="primary", disabled=not codes):
            return None
    wanted = [Wanted(code, what, who, due_on) for code, what in texts.items()]
    given = {"entry_id": row.entry_id, "wanted": wanted}
    return Wish("raise_rectification", given, form, "已提出，学校能在这一页看到并回复")


def nothing_to_do() -> None:
    """The empty state."""
    parts.empty("handyman", "没有要整改的", "认定以后，教育局提出的整改会在这里，可以回复和复核。", key="after.nothing")


def _due(row: RectificationRow, today: date) -> str:
    return f"{day(row.due_on)}，已过 {(today - row.due_on).days} 天" if row.overdue else day(row.due_on)


def _share(spec: RubricSpec, code: str, proposed: Mapping[str, Suggestion]) -> str:
    one = proposed.get(code)
    told = "" if one is None else "（扣分或一票否决）" if one.share is None else f"（得分率 {percent(one.share)}）"
    return item_words(spec, code) + told
