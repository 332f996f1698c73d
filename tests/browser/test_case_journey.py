"""A counsellor's way in a real browser: from a warning to a closed case, with a second person at the end."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from core import clock
from core.access import mask_name
from core.cases import queries
from core.cases.rules.states import CaseState
from core.database import reading
from tests.browser import hands
from tests.browser.conftest import PATIENCE, SignedIn, idle
from tests.browser.hands import foreign_words, frames_of, open_page, part, pick_row, press
from tests.cases.care import FILLED, GRAVE, WHY, enrolled, reported
from tests.screening.builders import name_of
from tests.world import World

SERIAL = 8111
FORM_WORDS = {"情绪": "mood", "睡眠饮食": "sleep", "学业": "study", "同伴": "peers", "家庭": "family",
              "保护因素": "strengths", "初步判断": "judgement"}  # fmt: skip
PICKS = {"访谈方式": "place", "自伤或自杀意念": "risk", "建议等级": "advice"}


@pytest.mark.slow
def test_a_counsellor_from_the_warning_to_the_closed_case(served_world: tuple[str, World], signed_in: SignedIn) -> None:
    world = served_world[1]
    person = enrolled(world, SERIAL)
    reported(world, person, tier=GRAVE, urgent=True)
    counsellor = signed_in("counsellor_a", "desk")
    sent = frames_of(counsellor)
    counsellor.reload()  # its socket opens anew, so that every frame is seen
    idle(counsellor)
    find_the_row(counsellor)
    write_the_talk_down(counsellor)
    confirm_it(counsellor)
    follow_up(counsellor)
    plan(counsellor)
    propose(counsellor)
    lead = signed_in("school_lead_a", "desk")
    close(lead)
    assert mask_name(name_of(SERIAL)).encode() in b"".join(sent)
    assert name_of(SERIAL).encode() not in b"".join(sent)
    with reading() as session:
        scope = world.actor("counsellor_a").scope
        chosen = queries.CaseFilter(tuple(CaseState), people=[person])
        (case,) = queries.cases(session, scope, chosen)
    assert case.state is CaseState.CLOSED


def find_the_row(page: Page) -> None:
    """The same-day report stands first; its card is beside the list, on the same screen."""
    open_page(page, "预警名单")
    hands.choose(page, "名单", "日常发现")
    pick_row(page)
    button = page.get_by_role("button", name="写访谈、作决定")
    expect(button).to_be_visible(timeout=PATIENCE)
    table, act = page.get_by_test_id("stDataFrame").first.bounding_box(), button.bounding_box()
    assert table
    assert act
    assert act["x"] >= table["x"] + table["width"]
    assert act["y"] + act["height"] <= 900
    assert foreign_words(page, "counsellor") == set()
    button.click()
    expect(page.get_by_role("heading", name="访谈与决定", level=1)).to_be_visible(timeout=PATIENCE)
    idle(page)


def write_the_talk_down(page: Page) -> None:
    """One gap is pointed out under its field; what was written stays."""
    interview = FILLED["interview"]
    for title, key in PICKS.items():
        pill(page, title, interview[key])
    pill(page, "是否需要告知监护人", "是")
    for title, key in list(FORM_WORDS.items())[1:]:
        field(page, title).fill(interview[key])
    press(page, "保存访谈报告")
    expect(page.get_by_text("还有 1 处要补：情绪")).to_be_visible(timeout=PATIENCE)
    assert field(page, "睡眠饮食").input_value() == interview["sleep"]
    assert foreign_words(page, "counsellor") == set()
    field(page, "情绪").fill(interview["mood"])
    press(page, "保存访谈报告")
    expect(page.get_by_text("访谈已保存，现在可以定下来了")).to_be_visible(timeout=PATIENCE)


def confirm_it(page: Page) -> None:
    field(page, "为什么确认").fill(WHY)
    press(page, "确认并保存")
    expect(page.get_by_role("heading", name="个案跟进", level=1)).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("已确认，转入个案跟进")).to_be_visible(timeout=PATIENCE)
    idle(page)
    assert foreign_words(page, "counsellor") == set()


def follow_up(page: Page) -> None:
    part(page, "记录")
    pill(page, "写一条", "随访")
    idle(page)
    follow = FILLED["follow_up"]
    for title, key in {"随访方式": "way", "与上次相比": "change", "自伤或自杀意念": "risk"}.items():
        pill(page, title, follow[key])
    for title, key in {"近况": "state", "下一步": "next"}.items():
        field(page, title).fill(follow[key])
    press(page, "保存随访")
    expect(page.get_by_text("随访已保存")).to_be_visible(timeout=PATIENCE)


def plan(page: Page) -> None:
    part(page, "一生一策")
    page.get_by_role("textbox", name="做什么，或希望达到什么").fill("每天和外婆散步")
    press(page, "加上")
    expect(page.get_by_text("已加上")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("button", name="完成", exact=True).click()
    expect(page.get_by_text("已记下")).to_be_visible(timeout=PATIENCE)
    idle(page)
    part(page, "附件")
    hint = page.get_by_test_id("stFileUploaderDropzoneInstructions").locator("span").first
    assert "不超过 10MB" in hint.evaluate("one => getComputedStyle(one, '::after').content")
    assert foreign_words(page, "counsellor", "docx", "jpeg") == set()


def propose(page: Page) -> None:
    part(page, "等级与状态")
    part(page, "提出结案")
    field(page, "依据").fill(WHY)
    page.get_by_test_id("stBaseButton-primaryFormSubmit").click()
    expect(page.get_by_text("已提出结案，等确认")).to_be_visible(timeout=PATIENCE)
    idle(page)


def close(page: Page) -> None:
    """A second person, who reads no note."""
    sent = frames_of(page)
    open_page(page, "个案跟进")
    page.reload()
    idle(page)
    pick_row(page)
    expect(page.get_by_text("谁负责")).to_be_visible(timeout=PATIENCE)
    part(page, "等级与状态")
    field(page, "意见").fill(WHY)
    press(page, "结案")
    expect(page.get_by_text("已结案，记录都还在")).to_be_visible(timeout=PATIENCE)
    idle(page)
    read = b"".join(sent)
    for secret in (FILLED["interview"]["mood"], FILLED["follow_up"]["state"], "上课时一直趴着"):
        assert secret.encode() not in read
    assert clock.today().isoformat()[:4] in hands.seen_words(page)


def pill(page: Page, title: str, choice: str) -> None:
    """A choice of a question that is answered with pills."""
    group = page.get_by_test_id("stButtonGroup").filter(has=page.get_by_text(re.compile(f"^{title}")))
    group.get_by_role("radio", name=choice, exact=True).or_(
        group.get_by_role("button", name=choice, exact=True)
    ).first.click()


def field(page: Page, title: str) -> Locator:
    return page.get_by_role("textbox", name=re.compile(f"^{title}"))
