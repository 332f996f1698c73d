"""配备与缺口 on the screen."""

from typing import Any

import pandas as pd
import pytest
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from core import clock
from core.database import unowned, writing
from core.organisations.rules import Setting
from core.organisations.tables import SchoolFacts
from core.sheets.export import csv_bytes
from core.training.rules import Gender, StaffKind
from core.training.rules.retirement import legal_day
from tests.training.builders import a_counsellor
from tests.ui.app import words
from tests.ui.screens import opened, pick, run
from tests.world import World

NAME = "林示例"


def put(world: World, at: str = "a", **other: Any) -> None:
    with writing() as session:
        a_counsellor(session, world, at, name=NAME, **other)


def born_to_retire_this_year() -> str:
    """A month of birth of a woman whose last day lies within the running school year, after today."""
    last = clock.year_span(clock.school_year(clock.today()))[1]
    months = (f"{year}-{month:02d}" for year in range(1960, 1990) for month in range(1, 13))
    return next(one for one in months if clock.today() < (legal_day(Gender.FEMALE, one) or last) <= last)


def shown(world: World, who: str = "leader") -> AppTest:
    return opened(world, who, "staffing")


def ahead(world: World, who: str = "leader") -> AppTest:
    test = shown(world, who)
    test.button_group(key="staffing.part").set_value("下学年推演")
    return run(test)


def table(test: AppTest, *columns: str) -> pd.DataFrame:
    """The table that has these columns, or an empty one."""
    return next((one.value for one in test.dataframe if set(columns) <= set(one.value.columns)), pd.DataFrame())


def listed(test: AppTest, key: str | None = None) -> list[str]:
    """The schools of the list that is open, after opening another one."""
    if key:
        test.button_group(key="staffing.list").set_value(key)
        run(test)
    found = table(test, "school", "pupils")
    return [] if found.empty else list(found["school"])


def promised(test: AppTest) -> dict[str, int]:
    """What each list says of its length."""
    group = test.button_group(key="staffing.list")
    return {option.content.rsplit(" ", 1)[0]: int(option.content.rsplit(" ", 1)[1]) for option in group.proto.options}


def metrics(test: AppTest) -> dict[str, str]:
    return {one.label: one.value for one in test.metric}


def test_a_county_that_registered_nobody_has_no_rate_and_is_told_what_to_do(sqlite_world: World) -> None:
    test = shown(sqlite_world)
    assert "2 所学校都还没有登记心理教师" in words(test)
    assert "从表格导入" in words(test)
    assert metrics(test) == {}
    assert listed(test) == ["云溪一小", "云溪中学"]


def test_the_two_rates_stand_apart_and_the_silent_school_is_told(sqlite_world: World) -> None:
    put(sqlite_world, kind=StaffKind.PART_TIME)
    test = shown(sqlite_world)
    assert {"专职配备率": "0.0%", "专（兼）职配备率": "50.0%"}.items() <= metrics(test).items()
    assert "**1** 所还没有登记" in words(test)
    assert "目前没有人在岗" not in words(test)


def test_every_list_is_as_long_as_its_number_and_holds_no_name(sqlite_world: World) -> None:
    put(sqlite_world, kind=StaffKind.PART_TIME)
    test = shown(sqlite_world)
    found = {key: listed(test, key) for key in ("full_time", "either", "stages", "silent", "all")}
    assert found == {
        "full_time": ["云溪一小"],
        "either": [],
        "stages": ["云溪一小"],
        "silent": ["云溪中学"],
        "all": ["云溪一小", "云溪中学"],
    }
    told = promised(test)
    assert [told[title] for title in ("没有专职", "没有人在岗", "学段缺专职", "还没有登记", "全部学校")] == [
        len(schools) for schools in found.values()
    ]
    everything = words(test) + str([one.value.to_dict() for one in test.dataframe])
    assert NAME not in everything


def test_a_group_that_is_picked_narrows_the_list(sqlite_world: World) -> None:
    put(sqlite_world)
    with writing() as session:
        statement = unowned(select(SchoolFacts), SchoolFacts).where(SchoolFacts.school_id == sqlite_world.orgs["b"])
        row = session.exec(statement).one()
        row.setting = Setting.RURAL
        session.add(row)
    test = shown(sqlite_world)
    test.button_group(key="staffing.side").set_value("setting")
    run(test)
    assert list(table(test, "title")["title"]) == ["城区", "乡村"]
    assert list(table(test, "title")["full"]) == ["100.0%", "未报"]
    pick(test, "staffing.groups.setting", 1)
    assert listed(test, "all") == ["云溪中学"]


@pytest.mark.parametrize("who", ["counsellor_a", "school_lead_a"])
def test_a_school_reads_its_own_standing(sqlite_world: World, who: str) -> None:
    put(sqlite_world)
    test = shown(sqlite_world, who)
    own = table(test, "norm", "standing")
    told = dict(zip(own["norm"], (one[0] for one in own["standing"]), strict=True))
    assert (told["专职配备"], told["各学段专职"], told["师生比"]) == ("达到", "达到", "不适用")
    assert list(own["having"]) == ["1 位", "1 位", "1 位", ""]
    assert "云溪中学" not in words(test)


def test_who_retires_makes_a_school_fall_and_a_new_post_lifts_it_again(sqlite_world: World) -> None:
    put(sqlite_world, gender=Gender.FEMALE, birth_month=born_to_retire_this_year())
    test = ahead(sqlite_world)
    assert (metrics(test)["到退休年龄"], metrics(test)["新增岗位"]) == ("1 位", "0 个")
    falls = table(test, "what", "posts")
    assert list(falls["school"]) == ["云溪一小"]
    assert falls["what"][0] == "没有专职、没有人在岗"
    test.multiselect(key="forecast.schools").set_value([sqlite_world.orgs["a"], sqlite_world.orgs["b"]])
    run(test)
    assert metrics(test)["新增岗位"] == "2 个"
    assert "没有学校因此掉到要求以下" in words(test)
    assert list(table(test, "what", "posts")["school"]) == ["云溪中学"], "it newly meets both"
    assert NAME not in words(test) + str([one.value.to_dict() for one in test.dataframe])


def test_a_file_of_posts_is_read_or_its_problems_are_told(sqlite_world: World) -> None:
    put(sqlite_world)
    test = ahead(sqlite_world, "researcher")
    test.button_group(key="forecast.way").set_value("从表格读")
    run(test)
    bad = csv_bytes(["学校", "新增专职"], [["云溪中学", "两个"]])
    test.file_uploader[0].upload("岗位.csv", bad, "text/csv")
    assert "不是 0—20 的整数" in words(run(test))
    assert metrics(test)["新增岗位"] == "0 个"
    test.file_uploader[0].upload("岗位.csv", csv_bytes(["学校", "新增专职"], [["云溪中学", "2"]]), "text/csv")
    assert metrics(run(test))["新增岗位"] == "2 个"
