"""去向平衡表: where everybody on a list stands, in numbers that add up."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from core.cases.rules.states import WarningState
from core.organisations.queries import OrgRow
from core.screening.queries import BalanceSheet, CampaignRow
from core.screening.rules.balance import COLUMNS, Sheet
from core.screening.views.shared import campaign_words
from core.ui import parts, tables
from core.ui.words import Absence, Figure, count, safe
from core.ui.words.care import WARNING_STATES

RULE = "预警 = 待访谈 + 在管 + 转介中 + 移交中 + 待结案 + 已结案 + 已排除；被更正的不在名单上，不计"
BY_HAND = "日常上报（不属于任何批次）"
HIDDEN = "少于 10 人的数字已隐去；为了不让它们被推算出来，旁边的数字也可能隐去。"
TILE = 112  # px; eight in one row on a desk


def pick(rows: Sequence[CampaignRow]) -> CampaignRow | None:
    """The campaign, the newest at first; None for what was reported by hand."""
    by_id = {row.id: row for row in rows}
    chosen = st.selectbox(
        "批次", [*by_id, None],
        format_func=lambda key: BY_HAND if key is None else campaign_words(by_id[key]),
        key="balance.campaign", width=420, filter_mode=None,
    )  # fmt: skip
    return None if chosen is None else by_id[chosen]


def pick_place(places: Sequence[OrgRow]) -> OrgRow:
    """The organisation; the highest at first."""
    by_id = {row.id: row for row in places}
    if len(by_id) == 1:
        return places[0]
    chosen = st.selectbox(
        "单位", list(by_id), format_func=lambda key: "　" * by_id[key].depth + by_id[key].name, key="balance.place",
        width=280,
    )  # fmt: skip
    return by_id[chosen]


def tiles(whole: Figure, states: Sequence[Figure], *, opens: bool) -> WarningState | None:
    """The balance as eight numbers; with `opens`, each above zero has a button. Answers the state whose was pressed."""
    pressed = None
    with st.grid(len(COLUMNS) + 1, min_column_width=TILE):
        st.metric("预警", count(whole), border=True, help=safe(RULE), height="stretch")
        for state, figure in zip(COLUMNS, states, strict=True):
            with st.container(gap="xsmall"):
                st.metric(WARNING_STATES[state], count(figure), border=True, height="stretch")
                if opens and figure and st.button("看名单", key=f"balance.open.{state.value}", width="stretch"):
                    pressed = state
    return pressed


def sentence(whole: Figure, states: Sequence[Figure]) -> None:
    """The same as one sum."""
    said = " + ".join(f"{WARNING_STATES[state]} {count(figure)}" for state, figure in zip(COLUMNS, states, strict=True))
    st.caption(f"预警 {count(whole)}　=　{said}")


def table(found: BalanceSheet, *, pick: bool) -> int | None:
    """One row an organisation; answers the id of the one picked."""
    sheet = found.sheet
    rows = [
        {
            "name": found.names[group],
            "whole": count(figure(sheet.total(at))),
            **{state.value: count(figure(sheet.cell(at, column))) for column, state in enumerate(COLUMNS)},
        }
        for at, group in enumerate(sheet.groups)
    ]
    columns = {
        "name": tables.text_column("单位", 200),
        "whole": tables.count_column("预警", 78, rule=RULE),
        **{state.value: tables.count_column(WARNING_STATES[state], 78) for state in COLUMNS},
    }
    said = f"各单位的去向，{len(rows)} 行"
    at = tables.listing(pd.DataFrame(rows), columns, key="balance.table", alt=said, pick=pick)
    return None if at is None else sheet.groups[at]


def of_group(sheet: Sheet, group: int) -> tuple[Figure, list[Figure]]:
    """One row's total and states."""
    at = sheet.groups.index(group)
    return figure(sheet.total(at)), [figure(sheet.cell(at, column)) for column in range(len(COLUMNS))]


def of_all(sheet: Sheet) -> tuple[Figure, list[Figure]]:
    """The totals."""
    return figure(sheet.whole), [figure(sheet.column(column)) for column in range(len(COLUMNS))]


def figure(people: int | None) -> Figure:
    """A figure, or that it is hidden."""
    return Absence.SUPPRESSED if people is None else people


def hidden_note(sheet: Sheet) -> None:
    """That something is hidden, and why."""
    if sheet.hides:
        st.caption(f":material/visibility_off: {HIDDEN}")


def nobody() -> None:
    """An empty list."""
    said = "这个范围里还没有预警。没有提醒不等于没有困扰，日常的关心照旧。"
    parts.empty("balance", "名单是空的", said, key="balance.nobody")
