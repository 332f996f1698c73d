"""Small tables that are typed into: anchors, grades, bands, grade lines, caps."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from core.evaluation.rules.spec import Anchor, Band, Grade, Item, RubricSpec
from core.evaluation.views.rubrics_cells import Records, records

EVERY = "全部"
"""A grade line of every standard."""
USUAL = {"A": "1", "B": "0.8", "C": "0.6", "D": "0.4"}


def anchors_table(spec: RubricSpec, item: Item, *, key: str) -> Records:
    """Points and words of each level, two to begin with; a column for each standard that gives other points."""
    others = {standard.key: f"{standard.title}分值" for standard in spec.standards}
    rows = [
        {"score": float(one.score), "label": one.label} | {k: _number(one.scores.get(k)) for k in others}
        for one in item.anchors or (Anchor(label="没有", score=Decimal(0)), Anchor(label="做到了", score=item.points))
    ]
    columns: dict[str, ColumnConfig] = {
        "score": _points("分值"),
        "label": st.column_config.TextColumn("做到什么程度", width="large", max_chars=500),
    } | {k: _points(title, needed=False) for k, title in others.items()}
    return _table(rows, columns, key=key, title="各档，从低到高；别的标准给分不同时才填后面的列")


def grades_table(item: Item, *, key: str) -> Records:
    """Names and shares, the usual four to begin with."""
    grades = item.grades or tuple(Grade(label=label, share=Decimal(share)) for label, share in USUAL.items())
    rows = [{"label": one.label, "share": float(one.share)} for one in grades]
    columns = {
        "label": st.column_config.TextColumn("等级", max_chars=20, required=True),
        "share": st.column_config.NumberColumn("系数", min_value=0.0, max_value=1.0, required=True),
    }
    return _table(rows, columns, key=key, title="等级系数，得分＝分值×系数")


def bands_table(bands: Sequence[Band], *, key: str, title: str) -> Records:
    """From where to where, and the points."""
    rows = [
        {"low": _number(one.low), "low_open": one.low_open, "high": _number(one.high), "high_closed": one.high_closed,
         "score": float(one.score), "label": one.label}
        for one in bands
    ]  # fmt: skip
    columns = {
        "low": st.column_config.NumberColumn("从", help="空着就是不限"),
        "high": st.column_config.NumberColumn("到", help="空着就是不限；一般不含这个数，它归下一档"),
        "score": _points("分值"),
        "label": st.column_config.TextColumn("怎么说", width="medium", max_chars=200),
        "low_open": st.column_config.CheckboxColumn("不含“从”", default=False),
        "high_closed": st.column_config.CheckboxColumn("含“到”", default=False),
    }
    return _table(rows, columns, key=key, title=title)


def lines_table(spec: RubricSpec, *, key: str) -> Records:
    """Grades and the totals they begin at."""
    titles = {"": EVERY} | {standard.key: standard.title for standard in spec.standards}
    rows = [
        {"title": one.title, "at_least": float(one.at_least), "standard": titles[one.standard]} for one in spec.lines
    ]
    columns: dict[str, ColumnConfig] = {
        "title": st.column_config.TextColumn("等级", max_chars=40, required=True),
        "at_least": _points("总分达到"),
        "standard": st.column_config.SelectboxColumn("标准", options=list(titles.values()), default=EVERY),
    }
    return _table(rows, columns, key=key, title="等级线，从高到低")


def caps_table(spec: RubricSpec, *, key: str) -> Records:
    """What holds a grade down."""
    codes = [*(node.code for node in spec.nodes), *(item.code for item in spec.items)]
    titles = {"": EVERY} | {standard.key: standard.title for standard in spec.standards}
    rows = [
        {"code": one.code, "below": float(one.below), "at_most": one.at_most, "standard": titles[one.standard]}
        for one in spec.grade_caps
    ]
    columns: dict[str, ColumnConfig] = {
        "code": st.column_config.SelectboxColumn("编号", options=list(dict.fromkeys(codes)), required=True),
        "below": _points("低于几分"),
        "at_most": st.column_config.TextColumn("最高评", max_chars=40, required=True),
        "standard": st.column_config.SelectboxColumn("标准", options=list(titles.values()), default=EVERY),
    }
    return _table(rows, columns, key=key, title="等级限制（可不填）：这一项低于几分时，最高评什么")


def _table(rows: Records, columns: Mapping[str, ColumnConfig], *, key: str, title: str) -> Records:
    st.caption(title)
    frame = pd.DataFrame(rows, columns=list(columns)).astype(object)
    for name in ("label", "title", "code", "at_most", "standard"):
        if name in frame:
            frame[name] = frame[name].astype("string")
    for name in columns:
        if frame[name].dtype == object:
            flags = name in ("low_open", "high_closed")
            frame[name] = frame[name].astype("boolean" if flags else "Float64")
    edited = st.data_editor(
        frame, column_config=dict(columns), num_rows="dynamic", hide_index=True, row_height=38, key=key, width="stretch"
    )
    return records(edited, columns)


def _points(title: str, *, needed: bool = True) -> ColumnConfig:
    return st.column_config.NumberColumn(title, required=needed, width="small")


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
