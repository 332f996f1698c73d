"""Care in a real browser: a class teacher's evening, a referral and back, a handover, and a leader who sees numbers only."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import wave as waves
from tests.browser.conftest import PATIENCE, SignedIn, idle
from tests.browser.hands import choose, foreign_words, frames_of, open_page, part, pick_row, press, seen_words
from tests.browser.test_words import KNOWN
from tests.browser.wave import URGENT, Told, Wave, confirmed, leaks, told_of
from tests.cases.care import FILLED
from tests.world import World

REST = "其余都没有特别，一起保存"
WATCHED, WORRYING = "最近话少", "课间总是一个人哭"
REASON, FEEDBACK, CONCLUSION = "持续两周情绪低落，需要专业评估", "已评估三次，情绪平稳", "一般心理问题，回校跟进"
NOTE, SCORE = "每两周谈一次，和班主任保持联系", f"总分 {waves.HIGH}"
MOOD = FILLED["interview"]["mood"]


@pytest.fixture(scope="module")
def wave(served_world: tuple[str, World]) -> Wave:
    waves.a_centre(served_world[1])
    return waves.a_wave(served_world[1])


@pytest.fixture
def world(served_world: tuple[str, World]) -> World:
    return served_world[1]


@pytest.mark.slow
def test_a_class_teachers_evening_and_what_the_counsellor_learns(wave: Wave, signed_in: SignedIn) -> None:
    room = f"五年级 {wave.rooms.pop(0)}"
    teacher = signed_in("class_teacher_a", "desk")
    sent = watch(teacher)
    open_page(teacher, "班主任评语")
    choose(teacher, "班级", room)
    expect(teacher.get_by_text(f"{room} 0 / 4 已写")).to_be_visible(timeout=PATIENCE)
    remark(teacher, 1, "需要留意", WATCHED)
    remark(teacher, 2, "比较担心", WORRYING)
    press(teacher, REST)
    expect(teacher.get_by_text("评语已保存")).to_be_visible(timeout=PATIENCE)
    expect(teacher.get_by_text(f"{room} 4 / 4 已写")).to_be_visible(timeout=PATIENCE)
    assert [chosen(teacher, at) for at in range(4)] == ["没有特别", "需要留意", "比较担心", "没有特别"]
    assert foreign_words(teacher, *KNOWN) == set()
    told = b"".join(sent)
    assert leaks(told, ["PHQ", SCORE, "区级", *(one.name for one in told_of())]) == []
    counsellor = signed_in("counsellor_a", "desk")
    sent = watch(counsellor)
    open_page(counsellor, "班主任评语")
    expect(counsellor.get_by_text("说法不一样的学生")).to_be_visible(timeout=PATIENCE)
    assert counsellor.get_by_role("button", name="保存已写的").count() == 0
    gaps = ["班主任担心，名单上没有", "名单上有，班主任没发现"]
    assert leaks(b"".join(sent), [*gaps, WORRYING, "4 / 4", "0 / 4"]) == [*gaps, WORRYING, "4 / 4", "0 / 4"]


@pytest.mark.slow
def test_a_case_goes_to_the_centre_and_comes_back(world: World, wave: Wave, signed_in: SignedIn) -> None:
    case = confirmed(world, wave.warnings.pop())
    counsellor = signed_in("counsellor_a", "referrals")
    refer(counsellor, waves.place_in_list(world, case))
    centre = signed_in("centre", "desk")
    answer(centre)
    (pupil,) = told_of(waves.person_of(world, case))
    sent = watch(counsellor)
    find_case(counsellor, pupil)
    expect(counsellor.get_by_text("在管", exact=True).first).to_be_visible(timeout=PATIENCE)
    open_page(counsellor, "转介")
    part(counsellor, "已有结果")
    pick_row(counsellor)
    for words in (FEEDBACK, CONCLUSION):
        expect(counsellor.get_by_text(words)).to_be_visible(timeout=PATIENCE)
    assert foreign_words(counsellor, *KNOWN) == set()
    assert leaks(b"".join(sent), [pupil.name, pupil.number]) == []


@pytest.mark.slow
def test_a_file_changes_schools_and_shows_the_minimum_before(world: World, wave: Wave, signed_in: SignedIn) -> None:
    case = confirmed(world, wave.warnings.pop())
    (pupil,) = told_of(waves.person_of(world, case))
    sender = signed_in("counsellor_a", "handovers")
    hand_over(sender, waves.place_in_list(world, case))
    receiver = signed_in("counsellor_b", "desk")
    sent = watch(receiver)
    meet_the_minimum(receiver, waves.newest_offer(world))
    secrets = [*pupil.everything, SCORE, "PHQ", NOTE, "父亲", MOOD, FILLED["interview"]["judgement"]]
    assert leaks(seen_words(receiver).encode() + b"".join(sent), secrets) == []
    press(receiver, "接收")
    expect(receiver.get_by_text("已接收，个案由本校继续跟进")).to_be_visible(timeout=PATIENCE)
    find_case(receiver, pupil)
    expect(receiver.get_by_text(SCORE)).to_be_visible(timeout=PATIENCE)
    part(receiver, "记录")
    assert leaks(b"".join(sent), [MOOD, pupil.masked]) == [MOOD, pupil.masked]
    sent = watch(sender)
    nothing_is_left(sender, pupil)
    assert leaks(b"".join(sent), [pupil.name, pupil.number, SCORE, NOTE, MOOD]) == []


@pytest.mark.slow
def test_a_leader_reads_numbers_and_nobody(wave: Wave, signed_in: SignedIn) -> None:
    leader = signed_in("leader", "overview")
    sent = watch(leader)
    read = seen_words(leader)
    expect(leader.get_by_text("100.0%").first).to_be_visible(timeout=PATIENCE)
    open_page(leader, "去向平衡表")
    expect(leader.get_by_text("各单位")).to_be_visible(timeout=PATIENCE)
    assert leader.get_by_role("button", name="看名单").count() == 0
    read += seen_words(leader)
    open_page(leader, "当日复核")
    expect(leader.get_by_text(f"现在有 {URGENT} 名学生等着当日复核")).to_be_visible(timeout=PATIENCE)
    assert leader.get_by_test_id("stDataFrame").count() == 0
    read += seen_words(leader)
    told = read.encode() + b"".join(sent)
    assert leaks(told, ["云溪中学", "普测完成率"]) == ["云溪中学", "普测完成率"]
    everybody = told_of()
    assert len(everybody) >= waves.TESTED + URGENT
    assert leaks(told, {words for one in everybody for words in one.everything}) == []


def watch(page: Page) -> list[bytes]:
    """Everything the server sends, from a fresh connection on."""
    sent = frames_of(page)
    page.reload()
    idle(page)
    return sent


def remark(page: Page, at: int, choice: str, words: str) -> None:
    """What the teacher says about the pupil in that line of the class."""
    line(page, at).get_by_role("radio", name=choice, exact=True).click()
    page.get_by_placeholder("看到了什么（可不写）").nth(at).fill(words)


def chosen(page: Page, at: int) -> str:
    return line(page, at).get_by_role("radio", checked=True).inner_text().strip()


def line(page: Page, at: int) -> Locator:
    return page.get_by_test_id("stForm").get_by_test_id("stButtonGroup").nth(at)


def refer(page: Page, at: int) -> None:
    """To the centre, with the guardian's yes."""
    side(page, "提出转介")
    pick_row(page, at)
    choose(page, "转给谁", waves.CENTRE)
    field(page, "为什么转介").fill(REASON)
    agree(page, "母亲")
    page.get_by_test_id("stFormSubmitButton").get_by_role("button", name="转介", exact=True).click()
    expect(page.get_by_text("已转介。区级中心从现在起能看到这个个案")).to_be_visible(timeout=PATIENCE)
    idle(page)


