"""培训活动 on the screen: planned in a minute, enrolled in by ticking, refusals in words."""

import re
from datetime import timedelta
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from core import clock
from core.access import SYSTEM_SCOPE
from core.database import reading, writing
from core.sheets.export import csv_bytes
from core.training import actions, queries
from core.training.queries import PartRow, PlaceRow, SessionRow
from core.training.rules import PartState, SessionKind, SessionState
from core.training.tables import TrainingNeed
from core.training.views import places, planning
from tests.training.builders import LONG_AGO, a_counsellor
from tests.training.session_builders import MODULES, a_part, a_quota, a_session
from tests.ui.app import words
from tests.ui.screens import field, labels, opened, pick, press, run
from tests.world import World


def soon(**other: Any) -> dict[str, Any]:
    """Days ahead of the clock on the wall: pages ask it."""
    starts = clock.now().replace(microsecond=0) + timedelta(days=10)
    ends = starts + timedelta(hours=2)
    return {"starts_at": starts, "ends_at": ends, "enrol_until": clock.today() + timedelta(days=5), **other}


def put(world: World, **other: Any) -> int:
    with writing() as session:
        return a_session(session, world, **soon(**other))


def person(world: World, at: str = "a", **other: Any) -> int:
    with writing() as session:
        return a_counsellor(session, world, at, **other)


def shown(world: World, who: str = "researcher") -> AppTest:
    return opened(world, who, "sessions")


def what(test: AppTest, name: str) -> AppTest:
    """A part of the session in hand."""
    group = next(one for one in test.button_group if one.key and one.key.startswith("sessions.what."))
    group.set_value(name)
    return run(test)


def everything(test: AppTest) -> str:
    return words(test) + "\n".join(str(frame.value.to_dict()) for frame in test.dataframe)


def every(_world: World) -> list[SessionRow]:
    with reading() as session:
        return queries.sessions_seen(session, SYSTEM_SCOPE)


def people(here: int) -> list[PartRow]:
    with reading() as session:
        return queries.participants(session, SYSTEM_SCOPE, session_id=here)


def test_a_bureau_without_sessions_is_asked_for_the_first_and_a_school_told_to_wait(sqlite_world: World) -> None:
    assert field(shown(sqlite_world).text_input, "名称").value == ""
    assert "还没有培训活动" in words(shown(sqlite_world, "counsellor_a"))


def test_a_session_is_planned_with_a_name_alone_and_opened_with_one_click(sqlite_world: World) -> None:
    test = shown(sqlite_world)
    field(test.text_input, "名称").input("危机识别与转介")
    press(test, "保存")
    (row,) = every(sqlite_world)
    assert (row.title, row.state, row.category, row.kind) == (
        "危机识别与转介", SessionState.PLANNED, "training", SessionKind.TRAINING
    )  # fmt: skip
    starts = clock.local(row.starts_at)
    assert (starts.date(), row.enrol_until) == (
        clock.today() + timedelta(days=14), clock.today() + timedelta(days=11)
    )  # fmt: skip
    assert "看一遍，再开放报名" in words(test)
    press(test, "开放报名")
    assert every(sqlite_world)[0].state is SessionState.ENROLLING
    press(test, "截止报名，开始活动")
    assert every(sqlite_world)[0].state is SessionState.RUNNING


def test_a_plan_without_a_name_is_refused_in_words_and_keeps_what_was_typed(sqlite_world: World) -> None:
    test = shown(sqlite_world)
    field(test.text_input, "地点").input("二楼报告厅")
    press(test, "保存")
    assert "请写上名称" in words(test)
    assert field(test.text_input, "地点").value == "二楼报告厅"
    assert every(sqlite_world) == []


def test_the_next_session_is_in_hand_and_not_the_course_that_has_been_running_for_long(sqlite_world: World) -> None:
    now = clock.now().replace(microsecond=0)
    long_run = {"starts_at": now - timedelta(days=40), "ends_at": now + timedelta(days=90)}
    put(sqlite_world, title="百学时课程", state=SessionState.RUNNING, **long_run)
    put(sqlite_world, title="下周的讲座")
    put(sqlite_world, title="今天的教研", starts_at=now, ends_at=now + timedelta(hours=1))
    test = shown(sqlite_world)
    table = next(one for one in test.dataframe if (one.key or "").startswith("sessions.table."))
    assert list(table.value["名称"]) == ["今天的教研", "下周的讲座", "百学时课程"]
    assert "今天的教研" in words(test)
    assert "下周的讲座" not in words(test)


