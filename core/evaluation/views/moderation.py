"""合议: marks side by side, what was agreed and why, how far raters agree."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd
import streamlit as st

from core.evaluation.queries import Agreement, ModerationRow
from core.evaluation.rules import filling
from core.evaluation.rules.headings import titles
from core.evaluation.rules.marks import Mark
from core.evaluation.rules.spec import RubricSpec
from core.evaluation.views.mark_entry import mark_entry
from core.ui import parts, tables
from core.ui.words import count, moment, safe, safe_lines

LONGEST = 1000
ORDER = "甲乙丙丁戊己庚辛壬癸"
RULE = (
    "ICC(2,k)：同一组评审给的总分有多一致，1 是完全一致，0.75 以上通常算好；"
    "加权 κ：按档选的条目里两两比较，扣除碰巧一致。只说打分的一致程度，不评价任何一位评审。"
)


class Settled(NamedTuple):
    """What was agreed for an item, and why."""

    mark: Mark
    reason: str


def rater(number: int) -> str:
    """How a rater is called among others: 评委甲."""
    return f"评委{ORDER[number]}" if number < len(ORDER) else f"评委 {number + 1}"


def tallies(left: int, settled: int) -> None:
    """How far the moderation is."""
    parts.tally(
        [
            parts.Tally("待合议", count(left, "条"), "全部定下来才能公示"),
            parts.Tally("已定", count(settled, "条"), "公示之前可以重新打开"),
        ]
    )


def table(rows: Sequence[ModerationRow], spec: RubricSpec) -> ModerationRow | None:
    """The items put up; answers the one picked."""
    named, most = titles(spec), max((len(row.said) for row in rows), default=0)
    frame = pd.DataFrame([_line(row, spec, named, most) for row in rows])
    columns = {
        "学校": tables.text_column("学校", 120),
        "条目": tables.text_column("条目", 150),
        "相差": tables.count_column("相差", 64, rule="最高分和最低分之间差几分"),
        **{rater(at): tables.text_column(rater(at), 82) for at in range(most)},
        "合议结果": tables.text_column("合议结果", 120),
    }
    at = tables.listing(frame, columns, key="moderation.table", alt=f"{len(rows)} 条合议", pick=True)
    return None if at is None else rows[at]


def _line(row: ModerationRow, spec: RubricSpec, named: Mapping[str, str], most: int) -> dict[str, str]:
    marks = [words(spec, row.code, one.mark) for one in row.said]
    return {
        "学校": row.place,
        "条目": f"{row.code}　{named.get(row.code, '')}",
        "相差": filling.plain(row.gap),
        **{rater(at): marks[at] if at < len(marks) else "" for at in range(most)},
        "合议结果": words(spec, row.code, row.settled) if row.settled else "待定",
    }


def words(spec: RubricSpec, code: str, mark: Mark) -> str:
    """A mark in words."""
    item = spec.by_code.get(code)
    return filling.told(spec, item, mark) if item else ""


def said(row: ModerationRow, spec: RubricSpec, names: Mapping[int, str]) -> None:
    """What every rater put down and why; names stand there for those who may know them alone."""
    item = spec.by_code.get(row.code)
    with st.container(border=True, gap="small"):
        st.markdown(f"**{safe(row.place)}**　{safe(row.code)}　{safe(item.title if item else '')}")
        if item and item.guidance:
            st.caption(safe_lines(item.guidance))
        for at, one in enumerate(row.said):
            name = names.get(one.rater_id or 0, "")
            who = f"{rater(at)}（{name}）" if name else rater(at)
            st.markdown(
                f":gray[{safe(who)}]　**{safe(words(spec, row.code, one.mark))}**  \n{safe_lines(one.reason or '没有写理由')}"
            )


def agreed(row: ModerationRow, spec: RubricSpec) -> None:
    """What was agreed."""
    if row.settled is None or row.settled_at is None:
        return
    with st.container(border=True, gap="xsmall"):
        st.caption(f"合议结果　{moment(row.settled_at)}")
        st.markdown(f"**{safe(words(spec, row.code, row.settled))}**  \n{safe_lines(row.reason)}")


def settle_form(row: ModerationRow, spec: RubricSpec, *, key: str) -> Settled | None:
    """The mark that was agreed, and why; None until it was sent."""
    item = spec.by_code[row.code]
    with st.form(key):
        mark = mark_entry(spec, item, Mark(), key=key, name="定为")
        reason = st.text_area(
            "理由", max_chars=LONGEST, height=110, key=f"{key}.why", placeholder="看到了什么，为什么这样定。"
        )
        if not st.form_submit_button("定下来", type="primary"):
            return None
    return Settled(mark, reason)


def agreement(found: Agreement | None) -> None:
    """How far raters agree, in figures and in words."""
    parts.section("评审一致性", rule=RULE)
    if found is None:
        st.caption("每所学校只有一位评审打分，没有可以比较的。")
        return
    groups = "" if found.groups == 1 else f"，是 {found.groups} 组里人数和学校最多的一组"
    parts.tally(
        [
            parts.Tally(
                "ICC(2,k)", _coefficient(found.icc), f"{found.raters} 位评审都评过的 {found.entries} 所{groups}"
            ),
            parts.Tally(
                "平均加权 κ", _coefficient(found.kappa), f"{found.items} 条按档选的条目，最多 {found.pairs} 对打分"
            ),
        ]
    )
    if found.icc is None or found.kappa is None:
        st.caption("写“算不出”的：同一组评审共同评过的学校太少，或者学校之间的打分没有可以比的差别。")


def _coefficient(value: float | None) -> str:
    return "算不出" if value is None else f"{value:.2f}"
