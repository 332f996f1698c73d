"""A nominated work on the screen: what it is, what it tells, its pictures and files."""

from collections.abc import Mapping

import streamlit as st

from core.evaluation.queries import Work
from core.evaluation.rules.work_facts import Titles, facts_of
from core.media import MIME, PICTURES
from core.media.leaves import leaves
from core.ui import parts
from core.ui.words import safe, safe_lines

SHOWN = 640  # px; the pages of a PDF scroll within
PICTURE = 150  # px; two pictures stand beside each other on a phone
KINDS = {"pdf": "PDF", "docx": "Word 文档", "xlsx": "Excel 表格", "pptx": "演示文稿", "mp4": "视频", "webm": "视频"}
ICONS = {"pdf": "picture_as_pdf", "mp4": "movie", "webm": "movie", "mp3": "music_note", "pptx": "slideshow"}
NAMED = 14  # characters of a file's title on its button


def card(seen: Work, titles: Titles, thumbs: Mapping[int, bytes], *, key: str) -> int | None:
    """One work in full; answers the id of the file that was tapped, to be opened in an act of its own."""
    with st.container(border=True):
        st.markdown(f"**{safe(seen.title)}**　:gray[{safe(seen.school)}]")
        parts.facts(parts.Fact(*pair) for pair in facts_of(seen.facts, titles))
        if seen.text:
            st.markdown(safe_lines(seen.text))
        if seen.reason:
            st.markdown(f":gray[推荐理由　]{safe_lines(seen.reason)}")
        if not seen.files:
            st.caption(":material/attach_file: 没有照片和文件")
            return None
        return _files(seen, thumbs, key)


def show(content: bytes, kind: str, title: str, *, key: str, may_be_taken: bool) -> None:
    """Draw what was opened where the script stands, and a button to take it along where the licence allows it; opening
    was written down already.
    """
    if kind in PICTURES:
        st.image(content, width="stretch", alt=title)
    elif kind == "pdf":
        _pages(content, title)
    elif kind in ("mp4", "webm"):
        st.video(content, format=MIME[kind])
    elif kind == "mp3":
        st.audio(content, format=MIME[kind])
    else:
        st.caption(f"{KINDS.get(kind, '这种文件')}不在网页里显示。")
    if may_be_taken:
        parts.download("下载", content, f"材料.{kind}", mime=MIME[kind], key=f"{key}.download")
    else:
        st.caption(":material/visibility: 这份资源仅供在线看，不提供下载。")


def _files(seen: Work, thumbs: Mapping[int, bytes], key: str) -> int | None:
    asked = None
    pictures = [file for file in seen.files if file.id in thumbs]
    if pictures:
        grid = st.grid(min(len(pictures), 4), min_column_width=PICTURE, gap="small")
        for number, file in enumerate(pictures, 1):
            with grid.cell():
                st.image(thumbs[file.id], width="stretch", alt=f"第 {number} 张照片")
                if st.button("看大图", key=f"{key}.file.{file.id}", width="stretch"):
                    asked = file.id
    with st.container(horizontal=True, gap="small"):
        for file in seen.files:
            if file.id not in thumbs:
                title = file.title if len(file.title) <= NAMED else f"{file.title[:NAMED]}…"
                icon = f":material/{ICONS.get(file.kind, 'description')}:"
                if st.button(safe(title or KINDS.get(file.kind, "文件")), icon=icon, key=f"{key}.file.{file.id}"):
                    asked = file.id
    return asked


def _pages(content: bytes, title: str) -> None:
    drawn = leaves(content)
    if drawn is None:
        st.caption("这份 PDF 不能直接显示（可能加了密码，或者画面太复杂），请下载后打开。")
        return
    with st.container(height=SHOWN, border=True):
        for number, leaf in enumerate(drawn.pages, 1):
            st.image(leaf, width="stretch", alt=f"{title} 第 {number} 页")
    st.caption(f"共 {drawn.total} 页，这里是前 {len(drawn.pages)} 页")
