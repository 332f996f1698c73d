"""A file of a resource shown in place: pictures, a PDF page by page, video and sound that play; the rest to take along."""

import streamlit as st

from core.library.rules.files import SEEN_IN_PLACE
from core.media import thumb
from core.media.films import frame
from core.media.leaves import Leaves, leaves
from core.ui.words import safe

SHOWN = 720  # px; the pages of a PDF scroll within
PICTURES = ("jpeg", "png", "webp")
VIDEOS = {"mp4": "video/mp4", "webm": "video/webm"}
SOUNDS = {"mp3": "audio/mpeg"}
NAMES = {
    "jpeg": "图片", "png": "图片", "webp": "图片", "heic": "图片", "pdf": "PDF", "docx": "Word 文档",
    "xlsx": "Excel 表格", "pptx": "PPT 课件", "mp4": "视频", "webm": "视频", "mp3": "音频",
}  # fmt: skip
ICONS = {
    "PDF": "picture_as_pdf",
    "图片": "image",
    "视频": "smart_display",
    "音频": "volume_up",
    "PPT 课件": "slideshow",
}
SIZES = (("MB", 2**20), ("KB", 2**10))


def show(content: bytes | None, kind: str, title: str) -> None:
    """Draw the file where the script stands; what no page shows is not opened, and has no content here."""
    if content is None:
        st.info(f"{name_of(kind)}不在网页里显示，下载后打开就能看、能改。", icon=":material/download:")
    elif kind in PICTURES:
        st.image(content, width="stretch", alt=title)
    elif kind == "pdf":
        _document(leaves(content), title)
    elif kind in VIDEOS:
        st.video(content, format=VIDEOS[kind], alt=title)
    elif kind in SOUNDS:
        st.audio(content, format=SOUNDS[kind])


def plays(kind: str) -> bool:
    """Whether the file shows itself on the page."""
    return kind in SEEN_IN_PLACE


def name_of(kind: str) -> str:
    """What a kind of file is called."""
    return NAMES.get(kind, "文件")


def icon_of(kind: str) -> str:
    """The icon of a kind of file, as Markdown."""
    return f":material/{ICONS.get(name_of(kind), 'description')}:"


def size_words(size: int) -> str:
    """1.4 MB, 320 KB."""
    for unit, bytes_ in SIZES:
        if size >= bytes_:
            return f"{size / bytes_:.1f}".removesuffix(".0") + f" {unit}"
    return "不到 1 KB"


def cover_of(content: bytes, kind: str) -> bytes:
    """The first page of a PDF or a picture of a film, small; b"" where none can be drawn, and for other kinds."""
    picture = frame(content) if kind in VIDEOS else b""
    if kind == "pdf" and (drawn := leaves(content, most=1)):
        picture = drawn.pages[0] if drawn.pages else b""
    return thumb(picture) if picture else b""


def _document(drawn: Leaves | None, title: str) -> None:
    if drawn is None:
        st.info("这份 PDF 不能直接显示（可能加了密码，或者画面太复杂），请下载后打开。", icon=":material/download:")
        return
    with st.container(height=SHOWN, border=True):
        for number, page in enumerate(drawn.pages, 1):
            st.image(page, width="stretch", alt=f"{title} 第 {number} 页")
    shown, total = len(drawn.pages), drawn.total
    st.caption(f"共 {total} 页" if shown == total else f"共 {total} 页，这里是前 {shown} 页，其余请下载后看")


def tag(kind: str, size: int) -> str:
    """A file in a line of Markdown: its icon, what it is, how large."""
    return f"{icon_of(kind)} {safe(name_of(kind))}　{size_words(size)}"
