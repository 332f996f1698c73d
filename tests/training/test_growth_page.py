"""教师成长档案 on the screen: one's own, sign-in by code, feedback, and other people's by picking."""

from typing import Any

from sqlmodel import select
from streamlit.testing.v1 import AppTest

from core import clock
from core.database import reading, unowned, writing
from core.training.rules import PartState, SessionState
from core.training.tables import Participation, SessionFeedback
from tests.training.builders import a_counsellor, some_hours
from tests.training.session_builders import a_part, a_session
from tests.ui.app import words
from tests.ui.screens import field, labels, opened, pick, press, run
from tests.world import World


def put(world: World, who: str | None = "counsellor_a", **other: Any) -> int:
    account = {"account_id": world.accounts[who]} if who else {}
    with writing() as session:
        staff_id = a_counsellor(session, world, **account, **other)
        some_hours(session, staff_id, "6", held_on=clock.today())
    return staff_id


def placed(world: World, staff_id: int, part: PartState, **other: Any) -> int:
    with writing() as session:
        return a_part(session, world, a_session(session, world, **other), staff_id, part)


def part_of(part_id: int) -> Participation:
    with reading() as session:
        statement = select(Participation).where(Participation.id == part_id)
        return session.exec(unowned(statement, Participation)).one()


def frames(test: AppTest) -> str:
    return "\n".join(str(one.value.to_dict()) for one in test.dataframe)


def yearly(test: AppTest) -> list[str]:
    """The hours that count, by year."""
    (hours,) = (one.value for one in test.dataframe if "total" in one.value)
    return list(hours["total"])


def test_who_is_not_linked_is_told_whom_to_ask(sqlite_world: World) -> None:
    put(sqlite_world, who=None)
    told = words(opened(sqlite_world, "counsellor_a", "growth"))
    assert "还没有和您的账号连起来的档案" in told
    assert "林示例" not in told


def test_one_reads_the_own_file_and_may_keep_it(sqlite_world: World) -> None:
    put(sqlite_world)
    put(sqlite_world, who=None, name="周示例")
    test = opened(sqlite_world, "counsellor_a", "growth")
    told = words(test) + frames(test)
    assert "林示例" in told
    assert yearly(test) == ["6"]
    assert "周示例" not in told
    assert "growth.part" not in [one.key for one in test.button_group]
    assert len(test.get("download_button")) == 1


def test_the_code_of_the_hall_signs_one_in_and_a_wrong_one_says_so(sqlite_world: World) -> None:
    shown = {"code": "123456", "code_until": clock.now().replace(year=2100), "state": SessionState.RUNNING}
    part_id = placed(sqlite_world, put(sqlite_world), PartState.ENROLLED, **shown)
    test = opened(sqlite_world, "counsellor_a", "growth")
    field(test.text_input, "大屏幕上的 6 位签到码").input("654321")
    test = press(test, "签到")
    assert "这个签到码不对" in words(test)
    assert part_of(part_id).state is PartState.ENROLLED
    field(test.text_input, "大屏幕上的 6 位签到码").input("123456")
    test = press(test, "签到")
    assert "已签到" in words(test)
    assert part_of(part_id).state is PartState.ATTENDING


def test_feedback_is_asked_once_for_an_own_session_that_is_over(sqlite_world: World) -> None:
    placed(sqlite_world, put(sqlite_world), PartState.COMPLETED, state=SessionState.DONE)
    test = press(opened(sqlite_world, "counsellor_a", "growth"), "提交反馈")
    assert "谢谢，反馈已收到" in words(test)
    assert "提交反馈" not in labels(test)
    with reading() as session:
        assert len(session.exec(unowned(select(SessionFeedback), SessionFeedback)).all()) == 1


def test_who_keeps_the_register_finds_a_person_by_school_and_name(sqlite_world: World) -> None:
    put(sqlite_world, who=None)
    put(sqlite_world, who=None, name="周示例")
    test = opened(sqlite_world, "researcher", "growth")
    field(test.selectbox, "哪所学校").set_value(sqlite_world.orgs["a"])
    field(run(test).text_input, "找姓名").input("林")
    assert list(run(test).dataframe[0].value["name"]) == ["林示例"]
    test = pick(test, test.dataframe[0].key)
    assert "计入学时" in [one.label for one in test.metric]
    assert yearly(test) == ["6"]
    assert "周示例" not in words(test) + frames(test)
    field(test.text_input, "找姓名").input("周")
    test = run(test)
    assert list(test.dataframe[0].value["name"]) == ["周示例"]
    assert "计入学时" not in [one.label for one in test.metric], "a pick belongs to the rows it was made in"
