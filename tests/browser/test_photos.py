"""Twenty large photographs over a slow line that is cut in the middle: what came through stays, the rest is sent again."""

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page, expect

from core import clock
from core.access import SYSTEM_SCOPE
from core.activities import queries
from core.activities.rules import ReportState
from core.database import reading, writing
from tests.activities.report_builders import a_report
from tests.activities.season_builders import a_season
from tests.browser.conftest import PATIENCE, idle, sign_in
from tests.browser.hands import press
from tests.browser.line import Line, line_to
from tests.world import World

COUNT = 20
PHONE = {
    "viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "locale": "zh-CN",
    "user_agent": "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36",
}  # fmt: skip
SLOW = 1_000_000  # bytes a second
LONG = 3 * PATIENCE  # twenty photographs are drawn anew
RED = "[data-testid='stFileChip'][aria-invalid='true'], [data-testid='stFileChip']:has([aria-invalid='true'])"


def photographs() -> list[dict[str, Any]]:
    """12 megapixels each, no two alike."""
    coarse = np.random.default_rng(5).integers(0, 256, (3, 4, 3), dtype=np.uint8)
    ground = Image.fromarray(coarse).resize((4000, 3000))
    return [{"name": f"IMG_{at}.jpg", "mimeType": "image/jpeg", "buffer": _numbered(ground, at)} for at in range(COUNT)]


def _numbered(ground: Image.Image, at: int) -> bytes:
    ImageDraw.Draw(ground).rectangle((at * 190, 0, at * 190 + 150, 600), "white")
    buffer = BytesIO()
    ground.save(buffer, "JPEG", quality=70)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def draft(served_world: tuple[str, World]) -> int:
    """A report that the school has begun in a season that runs today."""
    _, world = served_world
    today = clock.today()
    days = {"starts_on": today - timedelta(5), "ends_on": today + timedelta(5), "report_until": today + timedelta(9)}
    with writing() as session:
        season = a_season(session, world, school_year=clock.school_year(today), plan_until=today, **days)
        return a_report(session, world, season, state=ReportState.DRAFT, held_on=today, until=today)


@pytest.fixture
def line(served: str) -> Iterator[Line]:
    """The way from the phone to the product."""
    with line_to(served) as line:
        yield line


@pytest.fixture
def phone(browser: Browser, line: Line, draft: int) -> Iterator[Page]:
    """The step of the photographs, on a phone."""
    context = browser.new_context(**PHONE)
    page = context.new_page()
    page.goto(f"{line.address}/activity_report")
    sign_in(page, "counsellor_a")
    press(page, "接着填")
    press(page, "下一步：照片")
    yield page
    context.close()


def kept(draft: int) -> list[queries.FileRow]:
    with reading() as session:
        return queries.files(session, SYSTEM_SCOPE, activity_id=draft)


def send(page: Page, files: list[dict[str, Any]]) -> None:
    page.locator("input[type=file]").set_input_files(files)  # type: ignore[arg-type]  # a payload is a dict


def test_what_came_through_a_line_that_was_cut_stays_and_the_rest_is_sent_again(
    phone: Page, line: Line, draft: int
) -> None:
    files, through = photographs(), list[str]()
    phone.on("requestfinished", lambda request: through.append(request.url) if request.method == "PUT" else None)
    line.pace = SLOW
    send(phone, files)
    while len(through) < COUNT // 3:
        phone.wait_for_timeout(50)
    line.cut()
    expect(phone.locator(RED).first).to_be_attached(timeout=PATIENCE)
    line.mend()
    expect(phone.get_by_text("已收").first).to_be_visible(timeout=LONG)
    idle(phone)
    red, there = phone.locator(RED).count(), len(kept(draft))
    assert there >= COUNT // 3
    assert red == COUNT - there > 0, "each that did not come through says so"
    expect(phone.get_by_text("标红的再选一次").first).to_be_visible()

    press(phone, "清空上面的列表")
    send(phone, files)
    expect(phone.get_by_text(f"已收 {COUNT} / {COUNT}")).to_be_visible(timeout=LONG)
    idle(phone)
    assert len(kept(draft)) == COUNT, "nothing is missing and nothing is there twice"
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
