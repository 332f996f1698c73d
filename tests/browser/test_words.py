"""No raw English anywhere: what Streamlit cannot translate is written anew by the style sheet."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PATIENCE, SignedIn, idle
from tests.browser.hands import foreign_words, open_page, part, take
from tests.world import PEOPLE

KNOWN = set(re.findall(r"[A-Za-z]{4,}", " ".join(PEOPLE)))  # the standing people are named like their accounts
FIRST_COLUMN = 249  # px from a table's edge to the sign of its first column's menu


def after(page: Page, selector: str) -> str:
    """The words that the style sheet writes behind an element."""
    script = "each => getComputedStyle(each, '::after').content"
    return str(page.locator(selector).first.evaluate(script)).strip('"')


def size(page: Page, selector: str) -> str:
    return str(page.locator(selector).first.evaluate("each => getComputedStyle(each).fontSize"))


@pytest.mark.slow
@pytest.mark.parametrize("who", ["admin", "reviewer"])  # who works with pupils: the demo, in test_files_and_reach
def test_every_page_speaks_chinese_at_a_desk_and_on_a_tablet(signed_in: SignedIn, who: str) -> None:
    page = signed_in(who)
    for title in page.get_by_test_id("stSidebarNavLink").all_inner_texts():
        open_page(page, title.split("\n")[-1])
        for width in (1440, 820):
            page.set_viewport_size({"width": width, "height": 1100})
            assert foreign_words(page, *KNOWN) == set(), title
        page.set_viewport_size({"width": 1440, "height": 1100})


def test_the_uploader_asks_and_refuses_in_chinese(signed_in: SignedIn) -> None:
    page = signed_in("school_admin_a", "roster_import")
    zone = "[data-testid='stFileUploaderDropzone']"
    assert after(page, f"{zone} > span button p") == "选择文件"
    assert after(page, "[data-testid='stFileUploaderDropzoneInstructions'] span").startswith("或把文件拖到这里")
    page.locator("input[type=file]").set_input_files({"name": "照片.png", "mimeType": "image/png", "buffer": b"png"})
    expect(page.locator(f"{zone}:has([aria-invalid='true']), {zone} [aria-invalid='true']").first).to_be_attached()
    assert after(page, zone).startswith("标红的文件没有收下")
    assert foreign_words(page, *KNOWN) == set()


def test_a_list_without_a_match_says_so(signed_in: SignedIn) -> None:
    page = signed_in("admin", "accounts")
    part(page, "新增")
    page.get_by_role("combobox", name="角色", exact=True).click()
    page.keyboard.type("没有这个角色")
    empty = "[role='listbox'][data-empty='true'] [role='option'] span"
    expect(page.locator(empty).first).to_be_attached(timeout=PATIENCE)
    assert after(page, empty) == "没有匹配的选项"
    assert size(page, empty) == "0px"


def test_an_address_of_no_page_says_so(signed_in: SignedIn, served: str) -> None:
    page = signed_in("admin")
    page.goto(f"{served}/nothing_here")
    head = "[role='dialog'] h2"
    expect(page.locator(head).first).to_be_attached(timeout=PATIENCE)
    assert after(page, head) == "没有这个页面"
    assert foreign_words(page, *KNOWN) == set()


def test_a_columns_menu_is_in_chinese(signed_in: SignedIn) -> None:
    page = signed_in("admin", "organisations")
    idle(page)
    drawn = page.get_by_test_id("stDataFrame").first
    box = drawn.bounding_box()
    assert box
    page.mouse.move(box["x"] + FIRST_COLUMN / 2, box["y"] + 18)
    page.wait_for_timeout(300)  # the sign of the menu fades in
    page.mouse.click(box["x"] + FIRST_COLUMN, box["y"] + 18)
    menu = "[data-testid='stDataFrameColumnMenu'] [role='menuitem']"
    expect(page.locator(menu).first).to_be_visible(timeout=PATIENCE)
    said = [after(page, f"{menu} >> nth={at}") for at in range(page.locator(menu).count())]
    assert {"从小到大", "从大到小", "隐藏这一列"} <= set(said)


def test_the_first_key_leads_to_the_content(signed_in: SignedIn) -> None:
    page = signed_in("admin", "guide")
    skip = "[data-testid='stSkipToContent']"
    expect(page.locator(skip)).to_be_attached()
    assert after(page, skip) == "跳到正文"
    assert size(page, skip) == "0px"


def test_an_empty_date_asks_in_chinese(signed_in: SignedIn) -> None:
    page = signed_in("researcher", "seasons")
    part(page, "新建")
    page.get_by_label("从哪一个开始").first.click()
    take(page, "自己定日期", exact=True)
    idle(page)
    empty = "[data-testid='stDateInputField'] [data-placeholder='true'][data-type='{}']"
    expect(page.locator(empty.format("year")).first).to_be_attached(timeout=PATIENCE)
    assert [after(page, empty.format(each)) for each in ("year", "month", "day")] == ["年", "月", "日"]
    assert size(page, empty.format("year")) == "0px"
