"""Step four: the receipt."""

import streamlit as st

from core.screening.queries import CampaignRow
from core.screening.rules.previews import Receipt
from core.sheets.export import csv_bytes
from core.ui import parts
from core.ui.words import count, moment


def receipt(done: Receipt, *, who: str, campaign: CampaignRow, list_shown: bool) -> bool:
    """The receipt to keep; answers whether the list of warnings shall be opened."""
    facts = _facts(done, who, campaign)
    sentence_ = f"新增 {count(done.new)} 人，变更 {count(done.changed)} 人，不变 {count(done.unchanged)} 人。"
    if done.repeated:
        sentence_ = "这份文件之前已经导入过，这次没有任何变化。"
    elif list_shown:
        sentence_ += f"{count(done.raised)} 名学生进入名单，{count(done.revised)} 名有更新。"
    buttons = parts.receipt("导入好了", sentence_, facts)
    with buttons:
        content = csv_bytes(("项目", "内容"), [(fact.label, fact.value) for fact in facts])
        parts.download("下载回执", content, f"回执_{done.number}.csv", mime="text/csv", key="upload.receipt.file")
        return list_shown and st.button("看预警名单", key="upload.receipt.list")


def _facts(done: Receipt, who: str, campaign: CampaignRow) -> list[parts.Fact]:
    parts_of = (
        ("新增", done.new),
        ("变更", done.changed),
        ("不变", done.unchanged),
        ("未作答", done.blank),
        ("补录", done.late),
    )
    said = f"{count(done.rows)} 行：" + "、".join(f"{name} {count(people)}" for name, people in parts_of)
    return [
        parts.Fact("回执号", done.number),
        parts.Fact("时间", moment(done.at, year=True)),
        parts.Fact("经办", who),
        parts.Fact("批次", campaign.title),
        parts.Fact("内容", said),
        parts.Fact("文件校验", f"sha256 {done.digest[:8]}…{done.digest[-6:]}"),
        parts.Fact("规则", "、".join(f"{row.spec.title} {row.version} 版" for row in campaign.scales)),
    ]
