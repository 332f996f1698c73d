"""Files as schools really have them, and how far each person sees."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from core.accounts.actions.installation import DEMO_PASSWORD
from core.accounts.packs import roles
from tests.browser import papers
from tests.browser.conftest import PATIENCE, SignedIn, idle, serving, sign_in
from tests.browser.hands import choose, foreign_words, frames_of, keep, open_page, press, send, tick
from tests.browser.papers import Paper

OWN_CLASS = "初一 1班"
USERNAMES = {"leader", "admin", "researcher", "centre", "school", "lead", "counsellor", "teacher", "expert"}
INVITED, BUILD = "点一个身份直接进入", 240_000  # milliseconds


def pupils(school: str) -> papers.Rows:
    """Two pupils of 初一 (1) at a school of the standing world."""
    return [(papers.number_of(900 + at), papers.name_of(at), "女", papers.BORN, school, "初一", "1班") for at in (0, 1)]


def bring_in(page: Page, paper: Paper) -> None:
    send(page, paper)
    press(page, "下一步：看变化")
    tick(page, "我已核对")
    press(page, "确认导入")
    expect(page.get_by_text("新增 2 人")).to_be_visible(timeout=PATIENCE)


def test_a_roster_in_gb18030_comes_in_and_its_class_gets_a_head(signed_in: SignedIn) -> None:
    page = signed_in("counsellor_b", "roster_import")
    bring_in(page, papers.gb18030("花名册", papers.ROSTER, pupils("云溪中学")))
    open_page(page, "人员名册")
    main = page.get_by_test_id("stMain")
    main.get_by_role("radio", name="初一").click()
    idle(page)
    main.get_by_role("radio", name="1班").click()
    idle(page)
    choose(page, "由谁带这个班", "class_teacher_b")
    press(page, "指定班主任")
    expect(page.get_by_text("班主任已指定")).to_be_visible(timeout=PATIENCE)


def test_a_roster_in_an_old_workbook_comes_in(signed_in: SignedIn) -> None:
    rows = [(papers.number_of(950 + at), *row[1:]) for at, row in enumerate(pupils("临川中学"))]
    bring_in(signed_in("counsellor_c", "roster_import"), papers.xls("花名册", papers.ROSTER, rows))


@pytest.fixture(scope="module")
def demo(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an app whose newcomer clicked once for the demo."""
    with serving(tmp_path_factory.mktemp("demo")) as address:
        page = browser.new_page(locale="zh-CN")
        page.goto(address)
        page.get_by_role("tab", name="演示体验").click()
        page.get_by_role("button", name="装入演示数据").click()
        expect(page.get_by_text(INVITED)).to_be_visible(timeout=BUILD)
        page.close()
        yield address


def enter(page: Page, demo: str, who: str, slug: str = "") -> None:
    page.goto(f"{demo}/{slug}")
    sign_in(page, who, DEMO_PASSWORD)


@pytest.mark.slow
def test_the_demo_is_built_by_one_click_and_lists_everybody_who_can_be_tried(page: Page, demo: str) -> None:
    page.goto(demo)
    expect(page.get_by_text(INVITED)).to_be_visible(timeout=PATIENCE)
    for role in roles().values():
        expect(page.get_by_role("button", name=role.title)).to_be_visible()
    page.get_by_role("button", name="心理教师").click()
    side = page.get_by_test_id("stSidebarUserContent")
    expect(side.get_by_text("心理教师", exact=True)).to_be_visible(timeout=PATIENCE)


@pytest.mark.slow
def test_the_demos_trial_file_shows_what_is_wrong_with_it(page: Page, demo: str) -> None:
    enter(page, demo, "counsellor", "upload")
    kept = keep(page, "下载示例文件")
    send(page, Paper(kept.suggested_filename, kept.path().read_bytes()))
    expect(page.get_by_text("处要改，改好就能导入")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("怎么改").first).to_be_visible()
    assert foreign_words(page) == set()
    assert keep(page, "下载标好问题的文件").path().stat().st_size > 0


@pytest.mark.slow
def test_a_class_teacher_sees_one_class_and_no_scores(page: Page, demo: str) -> None:
    """Tables are drawn on a canvas: what the server sent is what could be read there."""
    sent = frames_of(page)
    enter(page, demo, "teacher", "results")
    told = b"".join(sent)
    assert OWN_CLASS.encode() in told
    assert "2班".encode() not in told
    sent.clear()
    open_page(page, "预警名单")
    told = b"".join(sent)
    assert "班级关注".encode() in told
    assert not [words for words in ("总分", "MHT 学习焦虑", "第 85 题") if words.encode() in told]


@pytest.mark.slow
def test_a_stranger_at_the_address_of_the_list_meets_a_calm_screen(page: Page, demo: str) -> None:
    enter(page, demo, "leader", "warnings")
    expect(page.get_by_text("这一页不在您的权限里")).to_be_visible(timeout=PATIENCE)
    assert page.get_by_test_id("stDataFrame").count() == 0


@pytest.mark.slow
@pytest.mark.parametrize("who", ["leader", "centre", "teacher"])  # the centre sees the pages of a school, too
def test_every_page_of_the_demo_speaks_chinese(page: Page, demo: str, who: str) -> None:
    enter(page, demo, who)
    for title in page.get_by_test_id("stSidebarNavLink").all_inner_texts():
        open_page(page, title.split("\n")[-1])
        assert foreign_words(page, *USERNAMES) == set(), title
