"""The life of a season and of a plan, as rules."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.activities.rules import PlanState, SeasonKind, SeasonState, VisitKind
from core.activities.rules import plans as plan_rules
from core.activities.rules import seasons as season_rules
from core.activities.rules.plans import (
    ADVICE,
    AIMS,
    SEEN,
    WHO,
    PlanFacts,
    Slot,
    VisitFacts,
    packed,
    plan_flaw,
    tidied,
    unpacked,
    visit_flaw,
)
from core.activities.rules.seasons import (
    GUIDANCE,
    LATEST_REPORT,
    LONGEST,
    REASON,
    TITLE,
    SeasonDraft,
    lost_items,
    season_flaw,
    told_reason,
)
from tests.activities.season_builders import CHECKLIST, ENDS, PLAN_UNTIL, REPORT_UNTIL, STARTS

DRAFT = SeasonDraft(1, SeasonKind.MAY_25, "5·25 活动月", STARTS, ENDS, REPORT_UNTIL, CHECKLIST, PLAN_UNTIL)
DAY = timedelta(days=1)
CODES = ("lecture", "parents", "career")
VISIT = VisitFacts(VisitKind.VISIT, date(2026, 5, 12), "看了一节课")


@pytest.mark.parametrize(
    ("change", "flaw"),
    [
        ({}, ""),
        ({"title": ""}, "activities.season_title"),
        ({"title": "月" * TITLE}, ""),
        ({"title": "月" * (TITLE + 1)}, "activities.season_title"),
        ({"guidance": "字" * GUIDANCE}, ""),
        ({"guidance": "字" * (GUIDANCE + 1)}, "activities.guidance_too_long"),
        ({"ends_on": STARTS + 7 * DAY, "plan_until": None}, ""),
        ({"ends_on": STARTS + 6 * DAY, "plan_until": None}, "activities.item_due_early"),
        ({"ends_on": STARTS - DAY, "plan_until": None}, "activities.season_days"),
        ({"ends_on": STARTS + LONGEST, "report_until": STARTS + LONGEST}, ""),
        ({"ends_on": STARTS + LONGEST + DAY, "report_until": STARTS + LONGEST + DAY}, "activities.season_days"),
        ({"report_until": ENDS}, ""),
        ({"report_until": ENDS - DAY}, "activities.report_until"),
        ({"report_until": ENDS + LATEST_REPORT}, ""),
        ({"report_until": ENDS + LATEST_REPORT + DAY}, "activities.report_until"),
        ({"plan_until": ENDS}, ""),
        ({"plan_until": ENDS + DAY}, "activities.plan_until"),
        ({"plan_until": None}, ""),
    ],
)
def test_what_cannot_be_planned_is_told(change: dict[str, Any], flaw: str) -> None:
    assert season_flaw(DRAFT._replace(**change)) == flaw


def test_what_ended_in_cancellation_stays_so_and_nothing_becomes_a_plan_again() -> None:
    follow = {(one, two) for one in SeasonState for two in SeasonState if season_rules.follows(one, two)}
    planned, opened, closed, cancelled = SeasonState
    assert follow == {(planned, opened), (opened, closed), (opened, cancelled), (closed, opened)}


def test_items_in_use_that_a_new_list_lacks_are_named() -> None:
    shorter = CHECKLIST.model_copy(update={"items": CHECKLIST.items[:1]})
    assert lost_items(CHECKLIST, shorter, {"lecture", "career"}) == ("career",)
    assert lost_items(CHECKLIST, shorter, {"lecture"}) == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [(" 雨 ", None), (" 台风  停课 ", "台风 停课"), ("字" * REASON, "字" * REASON), ("字" * (REASON + 1), None)],
)
def test_a_reason_says_something_and_not_too_much(text: str, said: str | None) -> None:
    assert told_reason(text) == said


@pytest.mark.parametrize(
    ("facts", "sent", "has_file", "flaw"),
    [
        (PlanFacts(), False, False, ""),
        (PlanFacts(), True, False, "activities.plan_empty"),
        (PlanFacts(), True, True, ""),
        (PlanFacts("目标"), True, False, ""),
        (PlanFacts("目" * AIMS), True, False, ""),
        (PlanFacts("目" * (AIMS + 1)), False, False, "activities.plan_too_long"),
        (PlanFacts(schedule={"lecture": Slot(who="人" * WHO)}), False, False, ""),
        (PlanFacts(schedule={"lecture": Slot(who="人" * (WHO + 1))}), False, False, "activities.plan_too_long"),
        (PlanFacts(schedule={"gone": Slot(who="林")}), False, False, "activities.unknown_item"),
    ],
)
def test_what_a_plan_cannot_say_is_told(facts: PlanFacts, sent: bool, has_file: bool, flaw: str) -> None:
    assert plan_flaw(facts, CODES, sent=sent, has_file=has_file) == flaw


SLOTS = st.builds(Slot, st.none() | st.dates(), st.text(max_size=5), st.text(max_size=5))


@given(st.dictionaries(st.sampled_from(CODES), SLOTS))
def test_a_schedule_stays_the_same_through_json(schedule: dict[str, Slot]) -> None:
    assert unpacked(packed(schedule)) == schedule


@given(st.dictionaries(st.sampled_from(CODES), SLOTS))
def test_a_tidied_plan_is_tidy_and_has_no_empty_slots(schedule: dict[str, Slot]) -> None:
    once = tidied(PlanFacts(" 目标 ", "", schedule))
    assert tidied(once) == once
    assert all(slot.on or slot.who or slot.where for slot in once.schedule.values())


@pytest.mark.parametrize(
    ("change", "flaw"),
    [
        ({}, ""),
        ({"visited_on": date(2026, 5, 20)}, ""),
        ({"visited_on": date(2026, 5, 21)}, "activities.visit_day"),
        ({"visited_on": date(2026, 1, 1)}, ""),
        ({"visited_on": date(2025, 12, 31)}, "activities.visit_day"),
        ({"seen": " 看 "}, "activities.visit_words"),
        ({"seen": "看" * SEEN}, ""),
        ({"seen": "看" * (SEEN + 1)}, "activities.visit_words"),
        ({"advice": "看" * ADVICE}, ""),
        ({"advice": "看" * (ADVICE + 1)}, "activities.visit_words"),
    ],
)
def test_a_visit_is_of_a_day_that_was_and_says_what_was_seen(change: dict[str, Any], flaw: str) -> None:
    assert visit_flaw(VISIT._replace(**change), date(2026, 5, 20), STARTS) == flaw


def test_a_plan_goes_to_the_bureau_and_back() -> None:
    follow = {(one, two) for one in PlanState for two in PlanState if plan_rules.follows(one, two)}
    draft, sent, returned, accepted = PlanState
    assert follow == {
        (draft, sent), (sent, accepted), (sent, returned), (sent, draft), (returned, sent), (accepted, returned),
    }  # fmt: skip
