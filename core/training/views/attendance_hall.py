"""The hall's screen: the code as large as it goes, and how many have signed in, anew every few seconds."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from html import escape
from typing import NamedTuple

import streamlit as st

from core import clock
from core.training.queries import HallRow, SittingRow
from core.training.rules.codes import LONGEST, MOST_MISSES, SHORTEST
from core.training.views.attendance import pick_sitting
from core.training.views.shared import Key
from core.ui import parts
from core.ui.words import count, safe

TICK = timedelta(seconds=3)
USUAL = 30  # minutes
BIG = (
    '<div style="container-type:inline-size"><div role="text" aria-label="{spoken}" style="font-size:min(21cqw,17rem);'
    "line-height:1.1;font-weight:700;letter-spacing:.06em;text-align:center;white-space:nowrap;color:#1E6558;"
    'font-variant-numeric:tabular-nums">{code}</div></div>'
)
"""As large as its own room allows: a tablet's beside the sidebar, a hall's across the wall."""
PLACE = '<div style="font-size:clamp(1.2rem,2.6vw,2.2rem);text-align:center;overflow-wrap:anywhere">{words}</div>'
COUNTED = '<div style="font-size:clamp(1.6rem,4vw,3.4rem);text-align:center;color:#1F2D2B">{words}</div>'


class Asked(NamedTuple):
    """A code to show: for which sitting, for how many minutes."""

    module: str
    minutes: int


def code_form(sittings: Sequence[SittingRow], key: Key) -> Asked | None:
    """Which sitting the code is for and how long it is good; None until it was sent."""
    st.markdown("请老师用手机打开签到页，填**签到码、姓名、手机号后四位**。没有登记手机号的老师，请在名单上登记。")
    st.caption("投屏的时候请偶尔点一下页面：长时间没有操作会自动退出登录，签到码仍然有效。")
    at = key("attendance.code")
    module = pick_sitting(sittings, f"{at}.module")
    with st.form(at):
        minutes = st.number_input(
            "多少分钟内有效", SHORTEST, LONGEST, USUAL, 5, key=f"{at}.minutes", width=220
        )  # fmt: skip
        sent = st.form_submit_button("显示签到码", type="primary", icon=":material/pin:", key=f"{at}.send")
    return Asked(module, int(minutes)) if sent else None


@st.fragment(run_every=TICK)
def board(read: Callable[[], HallRow], where: str) -> None:
    """The code with its address and the count; `read` asks anew, as whoever is signed in then."""
    row = read()
    now = clock.now()
    if row.shown.is_stopped:
        st.warning(
            f"姓名或号码不对的尝试到了 {MOST_MISSES} 次，这个签到码已停用。请换一个新的。", icon=":material/info:"
        )
        return
    if not row.shown.is_open(now) or row.shown.until is None:
        st.info("签到码的时间到了。还有老师没签到，可以换一个新的，或在名单上登记。", icon=":material/schedule:")
        return
    with st.container(border=True, gap="small"):
        st.html(PLACE.format(words=f"手机打开 <b>{escape(where)}</b>" if where else "手机打开签到页，填签到码"))
        st.html(BIG.format(code=f"{row.shown.code[:3]} {row.shown.code[3:]}", spoken=row.shown.code))
        st.html(COUNTED.format(words=f"已签到 <b>{row.signed:,}</b> / {row.expected:,} 人"))
        left = max(1, -(-int((row.shown.until - now).total_seconds()) // 60))
        told = [row.module_title, f"还能用 {count(left, '分钟')}"]
        told += [f"有 {row.shown.misses} 次没有对上"] if row.shown.misses else []
        st.caption("　·　".join(safe(one) for one in told if one), text_alignment="center")


def closing(key: Key) -> bool | None:
    """Under the code: True for a new one, False to stop it, None while neither is pressed."""
    with st.container(horizontal=True):
        fresh = st.button("换一个签到码", key=key("attendance.fresh"))
        stops = st.button("停用签到码", key=key("attendance.stop"))
    return True if fresh else False if stops else None


def is_shown(row: HallRow) -> bool:
    """Whether there is a code on the screen, be it over by now."""
    return bool(row.shown.code)


def nobody(key: str) -> None:
    """No place in the session is taken yet."""
    parts.empty("group_off", "这次活动还没有人", "先在“培训活动”里报名，再来签到。", key=key)
