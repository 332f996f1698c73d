"""A hall: the code on the large screen, phones that type it, the end, a certificate that a stranger verifies."""

import os
import re
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Browser, Page, expect
from sqlmodel import select

from core import clock
from core.database import reading, unowned, writing
from core.training.rules import SessionState
from core.training.tables import Completion
from tests.browser.conftest import PATIENCE, SignedIn, idle, watching
from tests.browser.hands import part, press
from tests.training.builders import a_counsellor
from tests.training.session_builders import MODULES, a_part, a_session
from tests.world import World

PHONE = {"width": 390, "height": 844}
FINGER = 44  # px
SHOTS = os.environ.get("SHOTS")


def shot(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)


def in_the_hall(world: World) -> None:
    """A session of the county in its last hours, of one module, with two people expected."""
    now = clock.now()
    with writing() as session:
        here = a_session(
            session, world, state=SessionState.RUNNING, starts_at=now - timedelta(hours=4), ends_at=now, modules=MODULES[1:],
            hours=5,
        )  # fmt: skip
        for name, at, phone in (("林示例", "a", "13900000001"), ("周示例", "b", "13900000002")):
            a_part(session, world, here, a_counsellor(session, world, at, name=name, phone=phone))


def on_a_phone(browser: Browser, address: str) -> Page:
    """A stranger's phone without JavaScript."""
    context = browser.new_context(
        viewport=PHONE, java_script_enabled=False, locale="zh-CN", has_touch=True, is_mobile=True
    )
    page = context.new_page()
    page.goto(address)
    return page


def send(page: Page, button: str, **fields: str) -> None:
    for label, text in fields.items():
        page.get_by_label(label).fill(text)
    page.get_by_role("button", name=button).click()


def fits_a_thumb(page: Page) -> None:
    """Nothing is wider than the phone, nothing to tap lower than a finger."""
    assert (page.locator("main").bounding_box() or {})["width"] <= PHONE["width"]
    for field in page.locator("input, button, a.button").all():
        assert (field.bounding_box() or {})["height"] >= FINGER


def fills_its_room(page: Page, width: int) -> None:
    """The code takes most of the line, and one line alone."""
    page.set_viewport_size({"width": width, "height": 900})
    page.wait_for_timeout(400)  # the sidebar slides
    code = page.get_by_label(re.compile(r"^\d{6}$"))
    room, drawn, high = code.evaluate(
        """one => { const range = document.createRange(); range.selectNodeContents(one)
        const box = range.getBoundingClientRect()
        return [one.clientWidth, box.width, box.height / parseFloat(getComputedStyle(one).fontSize)] }"""
    )
    assert 0.6 * room < drawn <= room
    assert high < 2


def test_a_hall_signs_in_by_code_and_its_certificate_is_true(
    served_world: tuple[str, World], signed_in: SignedIn, browser: Browser
) -> None:
    address, world = served_world
    in_the_hall(world)
    desk = signed_in("researcher", "attendance")
    press(desk, "显示签到码")
    code = desk.get_by_label(re.compile(r"^\d{6}$")).get_attribute("aria-label") or ""
    shot(desk, "hall")
    phone = on_a_phone(browser, f"{address}/checkin")
    shot(phone, "checkin")
    fits_a_thumb(phone)
    with watching(phone):
        send(phone, "签到", 签到码=code, 姓名="林示例", 手机号后四位="0002")
        expect(phone.get_by_role("status")).to_contain_text("没有对上")
        shot(phone, "checkin-miss")
        send(phone, "签到", 手机号后四位="0001")
        expect(phone.get_by_role("status")).to_contain_text("签到成功")
    shot(phone, "checkin-done")
    assert phone.url == f"{address}/checkin"
    assert phone.context.cookies() == []
    expect(desk.get_by_text("已签到 1 / 2 人")).to_be_visible(timeout=PATIENCE)
    shot(desk, "hall-counted")
    fills_its_room(desk, 1440)
    fills_its_room(desk, 820)
    shot(desk, "hall-tablet")
    desk.set_viewport_size({"width": 1440, "height": 900})
    part(desk, "名单与签到")
    shot(desk, "list")
    part(desk, "结业")
    shot(desk, "settle")
    desk.get_by_text("我已核对签到和成绩").click()
    press(desk, "办理结业")
    idle(desk)
    shot(desk, "papers")
    with reading() as session:
        row = session.exec(unowned(select(Completion), Completion)).one()
    send(on := on_a_phone(browser, f"{address}/verify"), "查验", 证书编号=row.number, 校验码=row.code.lower())
    expect(on.get_by_role("status")).to_contain_text("证书有效")
    expect(on.get_by_text("林**")).to_be_visible()
    shot(on, "verify")
    fits_a_thumb(on)
