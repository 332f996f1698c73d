"""师资要求 to read: what is asked of whom, of each school, how hours are counted, and where each figure comes from."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from core.training import packs
from core.training.queries import HeldRequirements, PolicyRow
from core.training.rules.hour_titles import NEWCOMER_WORDS, due_words, plain, whom
from core.training.rules.requirements import PersonLine, RequirementSpec
from core.training.rules.titles import KIND_TITLES
from core.ui import parts, tables
from core.ui.parts import Fact
from core.ui.words import moment, safe

ALL_HOURS = "合计"


def shown(held: HeldRequirements) -> None:
    """The whole of one version."""
    spec = held.spec
    who = f"{held.org_name}　第 {held.version} 版" if held.org_name else f"系统自带　{held.version} 版"
    parts.section(spec.title, who)
    if spec.note:
        st.markdown(safe(spec.note))
    people(spec.people)
    left, right = parts.halves()
    with left:
        parts.section("对学校")
        school(spec)
    with right:
        parts.section("学时怎么算")
        counting(spec)
    with st.expander("依据"):
        for source in spec.sources:
            st.markdown(f"- {safe(source)}")


def people(lines: Sequence[PersonLine]) -> None:
    """Each line for people, with its source."""
    if not lines:
        st.caption("没有对个人的学时要求。")
        return
    sorts = packs.hour_categories()
    frame = pd.DataFrame(
        [
            {
                "title": line.title,
                "whom": whom(line),
                "hours": plain(line.hours),
                "category": sorts.get(line.category, line.category) if line.category else ALL_HOURS,
                "due": due_words(line.due),
                "newcomers": NEWCOMER_WORDS[line.newcomers],
                "source": line.source,
            }
            for line in lines
        ]
    )
    columns = {
        "title": tables.text_column("要求", 210),
        "whom": tables.text_column("对谁", 180),
        "hours": tables.count_column("学时", 70),
        "category": tables.text_column("哪一类", 90),
        "due": tables.text_column("期限", 110),
        "newcomers": tables.text_column("当年新到岗", 130),
        "source": tables.text_column("依据", 320),
    }
    tables.listing(frame, columns, key="requirements.people", alt=f"{len(lines)} 条对个人的学时要求")


def school(spec: RequirementSpec) -> None:
    """What is asked of each school, and how much supervision of counsellors."""
    asked, found = spec.school, list[tuple[str, str, str]]()
    if asked.certified:
        found.append(("持证率", f"不低于 {asked.certified.percent}%", asked.certified.source))
    if asked.full_time:
        found.append(("专职", f"每个学段至少 {asked.full_time.people} 名", asked.full_time.source))
    if asked.ratio:
        kinds = "、".join(KIND_TITLES[kind] for kind in asked.ratio.kinds)
        found.append(("师生比", f"{kinds}每名对应学生不超过 {asked.ratio.pupils:,} 名", asked.ratio.source))
    if spec.supervision:
        one = spec.supervision
        sorts = {"个别": one.individual, "团体": one.group}
        hours = "、".join(f"{sort} {plain(many)} 小时" for sort, many in sorts.items() if many) or "不要求小时数"
        found.append(("督导", f"{'、'.join(KIND_TITLES[kind] for kind in one.kinds)}每学期{hours}", one.source))
    if not found:
        st.caption("没有对学校的要求。")
    for title, words, source in found:
        st.markdown(f"**{title}**　{safe(words)}  \n:small[:gray[{safe(source)}]]")


def counting(spec: RequirementSpec) -> None:
    """The year of counting, caps, carry-over."""
    hours, sorts = spec.hours, packs.hour_categories()
    begins = (
        "学年（9 月起）" if hours.begins == 9 else "自然年" if hours.begins == 1 else f"每年 {hours.begins} 月起的一年"
    )
    caps = "、".join(f"{sorts.get(key, key)} {plain(cap)}" for key, cap in hours.caps.items())
    most = f"，每类最多 {plain(hours.carry.most)} 学时" if hours.carry.most is not None else ""
    carry = f"超出类别上限的 {hours.carry.share}% 计入下一年度{most}" if hours.carry.share else "不结转"
    parts.facts(
        [
            Fact("按什么算一年", begins),
            Fact("类别上限（学时）", caps or "不封顶"),
            Fact("全年上限", f"{plain(hours.cap)} 学时" if hours.cap is not None else "不封顶"),
            Fact("结转", carry),
        ]
    )


def history(rows: Sequence[PolicyRow], names: Mapping[int, str]) -> PolicyRow | None:
    """What was published here and above, the newest first; answers the one picked."""
    if not rows:
        parts.empty(
            "history", "还没有发布过本地要求", "现在执行的是系统自带的基本要求。", key="requirements.no_history"
        )  # fmt: skip
        return None
    frame = pd.DataFrame(
        [
            {
                "version": f"第 {row.version} 版",
                "title": row.title,
                "org": row.org_name,
                "at": moment(row.published_at, year=True),
                "by": names.get(row.by_id, ""),
                "note": row.note,
            }
            for row in rows
        ]
    )
    columns = {
        "version": tables.text_column("版本", 90),
        "title": tables.text_column("名称", 180),
        "org": tables.text_column("发布单位", 140),
        "at": tables.text_column("什么时候", 160),
        "by": tables.text_column("谁发布的", 110),
        "note": tables.text_column("说明", 360),
    }
    at = tables.listing(frame, columns, key="requirements.history", alt=f"{len(rows)} 个发布过的版本", pick=True)
    return None if at is None else rows[at]
