"""Photographs and files beside an activity: sent one by one, looked at, put in order; and shown to readers."""

from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import Any, NamedTuple

import streamlit as st

from core.access import Scope
from core.activities import queries
from core.activities.queries import FileRow
from core.activities.views.photo_dialogs import blur_dialog, show_dialog
from core.activities.views.photo_upload import upload
from core.ui import page
from core.ui.words import safe

NARROWEST = 150  # px of a picture: two beside each other on a phone
COLUMNS = 6
LOOK, BLUR, FINE, EARLIER, LATER, REMOVE = "看大图", "打码", "这张可以", "往前放", "往后放", "拿掉"
OPEN = "打开"
ICONS = {"pdf": "picture_as_pdf", "docx": "description", "xlsx": "table", "pptx": "slideshow"}


class Wish(NamedTuple):
    """An act on one file, and the words when it is done."""

    verb: str
    given: Mapping[str, Any]  # the keyword arguments of that action
    done: str


def photo_part(scope: Scope, activity_id: int, actions: ModuleType) -> None:
    """Everything about the photographs and files of an activity that may be changed; `actions` is core.activities.actions.

    What is chosen is kept at once, one by one. Faces that may show are told, to be blurred or to be left as they are.
    """
    with page.reading() as session:
        rows = queries.files(session, scope, activity_id=activity_id)
    upload(activity_id, rows, actions)
    with page.reading() as session:
        rows = queries.files(session, scope, activity_id=activity_id)
        thumbs = queries.thumbs(session, scope, activity_id=activity_id)
    _warn(rows)
    asked = _grid(rows, thumbs, may_change=True)
    if asked is not None:
        _answer(scope, *asked, rows, thumbs, actions)


def gallery(scope: Scope, activity_id: int, actions: ModuleType) -> None:
    """The photographs and files of an activity for those who read it; opening one in full size is written down."""
    with page.reading() as session:
        rows = queries.files(session, scope, activity_id=activity_id)
        thumbs = queries.thumbs(session, scope, activity_id=activity_id)
    if not rows:
        st.caption("没有照片和文件。")
        return
    asked = _grid(rows, thumbs, may_change=False)
    if asked is not None:
        show_dialog(asked[0], actions)


def _warn(rows: Sequence[FileRow]) -> None:
    waiting = sum(row.faces_open for row in rows)
    if waiting:
        st.warning(
            f"有 {waiting} 张可能拍到学生正脸。请看一看：打码，或者点“{FINE}”。系统可能看漏，也可能看错。",
            icon=":material/face:",
        )


def _grid(rows: Sequence[FileRow], thumbs: Mapping[int, bytes], *, may_change: bool) -> tuple[FileRow, str] | None:
    """All of them, photographs first as they are ordered; answers the one and what is to be done with it."""
    asked = None
    photos, papers = [row for row in rows if row.is_photo], [row for row in rows if not row.is_photo]
    if photos:
        grid = st.grid(COLUMNS, min_column_width=NARROWEST, gap="small")
        for number, row in enumerate(photos, 1):
            with grid.cell():
                chosen = _photo(row, thumbs.get(row.id), number, len(photos), may_change=may_change)
            asked = (row, chosen) if chosen else asked
    for row in papers:
        chosen = _paper(row, may_change=may_change)
        asked = (row, chosen) if chosen else asked
    return asked


def _photo(row: FileRow, thumb: bytes | None, number: int, count: int, *, may_change: bool) -> str | None:
    """A small picture, what is known of it, and what can be done."""
    key = f"photo.{row.id}"
    with st.container(key=f"cover-{key}"):
        if thumb:
            st.image(thumb, width="stretch", alt=f"照片 {number}")
        else:
            st.caption("这张照片的文件找不到了，请告诉管理员")
    if not may_change:
        return LOOK if st.button(LOOK, key=f"{key}.look", width="stretch") else None
    if row.faces_open:
        st.markdown(":orange-badge[:material/face: 可能有正脸]")
        blur = st.button(BLUR, key=f"{key}.blur", type="primary", width="stretch")
        fine = st.button(FINE, key=f"{key}.fine", width="stretch")
        if blur or fine:
            return BLUR if blur else FINE
    elif row.blurred:
        st.markdown(":green-badge[:material/check: 已打码]")
    others = [LOOK, *([] if row.faces_open else [BLUR]), *_ways(number, count), REMOVE]
    return st.menu_button(f"照片 {number}", others, key=f"{key}.more", width="stretch")


def _ways(number: int, count: int) -> list[str]:
    return [*([EARLIER] if number > 1 else []), *([LATER] if number < count else [])]


def _paper(row: FileRow, *, may_change: bool) -> str | None:
    with st.container(horizontal=True, vertical_alignment="center", border=True):
        st.markdown(f":material/{ICONS.get(row.kind, 'draft')}: {safe(row.title)}")
        opened = st.button(OPEN, key=f"photo.{row.id}.open")
        removed = may_change and st.button(REMOVE, key=f"photo.{row.id}.remove")
    return LOOK if opened else REMOVE if removed else None


def _answer(
    scope: Scope, row: FileRow, asked: str, rows: Sequence[FileRow], thumbs: Mapping[int, bytes], actions: ModuleType
) -> None:
    if asked == LOOK:
        show_dialog(row, actions)
    elif asked == BLUR and row.id in thumbs:
        blur_dialog(scope, row, thumbs[row.id], actions)
    elif asked != BLUR:
        wish = wish_of(row, asked, rows)
        with page.acting(wish.done, form=f"photo.{wish.verb}.{row.id}") as (session, actor):
            getattr(actions, wish.verb)(session, actor, file_id=row.id, **wish.given)


def wish_of(row: FileRow, asked: str, rows: Sequence[FileRow]) -> Wish:
    """What was chosen of one of these files: a photograph changes places with the next one, whatever papers lie between."""
    if asked == FINE:
        return Wish("faces_fine", {}, "已记下：这张照片可以这样留着")
    if asked == REMOVE:
        return Wish("remove_file", {}, "已拿掉")
    photos = [one for one in rows if one.is_photo]
    beside = photos[photos.index(row) + (1 if asked == LATER else -1)]
    return Wish("move_file", {"to": rows.index(beside)}, "顺序已调整")
