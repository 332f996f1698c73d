"""How long each school's list is: last year, now, and under the policy that is tried."""

from collections.abc import Sequence
from typing import NamedTuple

import altair as alt
import pandas as pd

from core.ui import theme
from core.ui.charts import Picture
from core.ui.charts.picture import BARE, NAMES, from_right, told_apart
from core.ui.words import Absence, Figure, count

KINDS = {"上一次": theme.SAND, "现在": "#8FA6CC", "试算后": theme.PINE}
STEP, FIGURES = 16, 60  # px of one bar; px at the right for its figure


class Listed(NamedTuple):
    """A school's list at three times, or why there is no figure."""

    school: str
    last: Figure
    before: Figure
    after: Figure


def lists(rows: Sequence[Listed]) -> Picture:
    """Three bars a school, each with its figure; a hidden one has no length and says 隐."""
    frame = _frame(rows)
    longest = max(1, int(frame["people"].max())) if len(frame) else 1
    scale = alt.Scale(domain=[0, longest], nice=False, rangeMax=from_right(FIGURES))
    base = alt.Chart(frame).encode(
        y=alt.Y("school:N", sort=None, title=None, axis=NAMES, scale=alt.Scale(paddingInner=0.3)),
        # a padding makes it a band for the words, too: else bars and words would share a scale of points, without width
        yOffset=alt.YOffset("kind:N", sort=list(KINDS), scale=alt.Scale(domain=list(KINDS), paddingInner=0.1)),
        x=alt.X("people:Q", axis=BARE, scale=scale),
    )
    fill = alt.Color("kind:N", scale=alt.Scale(domain=list(KINDS), range=list(KINDS.values())), sort=list(KINDS))
    figures = base.mark_text(align="left", dx=6, fontSize=11).encode(text="figure:N")
    chart: alt.LayerChart = (base.mark_bar().encode(color=fill) + figures).properties(height=alt.Step(STEP))
    return Picture(chart, f"各校名单长度，上一次、现在和试算后：{_said(rows)}")


def _frame(rows: Sequence[Listed]) -> pd.DataFrame:
    names = told_apart(row.school for row in rows)
    cells = [
        (name, kind, people if isinstance(people, int) else 0, _mark(people))
        for name, row in zip(names, rows, strict=True)
        for kind, people in zip(KINDS, row[1:], strict=True)
    ]
    return pd.DataFrame(cells, columns=["school", "kind", "people", "figure"])


def _mark(people: Figure) -> str:
    return people.mark if isinstance(people, Absence) else count(people)


def _said(rows: Sequence[Listed]) -> str:
    words = [f"{row.school} {count(row.last)}、{count(row.before)}、{count(row.after)}" for row in rows[:6]]
    return "；".join(words) + ("；其余见表" if len(rows) > 6 else "")
