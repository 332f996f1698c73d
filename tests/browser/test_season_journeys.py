"""An activity month and the library on phones of 390 pixels: the board and its reminders, an award from the nomination to
the package, a resource found, looked at and taken along. How a school reports is in test_report.py.

These journeys come after the self-assessment, which counts what school A held.
"""

import io
from datetime import timedelta
from itertools import count
from pathlib import Path
from zipfile import ZipFile

import cv2
import numpy as np
import openpyxl
import pytest
from docx import Document
from PIL import Image
from playwright.sync_api import Browser
from sqlmodel import Session

from core import clock
from core.access import SYSTEM_SCOPE
from core.activities import actions as activities
from core.activities import queries as reports
from core.activities.packs import checklists
from core.activities.rules import ReportState
from core.database import reading, writing
from core.evaluation import actions as evaluation
from core.evaluation.rules.contests import AwardLevel, ContestDraft
from core.evaluation.rules.states import ContestSubject
from core.library import actions as library
from core.library import queries as resources
from core.library.rules import ResourceKind
from core.library.rules.drafts import ResourceDraft
from core.library.rules.files import KINDS, MOST_BYTES
from core.media import received
from tests.activities.season_builders import a_season
from tests.browser.hands import keep
from tests.browser.phones import Phone, phone
from tests.media.builders import photo
from tests.world import World

WON, WAITS = "呼吸操大家做", "家长怎样陪孩子备考"
MICRO = ResourceDraft(
    ResourceKind.MICRO, "情绪温度计：课前三分钟", "给情绪量一量温度，适合考前一周的班会。", "林示例", 2026, "own_shared",
    ("primary",), ("emotion",), ("emotion",),
)  # fmt: skip
QUESTION = "班会课上怎么给情绪量温度"
SECONDS, RATE, SIZE = 3, 10, (320, 180)
PARENTS, NAMES, COLUMNS, HEAD, ROW = 6, 78, 10, 45, 34
"""The column of the item, and px of the board on a phone: names, columns, head, a row."""
BOARD_TAPS, FINDING_TAPS = 7, 5
TRIES = count(1)
"""A journey that is run again begins with a month of its own."""


def a_month(session: Session, world: World, title: str) -> int:
    """The nine items of a city, run today by the county."""
    today = clock.today()
    days = {"starts_on": today - timedelta(9), "ends_on": today + timedelta(9), "report_until": today + timedelta(20)}
    return a_season(
        session, world, title=title, checklist=checklists()["nanning_9"], school_year=clock.school_year(today),
        plan_until=None, **days,
    )  # fmt: skip


def a_report(session: Session, world: World, season: int, item: str, title: str) -> int:
    """What school A's counsellor sent of an item, with a photograph."""
    who = world.actor("counsellor_a")
    key = activities.start_report(session, who, org_id=world.orgs["a"], season_id=season, item=item)
    row = reports.report(session, SYSTEM_SCOPE, key)
    facts = row.facts._replace(title=title, pupils=420, parents=60, note="人人有角色，别的学校照着就能办。")
    edition = activities.save_report(session, who, activity_id=key, facts=facts, edition=row.edition)
    activities.add_file(session, who, activity_id=key, title="现场", content=photo((1200, 900), "olive"))
    activities.send_report(session, who, activity_id=key, edition=edition)
    return key


def a_contest(session: Session, world: World, season: int, title: str) -> int:
    """A contest of the county for reports of a season, open to schools, with one judge."""
    bureau, soon = world.actor("researcher"), clock.today() + timedelta(10)
    draft = ContestDraft(
        world.orgs["county"], ContestSubject.REPORTS, title, clock.today().year, "pack:activity_award",
        (AwardLevel("first", "一等奖", 1),), soon, soon, "选出可以推广的活动", season, 1, 1,
    )  # fmt: skip
    key = evaluation.make_contest(session, bureau, draft=draft)
    evaluation.set_judges(session, bureau, contest_id=key, account_ids=[world.accounts["reviewer"]])
    evaluation.open_contest(session, bureau, contest_id=key)
    return key


def a_shelved(session: Session, world: World, draft: ResourceDraft, *contents: bytes) -> int:
    """A resource of school A on the county's shelf."""
    who, keeper = world.actor("counsellor_a"), world.actor("researcher")
    key = library.start_resource(session, who, org_id=world.orgs["a"], kind=draft.kind, title=draft.title)
    library.save_resource(session, who, resource_id=key, edition=0, draft=draft)
    for title, content in zip(("挂图", "课堂录像"), contents, strict=True):
        library.add_resource_file(
            session, who, resource_id=key, title=title, file=received(content, allowed=KINDS, most=MOST_BYTES)
        )
    sent = library.send_resource(session, who, resource_id=key)
    found = {"stages": draft.stages, "topics": draft.topics, "courses": draft.courses}
    library.shelve(session, keeper, resource_id=key, edition=sent, shelf_id=world.orgs["county"], **found)
    return key


def film(folder: Path) -> bytes:
    """Grey pictures that grow lighter, as WebM."""
    path = folder / "film.webm"
    made = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"VP80"), RATE, SIZE)
    for at in range(SECONDS * RATE):
        made.write(np.full((SIZE[1], SIZE[0], 3), 100 + at, np.uint8))
    made.release()
    return path.read_bytes()


