"""What participants say of a session: a short form, and all answers together."""

from collections.abc import Sequence
from decimal import Decimal

import streamlit as st

from core.training.queries import PartRow
from core.training.rules.feedback import FEWEST, SPEAKING, STARS, WORDS, Said, Summary
from core.training.views.shared import Key, Wish
from core.ui import parts
from core.ui.parts import Tally
from core.ui.words import count, safe, safe_lines

ASKED = (("useful", "对工作有用"), ("clear", "讲得清楚"), ("run", "组织得好"))


def summary(told: Summary, there: int) -> None:
    """Averages and words; of few answers only how many there are."""
    parts.section(
        "大家怎么说", f"{count(told.many, '份')}反馈，到场 {count(there, '人')}；不记名，每满 {FEWEST} 份更新一次"
    )
    if told.many < FEWEST:
        why = f"满 {FEWEST} 份才显示平均分和文字，这样谁也猜不出是谁写的。"
        parts.empty("forum", "反馈还不多" if told.many else "还没有反馈", why, key="attendance.voices.few")
        return
    parts.tally([Tally(title, _stars(getattr(told, name)), "满分 5 分") for name, title in ASKED])
    if told.words:
        parts.section("想说的话", "顺序是打乱的")
        with st.container(border=True, gap="small"):
            for words in told.words:
                st.markdown(safe_lines(words))


def form(session_id: int, title: str, key: Key) -> Wish | None:
    """One's own answer for one's own session (give_feedback); None until it was sent."""
    name = f"feedback.own.{session_id}"
    with st.form(at := key(name)):
        st.markdown(f"**{safe(title)}**　怎么样？不记名，几秒钟就好。")
        said = _fields(at)
        sent = st.form_submit_button("提交反馈", key=f"{at}.send")
    if not sent:
        return None
    return Wish("give_feedback", {"session_id": session_id, "said": said}, name, "谢谢，反馈已收到")


def slip_form(people: Sequence[PartRow], key: Key) -> Wish | None:
    """What one of the school's people wrote on paper (enter_feedback); None until it was sent, or nobody is left."""
    waiting = {row.id: row.name for row in people if row.state in SPEAKING and not row.gave_feedback}
    parts.section("代填纸质反馈", f"还没有反馈的 {count(len(waiting), '人')}；系统只记谁填过，不记谁写了什么")
    if not waiting:
        st.caption("本校到场的老师都填过了，或还没有人签到。")
        return None
    name = "feedback.slip"
    with st.form(at := key(name)):
        who = st.selectbox("是哪位老师的", list(waiting), format_func=waiting.__getitem__, key=f"{at}.who", width=320)
        said = _fields(at)
        sent = st.form_submit_button("登记反馈", key=f"{at}.send")
    return Wish("enter_feedback", {"participation_id": who, "said": said}, name, "反馈已登记") if sent else None


def _fields(at: str) -> Said:
    useful, clear, run = (
        st.segmented_control(
            title, list(STARS), default=5, required=True, key=f"{at}.{name}", help="1 不同意，5 很同意"
        )
        for name, title in ASKED
    )
    words = st.text_area("还想说什么（选填）", max_chars=WORDS, height=96, key=f"{at}.words")
    return Said(useful, clear, run, words)


def _stars(mean: Decimal | None) -> str:
    return "已隐去" if mean is None else f"{mean}"
