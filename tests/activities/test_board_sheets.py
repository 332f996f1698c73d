"""The board as tables, and the words that remind a school."""

import io
from datetime import date, timedelta

import pytest
from openpyxl import load_workbook

from core.activities import actions
from core.activities.rules import Audience
from core.activities.rules.board_sheets import bureau_rows, total_rows
from core.activities.rules.board_titles import PROGRESS_TITLES
from core.activities.rules.checklists import ItemSpec
from core.activities.rules.progress import Cell, Progress, Summary
from core.activities.rules.reminders import HOLLOW, WAYS, reminder, reminder_to_all, wanted
from core.activities.rules.totals import totals
from core.database import writing
from core.errors import NotFound
from tests.activities.board_builders import a_report
from tests.activities.season_builders import a_season
from tests.world import World

UNTIL = date(2026, 6, 10)
P = Progress


def items(*titles: str) -> list[ItemSpec]:
    return [
        ItemSpec(code=f"i{at}", title=title, short="项", audiences=(Audience.PUPILS,), required=title != "选做")
        for at, title in enumerate(titles)
    ]


@pytest.mark.parametrize(
    ("state", "hollow", "told"),
    [
        *((state, False, WAYS.get(state)) for state in Progress),
        (P.DONE, True, HOLLOW),
        (P.WAITING, True, HOLLOW),
        (P.RETURNED, True, WAYS[P.RETURNED]),
        (P.EXEMPT, True, None),
    ],
)
def test_a_school_is_told_what_is_its_own_to_do_and_nothing_else(state: P, hollow: bool, told: str | None) -> None:
    one = wanted("云溪一小", items("讲座"), [Cell(state, hollow=hollow)])
    assert (one and one.ways) == (((told, ("讲座",)),) if told else None)


def test_an_optional_item_is_never_asked_for() -> None:
    assert wanted("云溪一小", items("选做"), [Cell(P.NOT_YET)]) is None


@pytest.mark.parametrize(
    ("days", "words"),
    [(2, "6月10日截止，还有 2 天"), (1, "还有 1 天"), (0, "今天（6月10日）截止"), (-1, "6月10日已过，可以补报")],
)
def test_a_reminder_says_how_much_time_is_left(days: int, words: str) -> None:
    one = wanted("云溪一小", items("讲座", "家长课堂"), [Cell(P.NOT_YET), Cell(P.RETURNED)])
    assert one is not None
    told = reminder(one, season="5·25 活动月", until=UNTIL, today=UNTIL - timedelta(days=days))
    assert words in told
    assert told.index("家长课堂") < told.index("讲座"), "the quickest comes first"
    assert "还有 2 件事" in told


def test_one_message_for_all_names_each_school_once_the_least_left_first() -> None:
    much = wanted("甲校", items("讲座", "家访"), [Cell(P.NOT_YET), Cell(P.MISSING)])
    little = wanted("乙校", items("讲座", "家访"), [Cell(P.NOT_YET), Cell(P.DONE)])
    assert much
    assert little
    told = reminder_to_all([much, little], season="5·25 活动月", until=UNTIL, today=UNTIL)
    assert [line[2:4] for line in told.splitlines() if line.startswith("·")] == ["乙校", "甲校"]


def test_every_state_has_a_word() -> None:
    assert set(PROGRESS_TITLES) == set(Progress)
    assert len(set(PROGRESS_TITLES.values())) == len(Progress)


def test_what_is_not_known_is_said_in_words_and_not_as_zero() -> None:
    nothing = totals([], set())
    assert {row[2] for row in total_rows(nothing, None, works={}, partners={})} == {"没有记录"}
    assert bureau_rows([("云溪区", Summary(), nothing)])[0][4:7] == ("不涉及", 0, "还没有完成的")


def test_works_of_this_year_and_of_last_stand_beside_each_other() -> None:
    empty = totals([], set())
    now, before = empty._replace(works={"painting": 9}), empty._replace(works={"painting": 4, "video": 2})
    rows = total_rows(now, before, works={"painting": "绘画", "video": "视频"}, partners={})
    assert rows[-2:] == [("作品：绘画", 9, 4), ("作品：视频", 0, 2)]


def test_the_workbook_has_a_row_a_school_and_what_it_came_to(world: World) -> None:
    with writing() as session:
        season = a_season(session, world, at="city")
        a_report(session, world, season)
    with writing() as session:
        content = actions.export_board(session, world.actor("city_centre"), season_id=season)
    book = load_workbook(io.BytesIO(content))
    schools = list(book["各校"].iter_rows(values_only=True))
    assert book.sheetnames == ["各校", "合计", "各地"]
    assert [row[0] for row in schools] == ["学校", "临川中学", "云溪一小", "云溪中学"]
    assert schools[2][1:6] == ("已完成", schools[1][2], "不涉及", 2, 1)
    assert ("人次", 80, "没有记录") in list(book["合计"].iter_rows(values_only=True))


def test_a_stranger_takes_nothing_along(world: World) -> None:
    with writing() as session:
        season = a_season(session, world)
    with writing() as session, pytest.raises(NotFound):
        actions.export_board(session, world.actor("centre_c"), season_id=season)
