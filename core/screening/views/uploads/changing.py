"""Step three: what confirming would change."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from core.screening import packs
from core.screening.queries import CampaignRow, Places
from core.screening.rules.previews import Change, Preview
from core.screening.rules.reasons import sentence
from core.screening.views.shared import level_of, place_words
from core.ui import parts, tables
from core.ui.words import count

KINDS = {"new": "＋ 新增", "changed": "→ 变更", "late": "＋ 补录"}
KIND_COLOURS = ["#D8ECE3", "#F3E3C4", "#E9F2F8"]


def preview(seen: Preview) -> None:
    """New, changed, unchanged, absent: what confirming would do."""
    late = f"其中补录 {count(seen.late)} 人" if seen.late else "还没有作答的学生"
    parts.tally(
        [
            parts.Tally("新增", count(seen.new, "人"), late),
            parts.Tally("变更", count(seen.changed, "人"), "旧的作答留档可查"),
            parts.Tally("不变", count(seen.unchanged, "人"), "与上次相同"),
            parts.Tally("文件里没有", count(seen.absent, "人"), "保持原样，不会删除"),
        ]
    )
    if seen.blank:
        st.caption(f":material/info: {count(seen.blank)} 人没有作答，仍是“未测评”；已有的作答不受影响。")


def changes(rows: Sequence[Change], total: int, places: Places) -> None:
    """The first changes, masked."""
    parts.section("确认后会变的", f"显示 {len(rows)} / {count(total)} 人")
    if not rows:
        parts.empty("done_all", "没有变化", "这份文件和系统里的一样，不用再导入。", key="upload.same")
        return
    frame = pd.DataFrame(
        [
            {
                "变化": [KINDS[row.kind]],
                "学生": row.name,
                "改了什么": _what(row),
                "班级": place_words(places, row.school_id, row.grade, row.class_id),
            }
            for row in rows
        ]
    )
    chips = st.column_config.MultiselectColumn("变化", width=96, options=list(KINDS.values()), color=KIND_COLOURS)
    columns = {
        "变化": chips,
        "学生": tables.name_column("学生"),
        "改了什么": tables.text_column("改了什么", 320),
        "班级": tables.text_column("班级", 240),
    }
    tables.listing(frame, columns, key="upload.changes", alt=f"确认后会变的前 {len(rows)} 人")


def affected(rows: Sequence[Change], campaign: CampaignRow, places: Places) -> None:
    """Whose tier would change, as far as the reader may see it."""
    if not rows:
        return
    parts.section("会影响的名单", f"按 {campaign.policy.title} {campaign.policy_version} 版试算，确认后生效")
    frame = pd.DataFrame(
        [
            {
                "学生": row.name,
                "班级": place_words(places, row.school_id, row.grade, row.class_id),
                "等级": f"{level_of(campaign.policy, row.before).text} → {level_of(campaign.policy, row.after).text}",
                "为什么": sentence(packs.scales(), row.reasons) if row.reasons else "",
            }
            for row in rows
        ]
    )
    widths = {"班级": 220, "等级": 220, "为什么": 360}
    columns = {"学生": tables.name_column("学生")} | {name: tables.text_column(name, w) for name, w in widths.items()}
    tables.listing(frame, columns, key="upload.affected", alt=f"等级会变的前 {len(rows)} 人")


def confirmation(seen: Preview, *, key: str) -> bool | None:
    """The promise and the two buttons."""
    said = f"我已核对：新增 {count(seen.new)} 人、变更 {count(seen.changed)} 人，文件里没有的 {count(seen.absent)} 人保持原样"
    return parts.confirm(said, yes="确认导入", no="先不导入", key=key)


def _what(row: Change) -> str:
    scales = "、".join(row.scales)
    return {"new": f"{scales} 作答：没有 → 有", "late": f"{scales} 作答；补录到名单"}.get(
        row.kind, f"{scales} 作答有变"
    )
