"""Signing in, staying in and getting out, as a browser lives it."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from sqlmodel import select
from websockets.sync.client import connect

from core.accounts.actions.hashing import hashed
from core.accounts.tables import Account
from core.database import unowned, writing
from core.ui import cookie
from core.ui.sign_in import NOT_MATCHING
from tests.browser import hostile
from tests.browser.conftest import SignedIn, fill_in, idle, sign_in
from tests.world import PASSWORD

NEW = "Fresh-battery-22"
CHAPTER = "每个人都先看这里"  # in the guide's content, not in the list of pages


def session_cookies(context: BrowserContext) -> list[dict[str, object]]:
    return [dict(one) for one in context.cookies() if one.get("name") == cookie.NAME]


def title(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", name=words, exact=True, level=1)).to_be_visible()


def card(page: Page) -> None:
    expect(page.get_by_role("textbox", name="账号")).to_be_visible()


def change(who: str, **values: object) -> None:
    with writing() as session:
        account = session.exec(unowned(select(Account).where(Account.username == who), Account)).one()
        for name, value in values.items():
            setattr(account, name, value)
        session.add(account)


def leave(page: Page) -> None:
    page.get_by_test_id("stSidebar").get_by_role("button", name="的名字").click()
    page.get_by_role("option", name="退出登录").or_(page.get_by_role("menuitem", name="退出登录")).click()


def test_signing_in_asks_nobody_else_and_keeps_to_the_policy(watched: Page, served: str) -> None:
    watched.goto(served)
    idle(watched)
    expect(watched.locator("html")).to_have_attribute("lang", "zh-CN")
    expect(watched.get_by_test_id("stImage").locator("img")).to_have_js_property("complete", value=True)
    assert watched.locator(".st-key-signin-card img").first.evaluate("image => image.naturalWidth") > 0
    sign_in(watched, "counsellor_a")
    expect(watched.get_by_test_id("stSidebar")).to_be_visible()
    logo = watched.get_by_test_id("stSidebar").locator("img").first
    assert logo.evaluate("image => image.naturalWidth") > 0


def test_the_cookie_is_hidden_from_scripts(page: Page, served: str) -> None:
    page.goto(served)
    sign_in(page, "counsellor_a")
    (kept,) = session_cookies(page.context)
    assert (kept["httpOnly"], kept["sameSite"], kept["secure"]) == (True, "Strict", False)
    assert cookie.NAME + "=" not in page.evaluate("document.cookie")


def test_a_deep_link_with_its_question_survives_signing_in(page: Page, served: str) -> None:
    page.goto(f"{served}/account?from=mail")
    sign_in(page, "counsellor_a")
    title(page, "我的账号")
    assert page.url == f"{served}/account?from=mail"


def test_f5_and_a_second_tab_stay_signed_in(page: Page, served: str) -> None:
    page.goto(f"{served}/guide")
    sign_in(page, "counsellor_a")
    page.reload()
    title(page, "使用指南")
    second = page.context.new_page()
    second.goto(f"{served}/account")
    title(second, "我的账号")


def test_signing_out_deletes_the_cookie_and_ends_the_other_tab(page: Page, served: str) -> None:
    page.goto(f"{served}/guide")
    sign_in(page, "counsellor_a")
    second = page.context.new_page()
    second.goto(f"{served}/guide")
    title(second, "使用指南")
    leave(page)
    card(page)
    idle(page)
    assert session_cookies(page.context) == []
    second.reload()
    card(second)


def test_a_wrong_password_is_refused_in_one_sentence(page: Page, served: str) -> None:
    page.goto(served)
    fill_in(page, "counsellor_b", "wrong")
    expect(page.get_by_text(NOT_MATCHING)).to_be_visible()
    assert session_cookies(page.context) == []


def test_a_new_password_puts_the_other_device_out(signed_in: SignedIn) -> None:
    here, there = signed_in("counsellor_b", "account"), signed_in("counsellor_b", "guide")
    try:
        here.get_by_role("textbox", name="现在的密码").fill(PASSWORD)
        here.get_by_role("textbox", name="新密码", exact=True).fill(NEW)
        here.get_by_role("textbox", name="再输一次新密码").fill(NEW)
        here.get_by_role("button", name="保存新密码").click()
        expect(here.get_by_text("密码已修改")).to_be_visible()
        here.reload()
        title(here, "我的账号")
        there.reload()
        card(there)
    finally:
        change("counsellor_b", password_hash=hashed(PASSWORD))


def test_signing_out_everywhere_reaches_the_other_device(signed_in: SignedIn) -> None:
    here, there = signed_in("centre", "account"), signed_in("centre", "guide")
    here.get_by_role("button", name="退出所有设备").click()
    card(here)
    there.reload()
    card(there)


def test_disabling_takes_effect_with_the_next_click(signed_in: SignedIn) -> None:
    page = signed_in("researcher", "account")
    try:
        change("researcher", is_active=False)
        page.get_by_role("button", name="保存新密码").click()
        card(page)
        expect(page.get_by_text("登录已经结束")).to_be_visible()
    finally:
        change("researcher", is_active=True)


def test_knowing_a_sessions_name_opens_nothing_without_its_cookie(page: Page, served: str) -> None:
    """Streamlit lets a reconnecting socket name its session, and the name stands in upload addresses."""
    page.goto(f"{served}/guide")
    sign_in(page, "counsellor_a")
    cookies = "; ".join(f"{one['name']}={one['value']}" for one in session_cookies(page.context))
    owner = hostile.open_page(served, "guide", cookies=cookies)
    assert owner.says(CHAPTER)
    thief = hostile.open_page(served, "guide", session_id=owner.session_id)
    assert thief.session_id == owner.session_id
    assert not thief.says(CHAPTER)
    assert thief.says("账号")
    assert hostile.open_page(served, "guide", cookies=cookies).says(CHAPTER)


def test_a_foreign_page_cannot_open_the_socket(served: str) -> None:
    with pytest.raises(Exception, match="403"):
        connect(served.replace("http", "ws") + "/_stcore/stream", origin="http://evil.example")
