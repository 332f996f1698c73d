"""学时与要求 on the screen."""

from streamlit.testing.v1 import AppTest

from core import clock
from core.database import writing
from core.training.rules import StaffKind
from core.ui.words import month_day
from tests.training.builders import a_counsellor, some_hours
from tests.ui.app import words
from tests.ui.screens import opened, pick, run
from tests.world import World


def shown(world: World, who: str, slug: str = "hours") -> AppTest:
    return opened(world, who, slug)


def put(world: World, at: str = "a", hours: str = "3", **other: object) -> int:
    with writing() as session:
        staff_id = a_counsellor(session, world, at, **other)
        some_hours(session, staff_id, hours, held_on=clock.today())
    return staff_id


def everything(test: AppTest) -> str:
    frames = "\n".join(str(frame.value.to_dict()) for frame in (*test.dataframe, *test.table))
    return words(test) + frames + str([(one.label, one.value) for one in test.metric])


def test_a_leader_sees_the_numbers_of_every_school_and_no_name(sqlite_world: World) -> None:
    put(sqlite_world)
    put(sqlite_world, "b", "9", name="周示例")
    test = pick(shown(sqlite_world, "leader"), "hours.schools")
    told = everything(test)
    assert ("林示例" in told, "周示例" in told) == (False, False)
    assert "还缺 1" in told or "1 位还缺" in told
    rows = test.dataframe[0].value.set_index("school")
    assert list(rows.loc["云溪一小"][["asked", "met", "short"]]) == ["1", "0", "1"]
    assert {one.label: one.value for one in test.metric}["达到要求"] == "50.0%"


def test_who_lacks_hours_is_told_until_when_there_is_time(sqlite_world: World) -> None:
    put(sqlite_world)
    put(sqlite_world, kind=StaffKind.PART_TIME, hours="9", name="周示例")
    told = everything(pick(shown(sqlite_world, "leader"), "hours.schools"))
    last = month_day(clock.year_span(clock.school_year(clock.today()))[1], year=True)
    assert f"还有 **1** 位差一些学时，**{last}**前补齐就行" in told
    assert "帮一把" not in told
    assert "有 1 位，要求 1 位" in told


def test_who_let_the_day_pass_is_told_so(sqlite_world: World) -> None:
    put(sqlite_world)
    test = shown(sqlite_world, "leader")
    test.selectbox(key="hours.year").select_index(1)
    assert "还有 **1** 位可以帮一把，其中 **1** 位的期限已经过了" in everything(run(test))


def test_who_keeps_the_register_reads_who_lacks_what_and_opens_one(sqlite_world: World) -> None:
    put(sqlite_world)
    put(sqlite_world, name="周示例", hours="9")
    test = pick(shown(sqlite_world, "school_admin_a"), "hours.people")
    [row] = test.dataframe[0].value.to_dict("records")
    assert (row["name"], row["state"], row["counted"]) == ("林示例", ["还缺"], "3")
    assert "每学年培训 5" in row["lacking"]
    assert "3 / 8 学时，还缺 5 学时" in everything(test)


def test_a_bureau_opens_the_people_of_a_school(sqlite_world: World) -> None:
    put(sqlite_world)
    test = pick(shown(sqlite_world, "researcher"), "hours.schools")
    assert "林示例" in everything(test)
    test.button_group(key="hours.part").set_value("教师")
    assert run(test).dataframe[0].value["name"].tolist() == ["林示例"]


def test_a_counsellor_reads_the_numbers_of_the_school_and_the_own_line(sqlite_world: World) -> None:
    put(sqlite_world, hours="9", account_id=sqlite_world.accounts["counsellor_a"])
    put(sqlite_world, name="周示例")
    told = everything(shown(sqlite_world, "counsellor_a"))
    assert "我的学时" in told
    assert "9 / 8 学时，已达到" in told
    assert "2 位有要求，1 位还缺" in told
    assert "周示例" not in told
    assert "把您的账号和档案连起来" in words(shown(sqlite_world, "school_lead_a"))


def test_an_empty_school_says_what_to_do_next(sqlite_world: World) -> None:
    assert "还没有人在岗" in words(shown(sqlite_world, "school_admin_a"))
    assert "还没有人有学时要求" in words(shown(sqlite_world, "leader"))
