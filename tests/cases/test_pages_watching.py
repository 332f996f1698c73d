"""当日复核 and 工作台 on the screen."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from core import clock
from core.cases import actions, queries
from core.cases.queries import Filter
from core.cases.rules.notices import NoticeCode
from core.database import reading, writing
from core.ops import escalate as command
from core.screening.views.urgent import waited
from core.ui import pacing, state
from core.ui.words.notices import NOTICES
from tests.cases.care import MIDDLE, MILD, enrolled, in_care, proposed, reported, talked
from tests.cases.screens import enrolled_today, labels, opened, pick, press, run
from tests.screening.builders import number_of
from tests.ui.app import words
from tests.world import World


@pytest.fixture(autouse=True)
def unpaced() -> Iterator[None]:
    """Every test's first look at the desk sweeps."""
    pacing.forget()
    yield
    pacing.forget()


def long_ago(world: World, serial: int, days: int = 30, *, urgent: bool = False, at: str = "a") -> int:
    """A warning whose clock has run out by now."""
    with clock.stopped_at(clock.now() - timedelta(days=days)):
        return reported(world, enrolled(world, serial, at), f"counsellor_{at}", MIDDLE, urgent=urgent)


@pytest.mark.parametrize(
    ("hours", "said"),
    [(0, "不到 1 小时"), (1, "1 小时"), (23, "23 小时"), (24, "1 天"), (25, "1 天 1 小时"), (48, "2 天")],
)
def test_an_age_is_said_in_days_and_hours(hours: int, said: str) -> None:
    assert waited(hours) == said


def test_a_counsellor_sees_whom_to_meet_today_and_why(sqlite_world: World) -> None:
    reported(sqlite_world, enrolled(sqlite_world), urgent=True)
    reported(sqlite_world, enrolled(sqlite_world, 8001), tier=MILD)
    test = opened(sqlite_world, "counsellor_a", "urgent")
    [row] = test.dataframe[0].value.to_dict("records")
    assert (row["why"], row["source"]) == ("上课时一直趴着，说不想上学", "日常观察")
    assert row["name"].endswith("*")
    assert "云溪一小" in row["place"]
    assert "最早的一名已等" in words(test)


def test_a_school_lead_sees_whom_but_never_why(sqlite_world: World) -> None:
    reported(sqlite_world, enrolled(sqlite_world), urgent=True)
    test = opened(sqlite_world, "school_lead_a", "urgent")
    assert list(test.dataframe[0].value["why"]) == ["请当面了解"]
    assert "趴着" not in words(test) + test.dataframe[0].value.to_string()


def test_a_picked_pupil_is_taken_to_the_talk(sqlite_world: World) -> None:
    warning = reported(sqlite_world, enrolled(sqlite_world), urgent=True)
    test = pick(opened(sqlite_world, "counsellor_a", "urgent"), "urgent.table")
    assert test.session_state[state.HELD]["care.warning"] == warning
    assert test.title[0].value == "访谈与决定"


def test_the_county_counts_and_learns_the_age_until_the_clock_runs_out(sqlite_world: World) -> None:
    reported(sqlite_world, enrolled(sqlite_world), urgent=True)
    test = opened(sqlite_world, "centre", "urgent")
    assert "没有等着您复核的学生" in words(test)
    [frame] = [each.value for each in test.dataframe]
    assert frame.to_dict("records") == [
        {"school": "云溪一小", "waiting": "1 名", "oldest": "不到 1 小时", "who": "还没有指定"}
    ]


def test_after_the_clock_the_county_sees_the_pupil(sqlite_world: World) -> None:
    long_ago(sqlite_world, 8000, urgent=True)
    opened(sqlite_world, "leader", "desk")
    test = opened(sqlite_world, "centre", "urgent")
    assert list(test.dataframe[0].value["level"]) == ["校级 → 区级"]
    assert list(test.dataframe[0].value["why"]) == ["上课时一直趴着，说不想上学"]


