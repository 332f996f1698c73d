"""The gates in their order, and the forms that streamlit-authenticator draws on our database."""

from datetime import timedelta

import pytest
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from core import clock
from core.accounts.rules import FAILURES_TO_LOCK, PROMISE_WORDING
from core.accounts.tables import Account, Promise
from core.database import reading, unowned, writing
from core.ui import navigation, sign_in, state, throttle
from core.ui.promise import WORDINGS
from tests.ui.app import app, signed_in, words
from tests.world import PASSWORD, World

NEW = "Fresh-battery-22"


@pytest.fixture(autouse=True)
def _nobody_has_failed() -> None:
    throttle.forget()


def fill_in(test: AppTest, username: str, password: str) -> AppTest:
    name, secret = test.text_input
    name.set_value(username)
    secret.set_value(password)
    return test.button[0].click().run()


def change(who: str, **values: object) -> None:
    with writing() as session:
        account = session.exec(unowned(select(Account).where(Account.username == who), Account)).one()
        for name, value in values.items():
            setattr(account, name, value)
        session.add(account)


def is_in(test: AppTest) -> bool:
    return state.BOUND in test.session_state


def test_a_stranger_meets_the_sign_in_card_in_chinese(sqlite_world: World) -> None:
    test = app().run()
    assert [box.label for box in test.text_input] == ["账号", "密码"]
    assert [button.label for button in test.button] == ["登录"]
    assert not test.exception


def test_the_right_password_signs_in(sqlite_world: World) -> None:
    test = fill_in(app().run(), "Counsellor_A ", PASSWORD)
    assert is_in(test)
    assert "保密承诺" in words(test)


@pytest.mark.parametrize(("username", "password"), [("counsellor_a", "wrong"), ("nobody-here", PASSWORD), ("a b", "x")])
def test_known_and_unknown_people_are_refused_in_one_sentence(
    sqlite_world: World, username: str, password: str
) -> None:
    test = fill_in(app().run(), username, password)
    assert not is_in(test)
    assert [box.value for box in test.warning] == [sign_in.NOT_MATCHING]


def test_empty_fields_are_asked_for(sqlite_world: World) -> None:
    test = fill_in(app().run(), "", "")
    assert sign_in.EMPTY in words(test)


def test_the_disabled_are_refused_like_everybody_else(sqlite_world: World) -> None:
    change("counsellor_a", is_active=False)
    assert sign_in.NOT_MATCHING in words(fill_in(app().run(), "counsellor_a", PASSWORD))


def test_five_failures_lock_whatever_the_browser(sqlite_world: World) -> None:
    for _ in range(FAILURES_TO_LOCK):
        fill_in(app().run(), "counsellor_a", "wrong")
    assert not is_in(fill_in(app().run(), "counsellor_a", PASSWORD))
    assert is_in(fill_in(app().run(), "counsellor_b", PASSWORD))


def test_an_address_that_failed_too_often_must_wait(sqlite_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "MOST_FAILURES", 2)
    for name in ("one", "two"):
        fill_in(app().run(), name, "wrong")
    test = fill_in(app().run(), "counsellor_a", PASSWORD)
    assert sign_in.TOO_MANY in words(test)
    assert not is_in(test)


def test_a_new_password_is_due_before_the_promise_and_before_any_page(sqlite_world: World) -> None:
    change("counsellor_a", must_change_password=True)
    test = signed_in(sqlite_world, "counsellor_a", "guide", promised=False).run()
    assert [box.label for box in test.text_input] == ["现在的密码", "新密码", "再输一次新密码"]
    assert not test.title
    current, new, again = test.text_input
    current.set_value(PASSWORD)
    new.set_value(NEW)
    again.set_value(NEW)
    test.button[0].click().run()
    assert "保密承诺" in words(test)
    assert is_in(test)


@pytest.mark.parametrize(
    ("current", "new", "again", "said"),
    [
        (PASSWORD, NEW, NEW + "x", "两次输入的新密码不一样"),
        ("wrong", NEW, NEW, "现在的密码"),
        (PASSWORD, "short", "short", "10"),
        (PASSWORD, PASSWORD, PASSWORD, "密码"),
    ],
)
def test_a_password_that_will_not_do_is_refused_in_words(
    sqlite_world: World, current: str, new: str, again: str, said: str
) -> None:
    change("counsellor_a", must_change_password=True)
    test = signed_in(sqlite_world, "counsellor_a").run()
    for box, value in zip(test.text_input, (current, new, again), strict=True):
        box.set_value(value)
    test.button[0].click().run()
    assert len(test.warning) == 1
    assert said in test.warning[0].value
    with reading() as session:
        account = session.exec(unowned(select(Account).where(Account.username == "counsellor_a"), Account)).one()
        assert account.must_change_password


def test_the_promise_is_asked_once_and_recorded(sqlite_world: World) -> None:
    test = signed_in(sqlite_world, "counsellor_a", "guide", promised=False).run()
    assert not test.title
    test.button(key="promise.yes").click().run()
    assert not test.title, "not without the tick"
    test.checkbox[0].check()
    test.button(key="promise.yes").click().run()
    assert test.title[0].value == "使用指南"
    with reading() as session:
        assert [row.wording for row in session.exec(select(Promise))] == [PROMISE_WORDING]


def test_who_does_not_promise_is_out(sqlite_world: World) -> None:
    test = signed_in(sqlite_world, "counsellor_a", promised=False).run()
    test.button(key="promise.no").click().run()
    assert not is_in(test)


def test_the_wording_asked_for_exists() -> None:
    assert PROMISE_WORDING in WORDINGS


def test_the_address_asked_for_is_still_there_after_signing_in(sqlite_world: World) -> None:
    test = signed_in(sqlite_world, "leader", "guide").run()
    assert test.title[0].value == "使用指南"


def test_a_role_held_above_the_county_opens_the_pages_of_its_rights_alone(sqlite_world: World) -> None:
    who = "province_admin"  # every role: test_page_access
    actor = sqlite_world.actor(who)
    allowed = {spec.slug for spec in navigation.PAGES if not spec.needs or actor.can(*spec.needs)}
    for spec in navigation.PAGES:
        test = signed_in(sqlite_world, who, spec.slug).run()
        assert not test.exception, spec.slug
        assert ("这一页不在您的权限里" in words(test)) == (spec.slug not in allowed)


def test_an_idle_session_has_ended(sqlite_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    test = signed_in(sqlite_world, "counsellor_a", "guide").run()
    later = clock.now() + timedelta(minutes=30)
    monkeypatch.setattr(clock, "now", lambda: later)
    test.run()
    assert not test.title
    assert [box.label for box in test.text_input] == ["账号", "密码"]
    assert "登录已经结束" in words(test)


def test_every_run_keeps_the_session_awake(sqlite_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    test = signed_in(sqlite_world, "counsellor_a", "guide").run()
    start = clock.now()
    for minutes in (20, 40, 60):
        monkeypatch.setattr(clock, "now", lambda then=start + timedelta(minutes=minutes): then)
        assert test.run().title, minutes


def test_a_state_on_another_socket_without_the_cookie_is_dropped(sqlite_world: World) -> None:
    test = signed_in(sqlite_world, "counsellor_a", "guide")
    bound = test.session_state[state.BOUND]
    test.session_state[state.BOUND] = bound._replace(socket_key="another socket")
    test.session_state["warnings.find"] = "4417"
    test.run()
    assert not test.title
    assert not is_in(test)
    assert "warnings.find" not in test.session_state
