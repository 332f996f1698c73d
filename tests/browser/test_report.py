"""A teacher reports an activity from a phone: few taps, nothing too small, nothing to scroll sideways."""

from datetime import timedelta

import pytest
from playwright.sync_api import Browser, expect

from core import clock
from core.access import SYSTEM_SCOPE
from core.activities import queries
from core.activities.packs import checklists
from core.activities.rules import ReportState
from core.database import reading, writing
from tests.activities.season_builders import a_season
from tests.browser.conftest import PATIENCE
from tests.browser.phones import phone
from tests.media.builders import photo
from tests.world import World

SEASON, WORDS = "手机上报的活动月", "全校一起做了三分钟的呼吸练习。"
MOST_TAPS = 10


@pytest.fixture
def season(served_world: tuple[str, World]) -> int:
    """The nine items of a city run today."""
    today, (_, world) = clock.today(), served_world
    days = {"starts_on": today - timedelta(days=9), "ends_on": today + timedelta(days=9), "plan_until": None}
    with writing() as session:
        return a_season(
            session, world, title=SEASON, checklist=checklists()["nanning_9"], **days,
            report_until=today + timedelta(days=20),
        )  # fmt: skip


def test_an_activity_is_reported_with_photographs_in_a_few_taps(
    browser: Browser, served_world: tuple[str, World], season: int
) -> None:
    address, world = served_world
    with phone(browser, address, "counsellor_a", "activity_report") as hand:
        page = hand.page
        hand.choose("活动月", SEASON)
        hand.tap("上报")
        hand.type("学生（人次）", "320")
        hand.type("写几句", WORDS)
        hand.tap("下一步：照片")
        pictures = [
            {"name": f"IMG_{at}.jpg", "mimeType": "image/jpeg", "buffer": photo((1200, 900), colour)}
            for at, colour in enumerate(("green", "blue", "olive"))
        ]
        hand.act(lambda: page.locator("input[type=file]").set_input_files(pictures))  # type: ignore[arg-type]  # payloads
        expect(page.get_by_role("button", name="照片 3")).to_be_visible(timeout=PATIENCE)
        hand.tap("下一步：看一遍")
        hand.says(WORDS)
        hand.tap("上报")
        hand.says("已上报，辛苦了")
        hand.says("必做 9 项，已上报 1 项")
        assert hand.taps <= MOST_TAPS
    with reading() as session:
        (sent,) = queries.reports(session, SYSTEM_SCOPE, season_id=season)
    assert (sent.state, sent.facts.pupils, sent.photos, sent.org_id) == (ReportState.SENT, 320, 3, world.orgs["a"])
    assert sent.facts.note == WORDS
