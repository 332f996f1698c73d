"""A phone: 390 pixels wide, used with one finger; whatever is done on it must fit, stay at home and speak Chinese."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect

from tests.browser.conftest import PATIENCE, idle, sign_in
from tests.browser.hands import LATIN, foreign_words, open_page, take
from tests.world import PEOPLE

WIDTH = 390  # px
FINGER = 44  # px
PHONE: dict[str, Any] = {
    "viewport": {"width": WIDTH, "height": 844}, "is_mobile": True, "has_touch": True, "locale": "zh-CN",
    "permissions": ["clipboard-read", "clipboard-write"],
    "user_agent": "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36",
}  # fmt: skip
WIDEST = "[document.scrollingElement, ...document.querySelectorAll('[data-testid=stMain], [role=dialog]')]"
WIDEST = f"{WIDEST}.map(one => one.scrollWidth)"
SMALL = f"""[...document.querySelectorAll('[data-testid=stMain] :is(button:not([data-testid$=CalendarButton]), summary)')]
    .filter(one => one.offsetParent && one.innerText.trim() && !one.closest('[data-testid=stFileUploader]')
        && !one.closest('[data-testid=stTooltipIcon]') && one.getBoundingClientRect().height < {FINGER})
    .map(one => one.innerText)"""
NAMES = LATIN.findall(" ".join(PEOPLE))  # the standing people are named like their accounts
SHOTS = os.environ.get("SHOTS")


class Phone:
    """One person's phone, signed in; `taps` counts what a finger did."""

    def __init__(self, page: Page, who: str, slug: str) -> None:
        self.page, self.who, self.taps, self._slug, self._shot = page, who, 0, slug, 0

    def tap(self, name: str) -> None:
        """A button by its words; what follows must be right."""
        self.act(lambda: self.page.get_by_role("button", name=name, exact=True).first.click())

    def type(self, field: str, words: str) -> None:
        self.act(lambda: self.page.get_by_label(field).first.fill(words))

    def choose(self, field: str, choice: str) -> None:
        """An option of a list, unless it is chosen already."""
        box = self.page.get_by_role("combobox", name=field, exact=True)
        if choice in box.input_value() + box.inner_text():
            return
        box.click()
        self.act(lambda: take(self.page, choice))

    def go(self, title: str) -> None:
        """To another page, by the sidebar, which makes room by itself."""
        self.act(lambda: open_page(self.page, title))

    def part(self, name: str) -> None:
        """One side of a switch."""
        self.act(lambda: self.page.get_by_test_id("stMain").get_by_role("radio", name=name).first.click())

    def act(self, doing: Any) -> None:
        """Whatever a finger does."""
        doing()
        self.taps += 1
        self.is_right()

    def is_right(self) -> None:
        """Nothing to scroll sideways, every button as high as a finger needs, Chinese, nothing broken."""
        idle(self.page)
        self._keep_picture()
        assert max(self.page.evaluate(WIDEST)) <= WIDTH, "something is wider than the phone"
        low, foreign = self.page.evaluate(SMALL), foreign_words(self.page, *NAMES)
        assert low == [], f"too low for a finger: {low}"
        assert foreign == set(), f"not Chinese: {foreign}"
        expect(self.page.get_by_test_id("stException")).to_have_count(0)

    def says(self, words: str) -> None:
        expect(self.page.get_by_text(words).filter(visible=True).first).to_be_visible(timeout=PATIENCE)

    def see(self, what: Locator) -> None:
        expect(what).to_be_visible(timeout=PATIENCE)

    def _keep_picture(self) -> None:
        if SHOTS:
            self._shot += 1
            self.page.wait_for_timeout(600)
            self.page.screenshot(path=Path(SHOTS) / f"{self._slug}_{self.who}_{self._shot:02}.png")


@contextmanager
def phone(browser: Browser, address: str, who: str, slug: str) -> Iterator[Phone]:
    """Somebody's phone on a page; whatever is done may ask for nothing foreign and leave no error in the console."""
    context = browser.new_context(**PHONE)
    page, asked, said = context.new_page(), list[str](), list[str]()
    page.goto(f"{address}/{slug}")
    sign_in(page, who)
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.extend(_complaint(message)))
    page.on("pageerror", lambda error: said.append(str(error)))
    used = Phone(page, who, slug)
    used.is_right()
    yield used
    context.close()
    abroad = [url for url in asked if not url.startswith(("data:", "blob:", f"{address}/"))]
    assert abroad == [], f"asked abroad: {abroad}"
    assert said == [], f"said in the console: {said}"


def _complaint(message: ConsoleMessage) -> list[str]:
    return [message.text] if message.type == "error" or "Content Security Policy" in message.text else []
