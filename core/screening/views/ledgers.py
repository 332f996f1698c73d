"""台账导出: what may be taken along, the password that is shown once, and what was made before."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

import streamlit as st

from core.screening.queries import CampaignRow, LedgerRow
from core.screening.rules.ledgers import LEAST_PURPOSE, NAMELESS, Ledger
from core.screening.views.shared import campaign_words
from core.ui import parts
from core.ui.words import count, moment, safe

TITLES: Mapping[Ledger, str] = {
    Ledger.CARE: "重点关注学生台账",
    Ledger.PLANS: "干预方案",
    Ledger.REFERRALS: "转介登记",
    Ledger.HANDOVERS: "移交单",
    Ledger.SUMMARY: "普测情况汇总表",
}
NOTES: Mapping[Ledger, str] = {
    Ledger.CARE: "名单上的每一名学生一行，姓名隐去；含来源、等级、访谈、跟进和去向。",
    Ledger.PLANS: "在管的每一名学生一行，来自最近一次访谈和一生一策；含姓名。",
    Ledger.REFERRALS: "每一次转介一行，转出和返回；含姓名。",
    Ledger.HANDOVERS: "每一次移交一行；已交给新学校的，只留移交回条，不含姓名。",
    Ledger.SUMMARY: "按学校和年级的人数，没有姓名。不看个案的角色，预警人数隐去。",
}
ALL = "全部名单"


class Asked(NamedTuple):
    """What shall be made, and what for."""

    kind: Ledger
    campaign_id: int | None
    purpose: str


def form(may: Sequence[Ledger], rows: Sequence[CampaignRow], *, key: str) -> Asked | None:
    """Which ledger, of which campaign, for what."""
    by_id = {row.id: row for row in rows}
    kind: Ledger = st.selectbox("台账", list(may), format_func=TITLES.__getitem__, key="ledgers.kind", width=420)
    st.caption(safe(NOTES[kind]))
    with st.form(key):
        chosen = st.selectbox(
            "批次", [*by_id] if kind in NAMELESS else [None, *by_id],
            format_func=lambda one: ALL if one is None else campaign_words(by_id[one]),
            key=f"{key}.campaign.{kind.value}", width=420,
        )  # fmt: skip
        purpose = st.text_input(
            f"导出用来（至少 {LEAST_PURPOSE} 个字）", placeholder="例如：11 月研判会", key=f"{key}.purpose", max_chars=60,
            width=420,
        )  # fmt: skip
        st.caption("会记录：谁、什么时候、哪份台账、为什么。文件加密，72 小时后自动删除。")
        if not st.form_submit_button("生成台账", type="primary"):
            return None
    return Asked(kind, chosen, purpose)


def made(kind: Ledger, rows: int, password: str, until: datetime) -> None:
    """The password, shown this one time."""
    said = f"{TITLES[kind]}，{count(rows)} 行，{moment(until)} 前可以下载。"
    st.success(safe(said), icon=":material/lock:", title="台账已生成")
    st.markdown("**打开密码，只显示这一次**，系统不保存。请抄在纸上或当面告诉收件人，不要和文件一起发送。")
    st.code(password, language=None)


Fetch = Callable[[int], Callable[[], bytes]]


def list_made(rows: Sequence[LedgerRow], now: datetime, fetch: Fetch) -> None:
    """What this person made, newest first."""
    with st.container(border=True, gap="small"):
        for row in rows:
            what, act = st.columns([5, 2], vertical_alignment="center", gap="xsmall")
            note = f"{moment(row.at)} · {count(row.rows)} 行 · 下载过 {count(row.downloads)} 次 · {row.purpose}"
            what.markdown(f"**{TITLES[row.kind]}**  \n:small[:gray[{safe(note)}]]")
            with act.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center"):
                if row.lasts(now):
                    st.caption(f"到 {moment(row.expires_at)}", width="content")
                    name = f"{TITLES[row.kind]}_{row.id}.xlsx"
                    parts.download("下载", fetch(row.id), name, mime=parts.XLSX, key=f"ledgers.fetch.{row.id}")
                else:
                    st.caption("已到期，文件已删除", width="content")


def none_made() -> None:
    """Nothing was made yet."""
    parts.empty("lock", "还没有导出过台账", "生成之后 72 小时内，可以在这里再次下载。", key="ledgers.none_made")
