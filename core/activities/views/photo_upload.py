"""Photographs and files on their way in: each is an act of its own, so that whatever came through stays."""

from collections.abc import Collection, Sequence
from hashlib import sha256
from types import ModuleType
from typing import Any

import streamlit as st

from core.activities.queries import FileRow
from core.activities.rules.files import KINDS, MOST_BYTES, MOST_FILES, stem
from core.errors import AppError, Refused
from core.media import Received, received
from core.ui import page, state
from core.ui.words import error_words, safe

TYPES = ["jpg", "jpeg", "png", "heic", "heif", "webp", "pdf", "docx", "xlsx", "pptx"]
SLOW = "网络断了也不要紧：收到的都已保存；标红的再选一次就行，选重了不会多收一份。"
LOOK_EVERY = 4  # seconds
KEPT = "kept"


@st.fragment(run_every=LOOK_EVERY)
def upload(activity_id: int, rows: Sequence[FileRow], actions: ModuleType) -> None:
    """Choose several at once; they are kept one by one, and what is refused says why and keeps none of the others out.

    It looks again by itself: a browser that lost its line while sending does not tell, once it is back, what came through.
    """
    if len(rows) >= MOST_FILES:
        st.caption(f":material/info: 已经放满 {MOST_FILES} 张（份）。要换的话，先拿掉不要的。")
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
            st.rerun()
        if chosen:
            _told(chosen)
            if st.button("清空上面的列表，再选几张", key=f"{key}.again", width="stretch"):
                state.renew(listed)
                st.rerun()


def _take_in(activity_id: int, fresh: Sequence[Any], known: Collection[str], actions: ModuleType, *, room: int) -> None:
    """Keep the files one by one, saying how far it is. Those `known` by what was sent need no second look."""
    bar = st.progress(0.0, text=f"正在收 1 / {len(fresh)}")
    for at, one in enumerate(fresh, 1):
        bar.progress((at - 1) / len(fresh), text=f"正在收 {at} / {len(fresh)}")
        told = KEPT
        if sha256(one.getvalue()).hexdigest() not in known:
            told = _keep(activity_id, one, actions) if room > 0 else f"activities.files_full|{MOST_FILES}"
            room -= told == KEPT
        state.hold(_mark(one), told)


def _told(chosen: Sequence[Any]) -> None:
    """How many of those in the list are kept, and why the others are not."""
    marks = [(one, str(state.held(_mark(one)))) for one in chosen]
    st.markdown(f":material/task_alt: 已收 {sum(mark == KEPT for _, mark in marks)} / {len(chosen)}")
    for one, mark in marks:
        if mark != KEPT:
            code, _, most = mark.partition("|")
            st.warning(f"**{safe(one.name)}**：{safe(error_words(Refused(code, most=most)))}", icon=":material/info:")


def _keep(activity_id: int, one: Any, actions: ModuleType) -> str:
    """One file, as one act; answers KEPT, or the code of why not with its number."""
    try:
        taken: Received = received(one.getvalue(), allowed=KINDS, most=MOST_BYTES)
    except AppError as error:
        return _code(error)
    added = None
    with page.acting(None, form=f"photos.add.{activity_id}", rerun=False) as (session, actor):
        try:
            added = actions.add_file(session, actor, activity_id=activity_id, title=stem(one.name), content=taken)
        except Refused as error:
            return _code(error)
    return KEPT if added else "conflict"


def _code(error: AppError) -> str:
    return f"{error.code}|{error.details.get('most', '')}"


def _mark(one: Any) -> str:
    """Under which a file of the browser is known as done: it is handed over again with every run."""
    return f"photos.done.{one.file_id}"
