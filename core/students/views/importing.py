"""花名册导入 in four steps: choose, look at problems, look at what changes, confirm."""

from collections.abc import Sequence
from typing import NamedTuple

import streamlit as st

from core.errors import Gravity, Problem
from core.organisations.queries import SchoolRow
from core.sheets.annotate import annotate
from core.sheets.export import template
from core.students.rules import Population
from core.students.rules.columns import ROSTER, TITLES
from core.students.rules.outcomes import RosterCheck
from core.students.views.lists import year_words
from core.ui import parts
from core.ui.parts import Tally
from core.ui.words import count, problem_rows, problem_words

STEPS = ("选文件", "看问题", "看变化", "确认")
ADVICE = (
    "一行一个人，列的顺序可以变",
    "号码一列设成文本，免得被 Excel 改掉",
    "文件里没有的人保持原样，不会删除",
    "空着的格保持原样",
)
SHOWN = 60  # kinds of problems drawn; the annotated file holds them all


class Chosen(NamedTuple):
    """A file and what it is a roster of."""

    content: bytes
    filename: str
    population: Population
    school_year: int
    school_id: int | None


def choose(schools: Sequence[SchoolRow], *, this_year: int, key: str) -> Chosen | None:
    """Step 1; None until a file was sent on."""
    left, right = parts.wide_and_side()
    with right:
        population = _about()
    with left:
        parts.section("选文件")
        names: dict[int | None, str] = {None: "按表里的“学校”一列", **{row.id: row.name for row in schools}}
        with st.form(key):
            with st.container(horizontal=True, gap="small"):
                year = st.selectbox(
                    "学年",
                    [this_year + 1, this_year, this_year - 1],
                    index=1,
                    format_func=year_words,
                    key=f"{key}.year",
                )
                school = (
                    st.selectbox("学校", list(names), format_func=names.__getitem__, key=f"{key}.school")
                    if len(schools) > 1
                    else None
                )
            picked = st.file_uploader(
                "把 Excel 拖到这里，或点按钮选择", type=["xlsx", "xls", "csv"], key=f"{key}.file", max_upload_size=50
            )
            st.caption(":material/lock: 文件只存在本单位的服务器上。确认之前不会改任何数据，随时可以放弃。")
            sent = st.form_submit_button("下一步：看问题", type="primary")
    if sent and picked is None:
        st.caption(":material/info: 请先选一个文件。")
    return Chosen(picked.getvalue(), picked.name, population, year, school) if sent and picked else None


def _about() -> Population:
    parts.section("上传前看一眼")
    with st.container(border=True):
        population = st.segmented_control(
            "名册", list(TITLES), format_func=TITLES.__getitem__, default=Population.STUDENT, required=True,
            key="roster.import.population",
        )  # fmt: skip
        st.markdown("\n".join(f"- {line}" for line in ADVICE))
        title = TITLES[population]
        parts.download(
            "下载模板",
            lambda: template(title, ROSTER[population]),
            f"{title}模板.xlsx",
            mime=parts.XLSX,
            key="roster.template",
        )
    return population


def problems(check: RosterCheck) -> None:
    """Step 2: what was read and what is wrong with it."""
    must, look = check.must_fix, check.to_check
    parts.tally(
        [
            Tally("读到", count(check.read, "行"), f"{len(check.headings or {})} 张表"),
            Tally("必须改", count(len(must), "处"), "改好才能导入"),
            Tally("请看一眼", count(len(look), "处"), "可以照常导入"),
            Tally("已自动整理", count(check.tidied, "处"), "去空格、全角转半角"),
        ]
    )
    if must:
        st.warning(
            "下载标好问题的文件，在 Excel 里改完再传一次；系统里的数据没有变动。",
            icon=":material/edit_note:", title=f"还有 {len(must):,} 处要改，改好就能导入",
        )  # fmt: skip
    elif not look:
        st.success("没有发现问题。", icon=":material/task_alt:")


def problem_lists(check: RosterCheck) -> None:
    """The problems, kind by kind."""
    for title, note, found, key in (
        ("必须改", "", check.must_fix, "must"),
        ("请看一眼", "，可以照常导入", check.to_check, "look"),
    ):
        if not found:
            continue
        rows = list(problem_rows(found))
        parts.section(title, f"{len(found):,} 处{note}")
        parts.problem_list(rows[:SHOWN], key=key)
        if len(rows) > SHOWN:
            st.caption(f"只列出前 {SHOWN} 种，其余的在标好问题的文件里。")


def annotated_download(check: RosterCheck, *, lead: bool) -> None:
    """The user's own file with the problems marked."""
    marked = [problem for problem in check.problems if problem.gravity is not Gravity.TIDIED]
    parts.download(
        "下载标好问题的文件",
        lambda: annotate(check.content, "名册.xlsx", marked, _words)[0],
        "名册_问题清单.xlsx",
        mime=parts.XLSX,
        key="roster.annotated",
        lead=lead,
    )


def _words(problem: Problem) -> tuple[str, str]:
    what, fix = problem_words(problem)
    return what, fix


def mapping_form(check: RosterCheck, *, key: str) -> dict[str, str] | None:
    """Which column is which, pointed out by hand; None until it was sent."""
    headings = {letter: text for sheet in (check.headings or {}).values() for letter, text in sheet.items()}
    if not headings:
        return None
    letters: list[str | None] = [None, *headings]
    columns = ROSTER[check.population]
    parts.section("指给系统看", "列名写法不同时用；选好就会重新看一遍")
    with st.form(key):
        grid = st.grid(4, min_column_width=180)
        chosen: dict[str, str | None] = {}
        for column in columns:
            with grid:
                chosen[column.key] = st.selectbox(
                    column.title, letters, key=f"{key}.{column.key}",
                    format_func=lambda at: f"{at} 列　{headings[at]}" if at else "自动",
                )  # fmt: skip
        sent = st.form_submit_button("重新看一遍", type="primary")
    return {name: letter for name, letter in chosen.items() if letter} if sent else None
