"""活动上报 and 材料审核 on the screen."""

from datetime import timedelta
from typing import Any

from streamlit.testing.v1 import AppTest

from core import clock
from core.access import SYSTEM_SCOPE
from core.activities import queries
from core.activities.queries import ReportRow
from core.activities.rules import JointState, ReportState
from core.database import reading, writing
from tests.activities.report_builders import a_joint, a_photo, a_report
from tests.activities.season_builders import CHECKLIST, a_season
from tests.ui.app import words
from tests.ui.screens import field, labels, opened, pick, press, run
from tests.world import World


def a_season_now(world: World, **other: Any) -> int:
    """A season that runs today."""
    today = clock.today()
    days = {"starts_on": today - timedelta(days=9), "ends_on": today + timedelta(days=9), "plan_until": None}
    with writing() as session:
        return a_season(session, world, **days, report_until=today + timedelta(days=20), **other)


def put(world: World, season_id: int, state: ReportState = ReportState.SENT, **other: Any) -> int:
    today = clock.today()
    with writing() as session:
        return a_report(session, world, season_id, state=state, held_on=today, until=today, **other)


def reports(world: World) -> list[ReportRow]:
    with reading() as session:
        return queries.reports(session, SYSTEM_SCOPE)


def step(test: AppTest, name: str) -> AppTest:
    next(one for one in test.button_group if one.key.startswith("report.part.")).set_value(name)
    return run(test)


def test_a_report_is_begun_filled_and_sent_and_every_field_is_kept_at_once(sqlite_world: World) -> None:
    lecture, *others = CHECKLIST.items
    thrice = CHECKLIST.model_copy(update={"items": (lecture.model_copy(update={"least": 3}), *others)})
    a_season_now(sqlite_world, checklist=thrice)
    test = opened(sqlite_world, "counsellor_a", "activity_report")
    assert "一次生涯体验" not in words(test), "a primary school is not asked for it"
    field(test.button, "上报").click()
    run(test)
    (draft,) = reports(sqlite_world)
    assert (draft.state, draft.item, draft.edition) == (ReportState.DRAFT, "lecture", 0)
    field(test.number_input, "学生（人次）").set_value(200)
    run(test)
    (draft,) = reports(sqlite_world)
    assert (draft.facts.pupils, draft.facts.teachers, draft.edition) == (200, None, 1)
    field(test.number_input, "办了几场").set_value(2)
    press(test, "下一步：照片")
    step(test, "看一遍")
    assert "清单还要：照片 1 张" in words(test)
    press(test, "上报")
    assert "已上报" in words(test)
    (sent,) = reports(sqlite_world)
    assert (sent.state, sent.facts.sessions, sent.facts.pupils) == (ReportState.SENT, 2, 200)
    assert "一场心理健康讲座（待审核）" in labels(test)
    assert "至少 3 场，已报 2 场" in words(test)
    assert [one.proto.text for one in test.get("progress")] == ["必做 2 项，已上报 0 项"], "not enough is not done"


def test_what_cannot_be_sent_says_why_and_stays_a_draft(sqlite_world: World) -> None:
    report = put(sqlite_world, a_season_now(sqlite_world), ReportState.DRAFT, pupils=None)
    test = opened(sqlite_world, "counsellor_a", "activity_report", activities_report=report)
    step(test, "看一遍")
    press(test, "上报")
    assert "请至少填一类到场的人次" in words(test)
    assert reports(sqlite_world)[0].state is ReportState.DRAFT


def test_faces_nobody_has_looked_at_are_asked_about(sqlite_world: World) -> None:
    report = put(sqlite_world, a_season_now(sqlite_world), ReportState.DRAFT)
    with writing() as session:
        a_photo(session, sqlite_world, report, faces=1)
    test = opened(sqlite_world, "counsellor_a", "activity_report", activities_report=report)
    step(test, "看一遍")
    press(test, "上报")
    assert "1 张照片可能拍到学生正脸：请打码" in words(test)
    test.checkbox[0].check()
    press(test, "上报")
    assert reports(sqlite_world)[0].state is ReportState.SENT