def tap_tile(hand: Phone, row: int, column: int) -> None:
    """A tile of the board, which is drawn: found by where it must be."""
    board = hand.page.get_by_test_id("stVegaLiteChart").first
    board.scroll_into_view_if_needed()
    box = board.bounding_box()
    assert box
    wide = (box["width"] - NAMES) / COLUMNS
    x, y = box["x"] + NAMES + wide * (column + 0.5), box["y"] + HEAD + ROW * (row + 0.5)
    hand.act(lambda: hand.page.mouse.click(x, y))


@pytest.mark.slow
def test_a_bureau_opens_a_tile_of_the_board_accepts_it_and_copies_the_reminders(
    browser: Browser, served_world: tuple[str, World]
) -> None:
    address, world = served_world
    title = f"示例活动月 {next(TRIES)}"
    with writing() as session:
        season = a_month(session, world, title)
        waits = a_report(session, world, season, "parents", WAITS)
    with phone(browser, address, "researcher", "board") as hand:
        hand.choose("活动月", title)
        tap_tile(hand, 0, PARENTS)
        hand.says(WAITS)
        hand.tap("去审核")
        hand.says(WAITS)
        hand.tap("通过")
        hand.says("已通过")
        hand.go("进度板")
        hand.says("1 / 18")
        hand.tap("提醒学校")
        copies = hand.page.get_by_test_id("stCode").get_by_test_id("stElementToolbarButton")
        seen = copies.evaluate("one => one.checkVisibility({opacityProperty: true, visibilityProperty: true})")
        assert seen, "a finger has no hover that would show the button"
        hand.act(copies.get_by_role("button").click)
        copied = hand.page.evaluate("navigator.clipboard.readText()")
        assert hand.taps <= BOARD_TAPS
    assert "云溪中学" in copied
    with reading() as session:
        assert reports.report(session, SYSTEM_SCOPE, waits).state is ReportState.ACCEPTED


@pytest.mark.slow
def test_a_report_is_nominated_judged_awarded_and_its_package_opens(
    browser: Browser, served_world: tuple[str, World]
) -> None:
    address, world = served_world
    title = f"示例活动评选 {next(TRIES)}"
    with writing() as session:
        season = a_month(session, world, f"{title}的活动月")
        won = a_report(session, world, season, "show", WON)
        activities.accept_reports(session, world.actor("researcher"), activity_ids=[won])
        a_contest(session, world, season, title)
    nominate(browser, address, title)
    with phone(browser, address, "researcher", "contests") as bureau:
        bureau.choose("哪一次", title)
        bureau.tap("截止推荐，进入评审")
        judge(browser, address)
        bureau.part("名次与奖项")
        bureau.tap("公示结果")
        bureau.says("获奖名单")
        package = keep(bureau.page, "下载上报材料").path().read_bytes()
    holds_what_won(package)


def nominate(browser: Browser, address: str, title: str) -> None:
    """By the school's counsellor."""
    with phone(browser, address, "counsellor_a", "contests") as school:
        school.choose("哪一次", title)
        school.type("推荐理由", "人人有角色，没有观众")
        school.tap("推荐")
        school.says("已推荐")


def judge(browser: Browser, address: str) -> None:
    """The best of every item, by the judge."""
    with phone(browser, address, "reviewer", "judging") as expert:
        expert.tap("去评审")
        expert.says("人人有角色")
        main = expert.page.get_by_test_id("stMain")
        for group in main.get_by_role("radiogroup").all():
            group.get_by_role("radio").last.check(force=True)
        expert.tap("保存")
        expert.says("合计 100 分")


def holds_what_won(package: bytes) -> None:
    """A summary, and the work's form with its photograph; every file can be opened."""
    with ZipFile(io.BytesIO(package)) as archive:
        assert archive.testzip() is None
        found = {name.rsplit(".", 1)[-1]: archive.read(name) for name in archive.namelist()}
    assert sorted(found) == ["docx", "jpg", "xlsx"]
    form = Document(io.BytesIO(found["docx"]))
    said = [cell.text for table in form.tables for row in table.rows for cell in row.cells]
    assert any(WON in text for text in [*said, *(one.text for one in form.paragraphs)])
    sheet = openpyxl.load_workbook(io.BytesIO(found["xlsx"])).active
    assert any(WON in str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)
    assert Image.open(io.BytesIO(found["jpg"])).size == (1200, 900)


def test_a_teacher_finds_a_resource_by_a_question_sees_it_in_place_and_takes_it_along(
    browser: Browser, served_world: tuple[str, World], tmp_path: Path
) -> None:
    address, world = served_world
    draft = MICRO._replace(title=f"{MICRO.title}（{next(TRIES)}）")
    picture = photo((1200, 900), "teal")
    with writing() as session:
        resource = a_shelved(session, world, draft, picture, film(tmp_path))
    with phone(browser, address, "counsellor_b", "library") as hand:
        hand.type("找什么", QUESTION)
        hand.tap("查找")
        hand.says(draft.title)
        hand.tap("打开")
        hand.says(draft.title)
        shown = hand.page.get_by_role("img", name="挂图")
        hand.see(shown)
        assert shown.evaluate("one => one.naturalWidth") > 0
        hand.part("课堂录像")
        hand.see(hand.page.locator("video"))
        hand.part("挂图")
        taken = keep(hand.page, "下载这个文件")
        assert taken.path().read_bytes()[:3] == b"\xff\xd8\xff"
        assert hand.taps <= FINDING_TAPS
    with reading() as session:
        assert resources.resource(session, SYSTEM_SCOPE, resource).downloads == 1
