"""A resource of one's own: its files, what is still missing, and the way to hand it in or take it back."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import NamedTuple

import streamlit as st

from core.errors import Refused
from core.library.queries import FileRow, ResourceRow, StepRow
from core.library.rules import ResourceState
from core.library.rules.drafts import ResourceDraft, lacking, tidied
from core.library.rules.files import KINDS, MOST_BYTES, MOST_FILES, file_title
from core.library.rules.steps import WITH_SUBMITTER
from core.library.views.names import STATES
from core.library.views.preview import cover_of, plays, tag
from core.library.views.wishes import Key, Wish
from core.media import Received, received
from core.ui import parts
from core.ui.words import error_words, moment, safe

TYPES = ["jpg", "jpeg", "png", "webp", "heic", "pdf", "docx", "xlsx", "pptx", "mp4", "webm", "mp3"]
ICONS = {
    ResourceState.DRAFT: "edit", ResourceState.SENT: "send", ResourceState.RETURNED: "undo",
    ResourceState.ON_SHELF: "local_library", ResourceState.OFF_SHELF: "inventory_2",
}  # fmt: skip

STEP = {
    ResourceState.DRAFT: 1, ResourceState.RETURNED: 1, ResourceState.SENT: 2, ResourceState.OFF_SHELF: 3,
    ResourceState.ON_SHELF: 4,
}  # fmt: skip
"""Which of the three steps is in hand; 4 once all are done."""


class File(NamedTuple):
    """A file as it was taken in, and what it is to be called."""

    title: str
    file: Received


class Sent(NamedTuple):
    """The files that could be taken in, why others could not, and the form they came from."""

    files: tuple[File, ...]
    refused: tuple[str, ...]
    form: str


def head(row: ResourceRow) -> None:
    """What it is called, where it stands, and what the reviewer said."""
    parts.section(row.title, f"{STATES[row.state]}　·　{row.org}")
    parts.stepper(["填写", "审核", "上架"], STEP[row.state])
    if row.state in (ResourceState.RETURNED, ResourceState.OFF_SHELF) and row.comment:
        said = "请补充" if row.state is ResourceState.RETURNED else "下架的原因"
        st.warning(f"{said}：{safe(row.comment)}", icon=":material/info:")


def add_files(row: ResourceRow, here: int, form_key: Key) -> Sent:
    """New files, taken in one by one: one that is refused keeps none of the others out."""
    form = f"mine.files.{row.id}"
    if here >= MOST_FILES:
        st.caption(f"最多 {MOST_FILES} 个文件，已经满了。")
        return Sent((), (), form)
    with st.form(at := form_key(form)):
        with st.container(key=f"resource-file-{row.id}"):
            found = st.file_uploader(
                "图片、PDF、Word、PPT、视频或音频，可以一次选几个", type=TYPES, accept_multiple_files=True,
                max_upload_size=MOST_BYTES // 2**20, key=f"{at}.files",
            )  # fmt: skip
        sent = st.form_submit_button("放上", width="stretch")
    st.caption("照片会去掉拍摄地点等信息。请不要放学生的咨询记录；能认出学生的照片，请先征得同意。")
    if not sent:
        return Sent((), (), form)
    if not found:
        st.caption(":material/info: 请先选文件。")
    with st.spinner("正在收文件…"):
        taken = [_taken(one.name, one.getvalue()) for one in found]
    files = tuple(one for one in taken if isinstance(one, File))
    return Sent(files, tuple(one for one in taken if isinstance(one, str)), form)


def _taken(name: str, content: bytes) -> File | str:
    title = file_title(PurePath(name).stem) or "文件"
    try:
        file = received(content, allowed=KINDS, most=MOST_BYTES)
        return File(title, file if file.thumb else file._replace(thumb=cover_of(file.content, file.kind)))
    except Refused as refused:
        return f"“{title}”没有收下：{error_words(refused)}"


def file_list(row: ResourceRow, files: Sequence[FileRow], form_key: Key) -> Wish | FileRow | None:
    """The files in order, each with its ways: looked at, up, and out."""
    asked: Wish | FileRow | None = None
    if not files:
        st.caption("还没有文件。")
    for number, file in enumerate(files):
        with st.container(border=True, horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"**{safe(file.title)}**  \n:small[:gray[{tag(file.kind, file.size)}]]", width="stretch")
            with st.container(horizontal=True, width="content", gap="xsmall"):
                if plays(file.kind) and st.button(
                    "", icon=":material/visibility:", key=f"mine.see.{file.id}", help="看一看"
                ):
                    asked = file
                asked = (_changes(number, file, form_key) if row.state in WITH_SUBMITTER else None) or asked
    return asked


def _changes(number: int, file: FileRow, form_key: Key) -> Wish | None:
    asked, move, remove = None, f"mine.move.{file.id}.{number}", f"mine.remove.{file.id}"
    if number and st.button("", icon=":material/arrow_upward:", key=form_key(move), help="往前放"):
        asked = Wish("move_resource_file", {"file_id": file.id, "to": number - 1}, move, None)
    if st.button("", icon=":material/delete:", key=form_key(remove), help="拿掉"):
        asked = Wish("remove_resource_file", {"file_id": file.id}, remove, "已拿掉")
    return asked


def ways_on(row: ResourceRow, files: int, form_key: Key) -> Wish | None:
    """What its submitter can do with it now."""
    if row.state in WITH_SUBMITTER:
        sent = _send_button(row, files, form_key)
        return _drop_button(row, form_key) or sent
    return _take_back(row, form_key) if row.state is ResourceState.SENT else None


def _send_button(row: ResourceRow, files: int, form_key: Key) -> Wish | None:
    """Hand it in; what is still missing is said first."""
    draft = tidied(ResourceDraft(**{name: getattr(row, name) for name in ResourceDraft._fields}))
    missing = lacking(draft, files)
    if missing:
        st.caption(f":material/info: {safe(error_words(Refused(missing)))}")
    form = f"mine.send.{row.id}"
    if st.button("提交审核", type="primary", disabled=bool(missing), key=form_key(form), width="stretch"):
        return Wish("send_resource", {"resource_id": row.id}, form, "已提交，审核以后会在这里看到结果")
    return None


def _take_back(row: ResourceRow, form_key: Key) -> Wish | None:
    """Take it back to change something, until somebody has decided."""
    form = f"mine.back.{row.id}"
    st.caption("审核之前可以拿回来改，改好再提交。")
    if st.button("拿回来改", key=form_key(form), width="stretch"):
        return Wish("take_back", {"resource_id": row.id}, form, "已拿回来，改好以后请再提交")
    return None


def _drop_button(row: ResourceRow, form_key: Key) -> Wish | None:
    """Put it away for good, on second thought."""
    form = f"mine.drop.{row.id}"
    with st.popover("不要这一份了", icon=":material/delete:"):
        st.caption("拿掉以后不会再出现在这里；操作有记录。")
        if st.button("拿掉", key=form_key(form)):
            return Wish("remove_resource", {"resource_id": row.id}, form, "已拿掉")
    return None


def history(steps: Sequence[StepRow], names: dict[int, str]) -> None:
    """What became of it so far, newest first."""
    with st.expander("经过"), parts.timeline("resource"):
        for step in reversed(steps):
            at = moment(step.at, year=True)
            parts.event(parts.Event(at, names.get(step.by_id, ""), ICONS[step.state], STATES[step.state], step.comment))
