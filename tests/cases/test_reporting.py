"""Somebody is reported by hand, on both engines."""

from datetime import date
from typing import Any

import pytest

from core.access import SYSTEM_SCOPE as ALL
from core.access import Capability
from core.cases import actions, queries
from core.cases.queries import Filter
from core.cases.rules.states import Source, WarningState
from core.cases.rules.tiering import Tier
from core.database import writing
from core.errors import AppError, NotAllowed, NotFound
from core.organisations.tables import CalendarDay
from core.students.rules import Population
from tests.cases.care import (
    GRAVE,
    MIDDLE,
    MILD,
    TODAY,
    WHY,
    act,
    ask,
    enrolled,
    refused,
    reported,
    talked,
    warned,
)
from tests.world import World

pytestmark = pytest.mark.usefixtures("friday")


@pytest.mark.parametrize(
    ("tier", "urgent", "due"),
    [
        (MIDDLE, False, date(2025, 10, 14)),  # Saturday the 11th is a school day (调休), then Monday and Tuesday
        (MILD, False, date(2025, 10, 23)),
        (GRAVE, False, TODAY),
        (MILD, True, TODAY),
    ],
)
def test_a_report_waits_for_a_talk_by_the_clock_of_its_tier(world: World, tier: Tier, urgent: bool, due: date) -> None:
    row = warned(reported(world, enrolled(world), tier=tier, urgent=urgent))
    assert (row.campaign_id, row.state, row.due_on) == (None, WarningState.AWAITING_INTERVIEW, due)
    assert (row.severity, row.level, row.urgent, row.grade) == (tier.severity, tier.level, urgent, 5)
    assert row.reasons == "上课时一直趴着，说不想上学"
    assert (row.raised_by, row.is_staff, row.care_level) == (world.accounts["counsellor_a"], False, None)


def test_a_day_the_school_is_closed_does_not_count(world: World) -> None:
    with writing() as session:
        session.add(CalendarDay(org_id=world.orgs["a"], day=date(2025, 10, 13), school=False, title="运动会"))
    assert warned(reported(world, enrolled(world))).due_on == date(2025, 10, 15)


def test_a_second_report_is_never_lost(world: World) -> None:
    person = enrolled(world)
    first, second = reported(world, person), reported(world, person, "class_teacher_a")
    assert first != second
    assert ask(world, queries.balance, scope=ALL, campaign_id=None)[WarningState.AWAITING_INTERVIEW] == 2


@pytest.mark.parametrize(
    ("who", "at", "refusal"),
    [
        ("class_teacher_a", "a", None),
        ("class_teacher_b", "a", NotFound),
        ("counsellor_b", "a", NotFound),
        ("centre", "a", None),
        ("centre_c", "a", NotFound),
        ("school_lead_a", "a", None),
        ("leader", "a", NotAllowed),
        ("school_admin_a", "a", NotAllowed),
        ("counsellor_a", "c", NotFound),
    ],
)
def test_a_report_reaches_as_far_as_whoever_makes_it(
    sqlite_world: World, who: str, at: str, refusal: type[AppError] | None
) -> None:
    person = enrolled(sqlite_world, at=at)
    if refusal is None:
        assert warned(reported(sqlite_world, person, who)).person_id == person
    else:
        with pytest.raises(refusal):
            reported(sqlite_world, person, who)


@pytest.mark.parametrize(
    ("facts", "code"),
    [({"seen": "  "}, "cases.seen_needed"), ({"source": Source.SCREENING}, "cases.source_needed")],
)
def test_a_report_says_what_was_seen_and_how(sqlite_world: World, facts: dict[str, Any], code: str) -> None:
    usual = {"source": Source.OTHERS, "seen": "同学说他几天没吃饭", "urgent": False, "tier": MILD}
    person = enrolled(sqlite_world)
    refused(code, sqlite_world, "counsellor_a", actions.report, person_id=person, **{**usual, **facts})


def test_a_teacher_is_for_the_centre_alone(sqlite_world: World) -> None:
    teacher = enrolled(sqlite_world, population=Population.TEACHER)
    warning = reported(sqlite_world, teacher, tier=MILD)
    row = warned(warning)
    assert (row.is_staff, row.care_level, row.grade, row.class_id) == (True, "区级", 0, None)
    seen = {
        who: bool(ask(sqlite_world, queries.warnings, Filter(None), scope=sqlite_world.actor(who).over(
            Capability.VIEW_WARNINGS)))
        for who in ("counsellor_a", "school_lead_a", "class_teacher_a", "centre", "centre_c")
    }  # fmt: skip
    assert seen == {who: who == "centre" for who in seen}
    refused("not_found", sqlite_world, "counsellor_a", actions.exclude, warning_id=warning, why=WHY)
    talked(sqlite_world, warning, "centre")
    case = act(sqlite_world, "centre", actions.confirm, warning_id=warning, tier=MILD, why=WHY)
    row = ask(sqlite_world, queries.case, case, scope=ALL)
    assert (row.is_staff, row.care_level, row.level) == (True, "区级", "班级")
    assert ask(sqlite_world, queries.warning, warning, scope=sqlite_world.actor("centre").over(Capability.WORK_CASES))
    refused("not_found", sqlite_world, "counsellor_a", actions.retier, case_id=case, tier=GRAVE, why=WHY)
