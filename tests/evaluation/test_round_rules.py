"""What a round must be told, how it moves, who is late, who may not rate whom, what is said to those who wait."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.evaluation.rules.conflicts import Bar, Rater, bar
from core.evaluation.rules.freezing import frozen, thawed
from core.evaluation.rules.reminders import Waiting, notice, reminder
from core.evaluation.rules.rounds import TITLE, Dates, RoundDraft, due_on, flaw, is_late
from core.evaluation.rules.shares import Attainment, Coverage
from core.evaluation.rules.states import (
    AppealState,
    AssignmentState,
    EntryState,
    ExemptReason,
    Rank,
    RectificationState,
    ResultRule,
    RoundKind,
    RoundState,
    TieKind,
)
from core.evaluation.rules.timeline import (
    LINE,
    UNBLINDED,
    Lack,
    Standing,
    back_from,
    keeps_from_back,
    lacks,
    line,
    next_states,
    notes,
)
from core.evaluation.rules.titles import (
    APPEAL_STATES,
    ASSIGNMENT_STATES,
    BARS,
    ENTRY_STATES,
    EXEMPT_REASONS,
    RANKS,
    RECTIFICATION_STATES,
    RESULT_RULES,
    ROUND_KINDS,
    ROUND_STATES,
    TIE_KINDS,
)
from tests.evaluation.builders import SMALL

DAY = date(2025, 10, 8)
DRAFT = RoundDraft(
    1,
    RoundKind.SUPERVISION,
    "督导",
    2025,
    "pack:one",
    DAY,
    DAY + timedelta(days=20),
    DAY + timedelta(days=40),
    DAY + timedelta(days=47),
    DAY + timedelta(days=80),
)
S = RoundState


def test_a_draft_without_a_flaw_has_none() -> None:
    assert flaw(DRAFT, ["pack:one"]) is None


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"title": "  "}, "evaluation.round_title"),
        ({"title": "督" * TITLE}, None),
        ({"title": "督" * (TITLE + 1)}, "evaluation.round_title"),
        ({"rubric": "pack:other"}, "evaluation.unknown_rubric"),
        ({"self_until": DAY}, None),
        ({"self_until": DAY - timedelta(days=1)}, "evaluation.dates_out_of_order"),
        ({"review_until": DRAFT.self_until}, None),
        ({"review_until": DRAFT.self_until - timedelta(days=1)}, "evaluation.dates_out_of_order"),
        ({"publicity_until": DRAFT.review_until - timedelta(days=1)}, "evaluation.dates_out_of_order"),
        ({"rectify_until": DRAFT.publicity_until}, None),
        ({"rectify_until": DRAFT.publicity_until - timedelta(days=1)}, "evaluation.dates_out_of_order"),
        ({"rectify_until": None}, None),
        ({"raters": 0}, "evaluation.rater_count"),
        ({"raters": 1}, None),
        ({"raters": 15}, None),
        ({"raters": 16}, "evaluation.rater_count"),
        ({"rule": ResultRule.CHAIR}, "evaluation.chair_needed"),
        ({"rule": ResultRule.CHAIR, "chair_id": 7}, None),
        ({"rule": ResultRule.TRIMMED, "raters": 3}, "evaluation.trimmed_from_four"),
        ({"rule": ResultRule.TRIMMED, "raters": 4}, None),
        ({"target": 0}, "evaluation.bad_target"),
        ({"target": 1}, None),
        ({"gap_points": Decimal("-0.5")}, "evaluation.bad_gap"),
        ({"gap_points": Decimal(0)}, None),
        ({"gap_anchors": -1}, "evaluation.bad_gap"),
        ({"with_self": False}, None),
        ({"kind": RoundKind.INSPECTION, "with_publicity": False}, None),
        ({"kind": RoundKind.CREATION, "with_self": False}, "evaluation.step_not_skipped"),
        ({"kind": RoundKind.REVIEW, "with_publicity": False}, "evaluation.step_not_skipped"),
    ],
)
def test_a_draft_says_its_first_flaw(change: dict[str, object], code: str | None) -> None:
    assert flaw(DRAFT._replace(**change), ["pack:one"]) == code


def test_days_that_were_told_only_move_later() -> None:
    told = DRAFT.dates
    assert told.only_later(told)
    assert told._replace(self_until=told.self_until + timedelta(days=1)).only_later(told)
    assert not told._replace(self_until=told.self_until - timedelta(days=1)).only_later(told)
    assert not told._replace(rectify_until=None).only_later(told), "a day that was told is not taken back"
    assert told.only_later(told._replace(rectify_until=None))


@given(st.lists(st.dates(), min_size=5, max_size=5))
def test_sorted_days_are_in_order_and_only_those(days: list[date]) -> None:
    assert Dates(*sorted(days)).in_order
    assert Dates(*days).in_order == (days == sorted(days))


@pytest.mark.parametrize(
    ("state", "today", "late"),
    [
        (EntryState.WAITING, 20, False),
        (EntryState.WAITING, 21, True),
        (EntryState.DRAFTING, 21, True),
        (EntryState.RETURNED, 21, True),
        (EntryState.SUBMITTED, 21, False),
        (EntryState.EXEMPT, 21, False),
    ],
)
def test_a_school_is_late_from_the_day_after_its_last(state: EntryState, today: int, late: bool) -> None:
    assert is_late(state, DRAFT.self_until, DAY + timedelta(days=today)) is late


def test_an_extension_of_its_own_takes_the_place_of_the_rounds_day() -> None:
    later = DAY + timedelta(days=33)
    assert due_on(DRAFT.self_until, None) == DRAFT.self_until
    assert due_on(DRAFT.self_until, later) == later


def test_a_round_goes_along_its_line() -> None:
    for here, after in ((S.DRAFT, S.SELF), (S.SELF, S.REVIEW), (S.REVIEW, S.MODERATION), (S.MODERATION, S.PUBLICITY)):
        assert next_states(here) == (after,)
    assert next_states(S.PUBLICITY) == (S.RECOGNISED,)
    assert next_states(S.RECOGNISED) == (S.RECTIFYING, S.CLOSED)
    assert next_states(S.RECTIFYING) == (S.CLOSED,)
    assert next_states(S.CLOSED) == ()


def test_a_shortened_round_leaves_steps_out() -> None:
    assert next_states(S.DRAFT, with_self=False) == (S.REVIEW,)
    assert next_states(S.MODERATION, with_publicity=False) == (S.RECOGNISED,)
    assert set(LINE) - set(line(with_self=False, with_publicity=False)) == {S.SELF, S.PUBLICITY}


@given(st.booleans(), st.booleans())
def test_every_step_leads_onward_and_ends_closed(with_self: bool, with_publicity: bool) -> None:
    reached, waiting = {S.DRAFT}, [S.DRAFT]
    while waiting:
        here = waiting.pop()
        for after in next_states(here, with_self=with_self, with_publicity=with_publicity):
            assert LINE.index(after) > LINE.index(here)
            if after not in reached:
                reached.add(after)
                waiting.append(after)
    assert reached == set(line(with_self=with_self, with_publicity=with_publicity))


FULL = Standing(entries=5, exempt=1, submitted=4)


@pytest.mark.parametrize(
    ("to", "found", "code"),
    [
        (S.SELF, Standing(), "evaluation.no_entries"),
        (S.SELF, Standing(entries=1, exempt=1), "evaluation.no_entries"),
        (S.SELF, Standing(entries=1), None),
        (S.REVIEW, Standing(entries=1), None),
        (S.MODERATION, FULL._replace(open_sheets=1), "evaluation.sheets_open"),
        (S.MODERATION, FULL._replace(unrated=2), None),
        (S.PUBLICITY, FULL._replace(open_moderations=1), "evaluation.moderations_open"),
        (S.PUBLICITY, FULL, None),
        (S.RECOGNISED, FULL._replace(open_appeals=1), "evaluation.appeals_open"),
        (S.RECOGNISED, FULL, None),
        (S.RECTIFYING, FULL._replace(open_rectifications=3), None),
        (S.CLOSED, FULL._replace(open_rectifications=1), "evaluation.rectifications_open"),
        (S.CLOSED, FULL, None),
    ],
)
def test_a_step_waits_for_what_it_needs(to: RoundState, found: Standing, code: str | None) -> None:
    today = DAY if to is S.PUBLICITY else DAY + timedelta(days=1)
    waits = lacks(to, found, publicity_until=DAY, with_publicity=True, today=today)
    assert [lack.code for lack in waits] == ([code] if code else [])


@pytest.mark.parametrize(("after", "waits"), [(-1, False), (0, False), (1, True)])
def test_publicity_begins_on_its_last_day_at_the_latest(after: int, waits: bool) -> None:
    today = DAY + timedelta(days=after)
    found = lacks(S.PUBLICITY, FULL, publicity_until=DAY, with_publicity=True, today=today)
    assert [lack.code for lack in found] == (["evaluation.publicity_over"] if waits else [])


@pytest.mark.parametrize(
    ("after", "with_publicity", "waits"), [(-1, True, True), (0, True, True), (1, True, False), (0, False, False)]
)
def test_recognition_waits_until_the_day_after_publicity(after: int, with_publicity: bool, waits: bool) -> None:
    today = DAY + timedelta(days=after)
    found = lacks(S.RECOGNISED, FULL, publicity_until=DAY, with_publicity=with_publicity, today=today)
    assert (Lack("evaluation.publicity_runs", 1) in found) is waits


def test_whoever_is_left_out_is_counted_before_the_step() -> None:
    found = Standing(entries=6, exempt=1, submitted=3, unrated=1)
    assert notes(S.REVIEW, found) == (Lack("evaluation.not_submitted", 2),)
    assert notes(S.MODERATION, found) == (Lack("evaluation.left_out", 2), Lack("evaluation.unrated", 1))
    assert notes(S.PUBLICITY, found) == ()
    assert notes(S.MODERATION, Standing(tied=1)) == (Lack("evaluation.tied_since", 1),)


def test_there_is_no_way_back_once_marks_are_known() -> None:
    assert back_from(S.SELF) is S.DRAFT
    assert back_from(S.REVIEW) is S.SELF
    assert back_from(S.REVIEW, with_self=False) is S.DRAFT
    for state in (S.DRAFT, *UNBLINDED):
        assert back_from(state) is None


def test_a_step_is_not_taken_back_from_those_who_began() -> None:
    assert keeps_from_back(S.SELF, Standing(begun=1)) == (Lack("evaluation.schools_began", 1),)
    assert keeps_from_back(S.REVIEW, Standing(begun=1, submitted=1)) == ()
    assert keeps_from_back(S.REVIEW, Standing(marks=2)) == (Lack("evaluation.raters_began", 2),)


SCHOOL, PATH = 9, "/1/3/9/"
FREE = Rater(7, ("/1/3/",))


@pytest.mark.parametrize(
    ("rater", "why"),
    [
        (FREE, None),
        (FREE._replace(reaches=("/1/",)), None),
        (FREE._replace(reaches=("/1/3/9/",)), None),
        (FREE._replace(reaches=("/1/4/",)), Bar.OUT_OF_REACH),
        (FREE._replace(reaches=()), Bar.OUT_OF_REACH),
        (FREE._replace(own=frozenset({SCHOOL})), Bar.OWN),
        (FREE._replace(own=frozenset({8, 3})), None),
        (FREE._replace(former=frozenset({SCHOOL})), Bar.FORMER),
        (FREE._replace(ties=frozenset({(SCHOOL, TieKind.FAMILY)})), Bar.FAMILY),
        (FREE._replace(ties=frozenset({(SCHOOL, TieKind.OTHER)})), Bar.OTHER),
        (FREE._replace(ties=frozenset({(8, TieKind.FAMILY)})), None),
        (FREE._replace(own=frozenset({SCHOOL}), former=frozenset({SCHOOL}), reaches=()), Bar.OWN),
    ],
)
def test_somebody_with_a_stake_must_not_rate(rater: Rater, why: Bar | None) -> None:
    assert bar(rater, SCHOOL, PATH) is why


@given(st.integers(0, 500), st.integers(0, 500))
def test_coverage_never_goes_over_a_hundred(done: int, due: int) -> None:
    if done > due:
        with pytest.raises(ValueError, match="more were covered"):
            Coverage(done, due)
    else:
        share = Coverage(done, due).percent
        assert (share is None) == (due == 0)
        assert share is None or 0 <= share <= 100


def test_attainment_may_go_over_a_hundred_and_is_no_coverage() -> None:
    assert Attainment(1057, 800).percent == Decimal("132.1")  # 132.125, half up to one decimal
    assert Attainment(0, 800).percent == 0
    assert Coverage(1, 2).percent == Attainment(1, 2).percent
    assert Coverage(1, 2) != Attainment(1, 2)
    with pytest.raises(ValueError, match="at least one"):
        Attainment(1, 0)


def test_a_reminder_tells_the_day_and_how_far_it_lies_back() -> None:
    row = Waiting("云溪一小", EntryState.WAITING, date(2025, 10, 28))
    assert "已经过了 3 天" in reminder("督导", row, today=date(2025, 10, 31))
    assert "就是今天" in reminder("督导", row, today=date(2025, 10, 28))
    assert "还有 2 天" in reminder("督导", row, today=date(2025, 10, 26))
    assert "请补充" in reminder("督导", row._replace(state=EntryState.RETURNED), today=date(2025, 10, 26))


def test_a_notice_names_those_over_their_day_first() -> None:
    rows = [
        Waiting("丙校", EntryState.WAITING, date(2025, 11, 20)),
        Waiting("乙校", EntryState.RETURNED, date(2025, 10, 28)),
        Waiting("甲校", EntryState.WAITING, date(2025, 10, 20)),
    ]
    words = notice("督导", rows, today=date(2025, 11, 1))
    places = [words.index(name) for name in ("已过截止日期", "甲校", "乙校", "还没到截止日期", "丙校")]
    assert places == sorted(places)
    assert "3 处还没有提交" in words
    assert "已过截止日期" not in notice("督导", rows[:1], today=date(2025, 11, 1))


def test_a_frozen_rubric_thaws_to_itself() -> None:
    assert thawed(frozen(SMALL)) == SMALL


@pytest.mark.parametrize(
    ("titles", "kind"),
    [
        (ROUND_KINDS, RoundKind),
        (ROUND_STATES, RoundState),
        (ENTRY_STATES, EntryState),
        (EXEMPT_REASONS, ExemptReason),
        (ASSIGNMENT_STATES, AssignmentState),
        (RESULT_RULES, ResultRule),
        (APPEAL_STATES, AppealState),
        (RECTIFICATION_STATES, RectificationState),
        (RANKS, Rank),
        (TIE_KINDS, TieKind),
        (BARS, Bar),
    ],
)
def test_everything_has_a_name_of_its_own(titles: dict[str, str], kind: type) -> None:
    assert set(titles) == set(kind)
    assert len(set(titles.values())) == len(titles)
