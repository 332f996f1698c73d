"""A training from its plan to a certificate: opened, enrolled in, a hall that signs in by phone, the end, a stranger."""

import os
import re
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlmodel import select

from core import clock
from core.database import unowned, writing
from core.training.rules import SessionState
from core.training.rules.sessions import OPEN
from core.training.tables import StaffMember, TrainingSession
from tests.browser.conftest import PATIENCE, SignedIn, idle, watching
from tests.browser.hands import keep, open_page, part, pick_row, press, seen_words, tick, write
from tests.training.builders import a_counsellor
from tests.training.session_builders import a_session
from tests.world import World

TITLE = "危机识别与转介"
ON_PAPER = "心理危机识别专题培训"
COMES, STAYS_AWAY, IS_NOT_SENT = "林示例", "周示例", "吴示例"
PHONE = {"width": 390, "height": 844}
FINGER = 44  # px
SHOTS = os.environ.get("SHOTS")
NUMBER = re.compile(r"云溪区-\d{4}-\d{4}-\d{3}")
CODE = re.compile(r"校验码 (\w{5}-\w{5})")


@pytest.mark.slow
def test_a_training_is_planned_enrolled_in_signed_in_to_by_phone_and_its_certificate_is_true(
    served_world: tuple[str, World], signed_in: SignedIn, browser: Browser
) -> None:
    address, world = served_world
    three_at_a_school(world)
    desk, school = signed_in("researcher", "sessions"), signed_in("counsellor_a")
    plan(desk)
    enrol(school)
    desk.reload()
    step(desk, "截止报名，开始活动", "已开始，可以签到了")
    open_page(desk, "签到与结业")
    press(desk, "显示签到码")
    code = desk.get_by_label(re.compile(r"^\d{6}$")).get_attribute("aria-label") or ""
    shot(desk, "hall")
    sign_in_by_phone(on_a_phone(browser, f"{address}/checkin"), code)
    expect(desk.get_by_text("已签到 1 / 2 人")).to_be_visible(timeout=PATIENCE)
    fills_its_room(desk, 820)
    fills_its_room(desk, 1440)
    paper = settled_and_printed(desk)
    verify(on_a_phone(browser, f"{address}/verify"), paper)
    see_the_hours(school)


def three_at_a_school(world: World) -> None:
    """Three counsellors on file at school A, the longest there; every session so far is over."""
    with writing() as session:
        a_session(session, world, title="去年的培训", state=SessionState.DONE)
        for row in session.exec(unowned(select(TrainingSession), TrainingSession)):
            row.state = SessionState.CANCELLED if row.state in OPEN else row.state
        known = set(session.exec(unowned(select(StaffMember.name), StaffMember)))
        for at, name in enumerate((COMES, STAYS_AWAY, IS_NOT_SENT), 1):
            if name not in known:
                a_counsellor(session, world, name=name, phone=f"1390000000{at}", since=date(2019 + at, 9, 1))


def plan(page: Page) -> None:
    """Today, since nothing is settled before its last day; schools may enrol until today."""
    part(page, "新建一次")
    page.get_by_role("textbox", name="名称").first.fill(TITLE)
    today = clock.today()
    page.get_by_role("spinbutton", name="year, 日期").click()
    page.keyboard.type(f"{today.year}{today.month:02}{today.day:02}")
    page.get_by_role("spinbutton", name="提前几天截止报名").fill("0")
    page.get_by_text("更多：多天、模块、名额、考核、证书").click()
    write(page, **{"证书上的名称（空着就用活动名称）": ON_PAPER})
    shot(page, "plan")
    press(page, "保存")
    expect(page.get_by_text("已保存，还在筹备中")).to_be_visible(timeout=PATIENCE)
    step(page, "开放报名", "已开放报名")


def step(page: Page, button: str, told: str) -> None:
    """The one button that moves the session on."""
    idle(page)
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible(timeout=PATIENCE)
    press(page, button)
    expect(page.get_by_text(told)).to_be_visible(timeout=PATIENCE)


def enrol(page: Page) -> None:
    """A school ticks its own people."""
    open_page(page, "培训活动")
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible(timeout=PATIENCE)
    tick(page, COMES)
    tick(page, STAYS_AWAY)
    shot(page, "enrol")
    press(page, "报名")
    expect(page.get_by_text("已为 2 位老师报名")).to_be_visible(timeout=PATIENCE)


def sign_in_by_phone(phone: Page, code: str) -> None:
    """A slip of the finger is answered kindly and loses nothing but the number; no name stands in an address."""
    shot(phone, "checkin")
    fits_a_thumb(phone)
    address = phone.url
    with watching(phone):
        send(phone, "签到", 签到码=code, 姓名=COMES, 手机号后四位="0002")
        expect(phone.get_by_role("status")).to_contain_text("没有对上")
        send(phone, "签到", 手机号后四位="0001")
        expect(phone.get_by_role("status")).to_contain_text("签到成功")
    shot(phone, "checkin-done")
    assert phone.url == address
    assert phone.context.cookies() == []


def settled_and_printed(page: Page) -> str:
    """The words of the certificate as it is printed."""
    part(page, "名单与签到")
    shot(page, "list")
    part(page, "结业")
    shot(page, "settle")
    tick(page, "我已核对签到和成绩")
    press(page, "办理结业")
    expect(page.get_by_role("heading", name="结业证书")).to_be_visible(timeout=PATIENCE)
    idle(page)
    pick_row(page)
    shot(page, "papers")
    with ZipFile(keep(page, "下载证书（1 张）").path()) as paper:
        words = paper.read("word/document.xml").decode()
    return re.sub(r"<[^>]+>", "", words)


def verify(page: Page, paper: str) -> None:
    """A stranger types what stands on the paper."""
    number, code = NUMBER.search(paper), CODE.search(paper)
    assert number
    assert code
    assert ON_PAPER in paper
    assert COMES in paper
    assert STAYS_AWAY not in paper
    send(page, "查验", 证书编号=number[0], 校验码=code[1].lower())
    expect(page.get_by_role("status")).to_contain_text("证书有效")
    expect(page.get_by_text("林**")).to_be_visible()
    expect(page.get_by_text(COMES)).to_have_count(0)
    shot(page, "verify")
    fits_a_thumb(page)


def see_the_hours(page: Page) -> None:
    """Who came has the hours in the register, once."""
    open_page(page, "心理教师")
    pick_row(page)
    expect(page.get_by_role("heading", name=COMES)).to_be_visible(timeout=PATIENCE)
    part(page, "培训学时")
    shot(page, "hours")
    assert re.search(rf"{TITLE}\s*3 学时", seen_words(page))
    expect(page.get_by_text("活动结业计入").first).to_be_visible()


def shot(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)


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
