"""评选与遴选: which contests there are, where one stands, who was awarded."""

from collections.abc import Sequence
from datetime import date

import pandas as pd
import streamlit as st

from core.evaluation.queries import ContestRow, HonourRow, NominationRow
from core.evaluation.rules.contest_titles import (
    CONTEST_STATES,
    CONTEST_SUBJECTS,
    NOMINATION_STATES,
    award_title,
)
from core.evaluation.rules.contests import RUNNING, SHOWN
from core.evaluation.rules.states import ContestState, NominationState
from core.ui import parts, state, tables
from core.ui.words import count, day, safe, safe_lines, span

HELD = "evaluation.contest"
LINE = tuple(one for one in ContestState if one is not ContestState.CANCELLED)
RUNS, OVER = "进行中", "办完的"
FIRST = (ContestState.NOMINATING, ContestState.PLANNED, ContestState.REVIEW, ContestState.PUBLICITY)
"""What comes first in the choice: where people have something to do."""
ENDED = (ContestState.CLOSED, ContestState.CANCELLED)


def pick(rows: Sequence[ContestRow]) -> ContestRow | None:
    """The contest in hand: those under way or those that are over, then one of them; None where there is none, said so."""
    if not rows:
        parts.empty("emoji_events", "还没有评选", "主办单位开放推荐以后，会出现在这里。", key="contests.none")
        return None
    running = sorted((row for row in rows if row.state not in ENDED), key=lambda row: FIRST.index(row.state))
    sides = {RUNS: running, OVER: [row for row in rows if row.state in ENDED]}
    names = {side: f"{side}（{len(found)}）" for side, found in sides.items()}
    side = st.segmented_control(
        "看哪些", list(names), format_func=names.__getitem__, default=RUNS if sides[RUNS] else OVER, required=True,
        key=f"contests.side.{len(sides[RUNS])}.{len(sides[OVER])}", label_visibility="collapsed",
    )  # fmt: skip
    by_id = {row.id: row for row in sides[side]}
    if not by_id:
        parts.empty("emoji_events", "这里没有评选", "换到另一边看看。", key="contests.none_here")
        return None
    held = state.held(HELD)
    ids = list(by_id)
    chosen = st.selectbox(
        "哪一次", ids, index=ids.index(int(held)) if held in by_id else 0, key=f"contests.pick.{side}.{ids[0]}.{held}",
        format_func=lambda one: f"{by_id[one].title}（{CONTEST_STATES[by_id[one].state]}）",
    )  # fmt: skip
    return by_id[chosen]


def take_up(contest_id: int) -> None:
    """Have this contest in hand from the next run on."""
    state.hold(HELD, contest_id)


def head(row: ContestRow, today: date) -> None:
    """Title, organiser, where it stands, and the days that matter now."""
    parts.section(row.title, f"{CONTEST_SUBJECTS[row.subject]}　·　{row.org_name}主办")
    if row.state is ContestState.CANCELLED:
        st.info(safe(f"这次评选已取消：{row.reason}"), icon=":material/info:")
        return
    at = LINE.index(row.state) + 1
    parts.stepper([CONTEST_STATES[one] for one in LINE], at + (row.state is ContestState.CLOSED))
    lines = [f"{safe(row.words)}"] if row.words else []
    lines.append(f":gray[{safe(_days(row, today))}]")
    st.markdown("  \n".join(lines))


def facts(row: ContestRow) -> None:
    """What may be nominated, how many, by which rubric, for which awards."""
    awards = "，".join(f"{award.title} {award.places} 个" for award in row.awards)
    pairs = [
        ("收什么", row.season or ("已上架或已提交的资源" if row.subject == "resources" else "已通过的活动材料")),
        ("每校可推荐", f"{row.quota} 件" if row.quota else "不限"),
        ("奖项", awards),
        ("推荐上报", f"{row.forward} 件" if row.forward else "没有"),
        ("评分表", row.spec.title),
    ]
    with st.expander("评选办法"):
        parts.facts(parts.Fact(*pair) for pair in pairs)


def honours(row: ContestRow, found: Sequence[HonourRow]) -> None:
    """Who was awarded; told to everybody once it is public."""
    if row.state not in SHOWN:
        return
    if not found:
        parts.empty("emoji_events", "没有获奖的作品", "主办单位还没有定奖项。", key="contests.no_honours")
        return
    parts.section("获奖名单", f"{len(found)} 件" if row.state is ContestState.CLOSED else _public(row))
    frame = pd.DataFrame(
        [
            {"奖项": award_title(row.awards, one.award), "学校": one.school, "作品": one.title,
             "推荐上报": "是" if one.forwarded else ""}
            for one in found
        ]
    )  # fmt: skip
    widths = {"奖项": 84, "学校": 130, "作品": 220, "推荐上报": 80}
    columns = {title: tables.text_column(title, width) for title, width in widths.items()}
    tables.listing(frame, columns, key=f"contests.honours.{row.id}", alt=f"{len(found)} 件获奖作品")


def figures(rows: Sequence[NominationRow]) -> None:
    """How much was nominated, in numbers alone."""
    taken = [row for row in rows if row.state is NominationState.NOMINATED]
    schools = len({row.school_id for row in taken})
    if taken:
        st.markdown(f"##### **{count(schools, '所')}**学校推荐，**{count(len(taken), '件')}**作品参评。")


def state_words(row: ContestRow, one: NominationRow) -> str:
    """Where a nomination stands, in a few words."""
    if one.state is NominationState.NOMINATED and not one.is_in and row.state in RUNNING:
        return "材料在学校"
    if one.award and row.state in SHOWN:
        return award_title(row.awards, one.award)
    return NOMINATION_STATES[one.state]


def decided_words(one: NominationRow) -> str:
    """Why somebody decided so, "" where nobody had to."""
    return safe_lines(one.decided_reason) if one.decided_reason else ""


def _days(row: ContestRow, today: date) -> str:
    match row.state:
        case ContestState.PLANNED:
            return f"还没有告诉学校。推荐到 {day(row.nominate_until)}，评审到 {day(row.review_until)}。"
        case ContestState.NOMINATING if row.nominate_until < today:
            return f"推荐已在 {day(row.nominate_until)} 截止。"
        case ContestState.NOMINATING:
            return f"推荐到 {day(row.nominate_until)}，还有 {(row.nominate_until - today).days} 天。"
        case ContestState.REVIEW:
            return f"评委正在评审，到 {day(row.review_until)}。"
    return _public(row)


def _public(row: ContestRow) -> str:
    return f"公示 {span(row.public_from, row.public_until)}" if row.public_from and row.public_until else ""
