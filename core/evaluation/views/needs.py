"""从薄弱条目提出培训需求: which item, which schools, whether it was raised already."""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal

import pandas as pd
import streamlit as st

from core.evaluation.queries import MeanShare, ResultRow, Share
from core.evaluation.rules.spec import Item, RubricSpec
from core.evaluation.views.appeals import item_words
from core.evaluation.views.self_fields import Wish
from core.ui import tables
from core.ui.page import form_key
from core.ui.words import count, percent

SHARES = tuple(Decimal(tenths) / 10 for tenths in (5, 6, 7, 8))
TOPIC = 200  # characters
RAISED = "已提出"


def pick_item(spec: RubricSpec, weakest: Sequence[MeanShare], *, key: str) -> Item:
    """The item to look at, the weakest first."""
    mean = {one.code: one.share for one in weakest}
    codes = [one.code for one in weakest if one.code in spec.by_code]
    chosen = st.selectbox(
        "哪一条", codes, format_func=lambda one: f"{item_words(spec, one)}（平均得分率 {percent(mean[one])}）",
        key=key, filter_mode=None,
    )  # fmt: skip
    return spec.by_code[chosen]


def pick_share(*, key: str) -> Decimal:
    """Below which share a school is counted."""
    chosen = st.segmented_control(
        "得分率低于", SHARES, default=SHARES[1], format_func=percent, required=True, key=key
    )  # fmt: skip
    return chosen or SHARES[1]


def table(weak: Sequence[Share], names: Mapping[int, str], raised: Collection[int]) -> int | None:
    """The schools below the share, and for whom the need was raised; answers the school picked."""
    frame = pd.DataFrame(
        [
            {
                "学校": names.get(one.school_id, ""),
                "得分率": percent(one.share),
                "培训需求": RAISED if one.school_id in raised else "还没有提出",
            }
            for one in weak
        ]
    )
    columns = {
        "学校": tables.text_column("学校", 240),
        "得分率": tables.count_column("得分率", 100),
        "培训需求": tables.text_column("培训需求", 130),
    }
    at = tables.listing(frame, columns, key="after.weak", alt=f"{len(weak)} 所学校", pick=True)
    return None if at is None else weak[at].school_id


def raise_form(
    round_id: int,
    standard: str,
    item: Item,
    weak: Sequence[Share],
    picked: int | None,
    names: Mapping[int, str],
    raised: Collection[int],
) -> Wish | None:
    """For the school picked above, or for all that are below the share and have none yet."""
    left = {one.school_id for one in weak} - set(raised)
    chosen = {picked} - set(raised) if picked else left
    form = f"after.need.{round_id}.{item.code}"
    with st.form(at := form_key(form)):
        topic = st.text_input("需要什么培训", item.need, max_chars=TOPIC, key=f"{at}.topic")
        label = f"为{names.get(picked, '')}提出" if picked else f"为 {count(len(chosen))} 所学校一起提出"
        if not st.form_submit_button(label, type="primary", disabled=not chosen):
            return None
    given = {
        "round_id": round_id, "standard": standard, "code": item.code, "school_ids": sorted(chosen), "topic": topic,
    }  # fmt: skip
    return Wish("raise_training_needs", given, form, "已提出，安排培训时能看到")


def schools_of(rows: Sequence[ResultRow]) -> dict[int, str]:
    """Names of the schools of a round's results."""
    return {row.school_id: row.school for row in rows}
