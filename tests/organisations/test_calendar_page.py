"""校历 on the screen."""

from datetime import UTC, date, datetime

import pytest
from streamlit.testing.v1 import AppTest

from core import clock
from core.database import reading, writing
from core.organisations import actions, queries
from tests.ui.app import signed_in, words
from tests.world import World

FRIDAY = date(2026, 3, 13)


def opened(world: World, who: str = "centre", year: int = 2026) -> AppTest:
    test = signed_in(world, who, "calendar").run()
    test.button_group(key="calendar.year").set_value(year).run()
    assert not test.exception
    return test


def close_school(world: World, at: str) -> None:
    with writing() as session, clock.stopped_at(datetime(2026, 3, 1, tzinfo=UTC)):
        actions.set_calendar_days(
            session,
            world.actor("centre"),
            org_id=world.orgs[at],
            first=FRIDAY,
            last=FRIDAY,
            school=False,
            title="运动会",
        )


def test_the_nations_days_are_shown_with_their_source(sqlite_world: World) -> None:
    test = opened(sqlite_world)
    frame = test.dataframe[0].value.set_index("title")
    assert (frame.loc["春节", "span"], frame.loc["春节", "days"]) == ("2月15日—23日", "9 天")
    assert frame.loc["春节", "worked"] == "2月14日 周六、2月28日 周六"
    assert "国务院办公厅关于2026年部分节假日安排的通知" in words(test)
    assert "没有改动" in words(test)


def test_a_year_without_its_notice_is_flagged(sqlite_world: World) -> None:
    assert "还没有收进来" in words(opened(sqlite_world, year=2027))
    assert "还没有收进来" not in words(opened(sqlite_world, year=2026))


def test_a_range_of_days_is_changed_and_taken_back(sqlite_world: World) -> None:
    test = opened(sqlite_world)
    for field, value in zip(test.date_input, (date(2026, 1, 26), date(2026, 3, 1)), strict=True):
        field.set_value(value)
    next(field for field in test.text_input if field.label == "是什么日子").input("寒假")
    next(button for button in test.button if button.label == "保存").click().run()
    assert not test.exception
    assert "已保存" in words(test)
    shown = test.dataframe[1].value
    assert shown[["org", "span", "kind", "title"]].to_numpy().tolist() == [["云溪区", "1月26日—3月1日", "放假", "寒假"]]
    with reading() as session:
        held = queries.calendar(session, org_id=sqlite_world.orgs["a"])
    assert held.after(date(2026, 1, 23), 1) == date(2026, 3, 2)
    test.session_state["calendar.changes"] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    test.run()
    next(button for button in test.button if button.label == "取消这处改动").click().run()
    assert not test.exception
    assert "没有改动" in words(test)


def test_a_range_that_runs_backwards_is_refused_in_words(sqlite_world: World) -> None:
    test = opened(sqlite_world)
    test.date_input[0].set_value(date(2026, 3, 2))
    test.date_input[1].set_value(date(2026, 3, 1))
    next(field for field in test.text_input if field.label == "是什么日子").input("寒假")
    next(button for button in test.button if button.label == "保存").click().run()
    assert "结束日期要在开始日期之后" in words(test)


def test_a_counsellor_reads_what_the_county_changed_and_is_offered_nothing_to_change(sqlite_world: World) -> None:
    close_school(sqlite_world, "county")
    test = opened(sqlite_world, "counsellor_a")
    assert list(test.dataframe[1].value["org"]) == ["云溪区"]
    assert not [button for button in test.button if button.label in {"保存", "取消这处改动"}]


def test_what_a_school_changed_is_not_the_countys(sqlite_world: World) -> None:
    close_school(sqlite_world, "a")
    assert "没有改动" in words(opened(sqlite_world))


@pytest.mark.parametrize(("month", "said"), [(2, "16 个上课日"), (10, "18 个上课日")])
def test_a_months_school_days_are_counted(sqlite_world: World, month: int, said: str) -> None:
    """February 2026: 2–6, 9–13 and 14 make 11, 24–27 four, 28 one. October: 8, 9, 10, then three weeks of five days."""
    test = opened(sqlite_world)
    test.selectbox(key="calendar.month.2026").set_value(month).run()
    assert said in words(test)
