"""The forms of a round: a draft, new days, the way back."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import streamlit as st

from core.evaluation.queries import RoundRow, RubricChoice
from core.evaluation.rules.rounds import MOST_RATERS, TITLE, Dates, RoundDraft
from core.evaluation.rules.states import ResultRule, RoundKind
from core.evaluation.rules.titles import PURPOSES, RESULT_RULES, ROUND_KINDS
from core.ui.words import safe

DAYS = (0, 30, 60, 67, 97)
"""From today: a month for self-assessment, a month for the review, a week of publicity, a month to put right."""
MONTH = timedelta(days=30)
LABELS = ("开始", "自评截止", "评审截止", "公示截止", "整改截止")
REASON = 200  # characters
DAY = 150  # px of a field for a day
CHANGED = "这一轮在您打开以后改过。点一下，接着在最新的内容上改。"


def draft_form(
    org_id: int,
    choices: Sequence[RubricChoice],
    chairs: Mapping[int, str],
    earlier: Mapping[int, str],
    before: RoundRow | None,
    *,
    today: date,
    school_year: int,
    key: str,
) -> RoundDraft | None:
    """A round as it was filled in; None until it was sent."""
    with st.form(key):
        told = _what(choices, before, school_year, today, key) | _days(before, today, key)
        told |= _rating(before, chairs, key) | _frame(before, earlier, key)
        if not st.form_submit_button("保存", type="primary"):
            return None
    return RoundDraft(org_id=org_id, **told)


def dates_form(row: RoundRow, *, key: str) -> tuple[Dates, str] | None:
    """New days of a started round, and why; None until it was sent."""
    with st.form(key):
        st.caption("已经告诉学校的日期只能往后挪。")
        days = _days(row, row.opens_on, key)
        reason = st.text_input("理由", max_chars=REASON, key=f"{key}.reason", placeholder="例如：台风停课一周")
        if not st.form_submit_button("推迟日期", type="primary"):
            return None
    return Dates(**days), reason


def back_form(label: str, *, key: str) -> str | None:
    """Why a step is taken back; None until it was sent."""
    with st.form(key):
        reason = st.text_input("理由", max_chars=REASON, key=f"{key}.reason", placeholder="例如：名单要改")
        return reason if st.form_submit_button(safe(label)) else None


def _what(
    choices: Sequence[RubricChoice], before: RoundRow | None, school_year: int, today: date, key: str
) -> dict[str, Any]:  # parts of a RoundDraft
    left, right = st.columns(2)
    by_ref = {one.ref: one for one in choices}
    known = next((one.ref for one in choices if before and (one.key, one.version) == _rubric(before)), None)
    kinds, refs = list(RoundKind), list(by_ref)
    title = left.text_input(
        "名称", before.title if before else f"{today.year} 年督导", max_chars=TITLE, key=f"{key}.title"
    )
    kind = right.selectbox(
        "类型", kinds, index=kinds.index(before.kind if before else RoundKind.SUPERVISION),
        format_func=ROUND_KINDS.__getitem__, key=f"{key}.kind", help="年检按辅导室参评，其他按学校参评。",
    )  # fmt: skip
    rubric = left.selectbox(
        "评分标准", refs, index=refs.index(known) if known else 0, key=f"{key}.rubric",
        format_func=lambda ref: f"{by_ref[ref].title}　{by_ref[ref].version} 版（{PURPOSES[by_ref[ref].purpose]}）",
        help="保存时连同这一版一起固定下来；以后发布新版，不影响这一轮。",
    )  # fmt: skip
    years = sorted({school_year - 1, school_year, school_year + 1, before.school_year if before else school_year})
    year = right.selectbox(
        "学年", years, index=years.index(before.school_year if before else school_year), key=f"{key}.year",
        format_func=lambda one: f"{one}—{one + 1} 学年",
    )  # fmt: skip
    return {"title": title, "kind": kind, "rubric": rubric, "school_year": year}


def _days(before: RoundRow | None, first: date, key: str) -> dict[str, Any]:
    told = {name: first + timedelta(days=after) for name, after in zip(Dates._fields, DAYS, strict=True)}
    if before:
        told["rectify_until"] = before.publicity_until + MONTH
        told |= {name: day for name in Dates._fields if (day := getattr(before, name))}
    grid = st.grid(len(LABELS), min_column_width=DAY)
    boxes = zip(told.items(), LABELS, strict=True)
    return {name: grid.cell().date_input(label, day, key=f"{key}.{name}") for (name, day), label in boxes}


def _rating(before: RoundRow | None, chairs: Mapping[int, str], key: str) -> dict[str, Any]:
    left, right = st.columns(2)
    rules = list(ResultRule)
    people: list[int | None] = [None, *chairs]
    raters = left.number_input("每个对象几名评审", 1, MOST_RATERS, before.raters if before else 2, key=f"{key}.raters")
    rule = right.selectbox(
        "几个人的分怎么合成", rules, index=rules.index(before.rule if before else ResultRule.MEAN),
        format_func=RESULT_RULES.__getitem__, key=f"{key}.rule",
    )  # fmt: skip
    points = left.number_input(
        "同一项分差超过几分要合议",
        0.0,
        100.0,
        _points(before),
        0.5,
        key=f"{key}.gap_points",
        help="填 0 表示不看分差。",
    )
    anchors = right.number_input(
        "分档的项差超过几档要合议", 0, 9, (before.gap_anchors or 0) if before else 1, key=f"{key}.gap_anchors",
        help="填 0 表示不看档差。",
    )  # fmt: skip
    chair = left.selectbox(
        "评审组长", people, index=people.index(before.chair_id) if before and before.chair_id in people else 0,
        format_func=lambda one: chairs.get(one, "") if one else "不设", key=f"{key}.chair", help="主持合议。",
    )  # fmt: skip
    shows = right.checkbox(
        "评审打分时能看到学校的自评分", before.shows_self if before else True, key=f"{key}.shows_self"
    )
    return {
        "raters": int(raters), "rule": rule, "chair_id": chair, "shows_self": shows,
        "gap_points": Decimal(str(points)) if points else None, "gap_anchors": int(anchors) or None,
    }  # fmt: skip


def _frame(before: RoundRow | None, earlier: Mapping[int, str], key: str) -> dict[str, Any]:
    left, right = st.columns(2)
    rounds: list[int | None] = [None, *earlier]
    target = left.number_input(
        "目标数（所）", 0, 100_000, (before.target or 0) if before else 0, key=f"{key}.target",
        help="这一轮想认定多少所；填 0 表示没有目标。认定数可以超过目标。",
    )  # fmt: skip
    previous = right.selectbox(
        "和哪一轮比较", rounds, index=rounds.index(before.previous_id) if before and before.previous_id in rounds else 0,
        format_func=lambda one: earlier.get(one, "") if one else "不比较", key=f"{key}.previous",
    )  # fmt: skip
    st.caption("督导和年检可以省去自评或公示；创建和复评都要有。不公示的轮次没有申诉期。")
    with_self = left.checkbox("学校先自评", before.with_self if before else True, key=f"{key}.with_self")
    public = right.checkbox("结果要公示", before.with_publicity if before else True, key=f"{key}.with_publicity")
    return {
        "target": int(target) or None, "previous_id": previous, "with_self": with_self, "with_publicity": public,
    }  # fmt: skip


def _points(before: RoundRow | None) -> float:
    if before is None:
        return 2.0
    return float(before.gap_points or 0)


def _rubric(row: RoundRow) -> tuple[str, str]:
    return row.rubric_key, row.rubric_version
