"""The end of a session: what settling would do, the certificates it gave, printed and revoked."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import NamedTuple

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from core.training.queries import CompletionRow, ResultRow, SessionRow
from core.training.rules import PartState, SessionState
from core.training.rules.completing import WHY_TITLES
from core.training.rules.session_titles import PART_STATES
from core.training.rules.sessions import LONGEST_REASON
from core.training.views.attendance import stamp
from core.training.views.attendance_scores import score_words
from core.training.views.shared import Key, Wish, hours_words
from core.ui import parts, tables
from core.ui.parts import Tally
from core.ui.words import count, month_day, safe

DONE, NOT_YET = "✓ 完成", "○ 未完成"
CHIPS = {DONE: "#D8ECE3", NOT_YET: "#F3E3C4"}
GOOD, GONE = "✓ 有效", "○ 已撤销"
PAPER_CHIPS = {GOOD: "#D8ECE3", GONE: "#E6ECE9"}


class Chosen(NamedTuple):
    """Certificates that were ticked: the good ones, and one that was ticked alone."""

    good: tuple[int, ...]
    only: CompletionRow | None


def results(rows: Sequence[ResultRow], row: SessionRow) -> None:
    """Who would complete it as things stand, the others first, with the reason; once settled, what would differ."""
    done = [one for one in rows if one.result.state is PartState.COMPLETED]
    hours = sum((one.result.hours for one in rows), Decimal(0))
    tiles = [
        Tally("完成", count(len(done)), "人，发证书"),
        Tally("未完成", count(len(rows) - len(done)), "人"),
        Tally("记学时", hours_words(hours), "学时，共计"),
    ]
    if row.state is SessionState.DONE:
        tiles.append(Tally("和上次不同", count(sum(one.differs for one in rows)), "人"))
    parts.tally(tiles)
    ordered = sorted(rows, key=lambda one: (not one.differs, one.result.state is PartState.COMPLETED))
    at = tables.page_of(len(ordered), key=f"attendance.results.page.{row.id}", order="先看还没有完成的")
    frame = pd.DataFrame([_line(one) for one in ordered[at.offset : at.offset + at.limit]], columns=list(COLUMNS))
    shown = [title for title in COLUMNS if row.pass_score is not None or title != "成绩"]
    columns = {title: tables.text_column(title, COLUMNS[title]) for title in shown}
    columns["结果"] = _chips("结果", CHIPS, COLUMNS["结果"])
    with at.body:
        tables.listing(frame, columns, key=f"attendance.results.{row.id}", alt=f"{len(done)} 人完成，共 {len(rows)} 人")


COLUMNS = {"结果": 104, "姓名": 110, "学校": 220, "为什么": 150, "参加": 80, "成绩": 80, "记学时": 80, "现在": 80}


def settle_form(row: SessionRow, rows: Sequence[ResultRow], key: Key) -> Wish | None:
    """The promise to end the session, or the reason to settle it anew; None until it was sent."""
    if row.state is SessionState.RUNNING:
        form = f"attendance.settle.{row.id}"
        promise = "我已核对签到和成绩。结业后学校能看到结果，学时记到每位老师名下。"
        agreed = parts.confirm(promise, yes="办理结业", no="再核对一下", key=key(form))
        return Wish("settle_session", {"session_id": row.id}, form, "已结业，学时已记上") if agreed else None
    form = f"attendance.resettle.{row.id}"
    parts.section("改正结果", "补了签到或改了成绩之后，按最新的情况重新核定")
    changes = sum(one.differs for one in rows)
    with st.form(at := key(form)):
        st.markdown(f"按现在的签到和成绩，有 **{changes}** 位老师的结果和上次不同；学时和证书会跟着改。")
        reason = st.text_input(
            "为什么改", max_chars=LONGEST_REASON, key=f"{at}.reason", placeholder="如 补登一位老师的签到"
        )
        sent = st.form_submit_button("重新核定", key=f"{at}.send")
    given = {"session_id": row.id, "reason": reason}
    return Wish("resettle_session", given, form, "已重新核定") if sent else None


def papers(rows: Sequence[CompletionRow], session_id: int) -> Chosen:
    """The certificates of a session; answers those that are ticked."""
    good = sum(row.revoked_at is None for row in rows)
    parts.section("结业证书", f"有效 {count(good, '张')}；勾选后可以一起下载")
    titles = {"证书": 92, "编号": 184, "姓名": 84, "学校": 136, "学时": 56, "颁发": 128, "说明": 200}
    frame = pd.DataFrame([_paper_line(row) for row in rows], columns=list(titles))
    columns = {title: tables.text_column(title, width) for title, width in titles.items()}
    columns["证书"] = _chips("证书", PAPER_CHIPS, titles["证书"])
    table = f"attendance.papers.{session_id}.{stamp(row.id for row in rows)}"
    at = tables.ticking(frame, columns, key=table, alt=f"{good} 张有效的证书")
    marked = [rows[one] for one in at]
    return Chosen(
        tuple(row.id for row in marked if row.revoked_at is None), marked[0] if len(marked) == 1 else None
    )  # fmt: skip


def download(chosen: Chosen, make: Callable[[], bytes]) -> None:
    """The certificates that are ticked as one file to print, a page each."""
    if not chosen.good:
        st.caption("勾选证书就能下载打印；点表头的方框可以全选。")
        return
    label = f"下载证书（{count(len(chosen.good), '张')}）"
    parts.download(label, make, "结业证书.docx", mime=parts.DOCX, key="attendance.print", lead=True)


def paper_form(row: CompletionRow, key: Key) -> Wish | None:
    """Revoke one certificate with a reason, or let it be good again; None until it was sent."""
    form = f"attendance.paper.{row.id}"
    with st.form(at := key(form)):
        if row.revoked_at:
            st.markdown(f"{safe(row.name)}的证书撤销了。撤错了可以恢复，编号和校验码不变。")
            sent = st.form_submit_button("恢复证书", key=f"{at}.send")
            return Wish("restore_completion", {"completion_id": row.id}, form, "证书已恢复") if sent else None
        st.markdown(f"撤销{safe(row.name)}的证书：查验时会显示“已经撤销”，学时和结果不变。")
        reason = st.text_input(
            "为什么撤销", max_chars=LONGEST_REASON, key=f"{at}.reason", placeholder="如 姓名印错，另发"
        )
        sent = st.form_submit_button("撤销证书", key=f"{at}.send")
    return Wish("revoke_completion", {"completion_id": row.id, "reason": reason}, form, "证书已撤销") if sent else None


def _chips(title: str, chips: dict[str, str], width: int) -> ColumnConfig:
    return st.column_config.MultiselectColumn(title, width=width, options=list(chips), color=list(chips.values()))


def _line(one: ResultRow) -> tuple[list[str], str, str, str, str, str, str, str]:
    done = one.result.state is PartState.COMPLETED
    return (
        [DONE if done else NOT_YET], one.part.name, one.part.school, WHY_TITLES[one.result.why],
        f"{hours_words(one.result.share)}%", score_words(one.part.score), hours_words(one.result.hours),
        PART_STATES[one.part.state],
    )  # fmt: skip


def _paper_line(row: CompletionRow) -> tuple[list[str], str, str, str, str, str, str]:
    return (
        [GONE if row.revoked_at else GOOD], row.number, row.name, row.school, hours_words(row.hours),
        month_day(row.issued_at, year=True), row.reason,
    )  # fmt: skip
