"""The newcomer's first minutes: an empty folder, one command, one screen."""

from playwright.sync_api import Page, expect

from core.ui import cookie
from tests.browser.conftest import PATIENCE, idle
from tests.browser.hands import choose

PASSWORD = "Correct-horse-1"


def begin(page: Page, address: str) -> None:
    page.goto(address)
    for field, choice in (("省", "浙江省"), ("市", "杭州市"), ("区县", "西湖区")):
        choose(page, field, choice)
    page.get_by_role("textbox", name="账号").fill("chief")
    page.get_by_role("textbox", name="姓名").fill("示例甲")
    page.get_by_role("textbox", name="密码", exact=True).fill(PASSWORD)
    page.get_by_role("textbox", name="再输一次密码").fill(PASSWORD)
    idle(page)
    page.get_by_role("button", name="启用守望").click()
    idle(page)


def until_the_cookie_is_there(page: Page) -> None:
    """It comes a moment after the first page; cleared before that, it would come all the same."""
    for _ in range(PATIENCE // 100):
        if any(one.get("name") == cookie.NAME for one in page.context.cookies()):
            return
        page.wait_for_timeout(100)


def test_an_empty_installation_begins_with_its_first_administrator(page: Page, fresh: str) -> None:
    begin(page, f"{fresh}/guide")
    expect(page.get_by_text("保密承诺", exact=True)).to_be_visible(timeout=PATIENCE)
    page.get_by_text("我已看过").click()
    page.get_by_role("button", name="答应并进入").click()
    expect(page.get_by_role("heading", name="使用指南", level=1)).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("heading", name="系统管理员")).to_be_visible(timeout=PATIENCE)


def test_nobody_reaches_the_first_run_a_second_time(page: Page, fresh: str) -> None:
    begin(page, fresh)
    expect(page.get_by_text("保密承诺", exact=True)).to_be_visible(timeout=PATIENCE)
    until_the_cookie_is_there(page)
    page.context.clear_cookies()
    page.goto(fresh)
    expect(page.get_by_role("textbox", name="账号")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("正式启用")).to_have_count(0)
