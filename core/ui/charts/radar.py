"""How one school stands on each indicator beside the mean: a polygon over rings at a quarter, a half, three quarters, all."""

from collections.abc import Sequence
from math import cos, pi, sin
from typing import Any, Literal, NamedTuple

import altair as alt
import pandas as pd

from core.ui import theme
from core.ui.charts.picture import BARE, Picture
from core.ui.words import Absence, percent

HEIGHT = 340  # px
RADIUS = 108  # px; the labels stand outside
RINGS = (0.25, 0.5, 0.75, 1.0)
FEWEST = 3
NAME = 9  # characters of a label's line
Side = Literal["left", "right", "center"]
OUT = 1.1  # radii; where the labels stand


class Spoke(NamedTuple):
    """One indicator: what the school reached of it (0 to 1), and the mean; an absent one says why."""

    name: str
    own: float | Absence
    mean: float | Absence


def radar(spokes: Sequence[Spoke], *, own: str, mean: str, subject: str) -> Picture:
    """The school's polygon filled, the mean's dashed; every indicator has both figures in words at its end.

    ValueError for fewer than three indicators: two are no polygon.
    """
    if len(spokes) < FEWEST:
        raise ValueError(f"{len(spokes)} indicators make no polygon")
    layers = [_rings(len(spokes)), _spokes(len(spokes)), *_polygons(spokes), *_labels(spokes)]
    chart = alt.LayerChart(layer=layers).properties(height=HEIGHT)
    said = "；".join(f"{one.name} {_words(one.own)}，{mean} {_words(one.mean)}" for one in spokes)
    return Picture(chart, f"{subject}（{own}为实线，{mean}为虚线）：{said}")


def _rings(count: int) -> alt.Chart:
    frame = pd.DataFrame([(f"{ring}", *_at(at, count, ring), at) for ring in RINGS for at in range(count)],
                         columns=["ring", "x", "y", "at"])  # fmt: skip
    return _closed(frame, stroke=theme.LINE, strokeWidth=1).encode(detail="ring:N")


def _spokes(count: int) -> alt.Chart:
    frame = pd.DataFrame([(*_at(at, count, 1), 0, 0) for at in range(count)], columns=["x", "y", "x0", "y0"])
    chart: alt.Chart = alt.Chart(frame).mark_rule(color=theme.LINE).encode(x=_x(), y=_y(), x2="x0:Q", y2="y0:Q")
    return chart


def _polygons(spokes: Sequence[Spoke]) -> list[alt.Chart]:
    means, own = _points([one.mean for one in spokes]), _points([one.own for one in spokes])
    dots = alt.Chart(own[["x", "y"]]).mark_point(color=theme.PINE, filled=True, size=36, opacity=1)
    return [
        _closed(means, stroke=theme.EARTH, strokeWidth=1.5, strokeDash=[4, 3]),
        _closed(own, stroke=theme.PINE, strokeWidth=2.25, fill=theme.PINE, fillOpacity=0.12),
        dots.encode(x=_x(), y=_y()),
    ]


def _labels(spokes: Sequence[Spoke]) -> list[alt.Chart]:
    """Names and figures, aligned away from the middle."""
    rows = [(*_at(at, len(spokes), OUT), _broken(one.name), f"{_words(one.own)}｜{_words(one.mean)}")
            for at, one in enumerate(spokes)]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["x", "y", "name", "figures"])
    sides: tuple[tuple[Side, Any], ...] = (
        ("left", frame["x"] > 0.05),
        ("right", frame["x"] < -0.05),
        ("center", frame["x"].abs() <= 0.05),
    )
    found = []
    for side, chosen in sides:
        if chosen.any():
            base = alt.Chart(frame[chosen]).encode(x=_x(), y=_y())
            found.append(base.mark_text(align=side, dy=-7).encode(text="name:N"))
            found.append(base.mark_text(align=side, dy=10, fontWeight=700, color=theme.PINE).encode(text="figures:N"))
    return found


def _points(shares: Sequence[float | Absence]) -> pd.DataFrame:
    rows = [(*_at(at, len(shares), share), at) for at, share in enumerate(shares) if not isinstance(share, Absence)]
    return pd.DataFrame(rows, columns=["x", "y", "at"])


def _closed(frame: pd.DataFrame, **look: Any) -> alt.Chart:
    line = alt.Chart(frame).mark_line(interpolate="linear-closed", **look)
    chart: alt.Chart = line.encode(x=_x(), y=_y(), order="at:Q")
    return chart


def _x() -> alt.X:
    middle = {"rangeMin": alt.expr(f"width / 2 - {RADIUS}"), "rangeMax": alt.expr(f"width / 2 + {RADIUS}")}
    return alt.X("x:Q", axis=BARE, scale=alt.Scale(domain=[-1, 1], nice=False, zero=False, **middle))


def _y() -> alt.Y:
    middle = {"rangeMin": alt.expr(f"height / 2 + {RADIUS}"), "rangeMax": alt.expr(f"height / 2 - {RADIUS}")}
    return alt.Y("y:Q", axis=BARE, scale=alt.Scale(domain=[-1, 1], nice=False, zero=False, **middle))


def _at(number: int, count: int, radius: float) -> tuple[float, float]:
    """The place on spoke `number`, clockwise from the top."""
    angle = 2 * pi * number / count
    return round(radius * sin(angle), 4), round(radius * cos(angle), 4)


def _broken(name: str) -> str:
    return name if len(name) <= NAME else f"{name[: NAME - 1]}…"


def _words(share: float | Absence) -> str:
    return share.mark if isinstance(share, Absence) else percent(share)
