"""活动台账 on the screen."""

from streamlit.testing.v1 import AppTest

from core import clock
from core.access import SYSTEM_SCOPE
from core.activities import queries
from core.activities.queries import ActivityRow, Chosen
from core.database import reading, writing
from tests.activities.builders import an_activity
from tests.cases.screens import labels, opened, pick, press, run
from tests.ui.app import words
from tests.ui.screens import field
from tests.world import World


def shown(world: World, who: str = "counsellor_a") -> AppTest:
    return opened(world, who, "activities")


def title(test: AppTest, text: str, at: int = 0) -> None:
    [one for one in test.text_input if one.label == "活动名称"][at].input(text)


def on_record(world: World, at: str = "a") -> list[ActivityRow]:
    since, until = clock.year_span(clock.school_year(clock.today()))
    with reading() as session:
        return queries.activities(session, SYSTEM_SCOPE, since=since, until=until, chosen=Chosen(world.orgs[at]))


LIST = "activities.list"


def number(test: AppTest, label: str, value: int) -> None:
    field(test.number_input, label).set_value(value)


def put(world: World, at: str = "a", **other: object) -> int:
    with writing() as session:
        return an_activity(session, world, at, held_on=clock.today(), **other)


def test_an_activity_is_recorded_in_one_line_for_several_audiences(sqlite_world: World) -> None:
    test = shown(sqlite_world)
    assert "本学年还没有登记活动" in words(test)
    title(test, "家长讲座")
    number(test, "场次", 2)
    number(test, "家长人次", 130)
    number(test, "学生人次", 70)
    press(test, "登记")
    assert "已登记" in words(test)
    facts = [row.facts for row in on_record(sqlite_world)]
    assert [(one.title, one.sessions, one.pupils, one.teachers, one.parents) for one in facts] == [
        ("家长讲座", 2, 70, None, 130)
    ]
    tiles = {one.label: one.value for one in test.metric}
    assert (tiles["场次"], tiles["人次"], tiles["面向家长"]) == ("2 场", "200", "2 场")


def test_without_a_title_nothing_is_recorded_and_what_was_filled_in_stays(sqlite_world: World) -> None:
    test = shown(sqlite_world)
    number(test, "家长人次", 130)
    press(test, "登记")
    assert "请写上活动名称" in words(test)
    assert field(test.number_input, "家长人次").value == 130
    assert on_record(sqlite_world) == []


def test_an_activity_is_put_right_and_taken_back(sqlite_world: World) -> None:
    put(sqlite_world)
    test = pick(shown(sqlite_world), LIST)
    title(test, "亲子讲座", 1)
    press(test, "保存")
    assert [row.facts.title for row in on_record(sqlite_world)] == ["亲子讲座"]
    put(sqlite_world, title="后来登记的")
    assert "撤下" not in labels(run(test)), "what was picked is not what stands in its place now"
    pick(test, LIST, 1)
    press(test, "撤下")
    assert len(on_record(sqlite_world)) == 2, "without the tick nothing happens"
    next(box for box in test.checkbox if "登记错了" in box.label).check()
    press(test, "撤下")
    assert [row.facts.title for row in on_record(sqlite_world)] == ["后来登记的"]


def test_a_bureau_reads_totals_by_school_and_what_is_not_registered_is_not_zero(sqlite_world: World) -> None:
    put(sqlite_world, sessions=3, parents=90)
    test = shown(sqlite_world, "leader")
    rows = test.dataframe[0].value.set_index("school")
    assert list(rows.loc["云溪一小"][["parents", "pupils", "sessions", "attendances"]]) == ["3", "0", "3", "90"]
    assert set(rows.loc["云溪中学"]) == {"未报"}
    assert labels(test) == [], "a leader changes nothing"


def test_a_bureau_that_records_chooses_the_school(sqlite_world: World) -> None:
    test = shown(sqlite_world, "researcher")
    next(one for one in test.selectbox if one.label == "谁办的").select(sqlite_world.orgs["b"])
    title(test, "全区巡讲")
    number(test, "学生人次", 300)
    press(test, "登记")
    assert ([row.facts.title for row in on_record(sqlite_world, "b")], on_record(sqlite_world)) == (["全区巡讲"], [])


def test_who_only_reads_at_the_school_sees_the_list_and_no_form(sqlite_world: World) -> None:
    put(sqlite_world)
    test = shown(sqlite_world, "school_lead_a")
    assert test.dataframe[0].value.loc[0, "title"] == "家长讲座"
    assert "登记" not in labels(test)


def test_another_schools_activities_are_not_shown(sqlite_world: World) -> None:
    put(sqlite_world)
    test = shown(sqlite_world, "counsellor_b")
    assert "本学年还没有登记活动" in words(test)
    assert not test.dataframe
