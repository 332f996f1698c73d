"""社会宣教 in numbers: the sentence, the tiles against last year, months in a picture, organisations in a table."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

import pandas as pd
import streamlit as st

from core import clock
from core.activities.rules import ActivityKind
from core.activities.rules.hotline import calls_in, mean_minutes
from core.activities.rules.public import (
    PUBLIC_TITLES,
    UNITS,
    PublicTotals,
    Sum,
    a_year_before,
    by_kind,
    by_month,
    calls_by_month,
    months,
)
from core.activities.views.log_forms import APART
from core.activities.views.public_chart import MonthBar, month_bars
from core.ui import charts, parts, tables
from core.ui.parts import Kpi, Rule
from core.ui.words import count, signed

TILES = (ActivityKind.LECTURE, ActivityKind.PARENTS, ActivityKind.COMMUNITY, ActivityKind.VISIT)
WHEN = "登记过的、已上报和已通过的都算"
ARROW = "箭头是和上一学年同一段日子相比"
NO_TIME = "未统计时间"


class Measure(StrEnum):
    """What the months are compared by."""

    SESSIONS = "场次"
    ATTENDANCES = "人次"
    CALLS = "热线接听"


class Stretch(NamedTuple):
    """A school year up to today, or the whole of an earlier one."""

    since: date
    until: date

    @property
    def before(self) -> "Stretch":
        """The same stretch a year before."""
        return Stretch(a_year_before(self.since), a_year_before(self.until))

    @property
    def words(self) -> str:
        return f"{self.since.year}—{self.since.year + 1} 学年"


def pick_year(today: date) -> Stretch:
    """This school year or one of the two before."""
    now = clock.school_year(today)
    spans = [clock.year_span(year) for year in (now, now - 1, now - 2)]
    years = [Stretch(since, min(until, today)) for since, until in spans]
    return st.selectbox(
        "学年", years, format_func=lambda one: one.words, key="public.year", width=190, filter_mode=None,
        label_visibility="collapsed",
    )  # fmt: skip


def overview(now: PublicTotals, before: PublicTotals) -> None:
    """The sentence, and a tile for each kind and for the hotline, against the same days a year before."""
    held, calls = by_kind(now.held), calls_in(now.calls)
    if now:
        parts.brief(
            "讲座宣讲 {lectures} 期、家长课堂 {parents} 场、进社区 {community} 场、家访 {visits} 次，热线接听 {calls} 次。",
            lectures=count(held[ActivityKind.LECTURE].sessions), parents=count(held[ActivityKind.PARENTS].sessions),
            community=count(held[ActivityKind.COMMUNITY].sessions), visits=count(held[ActivityKind.VISIT].sessions),
            calls=count(calls),
        )  # fmt: skip
    earlier = by_kind(before.held)
    parts.kpis([*(_tile(kind, held[kind], earlier[kind], known=bool(before)) for kind in TILES), _calls(now, before)])


def by_months(now: PublicTotals, before: PublicTotals, stretch: Stretch) -> None:
    """The months of a school year beside those of the year before, by what is picked."""
    measure = st.segmented_control(
        "看什么", list(Measure), default=Measure.SESSIONS, required=True, key="public.measure",
        label_visibility="collapsed",
    )  # fmt: skip
    shown = months(stretch.since, stretch.until)
    this, last = _of(now, measure), _of(before, measure)
    bars = [MonthBar(f"{one.month}月", this.get(one, 0), last.get(a_year_before(one), 0)) for one in shown]
    charts.show(month_bars(bars, subject=f"各月{measure}"), key=f"public.months.{measure.name}")
    rows = [{"month": one.name, "now": count(one.now), "before": count(one.before)} for one in bars]
    columns = {
        "month": tables.text_column("月份", 80),
        "now": tables.count_column(f"本学年{measure}", 120, rule=APART),
        "before": tables.count_column("上一学年同月", 120),
    }
    with st.expander("看各月的数字"):
        tables.listing(pd.DataFrame(rows), columns, key=f"public.table.{measure.name}", alt=f"各月{measure}")


def _tile(kind: ActivityKind, now: Sum, before: Sum, *, known: bool) -> Kpi:
    rule = Rule(
        f"类别是“{PUBLIC_TITLES[kind]}”的活动，{UNITS[kind]}数相加；人次另算",
        "草稿、请补充、已撤下的",
        f"{WHEN}。{ARROW}",
    )
    return Kpi(
        PUBLIC_TITLES[kind], count(now.sessions, UNITS[kind]), rule, f"{count(now.attendances)} 人次",
        _change(now.sessions, before.sessions) if known else None, arrow=now.sessions != before.sessions,
    )  # fmt: skip


def _calls(now: PublicTotals, before: PublicTotals) -> Kpi:
    rule = Rule("各天各类接听次数相加；接起时间是按次数加权的平均", note=f"不记来电人。{ARROW}")
    mean = mean_minutes(now.calls)
    waited = NO_TIME if mean is None else f"{mean} 分钟接起"
    calls, earlier = calls_in(now.calls), calls_in(before.calls)
    change = _change(calls, earlier) if before else None
    return Kpi("热线接听", count(calls, "次"), rule, waited, change, arrow=calls != earlier)


def _change(now: int, before: int) -> str:
    return signed(now - before, 0) if now != before else "持平"


def _of(totals: PublicTotals, measure: Measure) -> dict[date, int]:
    if measure is Measure.CALLS:
        return calls_by_month(totals.calls)
    name = "sessions" if measure is Measure.SESSIONS else "attendances"
    return {month: getattr(one, name) for month, one in by_month(totals.held).items()}
