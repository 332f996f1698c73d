"""One school's result: its radar beside the mean, its indicators and items, what was vetoed."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from core.evaluation.queries import MeanShare, OutcomeRow, ResultRow
from core.evaluation.rules.headings import Heading, titles
from core.evaluation.rules.spec import Item, Kind, RubricSpec
from core.evaluation.views.results_shared import RATE, share_column
from core.ui import charts, parts, tables
from core.ui.charts.radar import FEWEST
from core.ui.words import Absence, safe

FEW_MEAN = "参加的学校不到 10 所，不显示平均。"
MEAN, UNCOUNTED = "平均", "不计分"


def head(row: ResultRow, spec: RubricSpec) -> None:
    """Total, grade, and what held it back."""
    grade = "一票否决，不给等级" if row.vetoes else row.grade or "未达等级"
    if not spec.lines:
        grade = "有一票否决的情形" if row.vetoes else ""
    figures = "　".join(filter(None, (f"{row.total:.2f} / {row.most:.2f} 分", grade)))
    st.markdown(f"##### **{safe(row.place)}**　{safe(figures)}", anchors=False)
    named = titles(spec)
    for code in row.vetoes:
        st.caption(f"一票否决：{safe(named.get(code, code))}")
    if row.changed_by_appeal:
        st.caption("这个结果在申诉后改过。")


def profile(
    row: ResultRow, found: Mapping[str, OutcomeRow], means: Sequence[MeanShare], heads: Sequence[Heading]
) -> None:
    """The school's share of each first-level indicator beside the mean: a radar, or dots where there are few."""
    mean = {one.code: one.share for one in means}
    known = [one for one in heads if one.code in found]
    spokes = [charts.Spoke(one.title, share(found[one.code]), mean.get(one.code, Absence.SUPPRESSED)) for one in known]
    if not spokes:
        return
    subject = f"{row.place}各指标得分率"
    if len(spokes) >= FEWEST:
        picture = charts.radar(spokes, own=row.school, mean=MEAN, subject=subject)
    else:
        compared = [charts.Compared(one.name, one.mean, one.own) for one in spokes]
        picture = charts.year_on_year(compared, earlier=MEAN, later="本校", subject=subject, between="相差")
    charts.show(picture, key="evaluation_results.radar")
    n = max((one.n for one in means), default=0)
    drawn = "前一个数（实线）是本校，后一个数（虚线）" if len(spokes) >= FEWEST else "平均"
    st.caption(f"{drawn}是 {n:,} 所学校的平均。" if n else FEW_MEAN)


def share(outcome: OutcomeRow) -> float | Absence:
    """Score ÷ most; one that does not apply, or of which there is nothing to reach, says so."""
    if outcome.na or outcome.most <= 0:
        return Absence.NOT_APPLICABLE
    return float(outcome.score / outcome.most)


def item_table(found: Mapping[str, OutcomeRow], spec: RubricSpec) -> None:
    """Every item with its points, as the rubric lists them."""
    rows = [(item, found[item.code]) for item in spec.items if item.code in found]
    if not rows:
        parts.empty("list", "没有条目", "这个结果没有逐条的得分。", key="evaluation_results.no_items")
        return
    frame = pd.DataFrame([_line(item, outcome, spec) for item, outcome in rows])
    columns = {
        "条目": tables.text_column("条目", 240),
        "得分": tables.count_column("得分", 72),
        "满分": tables.count_column("满分", 72),
        "得分率": share_column("得分率", 130, rule=RATE),
        "指标": tables.text_column("指标", 160),
    }
    tables.listing(frame, columns, key="evaluation_results.items", alt=f"{len(rows)} 条得分")


def _line(item: Item, outcome: OutcomeRow, spec: RubricSpec) -> dict[str, object]:
    reached = share(outcome)
    return {
        "指标": titles(spec).get(item.parent, ""),
        "条目": f"{item.code}　{item.title}",
        "得分": _points(item, outcome),
        "满分": "" if outcome.most <= 0 else f"{outcome.most:.2f}",
        "得分率": None if isinstance(reached, Absence) else reached,
    }


def _points(item: Item, outcome: OutcomeRow) -> str:
    if outcome.na:
        return Absence.NOT_APPLICABLE.value
    return UNCOUNTED if item.kind is Kind.VETO else f"{outcome.score:.2f}"
