"""评估轮次: the list, where a round stands, and the step it may take next."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from core.errors import Refused
from core.evaluation.queries import LateRow, RoundRow
from core.evaluation.rules.shares import Coverage
from core.evaluation.rules.states import RoundState
from core.evaluation.rules.timeline import Lack, Standing, line
from core.evaluation.rules.titles import RESULT_RULES, ROUND_KINDS, ROUND_STATES
from core.ui import parts, state, tables
from core.ui.words import count, day, error_words, month_day, safe

HELD = "evaluation.round"
PROMISES = {
    RoundState.SELF: "启动后，学校就能看到这一轮并开始自评；评分标准不再变，日期只能往后挪。",
    RoundState.REVIEW: "进入评审后，没有提交的学校不再接收自评，除非单独延期；评审可以打分。",
    RoundState.MODERATION: "评分就此截止，差异大的项列出来合议。从这一步起评审能看到彼此的分数，不能再退回。",
    RoundState.PUBLICITY: "按合议后的分数算出结果；学校看到自己的结果，公示期内可以申诉。",
    RoundState.RECOGNISED: "申诉就此截止，结果定下来，可以认定。",
    RoundState.RECTIFYING: "学校按条目整改、回复，复核通过后销号。",
    RoundState.CLOSED: "结束之后全部定稿，不再改动。",
}
STRAIGHT = "启动后直接进入评审，学校不用自评；评分标准不再变，日期只能往后挪。"
UNANNOUNCED = "按合议后的分数算出结果，学校看到自己的结果；这一轮不公示，没有申诉期。"
NOTES = {
    "evaluation.not_submitted": "还有 {n} 处没有提交。进入评审后可以单独延期；不延期的，这一轮没有结果。",
    "evaluation.left_out": "有 {n} 处没有提交自评，这一轮没有结果。",
    "evaluation.unrated": "有 {n} 处已经提交但没有评审人，这一轮没有结果。",
    "evaluation.too_few_rate": "有 {n} 处的评审比约定的人数少，结果会按现有的评分来算。",
    "evaluation.tied_since": "有 {n} 份已经提交的评分，评审后来登记了需要回避；在“评审分派”里撤回，就不算进结果。",
}
AHEAD = 400  # days: whoever has not submitted, however long there is still time
NAMED = 12  # schools named in a sentence before it says how many
BACK = {RoundState.DRAFT: "退回筹备", RoundState.SELF: "退回自评"}


def round_table(rows: Sequence[RoundRow], done: Mapping[int, Coverage]) -> RoundRow | None:
    """Every round and where it stands; answers the one picked."""
    frame = pd.DataFrame(
        [
            {
                "轮次": row.title,
                "阶段": ROUND_STATES[row.state],
                "类型": ROUND_KINDS[row.kind],
                "组织": row.org_name,
                "本阶段到": until(row),
                "已提交": submitted_words(row, done.get(row.id)),
                "评分标准": f"{row.spec.title} {row.rubric_version} 版",
            }
            for row in rows
        ]
    )
    widths = {"轮次": 230, "阶段": 68, "本阶段到": 96, "已提交": 136, "类型": 68, "组织": 96, "评分标准": 240}
    columns = {title: tables.text_column(title, width) for title, width in widths.items()}
    at = tables.listing(frame, columns, key="rounds.table", alt=f"{len(rows)} 个评估轮次", pick=True)
    return None if at is None else rows[at]


def pick_round(rows: Sequence[RoundRow], *, key: str) -> RoundRow:
    """The round in hand on every page of the area; the newest at first."""
    by_id = {row.id: row for row in rows}
    known = state.held(HELD)
    chosen = st.selectbox(
        "轮次", list(by_id), index=list(by_id).index(int(known)) if known in by_id else 0, width=420, key=key,
        format_func=lambda one: f"{by_id[one].title}（{ROUND_STATES[by_id[one].state]}）",
    )  # fmt: skip
    state.hold(HELD, chosen)
    return by_id[chosen]


def in_hand(rows: Sequence[RoundRow], picked: RoundRow | None) -> RoundRow:
    """The round picked in the table, else the one that was in hand, else the newest."""
    if picked is not None:
        state.hold(HELD, picked.id)
        return picked
    known = state.held(HELD)
    return next((row for row in rows if row.id == known), rows[0])


def take_up(round_id: int) -> None:
    """Have this round in hand from the next run on."""
    state.hold(HELD, round_id)


def until(row: RoundRow) -> str:
    """The last day of the step a round stands in."""
    days = {
        RoundState.SELF: row.self_until,
        RoundState.REVIEW: row.review_until,
        RoundState.PUBLICITY: row.publicity_until,
        RoundState.RECTIFYING: row.rectify_until,
    }
    when = days.get(row.state)
    return month_day(when) if when else "—" if row.state is RoundState.CLOSED else "没有期限"


def submitted_words(row: RoundRow, done: Coverage | None) -> str:
    """Coverage in words; a round without self-assessment has none."""
    if not row.with_self:
        return "不用自评"
    if done is None or not done.due:
        return "还没有学校"
    return f"{done.percent}%（{count(done.done)} / {count(done.due)}）"


def time_line(row: RoundRow) -> None:
    """The steps of a round and where it stands."""
    steps = line(with_self=row.with_self, with_publicity=row.with_publicity)
    at = steps.index(row.state) + 1
    parts.stepper([ROUND_STATES[step] for step in steps], at + 1 if row.state is RoundState.CLOSED else at)


def facts(row: RoundRow, chair: str, previous: str, done: Coverage | None) -> None:
    """One round in full."""
    pairs = [
        ("组织", row.org_name),
        ("类型", f"{ROUND_KINDS[row.kind]}　{row.school_year}—{row.school_year + 1} 学年"),
        ("评分标准", f"{row.spec.title} {row.rubric_version} 版（已随轮次固定）"),
        ("开始", day(row.opens_on)),
        ("自评截止", day(row.self_until) if row.with_self else "不用自评"),
        ("评审截止", day(row.review_until)),
        ("公示截止", day(row.publicity_until) if row.with_publicity else "不公示"),
        ("整改截止", day(row.rectify_until) if row.rectify_until else "没有定"),
        ("评审", f"每个对象 {row.raters} 人，{'看得到' if row.shows_self else '看不到'}学校自评分"),
        ("结果", RESULT_RULES[row.rule] + (f"；组长 {chair}" if chair else "")),
        ("合议", _gap_words(row)),
        ("目标", count(row.target, "所") if row.target else "没有定"),
        ("上一轮", previous or "没有"),
        ("已提交", submitted_words(row, done)),
    ]
    with st.container(border=True):
        parts.facts(parts.Fact(*pair) for pair in pairs)


def next_step(
    row: RoundRow,
    to: RoundState,
    waits: Sequence[Lack],
    told: Sequence[Lack],
    left: Sequence[LateRow],
    *,
    key: str,
) -> bool:
    """What the next step will do, what it waits for, and whom it leaves out; answers whether it shall be taken."""
    for note in told:
        st.caption(f":material/info: {NOTES[note.code].format(n=count(note.many))}")
    if told and left:
        named = "、".join(one.entry.place for one in left[:NAMED])
        st.caption(f"没有提交的：{safe(named)}{f' 等 {count(len(left))} 处' if len(left) > NAMED else ''}")
    for lack in waits:
        st.markdown(f":orange-badge[:material/schedule: 还差] {safe(error_words(Refused(lack.code, count=lack.many)))}")
    if waits:
        return False
    start = row.state is RoundState.DRAFT
    promise = STRAIGHT if start and not row.with_self else PROMISES[to]
    if to is RoundState.RECOGNISED and not row.with_publicity:
        promise = UNANNOUNCED
    yes = "启动这一轮" if start else f"进入“{ROUND_STATES[to]}”"
    return parts.confirm(promise, yes=yes, no="先不动", key=key) is True


def tallies(found: Standing) -> None:
    """How far everything in a round is."""
    parts.tally(
        [
            parts.Tally("参评", count(found.due), f"另有 {count(found.exempt)} 处免评"),
            parts.Tally("已提交自评", count(found.submitted), f"还有 {count(found.late)} 处没有提交"),
            parts.Tally("没交的评分", count(found.open_sheets), "已提交的学校里，评审还没交的份数"),
            parts.Tally("没有评审人", count(found.unrated), "已提交、还没有分派评审"),
        ]
    )


def _gap_words(row: RoundRow) -> str:
    told = []
    if row.gap_points is not None:
        told.append(f"分差超过 {row.gap_points.normalize():f} 分")
    if row.gap_anchors is not None:
        told.append(f"差超过 {row.gap_anchors} 档")
    return "或".join(told) + "的项要合议" if told else "不按分差合议"
