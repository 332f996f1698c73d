"""材料库: a school's evidence in all versions, and where each piece is used."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from core.evaluation.queries import EvidenceRow, Piece, SelfSheet, Use
from core.evaluation.rules.spec import RubricSpec
from core.evaluation.views.evidence import kind_badge
from core.evaluation.views.self_fields import Wish
from core.evaluation.views.self_uploads import Upload, add_files, pick_files
from core.ui import parts
from core.ui.page import form_key
from core.ui.words import moment, month_day, safe


def library(
    pieces: Sequence[Piece], sheet: SelfSheet | None, spec: RubricSpec, today: date
) -> Wish | Upload | EvidenceRow | None:
    """Every piece; answers what was asked for: files to keep, an act, or a version to be shown.

    `sheet` is the entry that pieces may be laid into; None while it is closed.
    """
    parts.section(
        "材料库", f"{len(pieces)} 份", rule="同一份材料可以放到多个评估项下，也可以用在不同的轮次里，不用重复上传。"
    )
    asked: Wish | Upload | EvidenceRow | None = None
    with st.expander("添加材料", expanded=not pieces, icon=":material/upload_file:"):
        asked = add_files(today)
    if not pieces:
        st.caption("还没有材料。照片、文件、活动记录都可以先收进来，填的时候直接选。")
    for piece in pieces:
        with st.container(border=True, gap="xsmall"):
            asked = _piece(piece, sheet, spec, today) or asked
    return asked


def _piece(piece: Piece, sheet: SelfSheet | None, spec: RubricSpec, today: date) -> Wish | Upload | EvidenceRow | None:
    row, name = piece.newest, f"self.piece.{piece.piece_id}"
    asked: Wish | Upload | EvidenceRow | None = None
    version = f"　第 {row.version} 版" if row.version > 1 else ""
    st.markdown(f"**{safe(row.title)}**　{kind_badge(row.kind)}{version}")
    day, came = month_day(row.taken_on, year=True), moment(row.at, year=True)
    st.caption(f"材料日期 {day}　上传 {came}　{safe(_used(piece))}")
    with st.container(horizontal=True, gap="small"):
        if st.button("看", key=f"{name}.show", icon=":material/visibility:"):
            asked = row
        if sheet is not None:
            asked = _lay(piece, sheet, spec) or asked
        asked = _renew(piece, today) or asked
        asked = _older(piece) or asked
        form = f"{name}.remove.{row.id}"
        if piece.may_go and st.button("拿掉", key=form_key(form), type="tertiary"):
            asked = Wish("remove_evidence", {"evidence_id": row.id}, form, "已拿掉，操作有记录")
    return asked


def _used(piece: Piece) -> str:
    rounds: dict[str, Use] = {}
    for uses in piece.uses.values():
        for use in uses:
            rounds[use.round] = use
    said = [f"{title}（{'已提交' if use.frozen else f'{use.items} 项'}）" for title, use in rounds.items()]
    return "用在：" + "、".join(said) if said else "还没有用到"


def _lay(piece: Piece, sheet: SelfSheet, spec: RubricSpec) -> Wish | None:
    form = f"self.piece.{piece.piece_id}.lay.{sheet.entry.id}"
    beside = {code for code, each in sheet.evidence.items() if piece.newest.id in {one.row.id for one in each}}
    free = [item.code for item in spec.items if item.code not in beside]
    with st.popover("放到评估项", icon=":material/add_link:"), st.form(at := form_key(form), border=False):
        codes = st.multiselect(
            "哪些项", free, key=f"{at}.codes", placeholder="点这里选",
            format_func=lambda code: safe(f"{code} {spec.by_code[code].title}"),
        )  # fmt: skip
        sent = st.form_submit_button("放上", type="primary")
    given = {"entry_id": sheet.entry.id, "evidence_id": piece.newest.id, "codes": tuple(codes)}
    return Wish("link_evidence", given, form, f"已放到 {len(codes)} 项下") if sent and codes else None


def _renew(piece: Piece, today: date) -> Wish | None:
    form = f"self.piece.{piece.piece_id}.renew"
    with st.popover("传新版本", icon=":material/published_with_changes:"), st.form(at := form_key(form), border=False):
        files, taken_on = pick_files(at, today)
        st.caption("没有提交的自评会换成新版本；已经提交的，仍是提交时的那一版。")
        sent = st.form_submit_button("收下新版本", type="primary")
    if not sent:
        return None
    if len(files) != 1:
        st.caption(":material/info: 新版本请选一个文件。")
        return None
    given = {"evidence_id": piece.newest.id, "taken_on": taken_on, "content": files[0].content}
    return Wish("new_version", given, form, "新版本已收下")


def _older(piece: Piece) -> EvidenceRow | None:
    asked = None
    if len(piece.versions) > 1:
        with st.popover("以前的版本", icon=":material/history:"):
            for row in piece.versions[1:]:
                words = f"第 {row.version} 版　{month_day(row.taken_on, year=True)}"
                if st.button(words, key=f"self.version.{row.id}", icon=":material/visibility:"):
                    asked = row
    return asked
