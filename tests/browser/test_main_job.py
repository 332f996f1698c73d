"""The main job in a real browser: from an empty folder to a tiered list, and to numbers without names."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import fastexcel
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser import hands, papers
from tests.browser.conftest import PATIENCE, idle
from tests.browser.hands import (
    choose,
    foreign_words,
    frames_of,
    keep,
    open_page,
    part,
    pick_row,
    press,
    send,
    tick,
    write,
)

PASSWORD = "Correct-horse-1"
CRITICAL, WRONG, GRAVE = 3, 5, 7  # pupils by their place in the roster
ANSWERS = {
    CRITICAL: {papers.PHQ[8]: "1"},
    WRONG: {papers.GAD[2]: "9"},
    GRAVE: dict.fromkeys(papers.PHQ[:8], "3"),
}
MENDED = ANSWERS | {WRONG: {papers.GAD[2]: "2"}}


class People(NamedTuple):
    """An installation, and a way to give everybody a browser of their own."""

    address: str
    newcomer: Callable[[], Page]


@pytest.fixture
def people(browser: Browser, browser_context_args: dict[str, object], fresh: str) -> Iterator[People]:
    """Nobody's browser may ask for anything foreign or report an error."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def newcomer() -> Page:
        context = browser.new_context(**browser_context_args)  # type: ignore[arg-type]  # pytest-playwright's own
        contexts.append(context)
        page = context.new_page()
        page.on(
            "request",
            lambda asked: (
                asked.url.startswith((fresh, fresh.replace("http", "ws"), "data:", "blob:")) or faults.append(asked.url)
            ),
        )
        page.on("console", lambda said: said.type == "error" and "404" not in said.text and faults.append(said.text))
        return page

    yield People(fresh, newcomer)
    for context in contexts:
        context.close()
    assert faults == []


@pytest.mark.slow
def test_from_an_empty_folder_to_the_warning_list_and_to_numbers_without_names(people: People) -> None:
    admin = people.newcomer()
    begin(admin, people.address)
    given = staff_the_county(admin)
    counsellor = people.newcomer()
    hands.first_sign_in(counsellor, people.address, "counsellor", given["counsellor"], PASSWORD)
    bring_in_the_roster(counsellor)
    researcher = people.newcomer()
    hands.first_sign_in(researcher, people.address, "researcher", given["researcher"], PASSWORD)
    open_a_campaign(researcher)
    bring_in_the_answers(counsellor)
    read_the_list(counsellor)
    leader = people.newcomer()
    sent = frames_of(leader)
    hands.first_sign_in(leader, people.address, "leader", given["leader"], PASSWORD)
    read_the_numbers(leader, sent)
    find_the_acts(admin)


def begin(page: Page, address: str) -> None:
    """正式启用."""
    page.goto(address)
    for field, choice in (("省", "浙江省"), ("市", "杭州市"), ("区县", "西湖区")):
        choose(page, field, choice)
    write(page, 账号="chief", 姓名="示例甲", 密码=PASSWORD, 再输一次密码=PASSWORD)
    press(page, "启用守望")
    hands.promise(page)
    expect(page.get_by_role("heading", name="工作台", level=1)).to_be_visible(timeout=PATIENCE)


def staff_the_county(page: Page) -> dict[str, str]:
    """A school and three accounts; answers their one-time passwords."""
    open_page(page, "组织机构")
    part(page, "新增")
    write(page, 名称=papers.SCHOOL)
    page.get_by_test_id("stMain").get_by_role("button", name="初中", exact=True).click()
    page.get_by_test_id("stBaseButton-primaryFormSubmit").click()
    expect(page.get_by_text("已新增")).to_be_visible(timeout=PATIENCE)
    wanted = (
        ("counsellor", papers.SCHOOL, "心理教师"),
        ("researcher", "西湖区", "教研员"),
        ("leader", "西湖区", "局领导"),
    )
    return {who: account(page, who, place, role) for who, place, role in wanted}


def account(page: Page, who: str, place: str, role: str) -> str:
    """One more account; its password is shown on this screen and never again."""
    open_page(page, "账号管理")
    part(page, "新增")
    choose(page, "单位", place)
    choose(page, "角色", role)
    write(page, 姓名=f"示例{role}", 账号=who)
    press(page, "新增账号")
    shown = page.get_by_test_id("stCode")
    password = shown.inner_text(timeout=PATIENCE).strip()
    page.reload()
    idle(page)
    assert password not in hands.seen_words(page)
    return password


