"""Files on their way into a school's evidence."""

from collections.abc import Sequence
from datetime import date
from pathlib import PurePath
from typing import NamedTuple

import streamlit as st

from core.evaluation.queries import Piece, SelfSheet
from core.evaluation.rules.evidence import MOST_BYTES, TITLE
from core.evaluation.rules.spec import Item
from core.ui.page import form_key
from core.ui.words import month_day, safe

TYPES = ["jpg", "jpeg", "png", "heic", "webp", "pdf", "docx"]


class File(NamedTuple):
    """A file as the browser sent it, and what it is to be called."""

    title: str
    content: bytes


class Upload(NamedTuple):
    """Files of the day `taken_on`, and pieces that are there already, to be laid beside the items `codes`."""

    files: tuple[File, ...]
    taken_on: date
    known: tuple[int, ...]
    codes: tuple[str, ...]
    form: str


def add_proof(sheet: SelfSheet, item: Item, pieces: Sequence[Piece], today: date) -> Upload | None:
    """New files, or ones from the library, for one item; behind a button."""
    form = f"self.add.{sheet.entry.id}.{item.code}"
    beside = {one.row.piece for one in sheet.evidence.get(item.code, ())}
    rest = {piece.newest.id: piece for piece in pieces if piece.piece_id not in beside}
    with st.popover("加佐证", icon=":material/add:"), st.form(at := form_key(form), border=False):
        files, taken_on = pick_files(at, today)
        known = (
            st.multiselect(
                "或从材料库里选",
                list(rest),
                format_func=lambda one: named(rest[one]),
                key=f"{at}.known",
                placeholder="点这里选",
            )
            if rest
            else []
        )
        sent = st.form_submit_button("放上", type="primary")
    return _upload(files, taken_on, known, (item.code,), form) if sent else None


def add_files(today: date) -> Upload | None:
    """New files for the library alone."""
    form = "self.library.add"
    with st.form(at := form_key(form)):
        files, taken_on = pick_files(at, today)
        sent = st.form_submit_button("收进材料库", type="primary")
    return _upload(files, taken_on, (), (), form) if sent else None


def pick_files(key: str, today: date) -> tuple[tuple[File, ...], date]:
    """Several files at once and the day they are from; each is called by its file's name."""
    with st.container(key=f"proof-{key}"):
        found = st.file_uploader(
            "照片、PDF 或 Word，可以一次选几个", type=TYPES, accept_multiple_files=True,
            max_upload_size=MOST_BYTES // 2**20, key=f"{key}.files",
        )  # fmt: skip
    taken_on = st.date_input(
        "佐证的日期", today, max_value=today, format="YYYY-MM-DD", key=f"{key}.day", width=180,
        help="材料本身的日期，例如活动那天；上传的日期系统会自己记。",
    )  # fmt: skip
    st.caption("照片会去掉拍摄地点等信息，加密保存。请不要传学生的咨询记录。")
    files = tuple(File(title_of(one.name), one.getvalue()) for one in found)
    return files, taken_on if isinstance(taken_on, date) else today


def title_of(name: str) -> str:
    """What a file is called: its name without the ending."""
    return PurePath(name).stem.strip()[:TITLE] or "材料"


def named(piece: Piece) -> str:
    """A piece in a list."""
    return safe(f"{piece.newest.title}（{month_day(piece.newest.taken_on, year=True)}）")


def _upload(
    files: tuple[File, ...], taken_on: date, known: Sequence[int], codes: tuple[str, ...], form: str
) -> Upload | None:
    if files or known:
        return Upload(files, taken_on, tuple(known), codes, form)
    st.caption(":material/info: 请先选文件。")
    return None
