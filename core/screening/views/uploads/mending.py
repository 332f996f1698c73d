"""Step two: same-day reviews first, then what is wrong and what is open."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, Protocol

import pandas as pd
import streamlit as st

from core.errors import Gravity, Problem
from core.screening import packs
from core.screening.queries import CampaignRow, Places
from core.screening.rules.previews import UrgentRow
from core.screening.rules.reasons import sentence
from core.screening.rules.spec import Coding
from core.screening.views.shared import place_words
from core.sheets.claims import Heading
from core.ui import parts, tables
from core.ui.words import count, problem_rows

SHOWN_PROBLEMS = 200
CELL_CODES = frozenset({"screening.bad_answer", "screening.bad_score", "screening.score_range"})


def urgent(
    rows: Sequence[UrgentRow], unknown: Sequence[int], places: Places, *, names: bool, answers: bool, lead: bool,
    listed: bool = False,
) -> bool:  # fmt: skip
    """Flagged critical items before anything else; answers whether these people shall be listed at once.

    Once they are `listed`, the button gives way to the word that they are.
    """
    if not rows and not unknown:
        return False
    st.warning(
        "分数是一个信号，不是诊断；请受过训练的老师今天就当面了解。",
        icon=":material/schedule:",
        title=f"{count(len(rows), '名')}学生的关键题有勾选，今天要有人看",
    )
    if names and rows:
        _urgent_list(rows, places, answers=answers)
    if unknown:
        lines = "、".join(map(str, unknown[:20]))
        st.caption(f"另有 {len(unknown)} 行的关键题有勾选，但认不出是谁：第 {lines} 行。请先核对这些行的学籍号。")
    return _listing_asked(len(rows), lead=lead, listed=listed)


def _urgent_list(rows: Sequence[UrgentRow], places: Places, *, answers: bool) -> None:
    """Who is meant; which answers those were only for whoever may see answers."""
    frame = pd.DataFrame(
        [
            {
                "行": f"第 {row.row} 行",
                "姓名": row.name,
                "学校 · 年级": place_words(places, row.school_id, row.grade, row.class_id),
                "关键题": sentence(packs.scales(), row.reasons) if answers else "有勾选",
            }
            for row in rows[:SHOWN_PROBLEMS]
        ]
    )
    columns = {
        "行": tables.text_column("行", 90),
        "姓名": tables.name_column(),
        "学校 · 年级": tables.text_column("学校 · 年级", 240),
        "关键题": tables.text_column("关键题", 240),
    }
    tables.listing(frame, columns, key="upload.urgent", alt=f"关键题有勾选的 {len(rows)} 名学生")


def _listing_asked(people: int, *, lead: bool, listed: bool) -> bool:
    """The button that puts them on the list at once, or the word that they stand there."""
    if listed:
        st.markdown(f":green-badge[:material/task_alt: 这 {count(people)} 名已列入]　:gray[今天就去看；文件可以接着改]")
        return False
    label = f"先把这 {count(people)} 名列入当日复核"
    return people > 0 and st.button(label, type="primary" if lead else "secondary", key="upload.urgent.raise")


def tallies(rows: int, problems: Sequence[Problem], tidied: int) -> None:
    """What was read and what was found, in four plain counts."""
    must = sum(one.gravity is Gravity.MUST_FIX for one in problems)
    look = sum(one.gravity is Gravity.CHECK for one in problems)
    parts.tally(
        [
            parts.Tally("读到", count(rows, "行"), "表头下面有内容的行"),
            parts.Tally("必须改", count(must, "处"), "改好才能导入"),
            parts.Tally("请看一眼", count(look, "处"), "可以照常导入"),
            parts.Tally("已自动整理", count(tidied, "处"), "去空格、全角转半角"),
        ]
    )


def to_mend(problems: Sequence[Problem], rows: int) -> None:
    """What has to be mended before the file can come in."""
    must = [one for one in problems if one.gravity is Gravity.MUST_FIX]
    touched = len({one.row for one in must if one.row})
    st.warning(
        f"下载标好批注的原文件，在 Excel 里改完再传一次；其余 {count(max(rows - touched, 0))} 行不用动。系统里的数据没有变动。",
        icon=":material/edit_note:",
        title=f"还有 {count(len(must))} 处要改，改好就能导入",
    )


def problems(found: Sequence[Problem], gravity: Gravity, title: str) -> None:
    """The problems of one gravity, a row a kind."""
    rows = list(problem_rows(one for one in found if one.gravity is gravity))
    if not rows:
        return
    parts.section(title, f"{count(len(rows))} 种" if len(rows) <= SHOWN_PROBLEMS else f"先列出 {SHOWN_PROBLEMS} 种")
    parts.problem_list(rows[:SHOWN_PROBLEMS], key=f"upload-{gravity}")


class Before(Protocol):
    """What was said about the file until now."""

    @property
    def sheet(self) -> str | None: ...

    @property
    def mapping(self) -> Mapping[str, str]: ...

    @property
    def codings(self) -> Mapping[str, str]: ...

    @property
    def blanks_for_bad_cells(self) -> bool: ...


class Answered(NamedTuple):
    """What the person said about the file."""

    sheet: str | None
    mapping: Mapping[str, str]
    codings: Mapping[str, str]
    blanks: bool

    def wishes(self, before: Before) -> dict[str, Any]:
        """What to check the file with: what was said before holds until it is said otherwise."""
        return {
            "sheet": self.sheet or before.sheet,
            "mapping": {**before.mapping, **self.mapping},
            "codings": {**before.codings, **self.codings},
            "blanks_for_bad_cells": self.blanks or before.blanks_for_bad_cells,
        }


def questions(
    campaign: CampaignRow,
    *,
    sheets: Sequence[str],
    headings: Sequence[Heading],
    letters: Mapping[str, str],
    asked: Mapping[str, tuple[Coding, ...]],
    bad_cells: bool,
    key: str,
) -> Answered | None:
    """The choices a file leaves open: which sheet, which coding, which columns; answers them when they are sent."""
    with st.form(key):
        st.markdown("**也可以在这里指给系统看**")
        sheet = st.selectbox("用哪一张工作表", sheets, key=f"{key}.sheet") if len(sheets) > 1 else None
        codings = {
            scale: st.radio(
                f"{packs.scale(scale).title} 的计分写法",
                [coding.key for coding in fits],
                format_func={coding.key: coding.label for coding in fits}.__getitem__,
                horizontal=True,
                index=None,
                key=f"{key}.{scale}",
            )
            for scale, fits in asked.items()
        }
        with st.expander("指定列", icon=":material/view_column:", expanded=not letters):
            mapping = _columns(campaign, headings, letters, key)
        blanks = bad_cells and st.checkbox(
            "把写错的格子按没作答处理（这些学生算“作答不完整”，没有总分；关键题仍然会提醒）", key=f"{key}.blanks"
        )
        if not st.form_submit_button("按选定的再看一次"):
            return None
    return Answered(sheet, mapping, {scale: chosen for scale, chosen in codings.items() if chosen}, bool(blanks))


def _columns(
    campaign: CampaignRow, headings: Sequence[Heading], letters: Mapping[str, str], key: str
) -> dict[str, str]:
    titles = {heading.letter: f"{heading.letter} 列　{heading.text}" for heading in headings}
    wanted = {"number": "学籍号", "name": "姓名"} | {
        scale.key: f"{scale.spec.title} 第 1 题（后面 {scale.spec.items - 1} 题依次排列）" for scale in campaign.scales
    }
    chosen: dict[str, str] = {}
    for column, title in wanted.items():
        known = letters.get(column)
        picked = st.selectbox(
            title,
            list(titles),
            index=list(titles).index(known) if known in titles else None,
            format_func=titles.__getitem__,
            placeholder="自动识别",
            key=f"{key}.column.{column}",
        )
        if picked and picked != known:
            chosen[column] = picked
    return chosen
