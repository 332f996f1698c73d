"""班主任评语: a class as one form, how far the classes have come, where teacher and list differ."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd
import streamlit as st

from core.clock import local
from core.screening.queries import ClassProgress, CommentRow, Disagreement, Face, Places, PupilRemark
from core.screening.rules.comments import LONGEST, Concern, Gap, Remark
from core.screening.rules.policy import TierPolicy
from core.screening.views.shared import grade_words, level_of, place_words
from core.ui import parts, tables
from core.ui.words import coverage, month_day, safe

CONCERNS = {Concern.NOTHING: "没有特别", Concern.WATCH: "需要留意", Concern.WORRIED: "比较担心"}
GAPS = {Gap.UNNOTICED: "名单上有，班主任没发现", Gap.UNLISTED: "班主任担心，名单上没有"}
REST = "其余都没有特别"
ROOM = [2.2, 3.6, 5.2]


class Filled(NamedTuple):
    """What the teacher sent: remarks to store, and the pupils with words but no choice, who keep the form from being sent."""

    remarks: tuple[Remark, ...]
    undecided: int


def class_names(rows: Sequence[ClassProgress], places: Places) -> dict[int, str]:
    """Classes as schools call them."""
    return {row.class_id: f"{grade_words(row.grade)} {places.classes.get(row.class_id) or ''}".strip() for row in rows}


def pick_class(rows: Sequence[ClassProgress], names: Mapping[int, str]) -> ClassProgress:
    """The class in hand; the only one without asking."""
    by_id = {row.class_id: row for row in rows}
    if len(by_id) == 1:
        return rows[0]
    chosen = st.selectbox("班级", list(by_id), format_func=names.__getitem__, key="comments.class", width=280)
    return by_id[chosen]


def standing(row: ClassProgress, name: str) -> None:
    """How far a class has come."""
    done = f"{safe(name)}　**{row.written} / {row.listed} 已写**"
    st.progress(row.written / row.listed if row.listed else 0.0, text=done)


def class_form(rows: Sequence[PupilRemark], faces: Mapping[int, Face], *, key: str) -> Filled | None:
    """The whole class, a line a pupil by the end of the number; None until it was sent.

    Nobody is filled in beforehand: that nothing is the matter with the rest is said by a button of its own.
    """
    with st.form(key):
        st.caption("写您平时看到的：作息、情绪、和同学相处、家里的变化。拿不准就选“需要留意”。说明可以不写。")
        ordered = sorted(rows, key=lambda row: faces[row.person_id].number[-4:] if row.person_id in faces else "")
        lines = [_line(row, faces.get(row.person_id), key) for row in ordered]
        with st.container(horizontal=True):
            save = st.form_submit_button("保存已写的", type="primary", key=f"{key}.save")
            left = any(row.concern is None for row in rows)
            rest = left and st.form_submit_button(f"{REST}，一起保存", key=f"{key}.rest")
    return _filled(ordered, lines, rest=rest) if save or rest else None


def undecided_note(people: int) -> None:
    """Words without a choice are not stored, and not lost."""
    said = f"有 {people} 名学生写了说明、还没选一项。选好再保存，您写的都还在。"
    st.warning(said, icon=":material/info:")


def progress_table(rows: Sequence[ClassProgress], places: Places, *, told: bool) -> None:
    """How far each class has come; `told` adds what was said, for whom no handling level narrows."""
    frame = pd.DataFrame(
        [
            {
                "班级": place_words(places, row.school_id, row.grade, row.class_id),
                "已写": f"{row.written} / {row.listed}",
                "进度": coverage(row.written, row.listed),
                "需要留意": str(row.watch),
                "比较担心": str(row.worried),
            }
            for row in rows
        ]
    )
    columns = {"班级": tables.text_column("班级", 240)} | {
        name: tables.count_column(name, 90) for name in ("已写", "进度", *(("需要留意", "比较担心") if told else ()))
    }
    tables.listing(frame, columns, key="comments.progress", alt=f"{len(rows)} 个班的评语进度，没写完的在前")


def disagreement_table(
    rows: Sequence[Disagreement], faces: Mapping[int, Face], places: Places, policy: TierPolicy
) -> None:
    """Where teacher and list differ, names masked."""
    if not rows:
        parts.empty(
            "handshake", "没有说法不一样的学生", "名单和班主任说的对得上；评语写完后这里会更新。", key="comments.agreed"
        )
        return
    frame = pd.DataFrame(
        [
            {
                "gap": GAPS[row.gap],
                "tier": level_of(policy, row.severity).text if row.severity else "不在名单上",
                "name": faces[row.person_id].name if row.person_id in faces else "",
                "place": place_words(places, row.school_id, row.grade, row.class_id),
                "note": row.note,
            }
            for row in rows
        ]
    )
    columns = {
        "gap": tables.text_column("哪里不一样", 190),
        "tier": tables.text_column("名单上", 120),
        "name": tables.name_column(),
        "place": tables.text_column("学校 · 年级 · 班级", 210),
        "note": tables.text_column("班主任的说明", 330),
    }
    tables.listing(frame, columns, key="comments.gaps", alt=f"{len(rows)} 名学生的说法不一样")
    st.caption(
        ":material/info: 两边都可能对。名单上有的，请班主任再多看一眼；班主任担心的，请当面聊聊，需要时在“上报”里写下来。"
    )


def remarks(rows: Sequence[CommentRow], colleagues: Mapping[int | None, str]) -> None:
    """What class teachers said about one pupil, newest first, replaced ones too."""
    with st.container(border=True, gap="xsmall"):
        st.caption("班主任评语")
        if not rows:
            st.markdown("班主任还没有写。")
        for row in rows:
            replaced = "，后来改写了" if not row.is_current else ""
            st.markdown(f"**{CONCERNS[row.concern]}**　{safe(row.note)}")
            who = colleagues.get(row.by_id) or "班主任"
            st.caption(f"{safe(who)}　{month_day(local(row.at).date(), year=True)}{replaced}")


def _line(row: PupilRemark, face: Face | None, key: str) -> tuple[Concern | None, str]:
    who, what, why = st.columns(ROOM, vertical_alignment="center", gap="small")
    name = f"{face.name}" if face else "这名学生"
    who.markdown(f"{safe(name)}  \n:small[:gray[{safe(face.number) if face else ''}]]")
    concern = what.segmented_control(
        f"{safe(name)} 的情况", list(Concern), format_func=CONCERNS.__getitem__, default=row.concern,
        label_visibility="collapsed", key=f"{key}.concern.{row.person_id}",
    )  # fmt: skip
    note = why.text_input(
        f"{safe(name)} 的说明", row.note, max_chars=LONGEST, label_visibility="collapsed",
        placeholder="看到了什么（可不写）", key=f"{key}.note.{row.person_id}",
    )  # fmt: skip
    return concern, note


def _filled(rows: Sequence[PupilRemark], lines: Sequence[tuple[Concern | None, str]], *, rest: bool) -> Filled:
    said = list(zip(rows, lines, strict=True))
    undecided = sum(concern is None and bool(note.strip()) for _, (concern, note) in said)
    remarks = [Remark(row.person_id, concern, note) for row, (concern, note) in said if concern is not None]
    if rest:
        remarks += [Remark(row.person_id, Concern.NOTHING) for row, (concern, _) in said if concern is None]
    return Filled(tuple(remarks), undecided)
