"""评审打分 on a tablet of 820 px, with a connection as school corridors have it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from core.evaluation.rules.marks import Mark
from tests.browser.conftest import PATIENCE, idle, sign_in
from tests.browser.wire import Wire, wire_to
from tests.evaluation.marking import Case, a_case
from tests.world import World

TABLET = {"width": 820, "height": 1180}
CONNECTED, LOST = ("[data-test-connection-state='CONNECTED']", "[data-test-connection-state='PINGING_SERVER']")


@pytest.fixture
def wire(served: str) -> Iterator[Wire]:
    with wire_to(served) as found:
        yield found


@pytest.fixture
def case(served_world: tuple[str, World]) -> Case:
    found = a_case(served_world[1])
    found.save("A1.3", 1, "材料不全")
    return found


@pytest.fixture
def tablet(browser: Browser, wire: Wire) -> Iterator[Page]:
    context = browser.new_context(locale="zh-CN", viewport=TABLET, has_touch=True)
    page = context.new_page()
    page.goto(f"{wire.address}/marking")
    sign_in(page, "reviewer")
    yield page
    context.close()


def choice(page: Page, words: str) -> Locator:
    return page.get_by_test_id("stMain").get_by_role("radio", name=words).first


def to_the_room(page: Page) -> None:
    for name in ("继续打分", "下一组"):
        page.get_by_role("button", name=name).first.click()
        idle(page)


@pytest.mark.slow
def test_every_tap_is_kept_also_one_that_a_dead_connection_swallowed(case: Case, tablet: Page, wire: Wire) -> None:
    to_the_room(tablet)
    expect(tablet.get_by_test_id("stSidebar")).not_to_be_in_viewport()
    choice(tablet, "没有").tap()
    expect(tablet.get_by_text("已保存 0 分")).to_be_visible(timeout=PATIENCE)
    assert case.seen().marks["A1.3"].mark == Mark.of(0)
    wire.go_dead()
    choice(tablet, "齐全").tap()
    tablet.wait_for_timeout(1_500)
    expect(tablet.get_by_text("已保存 0 分")).to_be_visible()
    assert case.seen().marks["A1.3"].mark == Mark.of(0)
    wire.be_cut()
    tablet.wait_for_selector(LOST, state="attached", timeout=PATIENCE)
    expect(choice(tablet, "齐全")).to_be_disabled(timeout=PATIENCE)
    wire.be_mended()
    tablet.wait_for_selector(CONNECTED, state="attached", timeout=PATIENCE)
    expect(tablet.get_by_text("已保存 5 分")).to_be_visible(timeout=PATIENCE)
    assert case.seen().marks["A1.3"].mark == Mark.of(2)
    expect(choice(tablet, "齐全")).to_be_checked()


@pytest.mark.slow
def test_numbers_stepped_quickly_end_where_they_were_stepped_to(case: Case, tablet: Page) -> None:
    to_the_room(tablet)
    field = tablet.get_by_test_id("stNumberInputField").first
    field.fill("9")
    field.press("Tab")
    idle(tablet)
    for _ in range(4):
        tablet.get_by_test_id("stNumberInputStepUp").first.tap()
    expect(tablet.get_by_text("已保存 13 ㎡")).to_be_visible(timeout=PATIENCE)
    assert case.seen().marks["A1.2"].mark == Mark.of(13)
