"""An evaluation on a tablet: a school assesses itself, raters mark, a result is settled, appealed and recognised."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from core.evaluation.rules.marks import NOT_APPLICABLE, Mark
from tests.browser import rating
from tests.browser.conftest import PATIENCE, SignedIn, idle, sign_in, watching
from tests.browser.hands import (
    choose,
    foreign_words,
    frames_of,
    keep,
    open_page,
    part,
    pick_row,
    press,
    seen_words,
    tick,
)
from tests.browser.papers import Paper
from tests.browser.test_words import KNOWN
from tests.browser.wave import leaks
from tests.evaluation.test_offline import rewritten
from tests.world import World

TABLET = {"viewport": {"width": 820, "height": 1180}, "has_touch": True}
FINGER = 44  # px
PHRASE = "材料不全"
SERVER = "**/_stcore/**"
SOCKETS = """window.sockets = []; window.WebSocket = class extends WebSocket {
  constructor(...given) { super(...given); sockets.push(this) }
  send(told) { if (!window.away) super.send(told) }
}"""
SERIAL = count(1)  # a second try has titles of its own


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
            context.add_init_script(SOCKETS)
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
    page.locator("input[type=file]").set_input_files([one.payload for one in rating.papers()])  # type: ignore[misc]  # dicts
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


@pytest.mark.slow
def test_two_raters_mark_one_school_through_a_dropped_connection_and_from_a_workbook(
    world: World, tablet: SignedIn
) -> None:
    title = f"第 {next(SERIAL)} 次评审"
    sheets = rating.to_mark(world, title, "reviewer", "centre")
    rater, other = tablet("reviewer", "marking"), tablet("centre", "marking")
    sent = frames_of(other)
    open_sheet(rater, title)
    tap(rater, "1.1　制度", "8")
    assert rating.rater_marks(sheets.of["reviewer"]) == {"1.1": Mark.of(8)}
    give_a_reason(rater)
    lose_the_connection(rater, sheets.of["reviewer"])
    tap(rater, "1.2　场地", "10")
    tap(rater, "1.3　事故", "没有发生")
    assert rating.rater_marks(sheets.of["reviewer"]) == {"1.1": Mark.of(8), "1.2": Mark.of(10), "1.3": Mark.of(0)}
    open_sheet(other, title)
    fill_in_away(other)
    assert rating.rater_marks(sheets.of["centre"]) == {"1.1": Mark.of(3), "1.2": NOT_APPLICABLE, "1.3": Mark.of(0)}
    assert leaks(b"".join(sent), [PHRASE]) == []
    for page in (rater, other):
        hand_in(page)
    assert rating.handed_in(sheets) == {"reviewer", "centre"}


def open_sheet(page: Page, title: str) -> None:
    frames = page.get_by_test_id("stMain").get_by_test_id("stVerticalBlock")
    frames.filter(has=page.get_by_text(title)).last.get_by_role("button", name="开始打分").tap()
    expect(page.get_by_test_id("stMain").get_by_text("待打分").first).to_be_visible(timeout=PATIENCE)
    idle(page)
    assert foreign_words(page, *KNOWN) == set()


def tap(page: Page, title: str, choice: str) -> None:
    """A mark in one tap, with a button that a finger meets."""
    button = card(page, title).get_by_role("radio", name=choice, exact=True)
    assert room(button)["height"] >= FINGER
    button.tap()
    saved(page, title)


def give_a_reason(page: Page) -> None:
    """Where points are lost: one tap more."""
    asked = card(page, "1.1　制度")
    expect(asked.get_by_text("请写理由")).to_be_visible(timeout=PATIENCE)
    asked.get_by_role("button", name=PHRASE).or_(asked.get_by_role("radio", name=PHRASE)).first.tap()
    expect(asked.get_by_text("请写理由")).to_have_count(0, timeout=PATIENCE)
    idle(page)
    expect(asked.get_by_role("textbox")).to_have_value(PHRASE)


def lose_the_connection(page: Page, sheet: int) -> None:
    """In the middle of a tap. What was saved stays, nothing says more than is kept, and the tap arrives in the end."""
    page.context.route(SERVER, lambda route: route.abort())
    page.evaluate("window.away = true")
    card(page, "1.2　场地").get_by_role("radio", name="9", exact=True).tap()
    page.evaluate("sockets.forEach(one => one.close())")
    expect(page.locator("[data-test-connection-state='PINGING_SERVER']")).to_be_attached(timeout=PATIENCE)
    expect(card(page, "1.1　制度").get_by_text("已保存")).to_be_visible()
    expect(card(page, "1.2　场地").get_by_text("待打分")).to_be_visible()
    expect(card(page, "1.3　事故").get_by_role("radio", name="没有发生")).to_be_disabled()
    assert rating.rater_marks(sheet) == {"1.1": Mark.of(8)}
    page.context.unroute(SERVER)
    page.evaluate("window.away = false")
    saved(page, "1.2　场地")
    assert rating.rater_marks(sheet) == {"1.1": Mark.of(8), "1.2": Mark.of(9)}
    assert [chosen(page, title) for title in ("1.1　制度", "1.2　场地", "1.3　事故")] == [["8"], ["9"], []]


def chosen(page: Page, title: str) -> list[str]:
    """What is chosen for an item."""
    return [one.strip() for one in card(page, title).get_by_role("radio", checked=True).all_inner_texts()]


def fill_in_away(page: Page) -> None:
    """The sheet goes out as a workbook, comes back filled in, and says what it would change before it does."""
    press(page, "离线打分")
    content = Path(keep(page, "下载评分表").path()).read_bytes()
    filled = Paper("评分表.xlsx", rewritten(content, written_away))
    page.locator("input[type=file]").set_input_files(filled.payload)  # type: ignore[arg-type]  # a payload is a dict
    expect(page.get_by_text("1.1　制度：没有打分 → 3 分（制度没有上墙）")).to_be_visible(timeout=PATIENCE)
    assert foreign_words(page, *KNOWN) == set()
    press(page, "确认导入")
    expect(page.get_by_text("已导入，请看一遍")).to_be_visible(timeout=PATIENCE)
    idle(page)


def written_away(_page: Any, found: dict[str, dict[str, Any]]) -> None:
    """What somebody typed into the workbook on the way."""
    for code, value, why in (("1.1", 3, "制度没有上墙"), ("1.2", "不适用", None), ("1.3", "没有发生", None)):
        found[code]["打分"].value, found[code]["扣分理由"].value = value, why


def room(one: Locator) -> Any:
    box = one.bounding_box()
    assert box
    return box


@pytest.mark.slow
def test_a_gap_is_settled_the_result_published_appealed_answered_and_recognised(world: World, tablet: SignedIn) -> None:
    round_id = rating.to_settle(world, f"第 {next(SERIAL)} 轮督导")
    manager = tablet("researcher", "rounds")
    move_on(manager, "合议")
    settle(manager)
    move_on(manager, "公示")
    listed = publicity(manager)
    assert ("云溪一小" in listed, "云溪中学" in listed) == (True, False)
    school = tablet("school_admin_b", "evaluation_results")
    expect(school.get_by_text("11.00 / 20.00 分").first).to_be_visible(timeout=PATIENCE)
    assert leaks(seen_words(school).encode(), ["云溪一小", "评委"]) == []
    appeal(school)
    answer(tablet("city_centre", "evaluation_after"))
    open_page(school, "评估结果")
    expect(school.get_by_text("14.00 / 20.00 分 合格").first).to_be_visible(timeout=PATIENCE)
    rating.end_publicity(round_id)
    move_on(manager, "认定")
    recognise(manager)
    assert rating.recognised(round_id) == {world.orgs["a"]: "优秀", world.orgs["b"]: "合格"}
    open_page(school, "认定名册")
    pick_row(school)
    expect(school.get_by_test_id("stMain").get_by_text("云溪中学").last).to_be_visible(timeout=PATIENCE)
    assert foreign_words(school, *KNOWN) == set()


def move_on(page: Page, state: str) -> None:
    """The newest round takes its next step, once what that means was ticked."""
    open_page(page, "评估轮次")
    assert foreign_words(page, *KNOWN) == set()
    asked = page.get_by_test_id("stForm").filter(has=page.get_by_role("button", name=f"进入“{state}”"))
    promise = asked.get_by_test_id("stCheckbox").locator("label")
    assert room(promise)["height"] >= FINGER
    promise.tap()
    press(page, f"进入“{state}”")
    expect(page.get_by_text(f"已进入“{state}”")).to_be_visible(timeout=PATIENCE)
    idle(page)


def settle(page: Page) -> None:
    """The item with the gap is talked over."""
    open_page(page, "合议")
    for words in ("评委甲（", "评委乙（"):
        expect(page.get_by_text(words).first).to_be_visible(timeout=PATIENCE)
    assert foreign_words(page, *KNOWN) == set()
    page.get_by_role("textbox", name="理由").fill("两位一起看过，制度只有一半")
    page.get_by_test_id("stForm").get_by_role("radio", name="5", exact=True).tap()
    press(page, "定下来")
    expect(page.get_by_text("已定下来")).to_be_visible(timeout=PATIENCE)
    idle(page)


def publicity(page: Page) -> str:
    """The words of the 公示名单."""
    open_page(page, "评估结果")
    assert foreign_words(page, *KNOWN) == set()
    with ZipFile(keep(page, "下载 Word").path()) as paper:
        return paper.read("word/document.xml").decode()


def appeal(page: Page) -> None:
    open_page(page, "申诉与整改")
    choose(page, "对哪几条有异议", "1.1")
    page.keyboard.press("Escape")
    page.get_by_role("textbox", name="理由").fill("制度一共八份，都在材料里")
    press(page, "提出申诉")
    expect(page.get_by_text("申诉已提交，请等答复")).to_be_visible(timeout=PATIENCE)
    assert foreign_words(page, *KNOWN) == set()


def answer(page: Page) -> None:
    """Somebody of the city, who had no part in it."""
    expect(page.get_by_text("制度一共八份，都在材料里").first).to_be_visible(timeout=PATIENCE)
    assert foreign_words(page, *KNOWN) == set()
    page.get_by_test_id("stForm").get_by_role("radio", name="8", exact=True).tap()
    page.get_by_role("textbox", name="答复的理由").fill("材料齐全，改为 8 分")
    press(page, "答复")
    expect(page.get_by_text("已答复，结果已重新计算")).to_be_visible(timeout=PATIENCE)


def recognise(page: Page) -> None:
    open_page(page, "认定名册")
    part(page, "从一轮评估认定")
    assert foreign_words(page, *KNOWN) == set()
    press(page, "写入名册")
    expect(page.get_by_text("已写入名册")).to_be_visible(timeout=PATIENCE)
