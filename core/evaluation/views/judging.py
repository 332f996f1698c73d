"""作品评审: what a judge has before them, and the sheet of one work."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import streamlit as st

from core.evaluation.queries import JudgeSheet, SheetRow
from core.evaluation.rules import filling, tally
from core.evaluation.rules.contests import COMMENT
from core.evaluation.rules.marks import Mark
from core.evaluation.views.mark_entry import mark_entry
from core.evaluation.views.self_fields import Key, Wish
from core.ui import editions, parts
from core.ui.words import day, safe

HELD = "judging.nomination"
CHANGED = "您在别的设备上改过这一份。点一下，接着在最新的内容上改。"


def list_of(rows: Sequence[SheetRow], today: date) -> int | None:
    """The works of every contest, those to do first; answers the one to take up."""
    chosen = None
    for number, contest_id in enumerate(dict.fromkeys(row.contest_id for row in rows)):
        mine = sorted((row for row in rows if row.contest_id == contest_id), key=lambda row: (_order(row), row.school))
        parts.section(mine[0].contest, _note(mine, today))
        pressed = parts.todos([_todo(row, today) for row in mine], key=f"judging.list.{contest_id}", lead=number == 0)
        if pressed is not None:
            chosen = mine[pressed].nomination_id
    return chosen


def sheet_form(sheet: JudgeSheet, form_key: Key) -> Wish | None:
    """The marks of one work, as one form; what is missing is told, and kept as far as it goes."""
    form, spec = _form(sheet), sheet.spec
    at = form_key(form)
    edition = editions.in_hand(sheet.edition, form=form, at=at, said=CHANGED)
    with st.form(at):
        marks: dict[str, Mark] = {}
        for item in spec.items:
            st.markdown(f"**{safe(item.code)}　{safe(item.title)}**　:gray[{_most(sheet, item.code)} 分]")
            if item.guidance:
                st.caption(safe(item.guidance))
            marks[item.code] = mark_entry(
                spec, item, sheet.marks.get(item.code, Mark()), key=f"{at}.{item.code}", name="选一档"
            )
        words = st.text_area(
            "评语（给主办单位看，学校看不到）", sheet.words, max_chars=COMMENT, height=80, key=f"{at}.words",
            placeholder="好在哪里、可以怎样更好",
        )  # fmt: skip
        if not st.form_submit_button("保存", type="primary", width="stretch"):
            return None
    told = {code: mark for code, mark in marks.items() if mark.values or mark.na}
    missing = len(spec.items) - len(told)
    done = "已保存，这一件评完了" if not missing else f"已保存，还有 {missing} 项没有打分"
    given = {"nomination_id": sheet.row.nomination_id, "marks": told, "words": words, "edition": edition}
    return Wish("judge", given, form, done)


def head(sheet: JudgeSheet) -> None:
    """Where the sheet stands."""
    row = sheet.row
    if row.tied:
        st.info("您和这所学校有关联，或者说过要回避，这一件不用评。", icon=":material/info:")
    elif row.done_at and row.total is not None:
        st.success(f"已评完，合计 {_plain(row.total)} 分。公示以前都可以改。", icon=":material/task_alt:")
    elif not row.is_open:
        st.info("评审已经结束，这里只能看。", icon=":material/info:")


def aside(sheet: JudgeSheet, form_key: Key) -> Wish | None:
    """To step aside, or to come back; it is the sheet's own act, so the marks begin anew afterwards."""
    row, form = sheet.row, _form(sheet)
    key = f"{form_key(form)}.aside"
    if row.tied:
        if sheet.aside and st.button("不用回避，我来评", key=key):
            return Wish("step_aside", {"nomination_id": row.nomination_id, "aside": False}, form, "好的，请评这一件")
        return None
    with st.expander("需要回避"):
        st.caption("参与过这件作品、亲属在这所学校等情况，请回避；已经打的分会清掉，由其他评委来评。")
        if st.button("我回避这一件", key=key):
            return Wish("step_aside", {"nomination_id": row.nomination_id}, form, "已回避，这一件由其他评委来评")
    return None


def next_of(rows: Sequence[SheetRow], nomination_id: int) -> int | None:
    """The next work of the same contest that is to be judged; None where all are done."""
    here = next((row.contest_id for row in rows if row.nomination_id == nomination_id), None)
    left = [row for row in rows if row.contest_id == here and row.is_open and not row.done_at]
    return next((row.nomination_id for row in left if row.nomination_id != nomination_id), None)


def _form(sheet: JudgeSheet) -> str:
    return f"judging.sheet.{sheet.row.nomination_id}"


def _note(rows: Sequence[SheetRow], today: date) -> str:
    due = [row for row in rows if not row.tied]
    done = sum(row.done_at is not None for row in due)
    if not any(row.is_open for row in due):
        return f"评了 {done} 件　·　评审已结束"
    until = rows[0].review_until
    late = "已过截止日，请尽快评完" if until < today and done < len(due) else f"{day(until)}截止"
    return f"已评 {done} / {len(due)} 件　·　{late}"


def _todo(row: SheetRow, today: date) -> parts.Todo:
    if row.tied:
        return parts.Todo("do_not_disturb_on", row.title, row.school, "需要回避", "看一看")
    if row.done_at and row.total is not None:
        return parts.Todo("task_alt", row.title, row.school, f"已评 {_plain(row.total)} 分", "再看看")
    if not row.is_open:
        return parts.Todo("event_available", row.title, row.school, "评审已结束", "看一看")
    return parts.Todo(
        "rate_review", row.title, row.school, "待评", "去评审", "now" if row.review_until <= today else "soon"
    )


def _order(row: SheetRow) -> int:
    return 2 if row.tied else 1 if row.done_at else 0


def _most(sheet: JudgeSheet, code: str) -> str:
    spec = sheet.spec
    return _plain(max(tally.most_of(spec, spec.by_code[code], key) for key in spec.standard_keys))


def _plain(number: Decimal) -> str:
    return filling.plain(number)
