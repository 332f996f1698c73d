"""Real pictures for the README, taken from the demo: `python -m tests.browser.gallery`."""

import os
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

from core.accounts.actions.installation import DEMO_PASSWORD
from tests.browser.conftest import ARGUMENTS, CHROMIUM, ROOT, idle, serving, sign_in
from tests.conftest import KEYS

FOLDER = ROOT / "data" / "gallery"
DESK, TABLET, PHONE = {"width": 1440, "height": 900}, {"width": 820, "height": 1100}, {"width": 390, "height": 844}
DAY = date(2026, 11, 20)


def leave_as_it_is(_: Page) -> None:
    """Nothing to do before the picture."""


class Shot(NamedTuple):
    """One picture: its file, who looks at which page, at which size, after doing what."""

    name: str
    who: str
    slug: str
    size: dict[str, int] = DESK
    after: Callable[[Page], None] = leave_as_it_is


def pick_the_first(page: Page) -> None:
    """Tick the first row of the list."""
    box = page.locator("[data-testid='stDataFrame']").first.bounding_box()
    if box:
        page.mouse.click(box["x"] + 16, box["y"] + 56)
    idle(page)


def open_the_plan(page: Page) -> None:
    """The first case, and what is planned for it."""
    pick_the_first(page)
    page.get_by_test_id("stMain").get_by_role("radio", name="一生一策", exact=True).click()
    idle(page)


def try_the_policy(page: Page) -> None:
    """The cut-offs as they are, tried on the stored scores, the figures in view."""
    page.get_by_role("button", name="试算").first.click()
    idle(page)
    page.get_by_test_id("stDataFrame").first.scroll_into_view_if_needed()


def go_on_marking(page: Page) -> None:
    """The school that is half done, at its second indicator."""
    page.get_by_role("button", name="继续打分").first.click()
    idle(page)
    page.get_by_role("button", name="下一组").click()
    idle(page)


SHOTS = (
    Shot("overview", "leader", "overview"),
    Shot("desk", "counsellor", "desk"),
    Shot("warnings", "counsellor", "warnings", after=pick_the_first),
    Shot("results", "researcher", "results"),
    Shot("upload", "counsellor", "upload"),
    Shot("students", "school", "students"),
    Shot("accounts", "admin", "accounts"),
    Shot("case", "counsellor", "cases", after=open_the_plan),
    Shot("balance", "leader", "balance"),
    Shot("simulator", "centre", "simulator", after=try_the_policy),
    Shot("referrals", "centre", "referrals"),
    Shot("evaluation", "researcher", "evaluation_results", {"width": 1440, "height": 1500}),
    Shot("self-assessment", "school", "self"),
    Shot("marking-tablet", "expert", "marking", TABLET, after=go_on_marking),
    Shot("staffing", "leader", "staffing"),
    Shot("training", "researcher", "sessions"),
    Shot("chain", "researcher", "chain", after=pick_the_first),
    Shot("growth", "counsellor", "growth"),
    Shot("board", "researcher", "board"),
    Shot("report-phone", "counsellor", "activity_report", PHONE),
    Shot("public", "centre", "public_education"),
    Shot("contests", "researcher", "contests"),
    Shot("library", "teacher", "library"),
    Shot("agenda", "researcher", "agenda"),
    Shot("warnings-tablet", "counsellor", "warnings", TABLET),
    Shot("overview-tablet", "leader", "overview", TABLET),
)


def main() -> None:
    """Build the demo, serve it, and look at it as each role does."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        _build(Path(folder))
        with serving(Path(folder)) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            for shot in SHOTS:
                _take(browser, address, shot)
                print(shot.name, flush=True)


def _build(var: Path) -> None:
    os.environ.update(
        SHOUWANG_VAR=str(var),
        SHOUWANG_REHEARSAL="1",
        SHOUWANG_BCRYPT_COST="4",
        SHOUWANG_KEYS=KEYS,
        DATABASE_URL=f"sqlite:///{var / 'app.sqlite'}",
    )
    from core.ops.demo import build
    from core.ops.start import prepare

    prepare()
    build(today=DAY)


def _take(browser: Browser, address: str, shot: Shot) -> None:
    context = browser.new_context(viewport=shot.size, locale="zh-CN", device_scale_factor=1)
    page = context.new_page()
    page.goto(f"{address}/{shot.slug}")
    sign_in(page, shot.who, DEMO_PASSWORD)
    shot.after(page)
    page.wait_for_function("() => !document.querySelector('[data-testid=\"stSkeleton\"]')")  # parts that load late
    page.wait_for_timeout(800)  # charts fade in
    page.screenshot(path=FOLDER / f"{shot.name}.png")
    context.close()


if __name__ == "__main__":
    main()
