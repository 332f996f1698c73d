"""认定: a round entered in one go, a line by hand, a workbook taken in."""

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd
import streamlit as st

from core.evaluation.queries import Recognisable, RoomRow, RoundRow
from core.evaluation.rules.recognising import GRADE, NUMBER, TITLE, Grant, RecognitionDraft
from core.evaluation.rules.register import COLUMNS, RegisterCheck
from core.evaluation.rules.states import Rank
from core.evaluation.rules.titles import RANKS
from core.evaluation.views.self_fields import Wish
from core.sheets.export import template
from core.ui import parts, tables
from core.ui.page import form_key
from core.ui.parts import Tally
from core.ui.words import count, problem_rows, safe

SHOWN = 50  # lines of a preview
LATEST = date(2099, 12, 31)


def round_form(round_: RoundRow, standard: str, rows: Sequence[Recognisable], today: date) -> Wish | None:
    """Everybody of the round with a grade, chosen already; title, level, numbers and days for all of them."""
    fresh = {row.entry_id: row for row in rows if row.number is None}
    form = f"recognition.round.{round_.id}.{standard}"
    with st.form(at := form_key(form)):
        ids = st.multiselect(
            "认定哪些", list(fresh), default=list(fresh), key=f"{at}.entries",
            format_func=lambda one: "　".join(filter(None, (fresh[one].place, fresh[one].grade))),
        )  # fmt: skip
        title = st.text_input("称号", round_.spec.title[:TITLE], max_chars=TITLE, key=f"{at}.title")
        rank = _rank(at)
        first = st.text_input(
            "起始编号", f"云心室〔{today.year}〕0001号", max_chars=NUMBER, key=f"{at}.first",
            help="后面的编号接着数，用过的会跳过；先高等级、后按校名",
        )  # fmt: skip
        granted_on, until = _days(today, key=at)
        if not st.form_submit_button("写入名册", type="primary", disabled=not fresh):
            return None
    grant = Grant(title, rank, first, granted_on, until)
    given = {"round_id": round_.id, "standard": standard, "entry_ids": ids, "grant": grant}
    return Wish("recognise", given, form, "已写入名册")


def known_table(rows: Sequence[Recognisable]) -> None:
    """Who of the round stands in the register already."""
    known = [row for row in rows if row.number]
    if known:
        frame = pd.DataFrame([{"学校": row.place, "等级": row.grade, "编号": row.number} for row in known])
        widths = {"学校": 240, "等级": 120, "编号": 220}
        columns = {title: tables.text_column(title, width) for title, width in widths.items()}
        tables.listing(frame, columns, key="recognition.known", alt=f"{len(known)} 所已在名册里")


def add_form(schools: Mapping[int, str], rooms: Sequence[RoomRow], school_id: int, today: date) -> Wish | None:
    """A recognition given by whomever, of the school that was chosen."""
    form, named = "recognition.add", {row.id: row.name for row in rooms}
    with st.form(at := form_key(form)):
        st.markdown(f"**{safe(schools[school_id])}**")
        room = st.selectbox(
            "哪一间辅导室",
            [None, *named],
            format_func=lambda one: named.get(one, "认定的是学校"),
            key=f"{at}.room",
            width=320,
        )
        title = st.text_input(
            "称号", max_chars=TITLE, key=f"{at}.title", placeholder="例如：全国学校心理健康教育特色校"
        )
        grade = st.text_input("等级（没有就空着）", max_chars=GRADE, key=f"{at}.grade")
        rank = _rank(at)
        number = st.text_input("编号", max_chars=NUMBER, key=f"{at}.number")
        granted_on, until = _days(today, key=at)
        if not st.form_submit_button("登记", type="primary"):
            return None
    draft = RecognitionDraft(school_id, title, grade, rank, number, granted_on, until, room)
    return Wish("add_recognition", {"draft": draft}, form, "已登记")


def template_download() -> None:
    """The table to fill in, made from what the importer reads."""
    made = lambda: template("认定名册", COLUMNS)  # noqa: E731 - made on the click alone
    parts.download("下载模板", made, "认定名册模板.xlsx", mime=parts.XLSX, key="recognition.template")


def preview(check: RegisterCheck, *, key: str) -> bool:
    """Problems, or what would be entered; answers whether it was agreed to."""
    if check.problems:
        parts.section("要改的地方", f"共 {len(check.problems):,} 处；改好再传一次，名册没有变动")
        parts.problem_list(problem_rows(check.problems), key="recognition")
        return False
    if not check.lines:
        parts.empty("table_rows", "表格里没有认定", "从模板的第 2 行起，一行写一个认定。", key="recognition.no_lines")
        return False
    parts.tally(
        [
            Tally("新增", count(len(check.new), "条"), "名册里还没有"),
            Tally("不变", count(check.unchanged, "条"), "名册里已经有了"),
        ]
    )
    if not check.new:
        st.caption("文件里的认定都已经在名册里，不用再导入。")
        return False
    frame = pd.DataFrame(
        [
            {"学校": one.school, "称号": one.draft.title, "等级": one.draft.grade, "编号": one.draft.number}
            for one in check.new[:SHOWN]
        ]
    )
    widths = {"学校": 220, "称号": 220, "等级": 110, "编号": 200}
    columns = {title: tables.text_column(title, width) for title, width in widths.items()}
    tables.listing(frame, columns, key="recognition.new", alt="将要新增的认定")
    if len(check.new) > SHOWN:
        st.caption(f"只列出前 {SHOWN} 条，共 {len(check.new):,} 条。")
    return parts.confirm("我已核对，文件里没有的保持原样。", yes="确认导入", no="先不导入", key=key) is True


def _rank(key: str) -> Rank:
    every = list(Rank)
    chosen = st.selectbox(
        "级别", every, index=every.index(Rank.COUNTY), format_func=RANKS.__getitem__, key=f"{key}.rank", width=200
    )
    return chosen or Rank.COUNTY


def _days(today: date, *, key: str) -> tuple[date, date | None]:
    granted_on = st.date_input(
        "认定日期", today, max_value=today, min_value=date(1980, 1, 1), key=f"{key}.on", width=200
    )
    ends = st.checkbox("有期限", True, key=f"{key}.ends")
    proposed = today.replace(year=today.year + 3, day=min(today.day, 28))
    until = st.date_input("有效期至", proposed, max_value=LATEST, key=f"{key}.until", width=200)
    return granted_on, until if ends else None
