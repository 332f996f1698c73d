"""活动月: the school year at a glance."""

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from core.activities import packs
from core.activities.queries import SeasonRow
from core.activities.rules import SeasonState
from core.activities.rules.season_titles import Month, Spanned, months
from core.activities.rules.seasons import SEASON_KINDS, SEASON_STATES
from core.ui import parts
from core.ui.words import safe, span

MARKS: Mapping[str, str] = {
    SeasonState.PLANNED: "blue", SeasonState.OPEN: "orange", SeasonState.CLOSED: "green", SeasonState.CANCELLED: "gray",
}  # fmt: skip
COMING = "coming"
MONTH = 150  # px: two beside each other on a phone


def calendar(rows: Sequence[SeasonRow], year: int, today: date, *, plans_ahead: bool) -> None:
    """The twelve months with their seasons; for who runs seasons also what comes back every year and is not made yet."""
    told = [Spanned(row.title, row.starts_on, row.ends_on, row.state.value) for row in rows]
    if plans_ahead:
        kinds = {row.kind for row in rows}
        told += [
            Spanned(SEASON_KINDS[one.kind], *one.dates(year)[:2], COMING)
            for one in packs.season_presets().values()
            if one.kind not in kinds and one.dates(year).ends_on >= today
        ]
    parts.section("学年日历", f"{year} 年 9 月—{year + 1} 年 8 月" + ("　·　灰色的还没有建" if plans_ahead else ""))
    grid = st.grid(6, min_column_width=MONTH, gap="small")
    for one in months(year, told):
        with grid.cell(), st.container(border=True, height="stretch", gap="xsmall"):
            _month(one, today)


def _month(one: Month, today: date) -> None:
    now = (one.year, one.month) == (today.year, today.month)
    st.markdown(f"**{one.month} 月**" + ("　:green-badge[本月]" if now else ""))
    if not one.rows:
        st.caption("没有安排")
    for row in one.rows:
        days = span(row.starts_on, row.ends_on)
        if row.mark == COMING:
            st.markdown(f":gray[{safe(row.title)}  \n:small[{days}]  \n:small[还没有建]]")
        else:
            title = safe(row.title)
            badge = f":{MARKS[row.mark]}-badge[{SEASON_STATES[SeasonState(row.mark)]}]"
            st.markdown(f"{title}  \n:small[:gray[{days}]]　{badge}")
