"""On a phone: a resource is found by a question, its film plays and is wound forward in place, and it is rated."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from playwright.sync_api import Page, expect

from core.database import files, writing
from core.library.rules import ResourceKind
from core.library.rules.drafts import ResourceDraft
from tests.browser.conftest import PATIENCE, SignedIn, idle, watching
from tests.browser.hands import press, write
from tests.library.builders import EXAM, a_file, a_resource
from tests.world import World

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
FILM = ResourceDraft(
    ResourceKind.MICRO, "晨会放松三分钟", "跟着视频做腹式呼吸，考前每天一次。", "林示例", 2026, "view_only",
    ("senior",), ("exam",),
)  # fmt: skip
SECONDS, RATE, SIZE = 6, 10, (320, 180)
FINGER = 44  # px
WIND = """async film => {
  film.muted = true; await film.play(); film.currentTime = 4
  await new Promise(done => film.addEventListener("seeked", done, {once: true}))
  return [film.currentTime, film.duration]
}"""


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, object]) -> dict[str, object]:
    return {**browser_context_args, **PHONE}


def film(folder: Path) -> bytes:
    """Grey pictures that grow lighter, as WebM."""
    path = folder / "film.webm"
    made = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"VP80"), RATE, SIZE)
    for at in range(SECONDS * RATE):
        made.write(np.full((SIZE[1], SIZE[0], 3), 100 + at, np.uint8))
    made.release()
    return path.read_bytes()


def sizes(page: Page, what: str) -> list[dict[str, float]]:
    return [box for one in page.locator(what).all() if (box := one.bounding_box())]


def test_a_film_is_found_by_a_question_plays_in_place_and_is_rated_with_a_finger(
    served_world: tuple[str, World], signed_in: SignedIn, tmp_path: Path
) -> None:
    content = film(tmp_path)
    with writing() as session:
        here = a_resource(session, served_world[1], draft=FILM)
        a_file(session, served_world[1], here, kind="webm", digest=files.keep(content), size=len(content), title="视频")
        a_resource(session, served_world[1], draft=EXAM)
    page = signed_in("counsellor_b", "library")
    with watching(page):
        write(page, 找什么="晨会上放一段放松的视频")
        press(page, "查找")
        press(page, "打开")
        expect(page.locator("video")).to_be_visible(timeout=PATIENCE)
        at, whole = page.locator("video").evaluate(WIND)
        assert 4 <= at < whole
        assert whole == pytest.approx(SECONDS, abs=0.5)
    expect(page.get_by_text("仅供在线看，不提供下载")).to_be_visible()
    stars = sizes(page, "[data-testid^=stFeedbackButton]")
    assert len(stars) == 5
    assert min(min(star["width"], star["height"]) for star in stars) >= FINGER
    labels = sizes(page, "[data-testid=stTable] td:first-child p")
    assert max(label["height"] for label in labels) < 2 * min(label["height"] for label in labels)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["viewport"]["width"]
    page.locator("[data-testid^=stFeedbackButton]").nth(4).click()
    press(page, "提交评价")
    idle(page)
    expect(page.get_by_text("谢谢，评价已记下")).to_be_visible(timeout=PATIENCE)