@pytest.mark.parametrize(("people", "said"), [(0, "现在没有等着当日复核的学生"), (9, "已隐去"), (10, "**10**")])
def test_a_leader_reads_one_number_that_tells_of_nobody(sqlite_world: World, people: int, said: str) -> None:
    for at in range(people):
        reported(sqlite_world, enrolled(sqlite_world, 8000 + at), urgent=True)
    test = opened(sqlite_world, "leader", "urgent")
    assert said in words(test)
    assert not test.dataframe
    assert ("已隐去" in words(test).replace("写“已隐去”", "")) is (people == 9)


def test_a_responder_is_named_on_the_page_and_told_on_the_desk(sqlite_world: World) -> None:
    test = opened(sqlite_world, "counsellor_a", "urgent")
    who = sqlite_world.accounts["counsellor_a2"]
    next(box for box in test.selectbox if box.label == "谁先看").set_value(who)
    press(test, "保存")
    assert "已保存" in words(test)
    desk = opened(sqlite_world, "counsellor_a2", "desk")
    assert NOTICES[NoticeCode.RESPONDER_NAMED].title in words(desk)
    press(desk, "都看过了")
    assert NOTICES[NoticeCode.RESPONDER_NAMED].title not in words(desk)
    assert NOTICES[NoticeCode.RESPONDER_NAMED].title not in words(opened(sqlite_world, "counsellor_a2", "desk"))


def test_every_notice_has_its_words() -> None:
    assert set(NOTICES) == set(NoticeCode)


def test_the_desk_says_what_is_urgent_late_and_due(sqlite_world: World) -> None:
    reported(sqlite_world, enrolled(sqlite_world), urgent=True)
    long_ago(sqlite_world, 8001)
    long_ago(sqlite_world, 8002)
    case, _ = in_care(sqlite_world, enrolled(sqlite_world, 8003))
    proposed(sqlite_world, case, "counsellor_a2")
    said = words(opened(sqlite_world, "counsellor_a", "desk"))
    for sentence in (
        "1 名学生等着当日复核", "2 名已过约定时间", "其中 2 名上一级已经一起跟进", "1 个个案等第二个人一起定结案",
    ):  # fmt: skip
        assert sentence in said
    assert "等第二个人" not in words(opened(sqlite_world, "counsellor_a2", "desk"))
    assert "已过约定时间" not in words(opened(sqlite_world, "counsellor_b", "desk"))


def test_the_centre_meets_what_was_handed_on_and_counts_the_rest(sqlite_world: World) -> None:
    long_ago(sqlite_world, 8000)
    reported(sqlite_world, enrolled(sqlite_world, 8001), urgent=True)
    said = words(opened(sqlite_world, "centre", "desk"))
    assert "1 名过了时限，已请您这一级一起跟进" in said
    assert "已过约定时间" not in said
    assert "各校还有 1 名学生等着当日复核" in said
    assert "过了时限" not in words(opened(sqlite_world, "centre_c", "desk"))


def test_the_first_job_opens_the_page_where_it_is_done(sqlite_world: World) -> None:
    reported(sqlite_world, enrolled(sqlite_world), urgent=True)
    test = press(opened(sqlite_world, "counsellor_a", "desk"), "去安排")
    assert test.title[0].value == "当日复核"


def test_the_desk_sweeps_and_then_leaves_ten_minutes(sqlite_world: World) -> None:
    first = long_ago(sqlite_world, 8000)
    test = opened(sqlite_world, "reviewer", "desk")
    second = long_ago(sqlite_world, 8001)
    run(test)
    levels = {row.id: row.care_level for row in listed(sqlite_world)}
    assert levels == {first: "区级", second: None}
    pacing.forget()
    run(test)
    assert {row.care_level for row in listed(sqlite_world)} == {"区级"}


def listed(world: World) -> list[queries.WarningRow]:
    with reading() as session:
        return queries.warnings(session, world.actor("counsellor_a").scope, Filter(None))


