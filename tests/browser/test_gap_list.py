"""A leader goes from a number of staffing to the schools behind it, and takes the table along: no person in either."""

import io

import openpyxl
import pytest
from playwright.sync_api import expect

from core.database import writing
from tests.browser.conftest import PATIENCE, SignedIn, idle
from tests.browser.hands import foreign_words, frames_of, keep, open_page, part, seen_words
from tests.browser.test_words import KNOWN
from tests.training.builders import a_counsellor
from tests.world import World

NAME, PHONE = "郑示例", "13900000099"
SERVED, EMPTY = "云溪一小", "云溪中学"


@pytest.mark.slow
def test_a_leader_opens_the_schools_behind_a_gap_and_no_person_goes_along(
    served_world: tuple[str, World], signed_in: SignedIn
) -> None:
    with writing() as session:
        a_counsellor(session, served_world[1], name=NAME, phone=PHONE)
    page = signed_in("leader")
    sent = frames_of(page)
    page.reload()
    idle(page)
    open_page(page, "配备与缺口")
    expect(page.get_by_text("2 所学校里，1 所有专职")).to_be_visible(timeout=PATIENCE)
    for gap in ("没有专职 0", "还没有登记 1"):
        part(page, gap)
    expect(page.get_by_test_id("stDataFrame").last).to_be_visible()
    screen = b"".join(sent)
    assert EMPTY.encode() in screen
    assert foreign_words(page, *KNOWN) == set()
    book = openpyxl.load_workbook(io.BytesIO(keep(page, "下载这些表").path().read_bytes()))
    cells = [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
    assert {SERVED, EMPTY} <= set(cells)
    for told in (seen_words(page), "\n".join(cells), screen.decode(errors="ignore")):
        assert NAME not in told
        assert PHONE not in told
