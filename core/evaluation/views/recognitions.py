"""认定名册: tiles, filters, the list, a line with what can be done about it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

import pandas as pd
import streamlit as st

from core.evaluation.queries import Reached, RecognitionRow
from core.evaluation.rules.recognising import REASON, RecognitionState
from core.evaluation.rules.states import Rank
from core.evaluation.rules.titles import RANKS, RECOGNITION_STATES
from core.evaluation.views.self_fields import Wish
from core.ui import parts, tables
from core.ui.page import form_key
from core.ui.words import attainment, count, month_day, safe, safe_lines

CHIPS = {
    RecognitionState.VALID: "#D8ECE3",
    RecognitionState.EXPIRING: "#F3E3C4",
    RecognitionState.EXPIRED: "#E6BC7A",
    RecognitionState.WITHDRAWN: "#E6ECE9",
}
ENDLESS = "长期"
YEARS = 3  # by which a renewal prolongs, unless another day is told
RULE = "有效：在有效期内；90 天内到期的另列；有效期最后一天过完算到期；撤销的留在名册里，不再有效。"


class Filters(NamedTuple):
    """What the list is narrowed to."""

    states: tuple[RecognitionState, ...]
    ranks: tuple[Rank, ...]
    words: str


def tiles(many: Mapping[RecognitionState, int], title: str, reached: Reached | None) -> None:
    """How many stand, how many soon will not, and how far the newest round with a target has come."""
    soon = many[RecognitionState.EXPIRING]
    shown = [
        parts.Tally(
            "有效", count(many[RecognitionState.VALID] + soon, "个"), f"其中 {count(soon, '个')}在 90 天内到期"
        ),
        parts.Tally("90 天内到期", count(soon, "个"), "可以安排复评或续期"),
        parts.Tally(
            "已到期", count(many[RecognitionState.EXPIRED], "个"), f"已撤销 {many[RecognitionState.WITHDRAWN]:,} 个"
        ),
    ]
    if reached and reached.attainment:
        goal, by = reached.attainment, "已认定" if reached.recognised else "达到等级"
        note = f"{title}：{by} {count(goal.reached)} / 目标 {count(goal.target)}"
        shown.append(parts.Tally("目标达成率", attainment(goal.reached, goal.target), note))
    parts.tally(shown)


def filters() -> Filters:
    """Narrow the list."""
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        states = st.multiselect(
            "状态", list(RecognitionState), format_func=RECOGNITION_STATES.__getitem__, key="recognition.states",
            width=260, placeholder="全部",
        )  # fmt: skip
        ranks = st.multiselect(
            "级别", list(Rank), format_func=RANKS.__getitem__, key="recognition.ranks", width=260, placeholder="全部"
        )
        words = st.text_input("找学校、称号、编号", key="recognition.words", width=240, live=True)
    return Filters(tuple(states), tuple(ranks), words)


def table(rows: Sequence[RecognitionRow]) -> RecognitionRow | None:
    """One row a line of the register; answers the one picked."""
    frame = pd.DataFrame(
        [
            {
                "状态": [RECOGNITION_STATES[row.state]],
                "学校": row.place,
                "称号": row.title,
                "等级": row.grade,
                "级别": RANKS[row.rank],
                "编号": row.number,
                "认定日期": month_day(row.granted_on, year=True),
                "有效期至": until_words(row.valid_until),
            }
            for row in rows
        ]
    )
    chip = st.column_config.MultiselectColumn(
        "状态", width=100, options=[RECOGNITION_STATES[one] for one in CHIPS], color=list(CHIPS.values())
    )
    widths = {"学校": 150, "称号": 224, "等级": 84, "级别": 72, "编号": 170, "认定日期": 116, "有效期至": 116}
    columns = {"状态": chip} | {title: tables.text_column(title, width) for title, width in widths.items()}
    at = tables.listing(frame, columns, key="recognition.table", alt=f"{len(rows)} 条认定", pick=True)
    return None if at is None else rows[at]


def card(row: RecognitionRow, today: date, *, manages: bool) -> Wish | None:
    """One line; for those who keep the register, prolonging and withdrawing."""
    with st.container(border=True, gap="small"):
        title = "　".join(filter(None, (row.title, row.grade)))
        st.markdown(f"**{safe(row.place)}**　{safe(title)}　:gray-badge[{RECOGNITION_STATES[row.state]}]")
        st.caption(safe(f"{RANKS[row.rank]}　{row.number}　有效期至：{until_words(row.valid_until)}"))
        if row.withdrawn_on is not None:
            st.markdown(f":gray[{month_day(row.withdrawn_on, year=True)}撤销]　{safe_lines(row.withdrawn_reason)}")
        if not manages or row.withdrawn_on is not None:
            return None
        left, right = parts.halves()
        with left:
            renewed = _renew(row, today) if row.valid_until is not None else None
        with right:
            return renewed or _withdraw(row)


def until_words(until: date | None) -> str:
    """The last day of a recognition."""
    return month_day(until, year=True) if until else ENDLESS


def _renew(row: RecognitionRow, today: date) -> Wish | None:
    form, last = f"recognition.renew.{row.id}", max(row.valid_until or today, today)
    with st.form(at := form_key(form), border=False):
        proposed = last.replace(year=last.year + YEARS, day=min(last.day, 28))
        until = st.date_input("续期到", proposed, max_value=date(2099, 12, 31), key=f"{at}.until", width=200)
        if not st.form_submit_button("续期"):
            return None
    return Wish("renew_recognition", {"recognition_id": row.id, "valid_until": until}, form, "已续期")


def _withdraw(row: RecognitionRow) -> Wish | None:
    form = f"recognition.withdraw.{row.id}"
    with st.form(at := form_key(form), border=False):
        reason = st.text_input("撤销的理由", max_chars=REASON, key=f"{at}.why")
        if not st.form_submit_button("撤销认定"):
            return None
    given = {"recognition_id": row.id, "reason": reason}
    return Wish("withdraw_recognition", given, form, "已撤销，编号和记录都保留")


def nothing_yet(narrowed: bool) -> None:
    """The empty state."""
    why = "换一个条件看看。" if narrowed else "一轮评估认定以后，或者登记、导入以后，会列在这里。"
    parts.empty("verified", "没有符合的认定" if narrowed else "名册还是空的", why, key="recognition.none")
