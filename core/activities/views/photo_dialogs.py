"""A photograph in full size, and the tool that blurs parts of one."""

from types import ModuleType

import streamlit as st

from core.access import Scope
from core.activities import queries
from core.activities.queries import FileRow
from core.activities.views.photo_grid import pick_fields
from core.media import blurred, covered
from core.media.leaves import leaves
from core.ui import page, parts

SHOWN = 640  # px; the pages of a PDF scroll within


@st.dialog("照片和文件", width="large")
def show_dialog(row: FileRow, actions: ModuleType) -> None:
    """One photograph or file in place, and a button to take it along; opening it is written down."""
    opened = None
    with page.acting(None, form=f"photo.open.{row.id}", rerun=False) as (session, actor):
        opened = actions.open_file(session, actor, file_id=row.id)
    if opened is None:
        return
    if row.is_photo:
        st.image(opened.content, width="stretch", alt=row.title)
    elif row.kind == "pdf":
        _document(opened.content)
    else:
        st.caption("这类文件不在网页里显示，请下载后打开。")
    name = f"活动材料_{row.id}.{'jpg' if row.kind == 'jpeg' else row.kind}"
    parts.download("下载", opened.content, name, mime=opened.mime, key=f"photo.{row.id}.download")


@st.dialog("给照片打码", width="large")
def blur_dialog(scope: Scope, row: FileRow, thumb: bytes, actions: ModuleType) -> None:
    """The faces that were found at once, and any field of a grid over the picture; what was blurred cannot come back."""
    st.caption("点一下照片上的格子就选中，再点一下取消。打码以后原来的样子找不回来；要原样，只能重新传。")
    found = row.boxes
    whole = bool(found) and st.toggle(
        f"系统找到的 {len(found)} 处一起打码", value=row.faces_open, key=f"photo.{row.id}.found"
    )
    shown = blurred(thumb, found) if whole else thumb
    fields = pick_fields(shown, key=f"photo.{row.id}.fields.{int(whole)}")
    boxes = (*(found if whole else ()), *fields)
    st.caption(f"选了 {len(fields)} 格" + (f"，加上找到的 {len(found)} 处" if whole else ""))
    if st.button("打码", type="primary", key=f"photo.{row.id}.do_blur", width="stretch", disabled=not boxes):
        with page.reading() as session:
            before = queries.photograph(session, scope, file_id=row.id)
        with st.spinner("正在打码…"):
            given = covered(before, boxes)
        with page.acting("已打码", form=f"photo.blur.{row.id}") as (session, actor):
            actions.blur_file(session, actor, file_id=row.id, given=given)


def _document(content: bytes) -> None:
    drawn = leaves(content)
    if drawn is None:
        st.caption("这份 PDF 不能直接显示（可能加了密码，或者画面太复杂），请下载后打开。")
        return
    with st.container(height=SHOWN, border=True):
        for number, leaf in enumerate(drawn.pages, 1):
            st.image(leaf, width="stretch", alt=f"第 {number} 页")
    if len(drawn.pages) < drawn.total:
        st.caption(f"共 {drawn.total} 页，这里是前 {len(drawn.pages)} 页，其余请下载后看。")