def test_the_last_one_is_copied_but_for_its_days(sqlite_world: World) -> None:
    old = put(sqlite_world, place="示例教师发展中心", modules=MODULES, seats=30, must_attend=80)
    test = shown(sqlite_world)
    test.button_group(key="sessions.part.1").set_value("新建一次")
    run(test)
    field(test.selectbox, "照着以前的一次填").set_value(old)
    run(test)
    press(test, "保存")
    new, before = sorted(every(sqlite_world), key=lambda row: -row.id)
    same = ("title", "place", "lecturer", "modules", "seats", "must_attend", "hours", "category", "kind")
    assert [getattr(new, name) for name in same] == [getattr(before, name) for name in same]
    assert clock.local(new.starts_at).date() == clock.today() + timedelta(days=14)
    assert new.ends_at - new.starts_at == before.ends_at - before.starts_at


def test_a_school_ticks_its_own_people_and_sees_what_is_left(sqlite_world: World) -> None:
    world = sqlite_world
    here, mine = put(world, seats=3), person(world)
    other = person(world, name="周示例")
    person(world, "b", name="吴示例")
    with writing() as session:
        a_quota(session, world, here, "a", 2)
    test = shown(world, "counsellor_a")
    assert "还能报 2 人" in words(test)
    assert "吴示例" not in everything(test) + str([box.label for box in test.checkbox])
    press(test, "报名")
    assert "请先勾选" in words(test)
    next(box for box in test.checkbox if box.label.startswith("林示例")).check()
    press(test, "报名")
    assert [(row.staff_id, row.state) for row in people(here)] == [(mine, PartState.ENROLLED)]
    assert "已为 1 位老师报名" in words(test)
    assert "林示例" in everything(test)
    what(test, "报名")
    assert [box.label.split("　")[0] for box in test.checkbox] == ["周示例"]
    assert other not in {row.staff_id for row in people(here)}


def test_a_seat_that_is_taken_meanwhile_is_told_and_taken_once(sqlite_world: World) -> None:
    world = sqlite_world
    here, _ = put(world, seats=1), person(world)
    theirs = person(world, "b", name="吴示例")
    test = shown(world, "counsellor_a")
    test.checkbox[0].check()
    with writing() as session:
        a_part(session, world, here, theirs)
    press(test, "报名")
    assert "名额已经用完" in words(test)
    assert [row.staff_id for row in people(here)] == [theirs]


def test_after_the_last_day_a_school_sees_the_list_alone(sqlite_world: World) -> None:
    put(sqlite_world, enrol_until=clock.today() - timedelta(days=1))
    person(sqlite_world)
    test = shown(sqlite_world, "counsellor_a")
    assert "报名截止日已过" in words(test)
    assert "报名" not in labels(test)
    assert not any("sessions.what" in (one.key or "") for one in test.button_group)


def test_somebody_is_withdrawn_with_a_reason_that_the_history_keeps(sqlite_world: World) -> None:
    world = sqlite_world
    with writing() as session:
        here = a_session(session, world, **soon())
        a_part(session, world, here, a_counsellor(session, world))
    test = pick(shown(world, "counsellor_a"), f"sessions.people.{here}.0")
    field(test.text_input, "撤销的原因").input("临时请假")
    press(test, "撤销报名")
    assert people(here)[0].state is PartState.WITHDRAWN
    test = pick(test, f"sessions.people.{here}.0")
    assert "临时请假" in words(test)
    assert "撤销报名" not in labels(test)


def test_a_cancelled_session_says_why_and_has_nothing_to_press(sqlite_world: World) -> None:
    put(sqlite_world)
    test = shown(sqlite_world)
    field(test.text_input, "取消的原因").input("台风停课")
    press(test, "取消这次活动")
    assert every(sqlite_world)[0].state is SessionState.CANCELLED
    test = shown(sqlite_world, "counsellor_a")
    assert "这次活动已取消：台风停课" in words(test)
    assert labels(test) == labels(shown(sqlite_world, "counsellor_b"))


def test_what_people_typed_is_never_drawn_as_markup(sqlite_world: World) -> None:
    world = sqlite_world
    put(
        world,
        title="![图](http://示例.example/x.png)",
        state=SessionState.CANCELLED,
        reason="[点我](http://示例.example)",
    )
    put(world, title="**名称**")
    person(world, name="`林`示例")
    test = shown(world, "counsellor_a")
    test.button_group(key="sessions.time.1.1").set_value("办过的")
    for said in (words(test) + str([box.label for box in test.checkbox]), words(run(test))):
        assert "**名称**" not in said
        assert "`林`" not in said
        assert not re.search(r"(?<!\\)\]\(http", said)  # a backslash takes the meaning away