def test_works_and_partners_are_tapped(sqlite_world: World) -> None:
    report = put(sqlite_world, a_season_now(sqlite_world), ReportState.DRAFT)
    test = opened(sqlite_world, "counsellor_a", "activity_report", activities_report=report)
    groups = {one.label: one for one in test.button_group}
    groups["收到的作品"].set_value(["drama", "painting"])
    groups["和谁合作（选填）"].set_value(["police", "health"])
    run(test)
    field(test.number_input, "绘画（件）").set_value(12)
    run(test)
    facts = reports(sqlite_world)[0].facts
    assert (facts.works, facts.partners) == ({"painting": 12, "drama": 1}, ("health", "police"))


def test_what_was_given_back_says_what_to_add(sqlite_world: World) -> None:
    put(sqlite_world, a_season_now(sqlite_world), ReportState.RETURNED, comment="请补两张照片")
    test = opened(sqlite_world, "counsellor_a", "activity_report")
    press(test, "去补充：怎样和情绪做朋友")
    assert "请补充：请补两张照片" in words(test)


def test_a_school_that_was_named_says_whether_it_took_part(sqlite_world: World) -> None:
    report = put(sqlite_world, a_season_now(sqlite_world))
    with writing() as session:
        a_joint(session, sqlite_world, report)
    test = opened(sqlite_world, "counsellor_b", "activity_report")
    field(test.number_input, "本校参加人次（选填）").set_value(35)
    press(test, "是，一起办的")
    assert [(one.state, one.attendances) for one in reports(sqlite_world)[0].joint] == [(JointState.AGREED, 35)]
    assert "和云溪一小一起办的：怎样和情绪做朋友" in words(test)


def test_a_school_that_is_picked_is_named_at_once_as_every_field_is_kept(sqlite_world: World) -> None:
    report = put(sqlite_world, a_season_now(sqlite_world), ReportState.DRAFT)
    test = opened(sqlite_world, "counsellor_a", "activity_report", activities_report=report)
    field(test.selectbox, "学校（选了就加上）").set_value(sqlite_world.orgs["b"])
    run(test)
    assert [one.school_id for one in reports(sqlite_world)[0].joint] == [sqlite_world.orgs["b"]]
    assert any(label.startswith("去掉：") for label in labels(test))


def test_a_school_outside_the_season_is_told_so(sqlite_world: World) -> None:
    a_season_now(sqlite_world, schools=("b",))
    test = opened(sqlite_world, "counsellor_a", "activity_report")
    assert "没有参加这个活动月" in words(test)
    assert not labels(test)


def test_another_schools_report_is_not_opened(sqlite_world: World) -> None:
    report = put(sqlite_world, a_season_now(sqlite_world))
    test = opened(sqlite_world, "counsellor_b", "activity_report", activities_report=report)
    assert "怎样和情绪做朋友" not in words(test)


def test_the_bureau_gives_back_one_and_accepts_several(sqlite_world: World) -> None:
    season = a_season_now(sqlite_world)
    for title in ("第一", "第二", "第三"):
        put(sqlite_world, season, title=title)
    test = opened(sqlite_world, "centre", "activity_review")
    queue = next(key for key in (one.key for one in test.dataframe) if key)
    pick(test, queue)
    assert field(test.text_area, "请学校补充什么（学校看得到）").value == "还差照片 1 张。"
    press(test, "请补充")
    assert [one.state for one in reports(sqlite_world)] == [ReportState.RETURNED, ReportState.SENT, ReportState.SENT]
    queue = next(key for key in (one.key for one in test.dataframe) if key)
    test.session_state[queue] = {"selection": {"rows": [0, 1], "columns": [], "cells": []}}
    press(run(test), "通过这 2 份")
    assert [one.state for one in reports(sqlite_world)][1:] == [ReportState.ACCEPTED, ReportState.ACCEPTED]
    assert "没有等着看的材料" in words(test)
