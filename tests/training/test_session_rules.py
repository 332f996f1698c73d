"""The life cycles of sessions and places, what can be planned, and how much room there is."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.training.rules import PartState, SessionKind, SessionState
from core.training.rules.drafts import (
    LONGEST,
    MOST_HOURS,
    MOST_MODULES,
    MOST_SEATS,
    TITLE,
    SessionDraft,
    changed_rules,
    draft_flaw,
    numbered,
    tidied,
)
from core.training.rules.enrolment import ALREADY, Room, Wish, overtaken, room_flaws, wish_flaw
from core.training.rules.sessions import (
    NEXT,
    NEXT_PART,
    Module,
    closed_to,
    packed_modules,
    unpacked_modules,
    withdrawal_flaw,
)

STARTS = datetime(2026, 3, 12, 1, tzinfo=UTC)
DAY, LAST = timedelta(days=1), date(2026, 3, 12)
SOUND = SessionDraft(
    1, SessionKind.TRAINING, "危机识别", STARTS, STARTS + timedelta(hours=8), Decimal(8), "training", date(2026, 3, 10)
)
TWO = (Module("m1", "危机评估", Decimal(3)), Module("m2", "家校沟通", Decimal("4.5")))


def flaw(**other: Any) -> str:
    return draft_flaw(tidied(SOUND._replace(**other)), ["training", "online"], LAST)


def test_every_state_has_its_next_ones_and_the_ends_have_none() -> None:
    assert set(NEXT) == set(SessionState)
    assert set(NEXT_PART) == set(PartState)
    assert {one for one, after in NEXT.items() if not after} == {SessionState.DONE, SessionState.CANCELLED}
    assert SessionState.CANCELLED not in NEXT[SessionState.PLANNED]
    assert all(one not in after for one, after in (*NEXT.items(), *NEXT_PART.items()))


def test_nobody_completes_who_was_never_there() -> None:
    assert PartState.COMPLETED not in NEXT_PART[PartState.ENROLLED]
    assert PartState.COMPLETED not in NEXT_PART[PartState.WITHDRAWN]


@pytest.mark.parametrize(
    ("state", "after_the_day", "school", "organiser"),
    [
        (SessionState.PLANNED, False, "training.not_enrolling", "training.not_enrolling"),
        (SessionState.ENROLLING, False, "", ""),
        (SessionState.ENROLLING, True, "training.enrolment_over", ""),
        (SessionState.RUNNING, False, "training.not_enrolling", ""),
        (SessionState.RUNNING, True, "training.not_enrolling", ""),
        (SessionState.DONE, False, "training.not_enrolling", "training.not_enrolling"),
        (SessionState.CANCELLED, False, "training.not_enrolling", "training.not_enrolling"),
    ],
)
def test_who_may_enrol_when(state: SessionState, after_the_day: bool, school: str, organiser: str) -> None:
    until = date(2026, 3, 10)
    today = until + DAY if after_the_day else until  # the last day told is a day to enrol on
    assert closed_to(state, until, today, organiser=False) == school
    assert closed_to(state, until, today, organiser=True) == organiser


@pytest.mark.parametrize("part", PartState)
@pytest.mark.parametrize("state", SessionState)
def test_who_may_withdraw_whom(state: SessionState, part: PartState) -> None:
    by_school = withdrawal_flaw(state, part, organiser=False)
    by_organiser = withdrawal_flaw(state, part, organiser=True)
    on = state in (SessionState.ENROLLING, SessionState.RUNNING)
    assert (by_organiser == "") is (on and part in (PartState.ENROLLED, PartState.ATTENDING))
    assert (by_school == "") is (on and part is PartState.ENROLLED)
    assert by_school != "training.there_already" or by_organiser == ""


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({}, ""),
        ({"title": " "}, "training.session_title"),
        ({"title": "字" * TITLE}, ""),
        ({"title": "字" * (TITLE + 1)}, "training.session_title"),
        ({"topic": "字" * 401}, "training.session_words"),
        ({"lecturer": "字" * 41}, "training.session_words"),
        ({"certificate_title": "字" * 81}, "training.session_words"),
        ({"ends_at": STARTS}, ""),
        ({"ends_at": STARTS - timedelta(minutes=1)}, "training.session_times"),
        ({"ends_at": STARTS + LONGEST}, ""),
        ({"ends_at": STARTS + LONGEST + timedelta(minutes=1)}, "training.session_times"),
        ({"enrol_until": LAST}, ""),
        ({"enrol_until": LAST + DAY}, "training.enrol_until_late"),
        ({"category": "sport"}, "training.unknown_category"),
        ({"hours": Decimal(0)}, "training.session_hours"),
        ({"hours": Decimal("0.1")}, ""),
        ({"hours": Decimal("0.25")}, "training.session_hours"),
        ({"hours": MOST_HOURS}, ""),
        ({"hours": MOST_HOURS + 1}, "training.session_hours"),
        ({"hours": Decimal("NaN")}, "training.session_hours"),
        ({"must_attend": 0}, "training.must_attend"),
        ({"must_attend": 1}, ""),
        ({"must_attend": 101}, "training.must_attend"),
        ({"pass_score": 0}, "training.pass_score"),
        ({"pass_score": 100}, ""),
        ({"pass_score": 101}, "training.pass_score"),
        ({"seats": 0}, "training.seats"),
        ({"seats": 1}, ""),
        ({"seats": MOST_SEATS + 1}, "training.seats"),
        ({"modules": TWO}, ""),
        ({"modules": (TWO[0], TWO[0]._replace(title="另一个"))}, "training.module_twice"),
        ({"modules": numbered([("同名", Decimal(1)), (" 同名 ", Decimal(2))])}, "training.module_twice"),
        ({"modules": (TWO[0], TWO[1]._replace(title=" "))}, "training.module_title"),
        ({"modules": (TWO[0], TWO[1]._replace(hours=Decimal(0)))}, "training.module_hours"),
        ({"modules": numbered([(f"第{n}讲", Decimal(1)) for n in range(MOST_MODULES)])}, ""),
        (
            {"modules": numbered([(f"第{n}讲", Decimal(1)) for n in range(MOST_MODULES + 1)])},
            "training.too_many_modules",
        ),
    ],
)
def test_what_can_be_planned(other: dict[str, Any], code: str) -> None:
    assert flaw(**other) == code


def test_with_modules_the_hours_are_their_sum_and_codes_their_order() -> None:
    assert tidied(SOUND._replace(modules=TWO, hours=Decimal(99))).hours == Decimal("7.5")
    assert [one.code for one in numbered([("甲", Decimal(1)), ("乙", Decimal(2))])] == ["m1", "m2"]
    assert unpacked_modules(packed_modules(TWO)) == TWO


def test_a_change_of_what_sign_ins_were_taken_for_is_found() -> None:
    other = SOUND._replace(hours=Decimal(9), must_attend=80, title="另一个", pass_score=60)
    assert changed_rules(SOUND, other) == ("hours", "must_attend")
    assert changed_rules(SOUND, SOUND._replace(place="二楼")) == ()


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        ({}, ""),
        ({"until": date(2026, 3, 2)}, ""),
        ({"until": date(2026, 3, 1)}, "training.left_school"),
        ({"since": date(2026, 3, 12)}, ""),
        ({"since": date(2026, 3, 13)}, "training.not_yet_here"),
        ({"held_by": 7}, ALREADY),
        ({"held_by": 8}, "training.enrolled_elsewhere"),
    ],
)
def test_who_can_be_sent(wish: dict[str, Any], code: str) -> None:
    known = Wish(1, 7, date(2024, 9, 1), None)._replace(**wish)
    assert wish_flaw(known, today=date(2026, 3, 2), session_day=LAST) == code


def test_a_session_put_on_record_afterwards_takes_people_in_post_today() -> None:
    new = Wish(1, 7, date(2026, 5, 1), None)
    assert wish_flaw(new, today=date(2026, 5, 1), session_day=LAST) == ""


@pytest.mark.parametrize(
    ("room", "many", "flaws"),
    [
        (Room(), 500, {}),
        (Room(seats=10, taken=8), 2, {}),
        (Room(seats=10, taken=8), 3, {None: "training.no_seat_left"}),
        (Room(quotas={7: 3}, taken_by_school={7: 1}), 2, {}),
        (Room(quotas={7: 3}, taken_by_school={7: 1}), 3, {7: "training.quota_used_up"}),
        (Room(quotas={8: 3}), 1, {7: "training.quota_used_up"}),
        (Room(seats=1, taken=1, quotas={7: 0}), 1, {7: "training.quota_used_up", None: "training.no_seat_left"}),
        (Room(seats=3, taken=5), 0, {}),
    ],
)
def test_how_much_room_there_is(room: Room, many: int, flaws: dict[int | None, str]) -> None:
    assert room_flaws(room, {7: many}) == flaws


@given(
    st.one_of(st.none(), st.integers(0, 20)), st.integers(0, 20), st.one_of(st.none(), st.integers(0, 20)),
    st.integers(0, 20), st.integers(0, 20),
)  # fmt: skip
def test_what_is_left_can_be_taken_and_one_more_cannot(
    seats: int | None, others: int, quota: int | None, own: int, many: int
) -> None:
    quotas = None if quota is None else {7: quota, 8: 5}
    room = Room(seats, others + own, quotas, {7: own, 8: others})
    left = room.left(7)
    assert (not room_flaws(room, {7: many})) is (left is None or many <= left)


def test_new_quotas_may_not_fall_below_who_is_in() -> None:
    assert overtaken({7: 2, 8: 0}, {7: 2}) == 0
    assert overtaken({7: 1}, {7: 2, 8: 1}) == 2
