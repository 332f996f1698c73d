"""社会宣教 on the screen."""

from datetime import date

from streamlit.testing.v1 import AppTest

from core import clock
from core.access import SYSTEM_SCOPE
from core.activities import queries
from core.activities.rules import ActivityKind
from core.activities.rules.public import PublicTotals, Sum, by_kind
from core.database import reading, writing
from core.sheets.export import csv_bytes
from tests.activities.builders import an_activity
from tests.activities.public_builders import some_calls
from tests.ui.app import words
from tests.ui.screens import field, labels, opened, pick, press, run
from tests.world import World


def shown(world: World, who: str = "counsellor_a", side: str = "") -> AppTest:
    test = opened(world, who, "public_education")
    if side:
        test.button_group(key="public.side").set_value(side)
    return run(test) if side else test


def sums() -> PublicTotals:
    since, until = clock.year_span(clock.school_year(clock.today()))
    with reading() as session:
        return queries.public_totals(session, SYSTEM_SCOPE, since=since, until=until)


def calls(world: World, **other: object) -> None:
    with writing() as session:
        some_calls(session, world, taken_on=clock.today(), **other)


def test_a_home_visit_is_entered_without_a_name_in_three_taps(sqlite_world: World) -> None:
    test = shown(sqlite_world)
    next(one for one in test.button_group if one.label == "类别").set_value(ActivityKind.VISIT)
    field(test.number_input, "家长人次").set_value(2)
    press(test, "登记")
    assert "已登记" in words(test)
    assert by_kind(sums().held)[ActivityKind.VISIT] == Sum(1, 1, 2)
    assert {one.label: one.value for one in test.metric}["家访"] == "1 次"


def test_calls_are_entered_and_the_same_category_of_a_day_is_put_right_not_doubled(sqlite_world: World) -> None:
    calls(sqlite_world, category="study", calls=2)
    test = shown(sqlite_world, side="热线")
    field(test.number_input, "接听次数").set_value(3)
    press(test, "登记")
    assert "已经登记过了" in words(test)
    types = [type(one).__name__ for one in test.main]
    assert types.index("Warning") < types.index("Dataframe"), "beside the form, not below the lists"
    assert field(test.number_input, "接听次数").value == 3, "what was typed stays"
    pick(test, "public.calls")
    [one for one in test.number_input if one.label == "接听次数"][1].set_value(5)
    press(test, "保存")
    assert [one.calls for one in sums().calls] == [5]


def test_a_workbook_is_looked_at_promised_and_taken_in(sqlite_world: World) -> None:
    test = shown(sqlite_world, side="导入")
    today = clock.today().isoformat()
    content = csv_bytes(["日期", "类别", "家长人次"], [[today, "家长课堂", "80"]])
    test.file_uploader[0].upload("宣教.csv", content, "text/csv")
    run(test)
    assert {one.label: one.value for one in test.metric}["新登记"] == "1"
    test.checkbox[0].check()
    press(test, "确认导入")
    assert by_kind(sums().held)[ActivityKind.PARENTS] == Sum(1, 1, 80)


def test_a_workbook_that_cannot_be_taken_in_says_where_and_how_to_mend_it(sqlite_world: World) -> None:
    test = shown(sqlite_world, side="导入")
    content = csv_bytes(["日期", "类别", "家长人次"], [[clock.today().isoformat(), "打球", "80"]])
    test.file_uploader[0].upload("宣教.csv", content, "text/csv")
    run(test)
    assert "没有读懂" in words(test)
    assert "确认导入" not in labels(test)
    assert not sums()


def test_a_leader_reads_months_and_places_and_enters_nothing(sqlite_world: World) -> None:
    with writing() as session:
        an_activity(session, sqlite_world, held_on=clock.today(), sessions=3, parents=90)
    test = shown(sqlite_world, "leader")
    assert "登记" not in labels(test)
    assert "登记一次" not in test.button_group(key="public.side").options
    test = shown(sqlite_world, "leader", "各单位")
    rows = test.dataframe[0].value.set_index("org")
    assert list(rows.loc["云溪一小"][["lecture", "attendances", "calls"]]) == ["3", "90", "0"]
    assert set(rows.loc["云溪中学"]) == {"未报"}


def test_a_new_school_is_told_what_to_do_first(sqlite_world: World) -> None:
    for side, said in (("热线", "还没有热线接听"), ("按月看", "都还没有登记")):
        assert said in words(shown(sqlite_world, side=side))


def test_the_year_before_ends_on_the_same_day(sqlite_world: World) -> None:
    today = clock.today()
    before = today.replace(year=today.year - 1, day=min(today.day, 28))
    with writing() as session:
        an_activity(session, sqlite_world, held_on=before, sessions=2)
        an_activity(session, sqlite_world, held_on=date(today.year, today.month, min(today.day, 28)), sessions=5)
    told = {one.label: one.delta for one in shown(sqlite_world).metric}
    assert (told["讲座宣讲"], told["家访"]) == ("+3", "持平")
