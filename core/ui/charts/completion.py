"""Which schools have finished, and which could do with a hand."""

from collections.abc import Sequence
from typing import NamedTuple

import altair as alt
import pandas as pd

from core.ui import theme
from core.ui.charts.picture import BARE, NAMES, Picture, from_right, told_apart
from core.ui.words import Absence, Figure, count, coverage, percent

FIGURES = 150  # px at the right for the rate and the counts
RATE = 98
BAR, ROW = 16, 27
KINDS = {"met": theme.PINE, "below": theme.SAND, "rest": "#B7C9C2"}


class Completed(NamedTuple):
    """A school: how many were tested of how many due; coverage, so never more than all."""

    school: str
    tested: Figure
    due: Figure

    @property
    def ratio(self) -> float | None:
        """Tested ÷ due, or None where that means nothing: unreported, nobody due, or more tested than due."""
        if isinstance(self.tested, Absence) or isinstance(self.due, Absence) or not 0 <= self.tested <= self.due:
            return None
        return self.tested / self.due if self.due else None


def completion(schools: Sequence[Completed], *, target: float, most: int = 20) -> Picture:
    """Completion by school, best first, with the target as a dashed rule.

    Beyond `most` schools only those furthest from done are drawn one by one; the others stand together in the first row.
    """
    ranked = sorted(schools, key=_by_ratio, reverse=True)
    rest, drawn = ranked[: max(0, len(ranked) - most)], ranked[max(0, len(ranked) - most) :]
    frame = _frame(([_together(rest)] if rest else []) + drawn, target=target, folded=bool(rest))
    return Picture(_chart(frame, target), _said(schools, drawn if rest else [], target))


def _by_ratio(school: Completed) -> tuple[float, str]:
    return (-1.0 if school.ratio is None else school.ratio, school.school)


def _together(schools: Sequence[Completed]) -> Completed:
    known = [school for school in schools if school.ratio is not None]
    tested = sum(school.tested for school in known if isinstance(school.tested, int))
    due = sum(school.due for school in known if isinstance(school.due, int))
    return Completed(f"其余 {len(schools)} 所", tested, due)


def _frame(rows: Sequence[Completed], *, target: float, folded: bool) -> pd.DataFrame:
    kinds = ["met" if (row.ratio or 0) >= target else "below" for row in rows]
    return pd.DataFrame(
        {
            "school": told_apart(row.school for row in rows),
            "ratio": [row.ratio or 0.0 for row in rows],
            "rate": [coverage(row.tested, row.due) if row.ratio is not None else _no_rate(row) for row in rows],
            "n": [f"{count(row.tested)} / {count(row.due)}" for row in rows],
            "kind": ["rest", *kinds[1:]] if folded else kinds,
        }
    )


def _no_rate(row: Completed) -> str:
    words = coverage(row.tested, row.due)
    return words.partition("（")[0]  # the counts stand beside it


def _chart(frame: pd.DataFrame, target: float) -> alt.LayerChart:
    scale = alt.Scale(domain=[0, 1], nice=False, rangeMax=from_right(FIGURES))
    x = alt.X("ratio:Q", axis=BARE, scale=scale)
    base = alt.Chart(frame).encode(y=alt.Y("school:N", sort=None, title=None, axis=NAMES))
    fill = alt.Color("kind:N", scale=alt.Scale(domain=list(KINDS), range=list(KINDS.values())), legend=None)
    bars = base.mark_bar(size=BAR).encode(x=x, color=fill)
    rates = base.mark_text(align="right", fontWeight=700, x=from_right(RATE)).encode(text="rate:N")
    counts = base.mark_text(align="right", color=theme.SOFT, x=from_right(0)).encode(text="n:N")
    rule = alt.Chart(pd.DataFrame({"ratio": [target]})).mark_rule(strokeDash=[3, 3], color=theme.INK).encode(x=x)
    chart: alt.LayerChart = (bars + rule + rates + counts).properties(height=alt.Step(ROW))
    return chart


def _said(schools: Sequence[Completed], drawn: Sequence[Completed], target: float) -> str:
    met = sum(1 for school in schools if school.ratio is not None and school.ratio >= target)
    unknown = sum(1 for school in schools if school.ratio is None)
    words = [f"{len(schools)} 所学校的普测完成率，{met} 所达到 {percent(target)}"]
    words += [f"{unknown} 所没有完成率"] if unknown else []
    words += [f"逐一画出完成率最低的 {len(drawn)} 所"] if drawn else []
    return "；".join(words)
