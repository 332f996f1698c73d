"""The form of what belongs to a whole rubric: names, source, standards, grade lines."""

from typing import Any

import streamlit as st

from core.evaluation.rules.editing import checked
from core.evaluation.rules.spec import Combine, NaRule, Purpose, RubricSpec, Source, Standard
from core.evaluation.rules.titles import NA_RULES, PURPOSES
from core.evaluation.views.rubrics_cells import caps_from, exact, lines_from
from core.evaluation.views.rubrics_tables import caps_table, lines_table

MOST_STANDARDS = 2


def whole_form(spec: RubricSpec, *, key: str) -> dict[str, Any] | None:
    """The fields that were sent, those that may be refused as functions; None until then."""
    with st.form(key):
        fields = _names(spec, key) | _source(spec, key) | _sums(spec, key)
        standards = _standards(spec, key)
        keys = {standard.title: standard.key for standard in standards}
        lines, caps = lines_table(spec, key=f"{key}.lines"), caps_table(spec, key=f"{key}.caps")
        if not st.form_submit_button("保存", type="primary"):
            return None
    return {
        **fields, "standards": standards, "lines": lambda: lines_from(lines, keys),
        "grade_caps": lambda: caps_from(caps, keys),
    }  # fmt: skip


def _names(spec: RubricSpec, key: str) -> dict[str, Any]:
    left, right = st.columns([3, 1])
    purposes = list(Purpose)
    title = left.text_input("名称", spec.title, max_chars=100, key=f"{key}.title").strip()
    purpose = right.selectbox(
        "用途", purposes, index=purposes.index(spec.purpose), format_func=PURPOSES.__getitem__, key=f"{key}.purpose"
    )
    summary = st.text_area("简介", spec.summary, max_chars=2000, height=68, key=f"{key}.summary").strip()
    names = st.text_input("各级名称，用顿号分开", "、".join(spec.level_names), max_chars=200, key=f"{key}.levels")
    levels = tuple(name.strip() for name in names.split("、") if name.strip())
    return {"title": title or spec.title, "purpose": purpose, "summary": summary, "level_names": levels}


def _source(spec: RubricSpec, key: str) -> dict[str, Any]:
    document = st.text_area("依据的文件", spec.source.document, max_chars=2000, height=68, key=f"{key}.document")
    left, right = st.columns(2)
    url = left.text_input("出处（网址，可不填）", spec.source.url, max_chars=500, key=f"{key}.url")
    note = right.text_area("哪些是本级的建议", spec.source.note, max_chars=2000, height=68, key=f"{key}.note")
    return {"source": lambda: checked(Source, {"document": document.strip(), "url": url.strip(), "note": note.strip()})}


def _sums(spec: RubricSpec, key: str) -> dict[str, Any]:
    left, middle, right = st.columns([1, 1, 2])
    total = left.number_input(
        "总分",
        -99_999.0,
        99_999.0,
        None if spec.total is None else float(spec.total),
        1.0,
        format="%g",
        key=f"{key}.total",
    )
    ways = {Combine.SUM: "各部分相加", Combine.MEAN: "按平均"}
    combine = middle.selectbox(
        "怎么合计", list(ways), index=list(ways).index(spec.combine), format_func=ways.__getitem__, key=f"{key}.combine"
    )
    rules = list(NaRule)
    na_rule = right.selectbox(
        "不适用的项", rules, index=rules.index(spec.na_rule), format_func=NA_RULES.__getitem__, key=f"{key}.na"
    )
    return {
        "total": exact(total),
        "combine": combine,
        "na_rule": na_rule,
    }


def _standards(spec: RubricSpec, key: str) -> tuple[Standard, ...]:
    """Up to two standards side by side (more where there are more); a blank one is none."""
    known = list(spec.standards)
    st.caption("要一次评两个标准（如达标、示范）才填；只有一个标准就都空着")
    places = st.columns(max(MOST_STANDARDS, len(known)))
    found = []
    for at, place in enumerate(places):
        before = known[at] if at < len(known) else None
        title = place.text_input(
            f"标准 {at + 1}", before.title if before else "", max_chars=40, key=f"{key}.standard.{at}"
        ).strip()
        if title:
            found.append(Standard(key=before.key if before else _free(known, at), title=title))
    return tuple(found)


def _free(known: list[Standard], at: int) -> str:
    taken = {standard.key for standard in known}
    return next(made for number in range(at + 1, at + 10) if (made := f"s{number}") not in taken)
