"""What the screens of moderation and results share: the round in hand, the standard."""

from collections.abc import Sequence

import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from core.evaluation.queries import RoundRow
from core.evaluation.rules.headings import standard_title
from core.evaluation.rules.spec import RubricSpec
from core.evaluation.rules.titles import ROUND_STATES
from core.ui import state
from core.ui.words import safe

HELD = "evaluation.round"
RATE = "得分 ÷ 满分；不适用的不计入"


def pick_round(rows: Sequence[RoundRow], *, key: str) -> RoundRow:
    """The round a page is about: the one in hand, at first the newest."""
    by_id = {row.id: row for row in rows}
    known = state.held(HELD)
    chosen = st.selectbox(
        "评估轮次", list(by_id), index=list(by_id).index(int(known)) if known in by_id else 0, key=key, width=420,
        format_func=lambda one: round_words(by_id[one]), filter_mode=None,
    )  # fmt: skip
    state.hold(HELD, chosen)
    return by_id[chosen]


def round_words(row: RoundRow) -> str:
    """Title, school year and step in one line."""
    return f"{row.title}（{row.school_year}—{row.school_year + 1} 学年，{ROUND_STATES[row.state]}）"


def pick_standard(spec: RubricSpec, *, key: str) -> str:
    """Which standard's results are looked at; nothing is drawn where there is one."""
    keys = spec.standard_keys
    if len(keys) == 1:
        return keys[0]
    chosen = st.segmented_control(
        "标准", keys, format_func=lambda one: standard_title(spec, one), default=keys[0], required=True, key=key
    )
    return chosen or keys[0]


def share_column(title: str, width: int, *, rule: str) -> ColumnConfig:
    """A column of bars for shares from 0 to 1, with the per cent beside each."""
    return st.column_config.ProgressColumn(
        title, width=width, min_value=0, max_value=1, format="percent", help=safe(rule)
    )
