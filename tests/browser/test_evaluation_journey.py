"""An evaluation on a tablet: a school assesses itself, raters mark, a result is settled, appealed and recognised."""

import re
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from core.evaluation.rules.marks import Mark
from tests.browser import rating
from tests.browser.conftest import PATIENCE, SignedIn, idle, sign_in, watching
from tests.browser.hands import choose, foreign_words, press, tick
from tests.browser.test_words import KNOWN
from tests.world import World

TABLET = {"viewport": {"width": 820, "height": 1180}, "has_touch": True}


@pytest.fixture(scope="module")
def world(served_world: tuple[str, World]) -> World:
    rating.a_known_room(served_world[1])
    return served_world[1]


@pytest.fixture
def tablet(browser: Browser, browser_context_args: dict[str, object], served: str) -> Iterator[SignedIn]:
    """Like `signed_in`, with a tablet in hand; nothing foreign may be asked for, no policy be broken."""
    with ExitStack() as stack:

        def enter(who: str, slug: str = "") -> Page:
            context = browser.new_context(**{**browser_context_args, **TABLET})
            stack.callback(context.close)
            page = context.new_page()
            stack.enter_context(watching(page))
            page.goto(f"{served}/{slug}")
            sign_in(page, who)
            return page

        yield enter


@pytest.mark.slow
def test_a_school_assesses_itself_and_its_photos_do_not_say_where(world: World, tablet: SignedIn) -> None:
    entry = rating.to_assess(world, "本年自评")
    page = tablet("counsellor_a", "self")
    expect(page.get_by_test_id("stMain").get_by_text("本年自评").first).to_be_visible(timeout=PATIENCE)
    take_what_is_known(page, entry)
    lay_papers(page)
    see_them_in_place(page)
    fill_in_the_rest(page)
    assert rating.self_marks(entry) == {
        "A1": Mark.of(1), "A2": Mark.of(rating.AREA), "B1": Mark.of("4.5"), "B2": Mark.of(3), "B3": Mark.of(0),
    }  # fmt: skip
    assert rating.proofs(entry) == {"A1": {rating.PHOTO, rating.DOCUMENT}, "A2": {rating.PHOTO}}
    assert not rating.tells_where(rating.kept_photo(entry))
    hand_in(page)


def take_what_is_known(page: Page, entry: int) -> None:
    """One tap puts down the area that the register holds."""
    expect(page.get_by_text(f"{rating.AREA} ㎡").first).to_be_visible(timeout=PATIENCE)
    press(page, "采用")
    expect(page.get_by_text("已采用", exact=False).first).to_be_visible(timeout=PATIENCE)
    assert rating.self_marks(entry) == {"A2": Mark.of(rating.AREA)}
    assert foreign_words(page, *KNOWN) == set()


def lay_papers(page: Page) -> None:
    """A photograph and a paper beside one item; the photograph once more, out of the library, beside another."""
    card(page, "A1　制度").get_by_role("radio", name="达到", exact=True).tap()
    expect(card(page, "A1　制度").get_by_text("还缺佐证")).to_be_visible(timeout=PATIENCE)
    card(page, "A1　制度").get_by_role("button", name="加佐证").tap()
    page.locator("input[type=file]").set_input_files([one.payload for one in rating.papers()])  # type: ignore[misc]
    idle(page)
    assert foreign_words(page, *KNOWN) == set()
    page.get_by_role("button", name="放上").tap()
    expect(page.get_by_text("2 份材料已放好")).to_be_visible(timeout=PATIENCE)
    idle(page)
    card(page, "A2　面积").get_by_role("button", name="加佐证").tap()
    choose(page, "或从材料库里选", rating.PHOTO)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="放上").tap()
    expect(page.get_by_text("1 份材料已放好")).to_be_visible(timeout=PATIENCE)
    idle(page)


def see_them_in_place(page: Page) -> None:
    """The picture, and the two pages of the paper, without leaving the sheet."""
    for title, leaves in ((rating.PHOTO, 1), (rating.DOCUMENT, 2)):
        card(page, "A1　制度").get_by_role("button", name=title).tap()
        page.get_by_role("button", name="看", exact=True).tap()
        shown = page.get_by_role("dialog").get_by_role("img", name=title)
        expect(shown).to_have_count(leaves, timeout=PATIENCE)
        expect(shown.first).to_have_js_property("complete", value=True, timeout=PATIENCE)
        assert shown.first.evaluate("one => one.naturalWidth") > 0
        assert foreign_words(page, *KNOWN) == set()
        page.get_by_role("dialog").get_by_role("button", name="Close").tap()
        expect(shown).to_have_count(0)
        idle(page)


def fill_in_the_rest(page: Page) -> None:
    press(page, "下一组：运行")
    number = card(page, "B2　家长活动").get_by_role("spinbutton")
    number.fill("3")
    number.press("Enter")
    saved(page, "B2　家长活动")
    for title, choice in (("B1　分值", "4.5 分"), ("B3　事故", "没有发生")):
        card(page, title).get_by_role("radio", name=choice, exact=True).tap()
        saved(page, title)


def hand_in(page: Page) -> None:
    press(page, "检查并提交")
    tick(page, "我已核对")
    press(page, "提交")
    expect(page.get_by_text("已提交，谢谢您")).to_be_visible(timeout=PATIENCE)
    assert page.get_by_role("radio", name="填写").count() == 0
    assert foreign_words(page, *KNOWN) == set()


def card(page: Page, title: str) -> Locator:
    """The frame of one item."""
    frames = page.get_by_test_id("stMain").get_by_test_id("stVerticalBlock")
    return frames.filter(has=page.get_by_text(re.compile(f"^{title}"))).last


def saved(page: Page, title: str) -> None:
    """Wait until the item says that it is kept."""
    expect(card(page, title).get_by_text("已保存")).to_be_visible(timeout=PATIENCE)
    idle(page)
