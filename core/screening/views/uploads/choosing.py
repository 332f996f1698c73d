"""Step one: the file, the template, what came in before."""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd
import streamlit as st

from core.screening.queries import CampaignRow, UploadRow
from core.screening.views.shared import scale_words
from core.ui import parts
from core.ui.words import count, moment, safe

STEPS = ("选文件", "看问题", "看变化", "确认")
TYPES = ["xlsx", "xls", "csv", "txt"]


class File(NamedTuple):
    """A file as the browser sent it."""

    name: str
    content: bytes


def choose(key: str) -> File | None:
    """The file and the button that reads it."""
    parts.section("选文件")
    file = st.file_uploader("把 Excel 或 CSV 拖到这里，或点按钮选择", type=TYPES, key=f"{key}.file")
    st.caption(":material/lock: 文件只存在本单位的服务器上。上传不会立刻改数据，确认之前随时可以放弃。")
    pressed = st.button("下一步：看问题", type="primary", key=f"{key}.next", disabled=file is None)
    return File(file.name, file.getvalue()) if pressed and file is not None else None


def before_you_upload(campaign: CampaignRow, template: bytes, trial: bytes | None) -> None:
    """What a good file looks like, the template to fill in, and in a demo a file to try."""
    parts.section("上传前看一眼")
    with st.container(border=True):
        st.markdown(
            "- 一行一名学生，学籍号写成文本\n- 没测的学生也可以留在表里，作答留空\n"
            "- 各题作答，或别的系统算好的总分、因子分，都可以\n- 一校一份或全区一份，列的顺序可以变"
        )
        st.caption(f"这个批次的量表：{safe(scale_words(campaign))}")
        name = f"普测作答表模板_{campaign.id}.xlsx"
        parts.download("下载模板", template, name, mime=parts.XLSX, key="upload.template")
        if trial:
            st.caption("演示：这份补测作答里故意留了几处小错，下载后传上来试试（清河中学）。")
            parts.download("下载示例文件", trial, "示例_补测作答.xlsx", mime=parts.XLSX, key="upload.trial")


def recent(rows: Sequence[UploadRow]) -> None:
    """The latest receipts."""
    parts.section("最近上传")
    if not rows:
        parts.empty("upload_file", "还没有上传过", "这个批次的文件会列在这里。", key="upload.none")
        return
    frame = pd.DataFrame(
        [(moment(row.at), row.number, f"已导入 {count(row.counts['rows'])} 行") for row in rows],
        columns=["时间", "回执号", "结果"],
    )
    st.table(frame, border="horizontal", hide_index=True)