def answer(page: Page) -> None:
    """The centre takes the case and writes what came of it."""
    open_page(page, "转介")
    pick_row(page)
    expect(page.get_by_text(REASON)).to_be_visible(timeout=PATIENCE)
    page.get_by_role("button", name="接收", exact=True).click()
    expect(page.get_by_text("已接收", exact=True).first).to_be_visible(timeout=PATIENCE)
    idle(page)
    pick_row(page)
    field(page, "机构的反馈").fill(FEEDBACK)
    field(page, "结论").fill(CONCLUSION)
    press(page, "转介返回")
    expect(page.get_by_text("已返回，学生回到在管")).to_be_visible(timeout=PATIENCE)


def hand_over(page: Page, at: int) -> None:
    """To another school, with the guardian's yes and a note for the colleague there."""
    side(page, "提出移交")
    pick_row(page, at)
    search = page.get_by_role("textbox", name="找接收学校")
    search.fill("云溪中学")
    search.press("Enter")
    expect(page.get_by_role("combobox", name="移交给", exact=True)).to_be_visible(timeout=PATIENCE)
    idle(page)
    page.get_by_role("radiogroup", name="为什么移交").get_by_text("转学", exact=True).click()
    agree(page, "父亲")
    field(page, "交接说明（接收之后").fill(NOTE)
    press(page, "提出移交")
    expect(page.get_by_text("已提出移交")).to_be_visible(timeout=PATIENCE)
    idle(page)


def meet_the_minimum(page: Page, at: int) -> None:
    """What the receiving school knows before it accepts."""
    open_page(page, "移交")
    pick_row(page, at)
    for words in ("counsellor_a的名字", "校级跟进", "云溪一小"):
        expect(page.get_by_test_id("stMain").get_by_text(words).last).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("接收之后才能看到是谁、谈过什么")).to_be_visible(timeout=PATIENCE)
    assert foreign_words(page, *KNOWN) == set()


def nothing_is_left(page: Page, pupil: Told) -> None:
    """The sending school keeps a slip that names nobody."""
    open_page(page, "个案跟进")
    look_for(page, pupil)
    expect(page.get_by_text("这里没有个案")).to_be_visible(timeout=PATIENCE)
    open_page(page, "移交")
    side(page, "移出的")
    expect(page.get_by_text("移交单", exact=True)).to_be_visible(timeout=PATIENCE)


def find_case(page: Page, pupil: Told) -> None:
    """The workbench of somebody's case."""
    open_page(page, "个案跟进")
    look_for(page, pupil)
    pick_row(page)
    expect(page.get_by_text("谁负责")).to_be_visible(timeout=PATIENCE)


def look_for(page: Page, pupil: Told) -> None:
    """By the end of the number, as the list offers."""
    search = page.get_by_role("textbox", name="找学生")
    search.fill(pupil.number[-4:])
    search.press("Enter")
    idle(page)


def agree(page: Page, who: str) -> None:
    """The guardian was asked and said yes."""
    page.get_by_role("radiogroup", name="监护人的意见").get_by_text("同意", exact=True).click()
    field(page, "问了哪位监护人").fill(who)


def side(page: Page, name: str) -> None:
    """One side of a page's switch, which counts what stands on it."""
    page.get_by_test_id("stMain").get_by_role("radio", name=re.compile(f"^{name}")).first.click()
    idle(page)


def field(page: Page, title: str) -> Locator:
    return page.get_by_role("textbox", name=re.compile(f"^{title}"))
