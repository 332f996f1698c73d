"""督导记录 on the screen."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from streamlit.testing.v1 import AppTest

from core import clock
from core.access import SYSTEM_SCOPE
from core.database import reading, writing
from core.sheets.export import csv_bytes
from core.training import queries
from core.training.queries import MeetingRow
from tests.training.builders import a_counsellor
from tests.training.supervision_builders import a_supervision
from tests.ui.app import words
from tests.ui.screens import field, labels, opened, pick, press, run
from tests.world import World


def put(world: World, at: str = "a", hours: str | None = None, **other: Any) -> int:
    with writing() as session:
        staff_id = a_counsellor(session, world, at, **other)
        if hours:
            a_supervision(session, world, {staff_id: at}, hours=Decimal(hours), held_on=clock.today())
    return staff_id


def shown(world: World, who: str, part: str = "") -> AppTest:
    test = opened(world, who, "supervision")
    if part:
        test.button_group(key="supervision.part").set_value(part)
        test = run(test)
    return test


def told(test: AppTest) -> str:
    frames = "\n".join(str(one.value.to_dict()) for one in (*test.dataframe, *test.table))
    return words(test) + frames + str([(one.label, one.value) for one in test.metric])


def kept() -> list[MeetingRow]:
    with reading() as session:
        return queries.supervisions(session, SYSTEM_SCOPE, term=clock.term(clock.today()))


def test_a_leader_sees_numbers_of_schools_and_no_name(sqlite_world: World) -> None:
    put(sqlite_world, hours="4")
    put(sqlite_world, "b", name="周示例")
    test = shown(sqlite_world, "leader")
    everything = told(test)
    assert ("林示例" in everything, "周示例" in everything, "程示例" in everything) == (False, False, False)
    rows = test.dataframe[0].value.set_index("school")
    assert list(rows.loc["云溪中学"][["short", "met", "asked"]]) == ["1", "0", "1"]
    assert {one.label: one.value for one in test.metric}["达到要求"] == "50.0%"


def test_a_school_sees_its_own_people_and_a_counsellor_the_own_hours(sqlite_world: World) -> None:
    put(sqlite_world, hours="1", account_id=sqlite_world.accounts["counsellor_a"])
    put(sqlite_world, name="周示例", hours="9")
    [row] = shown(sqlite_world, "school_admin_a").dataframe[0].value.to_dict("records")
    assert (row["name"], row["state"], row["lacking"]) == ("林示例", ["还缺"], "团体 3 小时")
    mine = told(shown(sqlite_world, "counsellor_a"))
    assert "1 / 4 小时" in mine
    assert "周示例" not in mine


def test_the_bureau_writes_a_meeting_down_and_takes_it_off(sqlite_world: World) -> None:
    staff_id = put(sqlite_world)
    test = shown(sqlite_world, "researcher", "登记一次")
    assert "还没有可以勾选的老师" in words(test)
    field(test.multiselect, "哪些学校的老师").set_value([sqlite_world.orgs["a"]])
    test = run(test)
    test = press(test, "登记督导")
    assert "请写上督导师" in words(test)
    field(test.text_input, "督导师").input("程示例")
    next(one for one in test.button_group if "topics" in (one.key or "")).set_value(["crisis", "ethics"])
    next(one for one in test.checkbox if (one.key or "").endswith(f".{staff_id}")).check()
    test = press(test, "登记督导")
    assert "已登记，1 位老师" in words(test)
    [row] = kept()
    assert (row.facts.topics, [seat.staff_id for seat in row.seats]) == (("crisis", "ethics"), [staff_id])
    test = shown(sqlite_world, "researcher", "督导记录")
    test = pick(test, test.dataframe[0].key)
    next(one for one in test.checkbox if "ticked" in (one.key or "")).check()
    assert "已删去" in words(press(test, "删去"))
    assert kept() == []


def test_a_workbook_is_looked_at_and_then_written(sqlite_world: World) -> None:
    put(sqlite_world)
    day = (clock.today() - timedelta(days=0)).isoformat()
    head = ["日期", "方式", "时长", "督导师", "主题", "学校", "姓名"]
    line = [day, "团体督导", "2", "程示例", "哀伤", "云溪一小", "林示例"]
    test = shown(sqlite_world, "centre", "从表格导入")
    test.file_uploader[0].upload("督导.csv", csv_bytes(head, [[*line[:4], "小明", *line[5:]]]), "text/csv")
    assert "要改的地方" in words(run(test))
    test.file_uploader[0].upload("督导.csv", csv_bytes(head, [line]), "text/csv")
    test = run(test)
    next(one for one in test.checkbox if "ticked" in (one.key or "")).check()
    assert "已导入" in words(press(test, "确认导入"))
    assert len(kept()) == 1
    assert "确认导入" not in labels(test)
