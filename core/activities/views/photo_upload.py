"""Photographs and files on their way in: each is an act of its own, so that whatever came through stays."""

from collections.abc import Collection, Sequence
from hashlib import sha256
from types import ModuleType
from typing import Any

import streamlit as st

from core.activities.queries import FileRow
from core.activities.rules.files import KINDS, MOST_BYTES, MOST_FILES, stem
from core.errors import AppError
from core.media import Received, received
from core.ui import page, state
from core.ui.words import error_words, safe

TYPES = ["jpg", "jpeg", "png", "heic", "heif", "webp", "pdf", "docx", "xlsx", "pptx"]
SLOW = "网络断了也不要紧：收到的都已保存；标红的再选一次就行，选重了不会多收一份。"


def upload(activity_id: int, rows: Sequence[FileRow], actions: ModuleType) -> None:
    """Choose several at once; they are kept one by one, and what is refused says why and keeps none of the others out."""
    if len(rows) >= MOST_FILES:
        st.caption(f":material/info: 已经放满 {MOST_FILES} 张（份）。要换的话，先拿掉不要的。")
        return
    key, listed = f"photos-{activity_id}", f"photos.list.{activity_id}"
    with st.container(key=key, gap="xsmall"):
        chosen = st.file_uploader(
            f"照片和文件，可以一次选几张（最多 {MOST_FILES} 张）", type=TYPES, accept_multiple_files=True,
            max_upload_size=MOST_BYTES // 2**20, key=f"{key}.{state.form_token(listed)}",
        )  # fmt: skip
        st.caption(SLOW)
        fresh = [one for one in chosen if state.held(_mark(one)) is None]
        if fresh:
            _take_in(activity_id, fresh, {row.source for row in rows}, actions, room=MOST_FILES - len(rows))
        if chosen and st.button("清空上面的列表，再选几张", key=f"{key}.again", width="stretch"):
            state.renew(listed)
            st.rerun()


def _take_in(activity_id: int, fresh: Sequence[Any], known: Collection[str], actions: ModuleType, *, room: int) -> None:
    """Keep the files one by one, saying how far it is. Those `known` by what was sent need no second look."""
    bar, there = st.progress(0.0, text=f"已收 0 / {len(fresh)}"), 0
    for at, one in enumerate(fresh, 1):
        if sha256(one.getvalue()).hexdigest() in known:
            state.hold(_mark(one), 1)
            there += 1
        elif room > 0:
            kept = _keep(activity_id, one, actions)
            room, there = room - kept, there + kept
        bar.progress(at / len(fresh), text=f"已收 {there} / {len(fresh)}")
    if not room and there < len(fresh):
        st.warning(f"最多放 {MOST_FILES} 张（份），已经满了，多出来的没有收。", icon=":material/info:")


def _keep(activity_id: int, one: Any, actions: ModuleType) -> bool:
    """One file, as one act; answers whether it lies there now. A refusal is said with the name that its sender gave it."""
    taken = _received(one)
    if taken is None:
        return False
    added = None
    with page.acting(None, form=f"photos.add.{activity_id}", rerun=False) as (session, actor):
        added = actions.add_file(session, actor, activity_id=activity_id, title=stem(one.name), content=taken)
    if added is not None:
        state.hold(_mark(one), 1)
    return added is not None


def _received(one: Any) -> Received | None:
    try:
        return received(one.getvalue(), allowed=KINDS, most=MOST_BYTES)
    except AppError as error:
        state.hold(_mark(one), 1)
        st.warning(f"**{safe(one.name)}**：{safe(error_words(error))}", icon=":material/info:")
        return None


def _mark(one: Any) -> str:
    """Under which a file of the browser is known as done: it is handed over again with every run."""
    return f"photos.done.{one.file_id}"
