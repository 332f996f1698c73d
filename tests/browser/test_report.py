"""A teacher reports an activity from a phone: few taps, nothing too small, nothing to scroll sideways."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from core import clock
from core.access import SYSTEM_SCOPE
from core.activities import queries
from core.activities.packs import checklists
from core.activities.rules import ReportState
from core.database import reading, writing
from tests.activities.season_builders import a_season
from tests.browser.conftest import idle, sign_in, watching
from tests.media.builders import photo
from tests.world import World

PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True, "locale": "zh-CN"}
MOST_TAPS = 10
FINGER = 44  # px
WIDEST = "[document.scrollingElement.scrollWidth, document.querySelector('[data-testid=stMain]').scrollWidth]"
SMALL = f"""[...document.querySelectorAll('[data-testid=stMain] :is(button:not([data-testid$=CalendarButton]), summary)')]
    .filter(one => one.offsetParent && one.innerText.trim() && !one.closest('[data-testid=stFileUploader]')
        && !one.closest('[data-testid=stTooltipIcon]') && one.getBoundingClientRect().height < {FINGER})
    .map(one => one.innerText)"""


@pytest.fixture
def season(served_world: tuple[str, World]) -> int:
    """The nine items of a city run today."""
    today, (_, world) = clock.today(), served_world
    days = {"starts_on": today - timedelta(days=9), "ends_on": today + timedelta(days=9), "plan_until": None}
    with writing() as session:
        return a_season(
            session, world, checklist=checklists()["nanning_9"], **days, report_until=today + timedelta(days=20)
        )


def fits(page: Page) -> None:
    """Nothing to scroll sideways, and every button as high as a finger needs."""
    idle(page)
    assert max(page.evaluate(WIDEST)) <= PHONE["viewport"]["width"]  # type: ignore[index]  # the sizes are numbers
    assert page.evaluate(SMALL) == []


def test_an_activity_is_reported_with_photographs_in_a_few_taps(
    browser: Browser, served: str, served_world: tuple[str, World], season: int
) -> None:
    context = browser.new_context(**PHONE)  # type: ignore[arg-type]  # a plain dict of its options
    page, taps = context.new_page(), 0

    def tap(act: Callable[..., Any], *given: Any) -> None:
        nonlocal taps
        act(*given)
        taps += 1
        fits(page)

    page.goto(f"{served}/activity_report")
    sign_in(page, "counsellor_a")
    with watching(page):
        fits(page)
        tap(page.get_by_role("button", name="上报", exact=True).first.click)
        tap(page.get_by_label("学生（人次）").fill, "320")
        tap(page.get_by_label("写几句").fill, "全校一起做了三分钟的呼吸练习。")
        tap(page.get_by_role("button", name="下一步：照片").click)
        pictures = [
            {"name": f"IMG_{at}.jpg", "mimeType": "image/jpeg", "buffer": photo((1200, 900), colour)}
            for at, colour in enumerate(("green", "blue", "olive"))
        ]
        tap(page.locator("input[type=file]").set_input_files, pictures)
        expect(page.get_by_role("button", name="照片 3")).to_be_visible()
        tap(page.get_by_role("button", name="下一步：看一遍").click)
        tap(page.get_by_role("button", name="上报", exact=True).click)
        expect(page.get_by_text("已上报，辛苦了")).to_be_visible()
    context.close()
    assert taps <= MOST_TAPS
    with reading() as session:
        (sent,) = queries.reports(session, SYSTEM_SCOPE, season_id=season)
    assert (sent.state, sent.facts.pupils, sent.photos, sent.org_id) == (
        ReportState.SENT, 320, 3, served_world[1].orgs["a"],
    )  # fmt: skip
    assert sent.facts.note == "全校一起做了三分钟的呼吸练习。"
