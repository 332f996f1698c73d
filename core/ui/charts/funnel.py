"""How many are left after each step: bars on one scale, not a funnel."""

from collections.abc import Sequence
from typing import NamedTuple

import altair as alt
import pandas as pd

from core.ui import theme
from core.ui.charts.picture import BARE, NAMES, Picture, from_right
from core.ui.words import Absence, Figure, count

FIGURES = 175  # px at the right for a count and its share
DIGIT = 8  # px


class Step(NamedTuple):
    """One step: its name, how many people, and which share of what that is, in words."""

    name: str
    people: Figure
    share: str = ""


def funnel(steps: Sequence[Step], *, subject: str, colour: str = theme.PINE) -> Picture:
    """Steps on one zero-based scale. Two scales are two charts side by side, and the second has its own colour."""
    frame = pd.DataFrame(
        [(step.name, _length(step), count(step.people), step.share) for step in steps],
        columns=["step", "people", "figure", "share"],
    )
    room = DIGIT * int(frame["figure"].str.len().max()) + 20
    scale = alt.Scale(domain=[0, max(1, int(frame["people"].max()))], nice=False, rangeMax=from_right(FIGURES))
    base = alt.Chart(frame).encode(
        y=alt.Y("step:N", sort=None, title=None, axis=NAMES), x=alt.X("people:Q", axis=BARE, scale=scale)
    )
    bars = base.mark_bar(size=20, color=colour)
    figures = base.mark_text(align="left", dx=8, fontSize=13, fontWeight=700).encode(text="figure:N")
    shares = base.mark_text(align="left", dx=room, color=theme.SOFT).encode(text="share:N")
    said = "，".join(f"{step.name} {count(step.people)}" for step in steps)
    return Picture((bars + figures + shares).properties(height=alt.Step(34)), f"{subject}：{said}")


def _length(step: Step) -> int:
    return 0 if isinstance(step.people, Absence) else step.people
