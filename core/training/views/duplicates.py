"""重复人员: pairs that may be one person, two files side by side, and what was decided."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import pandas as pd
import streamlit as st

from core import clock
from core.training.queries import PairRow, PersonRow, VerdictRow, Weight
from core.training.rules import Verdict
from core.training.rules.duplicates import PLAIN
from core.training.rules.merging import REASON
from core.training.rules.titles import EDUCATION_TITLES, GENDER_TITLES, KIND_TITLES, REASON_TITLES
from core.training.views.shared import Key, Wish, hours_words
from core.ui import parts, tables
from core.ui.words import day, month_day

SURE, MAYBE = "很可能", "可能"
VERDICTS: Mapping[Verdict, str] = {Verdict.MERGED: "是同一个人，已合并", Verdict.APART: "不是同一个人"}
ALIKE, UNLIKE, ONE_SIDED = "相同", "不同", "只有一份有"
EXAMPLE = "例如：电话核实过，是调动以后重新登记的"


class Side(NamedTuple):
    """One file as it is held beside the other."""

    person: PersonRow
    weight: Weight


def pair_table(rows: Sequence[PairRow], *, key: str) -> PairRow | None:
    """The pairs; answers the one that was picked."""
    frame = pd.DataFrame(
        [
            {
                "sure": SURE if row.strength >= PLAIN else MAYBE,
                "left": row.left.name,
                "left_at": school_of(row.left),
                "right": row.right.name,
                "right_at": school_of(row.right),
                "why": "、".join(REASON_TITLES[reason] for reason in row.reasons),
            }
            for row in rows
        ]
    )
    columns = {
        "sure": tables.text_column("把握", 76),
        "left": tables.name_column("档案一"),
        "right": tables.name_column("档案二"),
        "why": tables.text_column("哪里像", 270),
        "left_at": tables.text_column("档案一的学校", 150),
        "right_at": tables.text_column("档案二的学校", 150),
    }
    at = tables.listing(frame, columns, key=key, alt=f"{len(rows)} 对可能重复的档案", pick=True)
    return None if at is None else rows[at]


def school_of(person: PersonRow) -> str:
    """Where the file lies, by the newest post there."""
    here = [post.school for post in person.posts if post.school_id == person.school_id]
    return here[-1] if here else ""


def side_by_side(left: Side, right: Side, *, today: date) -> None:
    """Both files, fact by fact, and whether they say the same."""
    told = zip(_facts(left, today), _facts(right, today), strict=True)
    frame = pd.DataFrame(
        [{"what": name, "left": one, "right": other, "same": _compared(one, other)} for (name, one), (_, other) in told]
    )
    columns = {
        "what": tables.text_column("项目", 110),
        "left": tables.text_column("档案一", 320),
        "right": tables.text_column("档案二", 320),
        "same": tables.text_column("比一比", 100),
    }
    tables.listing(frame, columns, key="duplicates.facts", alt="两份档案逐项对照")


def _compared(one: str, other: str) -> str:
    if not one or not other:
        return ONE_SIDED if one or other else ""
    return ALIKE if one == other else UNLIKE


def _facts(side: Side, today: date) -> Iterator[tuple[str, str]]:
    person, weight = side
    yield "姓名", person.name
    yield "性别", GENDER_TITLES[person.gender] if person.gender.value != "untold" else ""
    yield "出生年月", person.birth_month
    yield "电话", person.phone
    yield "学历", EDUCATION_TITLES[person.education] if person.education.value != "untold" else ""
    yield "专业", person.major
    yield "职称", person.title
    yield "岗位", "；".join(_post(post.school, KIND_TITLES[post.kind], post.since, post.until) for post in person.posts)
    yield "在岗", "在岗" if person.in_post(today) else "不在岗"
    yield "证书", "；".join(f"{paper.kind} {paper.level} {paper.number}".strip() for paper in weight.papers)
    yield "培训", f"{weight.trainings} 次，{hours_words(weight.hours)} 学时" if weight.trainings else ""


def _post(school: str, kind: str, since: date, until: date | None) -> str:
    end = month_day(until, year=True) if until else "至今"
    return f"{school} {kind}，{month_day(since, year=True)} 起，{end}"


def verdict_form(left: Side, right: Side, key: Key) -> Wish | None:
    """Whether the two are one, why, and which file is kept; None until it was sent."""
    ends = {
        left.person.id: f"档案一（{school_of(left.person)}）",
        right.person.id: f"档案二（{school_of(right.person)}）",
    }
    form = f"duplicates.{left.person.id}.{right.person.id}"
    fuller = 1 if _fullness(right) > _fullness(left) else 0
    with st.form(key(form)):
        kept = st.radio(
            "如果是同一个人，保留哪一份", list(ends), fuller, format_func=ends.__getitem__, horizontal=True,
            help="另一份的岗位、学时、证书、荣誉和培训记录都会并过来；相同编号的证书只留一张。另一份不再显示，可以随时撤回。",
            key=f"{key(form)}.kept",
        )  # fmt: skip
        reason = st.text_input("理由", max_chars=REASON, placeholder=EXAMPLE, key=f"{key(form)}.reason")
        with st.container(horizontal=True):
            one = st.form_submit_button("是同一个人", type="primary", key=f"{key(form)}.one")
            two = st.form_submit_button("不是同一个人", key=f"{key(form)}.two")
    other = next(end for end in ends if end != kept)
    if one:
        return Wish("merge_people", {"keep_id": kept, "other_id": other, "reason": reason}, form, "已合并为一份档案")
    if two:
        given = {"left_id": left.person.id, "right_id": right.person.id, "reason": reason}
        return Wish("keep_apart", given, form, "已记下，不再提示这一对")
    return None


def _fullness(side: Side) -> tuple[bool, int]:
    """In post first, then by how much is told."""
    told = sum(bool(value) for value in side.person[2:])
    return bool(side.person.in_post(clock.today())), told + len(side.weight.papers) + side.weight.trainings


def verdict_table(rows: Sequence[VerdictRow]) -> VerdictRow | None:
    """What was decided; answers the verdict that was picked."""
    frame = pd.DataFrame(
        [
            {
                "day": day(clock.local(row.decided_at).date(), year=True),
                "kept": row.kept,
                "other": row.other,
                "verdict": VERDICTS[row.verdict],
                "state": "已撤回" if row.undone_at else "有效",
                "why": row.reason,
            }
            for row in rows
        ]
    )
    columns = {
        "kept": tables.name_column("保留的档案"),
        "other": tables.name_column("另一份"),
        "verdict": tables.text_column("决定", 150),
        "state": tables.text_column("现在", 70),
        "day": tables.text_column("哪天定的", 140),
        "why": tables.text_column("理由", 320),
    }
    at = tables.listing(frame, columns, key="duplicates.verdicts", alt=f"{len(rows)} 个决定", pick=True)
    return None if at is None else rows[at]


def undo_form(row: VerdictRow, key: Key) -> Wish | None:
    """Taking a verdict back; None until it was sent."""
    form = f"duplicates.undo.{row.id}"
    promise = (
        "撤回以后，两份档案恢复原样；合并以后新登记的内容留在保留的那份里。"
        if row.verdict is Verdict.MERGED
        else "撤回以后，这一对会重新出现在“待确认”里。"
    )
    if parts.confirm(promise, yes="撤回这个决定", no="先不撤回", key=key(form)):
        return Wish("undo_verdict", {"verdict_id": row.id}, form, "已撤回")
    return None