def bring_in_the_roster(page: Page) -> None:
    """One grade is wrong: marked in a copy to mend, and nothing has come in until all is right."""
    open_page(page, "花名册导入")
    send(page, papers.xlsx("花名册", papers.ROSTER, papers.roster(grade_of_the_third="初九")))
    expect(page.get_by_text("还有 1 处要改，改好就能导入")).to_be_visible()
    expect(page.get_by_text("现在写的 初九")).to_be_visible()
    kept = keep(page, "下载标好问题的文件")
    marked = kept.path().read_bytes()
    assert marked[:2] == b"PK"
    assert "花名册" in fastexcel.read_excel(marked).sheet_names
    press(page, "换一个文件")
    send(page, papers.xlsx("花名册", papers.ROSTER, papers.roster()))
    press(page, "下一步：看变化")
    confirm(page)
    expect(page.get_by_text(f"新增 {len(papers.NAMES)} 人")).to_be_visible(timeout=PATIENCE)
    assert keep(page, "下载回执").suggested_filename.startswith("回执_HMC-")


def confirm(page: Page) -> None:
    tick(page, "我已核对")
    press(page, "确认导入")
    expect(page.get_by_text("导入好了")).to_be_visible(timeout=PATIENCE)


def open_a_campaign(page: Page) -> None:
    """PHQ-9 and GAD-7 for 初一."""
    open_page(page, "普测批次")
    part(page, "新建")
    for scale in ("PHQ-9", "GAD-7"):
        choose(page, "量表", scale)
        page.keyboard.press("Escape")
    page.get_by_test_id("stMain").get_by_role("button", name="初一", exact=True).click()
    idle(page)
    press(page, "保存草稿")
    expect(page.get_by_text("草稿已保存，可以启动了")).to_be_visible(timeout=PATIENCE)
    part(page, "批次")
    pick_row(page)
    tick(page, "启动后，应测名单")
    press(page, "启动批次")
    expect(page.get_by_text("批次已启动，应测名单已定")).to_be_visible(timeout=PATIENCE)


def bring_in_the_answers(page: Page) -> None:
    """A ticked item 9 comes first, whatever the total and whatever else is wrong with the file."""
    open_page(page, "数据上传")
    send(page, papers.xlsx("作答", papers.ANSWERS, papers.answers(ANSWERS)))
    main = page.get_by_test_id("stMain").inner_text()
    urgent, mend = "1 名学生的关键题有勾选，今天要有人看", "还有 1 处要改，改好就能导入"
    assert 0 < main.index(urgent) < main.index(mend)
    press(page, "列入当日复核")
    expect(page.get_by_text("已列入当日复核")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("这 1 名已列入")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("button", name="列入当日复核")).to_have_count(0)
    press(page, "换一个文件")
    send(page, papers.xlsx("作答", papers.ANSWERS, papers.answers(MENDED)))
    confirm(page)
    assert keep(page, "下载回执").suggested_filename.startswith("回执_")
    press(page, "看预警名单")


def read_the_list(page: Page) -> None:
    """Masked, with reasons; the full name after a purpose was said."""
    expect(page.get_by_role("heading", name="预警名单", level=1)).to_be_visible(timeout=PATIENCE)
    sent = frames_of(page)
    page.reload()
    idle(page)
    pick_row(page)
    expect(page.get_by_text("进名单")).to_be_visible(timeout=PATIENCE)
    shown = hands.seen_words(page)
    assert "第 9 题" in shown
    told = shown.encode() + b"".join(sent)
    assert not [name for name in papers.NAMES if name.encode() in told]
    assert foreign_words(page) == set()
    press(page, "查看全名")
    press(page.get_by_role("dialog"), "看全名")
    expect(page.get_by_text(papers.name_of(CRITICAL))).to_be_visible(timeout=PATIENCE)


def read_the_numbers(page: Page, frames: list[bytes]) -> None:
    """The leader's first page; no name in what is drawn nor in anything the server sent."""
    expect(page.get_by_role("heading", name="总览", level=1)).to_be_visible(timeout=PATIENCE)
    idle(page)
    expect(page.get_by_text("普测完成率")).to_be_visible()
    expect(page.get_by_text("100.0%").first).to_be_visible()
    sent = b"".join(frames)
    assert "总览".encode() in sent
    for name in papers.NAMES:
        assert name not in hands.seen_words(page)
        assert name.encode() not in sent


def find_the_acts(page: Page) -> None:
    """What was done stands in the record, by kind, without anybody's name."""
    open_page(page, "操作记录")
    press(page, "检查记录是否完整")
    expect(page.get_by_text("没有被改动、删除或添加过")).to_be_visible(timeout=PATIENCE)
