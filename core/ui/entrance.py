"""What is drawn at the gates and on one's own account page."""

import streamlit as st
from streamlit_authenticator.utilities import LoginError

from core import clock, database
from core.access import Actor
from core.accounts import actions, rules
from core.accounts.actions import DEMO_PASSWORD
from core.accounts.queries import DemoAccount, demo_accounts
from core.errors import AppError
from core.ui import parts, presence, sign_in, state
from core.ui.card import WIDE, card, refused
from core.ui.promise import WORDINGS
from core.ui.words import safe


def sign_in_card() -> None:
    """The form, and in a demo everybody who can be tried."""
    with card() as paper:
        words = sign_in.sign_in_form()
        refused(words)
        st.caption("忘记密码，请找本单位的管理员重置。", text_alignment="center")
    if state.bound():
        st.rerun()
    with database.reading() as session:
        people = demo_accounts(session)
    if people:
        with paper:
            _demo_people(people)


def password_card(actor: Actor) -> None:
    """A new password before anything else."""
    with card("第一次登录，或密码被重置过：请换一个只有您知道的密码。"):
        _password(actor)
        _way_out()


def promise_card(actor: Actor) -> None:
    """The wording, a tick, and the way in."""
    opening, points = WORDINGS[rules.PROMISE_WORDING]
    with card("保密承诺", width=WIDE):
        st.markdown(f"{safe(actor.name)}，您好。{safe(opening)}")
        st.markdown("\n".join(f"{number}. {safe(point)}" for number, point in enumerate(points, 1)))
        agreed = parts.confirm("我已看过，并答应做到以上各条。", yes="答应并进入", no="退出登录", key="promise")
        if agreed:
            _promise()
        elif agreed is False:
            presence.leave()
            st.rerun()


def own_account(actor: Actor) -> None:
    """Password and devices of whoever is signed in."""
    left, right = parts.halves()
    with left:
        parts.section("修改密码", "保存后，其他设备要重新登录")
        _password(actor)
    with right:
        parts.section("登录的设备")
        st.markdown("在公用电脑上忘了退出，或怀疑密码被别人知道时，可以让所有设备退出，再改密码。")
        if st.button("退出所有设备", key="account.sign_out_everywhere"):
            _sign_out_everywhere()


def _password(actor: Actor) -> None:
    words = sign_in.password_form(actor)
    refused(words)
    st.caption(sign_in.PASSWORD_RULE)
    if words == "":
        state.flash("密码已修改，其他设备都已退出。")
        st.rerun()


def _promise() -> None:
    try:
        with database.writing() as session:
            actor = presence.actor_in(session)
            actions.promise(session, actor, wording=rules.PROMISE_WORDING, now=clock.now())
    except AppError as error:
        parts.refusal(error)
        return
    st.rerun()


def _sign_out_everywhere() -> None:
    try:
        with database.writing() as session:
            actions.sign_out_everywhere(session, presence.actor_in(session))
    except AppError as error:
        parts.refusal(error)
        return
    presence.leave()
    state.flash("所有设备都已退出，请重新登录。")
    st.rerun()


def _way_out() -> None:
    if st.button("退出登录", key="password.leave", type="tertiary"):
        presence.leave()
        st.rerun()


def _demo_people(people: list[DemoAccount]) -> None:
    with st.container(key="signin-demo", width=WIDE, border=True):
        st.markdown("**演示体验**　数据都是虚构的。点一个身份直接进入：")
        with st.grid(len(people), min_column_width=200, gap="small"):
            for person in people:
                _demo_button(person)
        st.caption(f"也可以用账号登录，密码都是 {safe(DEMO_PASSWORD)}")


def _demo_button(person: DemoAccount) -> None:
    label = f"**{safe(person.role)}** {safe(person.name)}  \n:small[{safe(person.username)} · {safe(person.place)}]"
    if st.button(label, key=f"signin.demo.{person.username}", width="stretch"):
        try:
            sign_in.sign_in(person.username, DEMO_PASSWORD)
        except LoginError as error:
            refused(str(error))
            return
        st.rerun()
