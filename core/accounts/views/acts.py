"""操作记录: who did what, when, and whether the chain holds."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import pandas as pd
import streamlit as st

from core.accounts.packs import roles
from core.accounts.queries import ActRow
from core.audit import Flaw
from core.ui import parts, tables
from core.ui.words import moment
from core.ui.words.acts import FAMILIES, act_name

SPANS = {7: "近 7 天", 30: "近 30 天", 0: "全部"}
COUNTED = {
    "new": "新增", "changed": "变更", "unchanged": "不变", "count": "数量", "people": "人数", "raised": "提醒",
    "devices": "设备",
}  # fmt: skip


class ActFilters(NamedTuple):
    """Which acts are asked for."""

    family: str
    since: datetime | None


def act_filters(now: datetime) -> ActFilters:
    """Kind of act and span of time."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kinds = {"": "全部", **FAMILIES}
        family = st.selectbox("哪一类", list(kinds), format_func=kinds.__getitem__, key="audit.family", width=200)
        days = st.segmented_control(
            "时间", list(SPANS), format_func=SPANS.__getitem__, default=30, required=True, key="audit.days"
        )
    return ActFilters(family, now - timedelta(days=days) if days else None)


def act_list(rows: Sequence[ActRow]) -> None:
    """One page of acts, newest first."""
    if not rows:
        parts.empty("history", "没有操作记录", "换一类或把时间放宽试试。", key="audit.none")
        return
    frame = pd.DataFrame(
        [
            {
                "编号": str(row.number),
                "时间": moment(row.at, year=True),
                "谁": row.who or "（系统或访客）",
                "单位": row.org,
                "做了什么": act_name(row.action),
                "说明": _note(row.details),
            }
            for row in rows
        ]
    )
    widths = {"编号": 70, "时间": 150, "谁": 100, "单位": 180, "做了什么": 180, "说明": 240}
    columns = {title: tables.text_column(title, width) for title, width in widths.items()}
    tables.listing(frame, columns, key="audit.acts", alt="操作记录")


def chain_words(flaw: Flaw | None) -> None:
    """What the check of the whole chain found."""
    if flaw is None:
        st.success("所有记录前后相连，没有被改动、删除或添加过。", icon=":material/verified:")
    else:
        st.error(
            f"从第 {flaw.number:,} 条起对不上：这里的记录被改动、删除或添加过。请保留现场，联系负责信息安全的同事。",
            icon=":material/link_off:",
        )


def _note(details: Mapping[str, Any]) -> str:
    said = [f"{title} {details[key]}" for key, title in COUNTED.items() if key in details]
    role = roles().get(str(details.get("role", "")))
    return "，".join([*([role.title] if role else []), *said])