def test_the_command_line_does_the_same_once(
    sqlite_world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "prepare", lambda: None)  # the tables of this test are there already
    long_ago(sqlite_world, 8000, urgent=True)
    for counts in ("首次约谈 1 名（其中当日复核 1 名），随访 0 名", "首次约谈 0 名（其中当日复核 0 名），随访 0 名"):
        assert command.run(None) == 0  # type: ignore[arg-type]  # the command has no arguments
        assert counts in capsys.readouterr().out


def test_a_notice_of_what_ran_out_names_the_counts(sqlite_world: World) -> None:
    with writing() as session:
        who = [sqlite_world.accounts["counsellor_a"]]
        actions.notify(session, who, NoticeCode.RAN_OUT, at=clock.now(), warnings=3, cases=2)
    assert "首次约谈 3 名，随访 2 名" in words(opened(sqlite_world, "counsellor_a", "desk"))


def test_nothing_to_do_is_said_calmly(sqlite_world: World) -> None:
    test = opened(sqlite_world, "counsellor_a", "desk")
    assert "没有等您的事" in words(test)
    assert "都看过了" not in labels(test)


def test_a_file_is_opened_in_an_emergency_and_given_back(sqlite_world: World) -> None:
    pupil = enrolled_today(sqlite_world, 8100)
    test = opened(sqlite_world, "centre", "glass")
    assert "没有打开着的档案" in words(test)
    test.text_input(key="glass.words").input(number_of(8100)[-4:])
    run(test)
    next(area for area in test.text_area if area.label.startswith("为什么")).input("孩子离家，联系不上负责的老师")
    press(test, "应急查看 24 小时")
    assert "已打开" in words(test)
    with reading() as session:
        centre = sqlite_world.actor("centre")
        assert [row.person_id for row in queries.open_glass(session, centre, clock.now())] == [pupil]
    press(test, "看完了，关上")
    assert "没有打开着的档案" in words(test)


def test_a_reason_that_says_too_little_is_refused_in_words(sqlite_world: World) -> None:
    enrolled_today(sqlite_world, 8100)
    test = opened(sqlite_world, "centre", "glass")
    test.text_input(key="glass.words").input(number_of(8100)[-4:])
    run(test)
    next(area for area in test.text_area if area.label.startswith("为什么")).input("急")
    press(test, "应急查看 24 小时")
    assert "至少 10 个字" in words(test)
    assert "没有打开着的档案" in words(test)


def test_the_centre_finds_nobody_of_another_county(sqlite_world: World) -> None:
    enrolled_today(sqlite_world, 8100)
    test = opened(sqlite_world, "centre_c", "glass")
    test.text_input(key="glass.words").input(number_of(8100)[-4:])
    assert "没有找到" in words(run(test))


def test_a_class_teacher_is_led_to_the_own_list(sqlite_world: World) -> None:
    reported(sqlite_world, enrolled_today(sqlite_world, 8100), tier=MILD, urgent=True)
    test = press(opened(sqlite_world, "class_teacher_a", "desk"), "去安排")
    assert test.title[0].value == "预警名单"


def test_the_desk_says_what_visits_are_owed_and_leads_to_the_cases(sqlite_world: World) -> None:
    _, warning = in_care(sqlite_world, enrolled(sqlite_world, 8000, groups="left_behind,migrant"))
    in_care(sqlite_world, enrolled(sqlite_world, 8001))
    owed = "1 名特殊群体学生这学期还没有家访"
    test = opened(sqlite_world, "counsellor_a", "desk")
    assert owed in words(test)
    for who in ("counsellor_b", "school_lead_a", "class_teacher_a", "leader"):
        assert "家访" not in words(opened(sqlite_world, who, "desk"))
    at = next(button for button in test.button if (button.key or "").startswith("desk.later."))
    at.click()
    assert run(test).title[0].value == "个案跟进"
    talked(sqlite_world, warning, form="home_visit", held_on=clock.today())
    assert owed not in words(opened(sqlite_world, "counsellor_a", "desk"))
