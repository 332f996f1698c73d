"""Reading rubrics: which there are, and one of them from top to bottom."""

from collections.abc import Mapping, Sequence

import streamlit as st

from core.evaluation.queries import RubricChoice, RubricRow
from core.evaluation.rules.spec import Item, Node, RubricSpec
from core.evaluation.rules.tally import tally
from core.evaluation.rules.titles import NA_RULES, PURPOSES
from core.evaluation.views.rubrics_files import empty_form, rubric_workbook
from core.evaluation.views.rubrics_words import figure, how, level_words, node_words, points_words
from core.ui import parts
from core.ui.parts import Fact
from core.ui.words import moment, safe, safe_lines

PROPOSED = ("建议", "示例", "[推]")
LINKED = ("https://", "http://")


def pick(choices: Sequence[RubricChoice]) -> RubricChoice:
    """The rubric to read."""
    by_ref = {one.ref: one for one in choices}
    chosen = st.selectbox(
        "看哪一份", list(by_ref), format_func=lambda ref: choice_words(by_ref[ref]), key="rubrics.ref"
    )
    return by_ref[chosen]


def choice_words(choice: RubricChoice) -> str:
    """标准化心理辅导室评估 1.0 版 · 心理辅导室 · 随系统提供."""
    whose = "随系统提供" if choice.ref.startswith("pack:") else "本地发布"
    return f"{choice.title} {choice.version} 版 · {PURPOSES[choice.purpose]} · {whose}"


def file_name(spec: RubricSpec) -> str:
    """What a download is called."""
    return f"{spec.title}_{spec.version}.xlsx".replace("/", " ").replace("\\", " ")


def download(spec: RubricSpec, *, key: str) -> None:
    """The rubric as a workbook, which can be changed there and imported again."""
    parts.download("下载表格", lambda: rubric_workbook(spec), file_name(spec), mime=parts.XLSX, key=key)


def form_download() -> None:
    """The empty form."""
    parts.download("下载空表", empty_form, "评分标准模板.xlsx", mime=parts.XLSX, key="rubrics.form")


def about(spec: RubricSpec, row: RubricRow | None = None, names: Mapping[int | None, str] | None = None) -> None:
    """What it is for, where it comes from, what is our proposal, how it is graded."""
    if spec.summary:
        st.markdown(safe(spec.summary))
    if any(word in spec.source.note for word in PROPOSED):
        st.markdown(f":orange-badge[:material/info: 分值为建议]　{safe(spec.source.note)}")
    elif spec.source.note:
        st.markdown(safe(spec.source.note))
    parts.facts([Fact(*pair) for pair in _facts(spec) if pair[1]])
    if spec.source.url.startswith(LINKED):
        st.link_button("看依据的网页", spec.source.url, icon=":material/open_in_new:")
    if row is not None and row.published_at:
        by = (names or {}).get(row.published_by, "")
        st.caption(safe(f"{row.org_name} {by} {moment(row.published_at, year=True)} 发布"))
        if row.reason:
            st.caption(safe(f"发布时还有 {row.findings} 处提示，理由：{row.reason}"))


def sheet(spec: RubricSpec, *, key: str) -> None:
    """The whole rubric: a fold for each part of the first level, items with what they give and ask for."""
    parts.section("评分项", f"{len(spec.items)} 项，满分 {_most(spec)} 分")
    open_all = st.toggle("全部展开", key=f"{key}.open")
    for node in spec.nodes_under(""):
        with st.expander(safe(f"{node.code} {node.title}　{node_words(node)}"), expanded=open_all):
            _below(spec, node)
    for item in spec.items_under(""):
        with st.container(border=True, gap="xsmall"):
            _item(spec, item)


def _facts(spec: RubricSpec) -> list[tuple[str, str]]:
    titles = {standard.key: f"{standard.title}：" for standard in spec.standards}
    lines = [f"{titles.get(line.standard, '')}{line.title} ≥ {figure(line.at_least)}" for line in spec.lines]
    caps = [f"{cap.code} 低于 {figure(cap.below)} 分，最高评{cap.at_most}" for cap in spec.grade_caps]
    return [
        ("用途", PURPOSES[spec.purpose]),
        ("依据", spec.source.document),
        ("标准", "、".join(standard.title for standard in spec.standards)),
        ("满分", f"{_most(spec)} 分"),
        ("等级", "；".join(lines)),
        ("等级限制", "；".join(caps)),
        ("不适用时", NA_RULES[spec.na_rule] if any(item.may_be_na for item in spec.items) else ""),
        ("许可", spec.licence),
    ]


def _most(spec: RubricSpec) -> str:
    return "、".join(dict.fromkeys(figure(each.most) for each in tally(spec, {}).standards.values()))


def _below(spec: RubricSpec, node: Node) -> None:
    for item in spec.items_under(node.code):
        _item(spec, item)
    for child in spec.nodes_under(node.code):
        st.markdown(f"**{safe(child.code)} {safe(child.title)}**　:small[:gray[{safe(node_words(child))}]]")
        _below(spec, child)


def _item(spec: RubricSpec, item: Item) -> None:
    told = "　".join(filter(None, (points_words(spec, item), how(item), "可不适用" if item.may_be_na else "")))
    st.markdown(f"**{safe(item.code)} {safe(item.title)}**　:small[:gray[{safe(told)}]]")
    lines = [*level_words(spec, item), *_asked(spec, item)]
    if lines:
        st.markdown(safe_lines("\n".join(lines)))
    if item.guidance:
        st.markdown(safe_lines(item.guidance))
    tail = [f"怎么看：{item.method}"] if item.method else []
    tail += [f"佐证{'（必交）' if item.evidence_required else ''}：{'、'.join(item.evidence)}"] if item.evidence else []
    tail += [f"低于 {figure(item.veto_below)} 分否决"] if item.veto_below is not None else []
    if tail:
        st.caption(safe("　".join(tail)))


def _asked(spec: RubricSpec, item: Item) -> list[str]:
    titles = {standard.key: standard.title for standard in spec.standards}
    return [f"{titles[each.standard]}：{each.text}" for each in item.requirements if each.text]
