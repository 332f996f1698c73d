"""A month as a picture: a wall calendar with bars that bear their titles where there is room."""

from datetime import date

import altair as alt
import pandas as pd

from core.agenda.rules import KIND_TITLES, EventKind, MonthPlan
from core.ui import theme
from core.ui.charts import Picture
from core.ui.words import span

COLOURS = {
    EventKind.SCREENING: "#1E6558",
    EventKind.EVALUATION: "#24344F",
    EventKind.TRAINING: "#7A6A4F",
    EventKind.SEASON: "#2B7391",
    EventKind.CONTEST: "#5B4A86",
}
"""White words stand on each of them with more than 4.5:1."""
LANES = 3
HEAD, LANE, FOOT = 26, 22, 18  # px: the day, a bar, how many more
WEEK = HEAD + LANES * LANE + FOOT
NARROW = 480  # px; on a narrower picture bars bear no words, the list below does
DAYS = "一二三四五六日"


def wall(plan: MonthPlan, today: date) -> Picture:
    """Weeks from Monday; today stands out, days of other months are pale, what finds no room is counted."""
    high = plan.weeks * WEEK
    layers = [*_days(plan, today), *_bars(plan), _more(plan), _heads()]
    chart = alt.layer(*layers).resolve_scale(x="shared", y="shared").properties(height=high)
    return Picture(chart, f"{plan.month.year}年{plan.month.month}月：{_said(plan)}")


def _x(field: str) -> alt.X:
    return alt.X(field, scale=alt.Scale(domain=[0, 7], nice=False), axis=None)


def _y(field: str, high: int) -> alt.Y:
    return alt.Y(field, scale=alt.Scale(domain=[0, high], nice=False, reverse=True), axis=None)


def _days(plan: MonthPlan, today: date) -> list[alt.Chart]:
    """The cells with their numbers."""
    frame = pd.DataFrame(
        [
            {
                "x": at % 7, "x2": at % 7 + 1, "y": at // 7 * WEEK, "y2": (at // 7 + 1) * WEEK, "text": at % 7 + 0.08,
                "day": str(one.day), "fill": "#D8ECE3" if one == today else "#FFFFFF", "base": at // 7 * WEEK + 17,
                "own": one.month == plan.month.month,
            }
            for at, one in enumerate(plan.days)
        ]
    )  # fmt: skip
    base, high = alt.Chart(frame), plan.weeks * WEEK
    cells = base.mark_rect(stroke=theme.LINE).encode(
        x=_x("x:Q"), x2="x2:Q", y=_y("y:Q", high), y2="y2:Q", fill=alt.Fill("fill:N", scale=None)
    )
    marked = base.mark_text(align="left", fontWeight=700, fontSize=13, opacity=alt.expr("datum.own ? 1 : 0.4"))
    numbers = marked.encode(x=_x("text:Q"), y=_y("base:Q", high), text="day:N")
    return [cells, numbers]


def _bars(plan: MonthPlan) -> list[alt.Chart]:
    """An event across its days of a week, its title cut to the bar."""
    rows = [
        {
            "x": bar.first + 0.03, "x2": bar.last + 0.97, "text": bar.first + 0.09, "days": bar.last - bar.first + 1,
            "y": (top := bar.week * WEEK + HEAD + bar.lane * LANE) + 1, "y2": top + LANE - 2, "base": top + LANE / 2,
            "title": bar.event.words, "kind": KIND_TITLES[bar.event.kind],
        }
        for bar in plan.bars
    ]  # fmt: skip
    columns = ["x", "x2", "text", "days", "y", "y2", "base", "title", "kind"]
    base, high = alt.Chart(pd.DataFrame(rows, columns=columns)), plan.weeks * WEEK
    scale = alt.Scale(domain=[KIND_TITLES[one] for one in COLOURS], range=list(COLOURS.values()))
    legend = alt.Legend(orient="bottom", direction="horizontal", title=None, columns=0)
    drawn = base.mark_rect(cornerRadius=3).encode(
        x=_x("x:Q"), x2="x2:Q", y=_y("y:Q", high), y2="y2:Q", color=alt.Color("kind:N", scale=scale, legend=legend)
    )
    room = alt.expr(f"width < {NARROW} ? 1 : datum.days * width / 7 - 24")
    seen = alt.expr(f"width < {NARROW} ? 0 : 1")
    titles = base.mark_text(align="left", color="#FFFFFF", fontSize=12, limit=room, opacity=seen).encode(
        x=_x("text:Q"), y=_y("base:Q", high), text="title:N"
    )
    return [drawn, titles]


def _more(plan: MonthPlan) -> alt.Chart:
    """How many events of a day found no room."""
    places = {one: at for at, one in enumerate(plan.days)}
    rows = [
        {"x": places[one] % 7 + 0.08, "y": (places[one] // 7 + 1) * WEEK - 8, "text": f"还有 {many} 项"}
        for one, many in plan.more.items()
    ]
    text = alt.Chart(pd.DataFrame(rows, columns=["x", "y", "text"])).mark_text(
        align="left", fontSize=11, color=theme.SOFT
    )
    drawn: alt.Chart = text.encode(x=_x("x:Q"), y=_y("y:Q", plan.weeks * WEEK), text="text:N")
    return drawn


def _heads() -> alt.Chart:
    """The names of the days above the cells."""
    frame = pd.DataFrame([{"x": at + 0.5, "text": f"周{name}"} for at, name in enumerate(DAYS)])
    drawn: alt.Chart = (
        alt.Chart(frame).mark_text(y=-10, fontSize=12, color=theme.SOFT).encode(x=_x("x:Q"), text="text:N")
    )
    return drawn


def _said(plan: MonthPlan) -> str:
    events = {bar.event.key: bar.event for bar in plan.bars}
    told = [f"{span(one.since, one.until)} {KIND_TITLES[one.kind]} {one.words}" for one in events.values()]
    return "；".join(told[:8]) + ("；其余见下面的列表" if len(told) > 8 else "") if told else "没有安排"
