"""What a contest gives on paper: the list to be published, and the archive that goes upwards."""

from collections.abc import Callable, Sequence

import streamlit as st

from core.evaluation.queries import ContestRow, NominationRow
from core.evaluation.views.contest_places import forward_form, shelve_form
from core.evaluation.views.self_fields import Key, Wish
from core.ui import parts

ZIP = "application/zip"
Maker = Callable[..., Callable[[], bytes]]
"""Answers what a download button calls: the name of an export of core.evaluation.actions, and what it is given."""


def part(row: ContestRow, rows: Sequence[NominationRow], made: Maker, form_key: Key) -> Wish | None:
    """The lists, who goes upwards, the archive, and winners for the shelf."""
    if not any(one.award for one in rows):
        parts.empty(
            "emoji_events", "还没有获奖的作品", "在“名次与奖项”里定好奖项，名单就有了。", key="contests.no_list"
        )
        return None
    parts.section("公示名单", "没有分数，没有人名")
    with st.container(horizontal=True, gap="small"):
        parts.download(
            "下载 Word", made("export_awards"), "获奖公示名单.docx", mime=parts.DOCX, key=f"contests.docx.{row.id}"
        )
        parts.download(
            "下载 Excel", made("export_awards", as_workbook=True), "获奖公示名单.xlsx", mime=parts.XLSX,
            key=f"contests.xlsx.{row.id}",
        )  # fmt: skip
    return _upwards(row, rows, made, form_key) or shelve_form(row, rows, form_key)


def _upwards(row: ContestRow, rows: Sequence[NominationRow], made: Maker, form_key: Key) -> Wish | None:
    if not row.forward:
        return None
    chosen = sum(one.forwarded for one in rows)
    parts.section("推荐上报", f"已定 {chosen} / {row.forward} 件")
    wish = forward_form(row, rows, form_key)
    if chosen:
        parts.download(
            "下载上报材料（会记录）", made("export_forwarded"), "推荐上报材料.zip", mime=ZIP,
            key=f"contests.zip.{row.id}.{chosen}", lead=True,
        )  # fmt: skip
        st.caption("一个压缩包：每件作品一个文件夹，里面有推荐表和全部材料；另有一张汇总表。文件名里没有人名。")
    return wish
