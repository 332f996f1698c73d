"""What people do with a page: choose, tick, send a file, sign in for the first time."""

import re

from playwright.sync_api import Download, Locator, Page, expect

from tests.browser.conftest import PATIENCE, fill_in, idle
from tests.browser.papers import Paper

TRIES, LOOKS = 5, 20
TAKEN = "those => those.every(one => one.ariaSelected === 'true')"
LATIN = re.compile(r"[A-Za-z]{4,}")
ALLOWED = frozenset({"Excel", "Word", "xlsx", "keys", "toml", "Shouwang", "demo", "MSSMHS", "SCARED", "CESDC", "DSRSC"})
VISIBLE = r"""() => {
  const said = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node; (node = walk.nextNode());) {
    const within = node.parentElement, style = getComputedStyle(within)
    const seen = within.checkVisibility({visibilityProperty: true, opacityProperty: true})
    const hidden = !seen || style.fontSize === "0px" || within.getBoundingClientRect().width <= 1
    const silent = ["SCRIPT", "STYLE", "NOSCRIPT"].includes(within.tagName) || style.fontFamily.includes("Material")
    if (node.data.trim() && !silent && (within.closest("canvas") || !hidden)) said.push(node.data)
  }
  return said.join("\n")
}"""


def open_page(page: Page, title: str) -> None:
    """By the sidebar, as people go; where a page leaves it closed, it is opened first."""
    folded = page.get_by_test_id("stExpandSidebarButton")
    if folded.count():
        folded.click()
    page.get_by_test_id("stSidebarNav").get_by_role("link", name=title).click()
    expect(page.get_by_role("heading", name=title, level=1)).to_be_visible(timeout=PATIENCE)
    idle(page)


def press(page: Page | Locator, name: str) -> None:
    """A button by its words; waits until its work is done."""
    page.get_by_role("button", name=name).first.click()
    idle(page if isinstance(page, Page) else page.page)


def part(page: Page, name: str) -> None:
    """One side of a page's switch."""
    page.get_by_test_id("stMain").get_by_role("radio", name=name, exact=True).click()
    idle(page)


def choose(page: Page, field: str, choice: str) -> None:
    """An option of a list, by its beginning."""
    page.get_by_role("combobox", name=field, exact=True).click()
    take(page, choice)
    idle(page)


def take(page: Page, choice: str, *, exact: bool = False) -> None:
    """Press an option of the open list: one that still unfolds moves away under the finger, and is pressed again."""
    option = page.get_by_role("option", name=choice, exact=exact).first
    for _ in range(TRIES):
        option.click()
        for _ in range(LOOKS):
            if option.evaluate_all(TAKEN):
                return
            page.wait_for_timeout(100)
    raise AssertionError(f"{choice} cannot be chosen")


def write(page: Page, **fields: str) -> None:
    for field, words in fields.items():
        page.get_by_role("textbox", name=field, exact=True).fill(words)


def tick(page: Page, words: str) -> None:
    page.get_by_test_id("stMain").get_by_text(words).first.click()


def send(page: Page, paper: Paper) -> None:
    """Choose the file and go on to the problems."""
    page.locator("input[type=file]").set_input_files(paper.payload)  # type: ignore[arg-type]  # a payload is a dict
    idle(page)
    press(page, "下一步：看问题")
    expect(page.locator("input[type=file]")).to_have_count(0, timeout=PATIENCE)
    idle(page)


def keep(page: Page, button: str) -> Download:
    """Download by a button."""
    with page.expect_download(timeout=PATIENCE) as waiting:
        page.get_by_role("button", name=button).first.click()
    return waiting.value


def pick_row(page: Page, at: int = 0, *, table: int = 0) -> None:
    """Tick a row of a drawn table: a canvas has no rows to click by name."""
    drawn = page.get_by_test_id("stDataFrame").nth(table)
    drawn.scroll_into_view_if_needed()
    box = drawn.bounding_box()
    assert box
    page.mouse.click(box["x"] + 16, box["y"] + 56 + 40 * at)
    idle(page)


def promise(page: Page) -> None:
    expect(page.get_by_text("保密承诺", exact=True)).to_be_visible(timeout=PATIENCE)
    tick(page, "我已看过")
    press(page, "答应并进入")


def first_sign_in(page: Page, address: str, who: str, given: str, chosen: str) -> None:
    """With a one-time password: a new one is asked for, then the promise."""
    page.goto(address)
    fill_in(page, who, given)
    expect(page.get_by_text("请换一个只有您知道的密码")).to_be_visible(timeout=PATIENCE)
    write(page, 现在的密码=given, 新密码=chosen, 再输一次新密码=chosen)
    press(page, "保存新密码")
    promise(page)


def seen_words(page: Page) -> str:
    """Everything that can be read on the page but for tables, which are drawn, once it has come to rest."""
    idle(page)
    return str(page.evaluate(VISIBLE))


def foreign_words(page: Page, *allowed: str) -> set[str]:
    """Words of four and more Latin letters that a reader of Chinese would stumble over."""
    return set(LATIN.findall(seen_words(page))) - {*ALLOWED, *allowed}


def frames_of(page: Page) -> list[bytes]:
    """Everything the server sends this page from now on, tables included."""
    frames: list[bytes] = []

    def keep_all(frame: str | bytes) -> None:
        frames.append(frame.encode() if isinstance(frame, str) else frame)

    page.on("websocket", lambda socket: socket.on("framereceived", keep_all))
    return frames
