"""streamlit-authenticator draws the sign-in and password forms; our database decides.

The library's own models keep users in a dict, write the cookie by JavaScript and count failures in memory. The four
objects behind its views are replaced here, so their __init__ deliberately does not call super().
"""

from typing import Any

import streamlit as st
import streamlit_authenticator as stauth
from streamlit_authenticator.controllers import AuthenticationController, CookieController
from streamlit_authenticator.models import AuthenticationModel
from streamlit_authenticator.utilities import LoginError, ResetError, Validator

from core import clock, database, settings
from core.access import Actor
from core.accounts import actions, queries, rules
from core.errors import AppError
from core.ui import context, presence, state, throttle
from core.ui.device import device_name
from core.ui.words import error_words

KEY = "library-form"  # face.css dresses the library's forms by this key
SIGN_IN_FIELDS = {"Form name": "", "Username": "账号", "Password": "密码", "Login": "登录"}
PASSWORD_FIELDS = {
    "Form name": "",
    "Current password": "现在的密码",
    "New password": "新密码",
    "Repeat password": "再输一次新密码",
    "Reset": "保存新密码",
}
PASSWORD_RULE = (
    f"至少 {rules.LEAST_CHARACTERS} 位，大写、小写、数字、符号里至少三种；"
    f"或者 {rules.LONG_ENOUGH} 位以上的一句话。不要包含账号。"
)
WRONG_NOW = "现在的密码不对，没有更改。连续输错 5 次会退出登录并锁定 15 分钟。"
NOT_MATCHING = "账号或密码不对，或者账号暂时锁定。请核对后再试；连续输错 5 次会锁定 15 分钟。"
TOO_MANY = "这个网络里输错的次数太多，请过几分钟再试。"
EMPTY = "请填写账号和密码。"


def sign_in_form() -> str | None:
    """Draw the form; answers why it was refused. After success this browser is signed in."""
    state.tell_library(False)
    try:
        with st.container(key=KEY):
            Forms().login(fields=SIGN_IN_FIELDS, key="signin.form")
    except LoginError as refused:
        return str(refused)
    return None


def password_form(actor: Actor) -> str | None:
    """Draw the form; answers "" once the password is changed (all other devices are out), or why it was refused."""
    state.tell_library(True)
    try:
        with st.container(key=KEY):
            changed = Forms().reset_password(actor.username, fields=PASSWORD_FIELDS, key="password.form")
    except ResetError as refused:
        return str(refused)
    return "" if changed else None


def sign_in(username: str, password: str) -> None:
    """Sign this browser in; raises LoginError with one sentence for every kind of failure."""
    now, address = clock.now(), context.address(settings.current().trusted_proxy)
    if throttle.is_over_limit(address, now=now):
        raise LoginError(TOO_MANY)
    device = device_name(context.user_agent())
    with database.writing() as session:
        signed_in = actions.sign_in(session, username=username, password=password, device=device, now=now)
        actor = signed_in and queries.actor_for(session, signed_in.token, now=now)
    if signed_in is None or actor is None:
        throttle.note_failure(address, now=now)
        raise LoginError(NOT_MATCHING)
    presence.enter(signed_in, actor.user_id)


def change_password(current: str, new: str) -> None:
    """Change the signed-in person's password; raises ResetError in words."""
    now = clock.now()
    try:
        with database.writing() as session:
            actor = presence.actor_in(session)
            signed_in = actions.change_password(session, actor, current=current, new=new, now=now)
    except AppError as error:
        raise ResetError(error_words(error)) from error
    if signed_in is None:
        raise ResetError(WRONG_NOW)
    presence.enter(signed_in, actor.user_id)


class NoCookie(CookieController):  # type: ignore[misc]  # untyped library
    """The library never sees a cookie: reading is presence's, setting is the web's."""

    def __init__(self) -> None:
        pass

    def get_cookie(self) -> None:
        """Nothing: signing in by cookie happens before any form is drawn."""

    def set_cookie(self) -> None:
        """Nothing: the browser fetches its cookie over /auth/cookie."""

    def delete_cookie(self) -> None:
        """Nothing: /auth/clear does."""


class DatabaseModel(AuthenticationModel):  # type: ignore[misc]  # untyped library
    """The two deeds that the forms ask for, done by our actions. All others of the library fail: they have no users."""

    def __init__(self) -> None:
        self.credentials: dict[str, Any] = {"usernames": {}}

    def login(self, username: str = "", password: str = "", *_: Any, **__: Any) -> bool:
        """Sign in; raises LoginError."""
        sign_in(username, password)
        return True

    def reset_password(self, _username: str, password: str, new_password: str, _callback: Any = None) -> bool:
        """Change the password of whoever is signed in, whatever name the form carries; raises ResetError."""
        change_password(password, new_password)
        return True


class Controller(AuthenticationController):  # type: ignore[misc]  # untyped library
    """Hands what was typed to the model, with Chinese refusals."""

    def __init__(self) -> None:
        self.validator = Validator()
        self.authentication_model = DatabaseModel()

    def login(self, username: str | None = None, password: str | None = None, *_: Any, **__: Any) -> bool:
        """Sign in with what was typed; raises LoginError."""
        if not username or not password:
            raise LoginError(EMPTY)
        return self.authentication_model.login(username, password)

    def reset_password(self, username: str, password: str, new: str, again: str, callback: Any = None) -> bool:
        """Change the password; raises ResetError."""
        if new != again:
            raise ResetError("两次输入的新密码不一样，请再核对一下。")
        return self.authentication_model.reset_password(username, password, new, callback)


class Forms(stauth.Authenticate):  # type: ignore[misc]  # untyped library
    """The library's views on top of our controller."""

    def __init__(self) -> None:
        self.api_key = self.path = None
        self.attrs = {"login_sleep_time": 0, "password_instructions": PASSWORD_RULE}
        self.secret_key = ""
        self.cookie_controller = NoCookie()
        self.authentication_controller = Controller()
