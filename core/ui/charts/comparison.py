"""What has changed since last time: two dots a group, with both figures and the change."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

import altair as alt
import pandas as pd

from core.ui import theme
from core.ui.charts.picture import NAMES, Picture, from_right, told_apart
from core.ui.words import Absence, percent, signed

FIGURES = 210  # px at the right for the two figures and the change
EARLIER, LATER, CHANGE = 140, 62, 0
ROW = 30
PADDING = {"left": 4, "right": 8, "top": 9, "bottom": 4}  # px; the heads' dots reach above their line


class Compared(NamedTuple):
    """A group's share (0 to 1) in two campaigns, or why there is none."""

    group: str
    earlier: float | Absence
    later: float | Absence

    @property
    def change(self) -> Decimal | None:
        """The difference in percentage points, or None where one of the two is missing."""
        if isinstance(self.earlier, Absence) or isinstance(self.later, Absence):
            return None
        return (Decimal(str(self.later)) - Decimal(str(self.earlier))) * 100


def year_on_year(
    rows: Sequence[Compared], *, earlier: str, later: str, subject: str, between: str = "变化", whole: bool = False
) -> Picture:
    """A hollow dot for the earlier campaign, a filled one for the later; the figures' heads are the legend.

    `between` names the difference: what is not earlier and later does not change, it differs. With `whole` the axis
    is that of all there is, from 0 to 100 %: rates that have a norm are read by how much of it is reached.
    """
    frame = _frame(rows)
    scale = _scale(whole)
    axis = alt.Axis(format=".1~%", tickCount=3, labelFlush=False)
    x, y = alt.X("earlier:Q", title=None, axis=axis, scale=scale), alt.Y("group:N", sort=None, title=None, axis=NAMES)
    base = alt.Chart(frame).encode(y=y)
    line = base.mark_rule(color="#B7C9C2", strokeWidth=3).encode(x=x, x2="later:Q")
    before = base.mark_point(filled=False, color=theme.EARTH, size=80, strokeWidth=2, fill="#FFFFFF").encode(x=x)
    after = base.mark_point(color=theme.PINE, size=90, opacity=1).encode(x=alt.X("later:Q", scale=scale, title=None))
    columns = [_column(base, field, place) for field, place in FIELDS]
    heads = [
        _head(f"○ {earlier}", EARLIER, theme.EARTH),
        _head(f"● {later}", LATER, theme.PINE),
        _head(between, CHANGE, theme.SOFT),
    ]
    chart = sum([before, after, *columns, *heads], start=alt.LayerChart(layer=[line])).properties(
        height=alt.Step(ROW), padding=PADDING
    )
    return Picture(chart, f"{subject}，{earlier} 与 {later} 相比：{_said(rows)}")


def _scale(whole: bool) -> alt.Scale:
    if whole:
        return alt.Scale(domain=[0, 1], nice=False, rangeMax=from_right(FIGURES))
    return alt.Scale(zero=False, nice=True, padding=8, rangeMax=from_right(FIGURES))


FIELDS = (("before:N", EARLIER), ("after:N", LATER), ("change:N", CHANGE))


def _frame(rows: Sequence[Compared]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "group": told_apart(row.group for row in rows),
            "earlier": [_number(row.earlier) for row in rows],
            "later": [_number(row.later) for row in rows],
            "before": [_words(row.earlier) for row in rows],
            "after": [_words(row.later) for row in rows],
            "change": ["" if row.change is None else signed(row.change) for row in rows],
        }
    )


def _column(base: alt.Chart, field: str, place: int) -> alt.Chart:
    later = field == "after:N"
    column: alt.Chart = base.mark_text(
        align="right",
        fontWeight="bold" if later else "normal",
        color=theme.INK if later else theme.SOFT,
        x=from_right(place),
    ).encode(text=field)
    return column


def _head(text: str, place: int, colour: str) -> alt.Chart:
    one = alt.Chart(pd.DataFrame({"head": [text]}))
    head: alt.Chart = one.mark_text(align="right", fontWeight="bold", color=colour, x=from_right(place), y=-12).encode(
        text="head:N"
    )
    return head


def _number(value: float | Absence) -> float | None:
    return None if isinstance(value, Absence) else value


def _words(value: float | Absence) -> str:
    return value.mark if isinstance(value, Absence) else percent(value)


def _said(rows: Sequence[Compared]) -> str:
    words = [f"{row.group} {_words(row.earlier)} → {_words(row.later)}" for row in rows[:6]]
    return "；".join(words) + ("；其余见表" if len(rows) > 6 else "")
