"""What waits of evaluation stands on everybody's own desk; the overview tells it in three numbers."""

from datetime import date, timedelta

import pytest

from core import clock
from core.database import writing
from core.evaluation.rules.states import EntryState, RectificationState, ResultRule, RoundState
from core.evaluation.views.desk import days_left
from tests.evaluation.after import BEST, FAIR, a_recognition, a_rectification, an_appeal, published_in
from tests.evaluation.builders import SMALL, a_round, an_assignment, an_entry
from tests.evaluation.rated import advanced, stood
from tests.screening.builders import a_campaign, brought, enrol, phq, pupils
from tests.ui.app import signed_in, words
from tests.world import World

PAST, AHEAD = timedelta(days=40), timedelta(days=9)


def desk(world: World, who: str, slug: str = "desk") -> str:
    test = signed_in(world, who, slug).run()
    assert not test.exception
    return words(test)


def days(today: date) -> dict[str, date]:
    """A round that began long ago; all of its steps end in nine days."""
    last = dict.fromkeys(("self_until", "review_until", "publicity_until"), today + AHEAD)
    return {"opens_on": today - PAST, **last}


def filling(world: World, state: EntryState) -> None:
    """A round in self-assessment with school a in that state, school b still to begin."""
    with writing() as session:
        round_id = a_round(session, world, rubric=SMALL, title="秋季督导", **days(clock.today()))
        an_entry(session, world, round_id, "a", state)
        an_entry(session, world, round_id, "b")


@pytest.mark.parametrize(
    ("left", "said"),
    [(-1, "自评已过最后一天 1 天"), (0, "自评今天到期"), (1, "自评 1 天后到期"), (9, "自评 9 天后到期")],
)
def test_the_days_that_are_left_are_told(left: int, said: str) -> None:
    assert days_left(left) == said


@pytest.mark.parametrize(
    ("state", "said", "unsaid"),
    [
        (EntryState.WAITING, "自评 9 天后到期", "请补充"),
        (EntryState.DRAFTING, "自评 9 天后到期", "请补充"),
        (EntryState.RETURNED, "自评请补充", "到期"),
        (EntryState.SUBMITTED, "工作台", "自评"),
        (EntryState.EXEMPT, "工作台", "自评"),
    ],
)
def test_a_school_reads_what_it_owes_a_round(sqlite_world: World, state: EntryState, said: str, unsaid: str) -> None:
    filling(sqlite_world, state)
    seen = desk(sqlite_world, "school_admin_a")
    assert said in seen
    assert unsaid not in seen


def test_an_extension_is_the_day_that_counts(sqlite_world: World) -> None:
    with writing() as session:
        round_id = a_round(session, sqlite_world, rubric=SMALL, **days(clock.today()))
        an_entry(session, sqlite_world, round_id, due_on=clock.today() + AHEAD + timedelta(days=5))
    assert "自评 14 天后到期" in desk(sqlite_world, "school_admin_a")


def test_a_rater_reads_how_many_of_the_own_schools_are_left(sqlite_world: World) -> None:
    with writing() as session:
        round_id = a_round(session, sqlite_world, rubric=SMALL, state=RoundState.REVIEW, **days(clock.today()))
        for school in ("a", "b"):
            entry = an_entry(session, sqlite_world, round_id, school, EntryState.SUBMITTED)
            an_assignment(session, sqlite_world, entry)
    assert "还有 2 所没打完" in desk(sqlite_world, "reviewer")
    assert "没打完" not in desk(sqlite_world, "researcher")


def in_moderation(world: World, **other: object) -> None:
    with writing() as session:
        sheets = {"a": [{"1.1": 9, "1.2": 9, "1.3": 0}, {"1.1": 3, "1.2": 9, "1.3": 0}]}
        round_ = stood(session, world, sheets, gap_points=2, raters=("reviewer", "centre"), **other)  # type: ignore[arg-type]  # columns
    advanced(world, round_.round_id, RoundState.MODERATION)


def test_whoever_holds_a_round_reads_how_many_items_are_to_be_settled(sqlite_world: World) -> None:
    in_moderation(sqlite_world)
    assert "合议 1 项等着定下来" in desk(sqlite_world, "researcher")
    assert "合议" not in desk(sqlite_world, "reviewer")


def test_where_a_chair_settles_it_is_the_chair_who_is_told(sqlite_world: World) -> None:
    in_moderation(sqlite_world, rule=ResultRule.CHAIR, chair_id=sqlite_world.accounts["reviewer"])
    assert "合议 1 项等着定下来" in desk(sqlite_world, "reviewer")
    assert "合议" not in desk(sqlite_world, "researcher")


def test_appeals_and_rechecks_wait_for_the_bureau_and_what_is_to_be_put_right_for_the_school(
    sqlite_world: World,
) -> None:
    with writing() as session:
        round_ = published_in(session, sqlite_world, {"a": [FAIR], "b": [BEST]}, **days(clock.today()))
        an_appeal(session, sqlite_world, round_.entries["a"])
        done = published_in(session, sqlite_world, {"a": [FAIR], "b": [BEST]}, state=RoundState.RECTIFYING)
        a_rectification(session, sqlite_world, done.entries["b"], "b", RectificationState.DONE)
        a_rectification(session, sqlite_world, done.entries["a"], "a", RectificationState.AGAIN)
    bureau, school = desk(sqlite_world, "researcher"), desk(sqlite_world, "school_admin_a")
    assert "申诉 1 件等答复" in bureau
    assert "整改待复核 1 条" in bureau
    assert "整改 1 条等着改好" in school
    assert "申诉" not in school


def test_a_leader_reads_evaluation_in_three_numbers(sqlite_world: World) -> None:
    people = pupils(2)
    enrol(sqlite_world, people)
    brought(sqlite_world, "counsellor_b", a_campaign(sqlite_world), [phq(one, 2) for one in people])
    assert "评估" not in desk(sqlite_world, "leader", "overview")
    filling(sqlite_world, EntryState.SUBMITTED)
    today = clock.today()
    with writing() as session:
        published_in(session, sqlite_world, {"a": [BEST], "b": [FAIR]}, state=RoundState.RECTIFYING, target=4)
        for number, ends in (("1号", None), ("2号", today + timedelta(days=90)), ("3号", today - timedelta(days=1))):
            a_recognition(session, sqlite_world, number=number, valid_until=ends)
    shown = signed_in(sqlite_world, "leader", "overview").run()
    assert not shown.exception
    found = {metric.label: metric.value for metric in shown.metric}
    assert (found["学校已提交"], found["目标达成率"], found["有效的认定"]) == ("50.0%", "50.0%", "2 项")
    assert "评估" not in desk(sqlite_world, "counsellor_b", "overview")
