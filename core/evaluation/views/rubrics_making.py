"""Beginning and ending a draft: a copy, an empty one, one from a workbook; published or thrown away."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import streamlit as st

from core.evaluation.queries import RubricChoice, RubricRow
from core.evaluation.rules.forms import RubricCheck
from core.evaluation.rules.lint import Finding, Gravity, lint
from core.evaluation.rules.spec import RubricSpec
from core.evaluation.views.rubrics import choice_words, sheet
from core.evaluation.views.rubrics_words import finding_rows
from core.ui import parts
from core.ui.words import problem_rows

EMPTY = ""
MOST_REASON = 400


class Wanted(NamedTuple):
    """A draft to begin."""

    org_id: int
    ref: str
    title: str


class Upload(NamedTuple):
    """A file that was picked."""

    content: bytes
    name: str


class Publishing(NamedTuple):
    """How a draft is to be published."""

    version: str
    reason: str


def make_form(choices: Sequence[RubricChoice], orgs: Mapping[int, str], *, key: str) -> Wanted | None:
    """What the draft begins with; None until it is sent."""
    words = {one.ref: f"复制：{choice_words(one)}" for one in choices} | {EMPTY: "空白的一份"}
    with st.form(key):
        ref = st.selectbox("从哪里开始", list(words), format_func=words.__getitem__, key=f"{key}.ref")
        title = st.text_input("名称", max_chars=100, placeholder="例如：云溪区标准化心理辅导室评估", key=f"{key}.title")
        org = pick_org(orgs, key=f"{key}.org")
        st.caption("复制时名称可以不填，以后也能改。草稿只有本级看得到，发布以后才能用来评估。")
        if not st.form_submit_button("建草稿", type="primary"):
            return None
    return Wanted(org, ref, title.strip())


def pick_org(orgs: Mapping[int, str], *, key: str) -> int:
    """Whose rubric it is; nothing to pick where there is one bureau."""
    if len(orgs) == 1:
        return next(iter(orgs))
    return int(st.selectbox("由哪一级制定", list(orgs), format_func=orgs.__getitem__, key=key, width=320))


def findings(spec: RubricSpec) -> tuple[Finding, ...]:
    """What the linter says, as a list beside the draft; answers it."""
    found = lint(spec)
    errors = sum(one.gravity is Gravity.ERROR for one in found)
    parts.section("检查", f"{errors} 处要改，{len(found) - errors} 处提醒" if found else "没有发现问题")
    if found:
        parts.problem_list(finding_rows(spec, found), key="rubrics.findings")
    else:
        st.caption("分值合得上，各档接得上，等级都够得着。")
    return found


def upload(*, key: str) -> Upload | None:
    """The workbook to look at; None while there is none."""
    picked = st.file_uploader("评分表（Excel）", type=["xlsx", "xls", "csv"], key=key)
    return Upload(picked.getvalue(), picked.name) if picked else None


def upload_note() -> None:
    """What kind of workbook is understood."""
    st.caption("本级已有的评分表可以直接传上来：一行一项；合并的单元格、带编号的指标、达标和示范两栏都认得。")
    st.caption("各档写成 0分、1分、3分、5分几列，或 A、B、C、D 几列，也认得。")


def preview(check: RubricCheck, orgs: Mapping[int, str], *, key: str) -> int | None:
    """Problems with their places, or the rubric it becomes; answers whose draft it is to be, once that is agreed to."""
    if check.spec is None:
        parts.section("要改的地方", f"共 {len(check.problems)} 处；改好再传一次，系统里的数据没有变动")
        parts.problem_list(problem_rows(check.problems), key="rubrics.import")
        return None
    left, right = parts.wide_and_side()
    with right:
        findings(check.spec)
        with st.form(key):
            org = pick_org(orgs, key=f"{key}.org")
            st.caption("先存成草稿，检查出来的地方可以在这里接着改。")
            agreed = st.form_submit_button("存成草稿", type="primary")
    with left:
        sheet(check.spec, key="rubrics.import.sheet")
    return org if agreed else None


def publish_form(row: RubricRow, found: Sequence[Finding], *, key: str) -> Publishing | None:
    """Version, and a reason where the linter still says something; None until it is sent."""
    parts.section("发布")
    with st.form(key):
        version = st.text_input("版本号", row.version, max_chars=20, key=f"{key}.version", width=160)
        reason = ""
        if found:
            reason = st.text_area(
                f"还有 {len(found)} 处没有改，为什么这样发布", max_chars=MOST_REASON, height=90, key=f"{key}.reason"
            )
        st.caption("发布过的版本不能再改，只能复制出新的一版。正在进行和已经结束的评估不受影响。")
        if not st.form_submit_button("发布"):
            return None
    return Publishing(version, reason)
