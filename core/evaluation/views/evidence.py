"""A piece of evidence shown in place: pictures as they are, a PDF page by page, anything else to take along."""

import streamlit as st

from core.evaluation.rules.evidence import PICTURES, Opened
from core.media.leaves import Leaves, leaves
from core.ui import parts
from core.ui.words import safe

SHOWN = 720  # px; the pages of a PDF scroll within
KIND_WORDS = {"jpeg": "照片", "png": "图片", "pdf": "PDF", "docx": "Word 文档"}
KIND_ICONS = {"jpeg": "image", "png": "image", "pdf": "picture_as_pdf", "docx": "description"}


def show(opened: Opened, title: str, *, key: str = "evidence") -> None:
    """Draw what was opened where the script stands, and a button to take it along; opening was written down already."""
    if opened.kind in PICTURES:
        st.image(opened.content, width="stretch", alt=title)
    elif opened.kind == "pdf":
        _document(leaves(opened.content), title)
    else:
        st.caption("Word 文档不在网页里显示，请下载后打开。")
    name = f"佐证材料.{opened.kind}"
    parts.download("下载", opened.content, name, mime=opened.mime, key=f"{key}.download")


def _document(drawn: Leaves | None, title: str) -> None:
    if drawn is None:
        st.caption("这份 PDF 不能直接显示（可能加了密码，或者画面太复杂），请下载后打开。")
        return
    with st.container(height=SHOWN, border=True):
        for number, page in enumerate(drawn.pages, 1):
            st.image(page, width="stretch", alt=f"{title} 第 {number} 页")
    shown, total = len(drawn.pages), drawn.total
    st.caption(f"共 {total} 页" if shown == total else f"共 {total} 页，这里是前 {shown} 页，其余请下载后看")


def kind_words(kind: str) -> str:
    """What a kind of file is called."""
    return KIND_WORDS.get(kind, "文件")


def kind_badge(kind: str) -> str:
    """A kind of file as Markdown: icon and word."""
    return f":gray-badge[:material/{KIND_ICONS.get(kind, 'draft')}: {safe(kind_words(kind))}]"