def test_a_plan_of_the_bureau_is_not_shown_to_schools(sqlite_world: World) -> None:
    put(sqlite_world, title="还没有说的活动", state=SessionState.PLANNED)
    test = shown(sqlite_world, "counsellor_a")
    assert "还没有说的活动" not in everything(test)
    assert "还没有培训活动" in words(test)


def test_needs_of_one_topic_are_answered_together(sqlite_world: World) -> None:
    world = sqlite_world
    here = put(world)
    with writing() as session:
        for at in ("a", "b"):
            raised = {"raised_by": world.accounts["admin"], "raised_at": LONG_AGO}
            session.add(TrainingNeed(school_id=world.orgs[at], topic="危机识别", source="evaluation:1:A1", **raised))
    test = what(shown(world), "回应需求")
    next(box for box in test.checkbox if box.label == "危机识别（2 所学校）").check()
    press(test, "保存")
    with reading() as session:
        assert len(queries.answered_needs(session, SYSTEM_SCOPE, session_id=here)) == 2


def test_a_session_that_somebody_changed_meanwhile_is_not_written_over(sqlite_world: World) -> None:
    world = sqlite_world
    here = put(world)
    test = what(shown(world), "修改")
    field(test.text_input, "名称").input("我的名称")
    with writing() as session:
        row = queries.session_seen(session, SYSTEM_SCOPE, here)
        actions.change_session(
            session, world.actor("researcher"), session_id=here, edition=row.edition,
            draft=row.draft._replace(title="别人的名称"),
        )  # fmt: skip
    press(test, "保存")
    assert "刚刚被别人改过" in words(test)
    assert every(world)[0].title == "别人的名称"


def test_places_by_school_are_offered_to_the_organiser_alone(sqlite_world: World) -> None:
    put(sqlite_world)
    assert "保存名额" in labels(what(shown(sqlite_world), "各校名额"))
    groups = [one for one in shown(sqlite_world, "counsellor_a").button_group if "sessions.what" in (one.key or "")]
    assert groups[0].options == ["名单", "报名", "报名表导入"]


def test_a_table_of_people_is_enrolled_and_one_with_faults_is_explained(sqlite_world: World) -> None:
    world = sqlite_world
    here, mine = put(world), person(world)
    test = what(shown(world, "counsellor_a"), "报名表导入")
    bad = csv_bytes(["姓名"], [["林示例"], ["某示例"]])
    test.get("file_uploader")[0].set_value([("报名表.csv", bad, "text/csv")])
    run(test)
    assert "名册里没有找到这位老师" in words(test)
    assert people(here) == []
    good = csv_bytes(["姓名"], [["林示例"]])
    test.get("file_uploader")[0].set_value([("报名表.csv", good, "text/csv")])
    run(test)
    next(box for box in test.checkbox if box.label == "我已核对名单。").check()
    press(test, "确认报名")
    assert [row.staff_id for row in people(here)] == [mine]
    assert "已为 1 位老师报名" in words(test)


def test_a_school_without_places_left_is_told_what_it_can_do(sqlite_world: World) -> None:
    here = put(sqlite_world)
    person(sqlite_world)
    with writing() as session:
        a_quota(session, sqlite_world, here, "b", 2)
    test = shown(sqlite_world, "counsellor_a")
    assert "请主办单位增加名额" in words(test)
    assert not test.checkbox


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([], []),
        ([{"title": " 危机 评估 ", "hours": 3}, {"title": None, "hours": None}], [("m1", "危机 评估", "3")]),
        ([{"title": "家校沟通", "hours": "4"}], [("m1", "家校沟通", "0")]),  # no number: refused later
        (
            [{"title": None, "hours": 2.5}, {"title": "家校沟通", "hours": 1}],
            [("m1", "", "2.5"), ("m2", "家校沟通", "1")],
        ),
        ([{"title": 7, "hours": float("nan"), "other": "x"}], []),
    ],
)
def test_what_was_typed_into_the_table_of_modules_is_read_cell_by_cell(
    rows: list[dict[str, object]], told: list[tuple[str, str, str]]
) -> None:
    assert [(one.code, one.title, str(one.hours)) for one in planning.modules_of(rows)] == told


def test_places_typed_in_belong_to_the_schools_of_their_lines() -> None:
    rows = [PlaceRow(7, "甲校", None, 0, None), PlaceRow(8, "乙校", 2, 1, 1), PlaceRow(9, "丙校", None, 0, None)]
    assert places.quotas_of(rows, [3, pd.NA, 0]) == {7: 3, 9: 0}
    assert places.quotas_of(rows, [pd.NA] * 3) == {}
    assert places.quotas_of(rows, ["三", 2, None]) == {7: -1, 8: 2}
