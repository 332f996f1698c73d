"""What a season comes to: a joint activity once, 场次 and 人次 apart."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.activities.rules import ReportState
from core.activities.rules.progress import JointPart, Reported
from core.activities.rules.totals import Totals, totals

A, B, C, BUREAU = 1, 2, 3, 9
S = ReportState


def report(at: int = 1, org: int = A, *joint: JointPart, **other: Any) -> Reported:
    return Reported(**{"id": at, "org_id": org, "item": "talk", "state": S.ACCEPTED, "joint": joint, **other})


SHARED = report(1, A, JointPart(B, 50), JointPart(C, None), sessions=2, pupils=180, teachers=20)


@pytest.mark.parametrize(
    ("inside", "activities", "sessions", "attendances"),
    [
        ({A}, 1, 2, 200),
        ({B}, 1, 2, 50),
        ({C}, 1, 2, 0),
        ({B, C}, 1, 2, 50),
        ({A, B, C}, 1, 2, 200),
        ({BUREAU}, 0, 0, 0),
        (set(), 0, 0, 0),
    ],
)
def test_a_joint_activity_is_counted_once_at_every_level(
    inside: set[int], activities: int, sessions: int, attendances: int
) -> None:
    told = totals([SHARED, SHARED], inside)
    assert (told.activities, told.sessions, told.attendances) == (activities, sessions, attendances)


def test_an_activity_of_the_bureau_is_its_own_and_for_a_school_what_the_school_told() -> None:
    by_bureau = report(1, BUREAU, JointPart(A, 30), pupils=500, works={"painting": 7}, partners=("health",))
    at_bureau, at_school = totals([by_bureau], {BUREAU, A, B}), totals([by_bureau], {A})
    assert (at_bureau.pupils, at_bureau.shared, at_bureau.works) == (500, 0, {"painting": 7})
    assert (at_school.pupils, at_school.shared, at_school.works) == (0, 30, {})
    assert at_bureau.partners == at_school.partners == {"health": 1}


@pytest.mark.parametrize(
    ("state", "counts"), [(S.LOGGED, 1), (S.DRAFT, 0), (S.SENT, 1), (S.RETURNED, 0), (S.ACCEPTED, 1)]
)
def test_only_what_was_sent_or_logged_counts(state: ReportState, counts: int) -> None:
    assert totals([report(state=state)], {A}).activities == counts


def test_works_and_partners_are_told_the_largest_first() -> None:
    told = totals(
        [
            report(1, works={"video": 1, "painting": 4, "essay": 0}, partners=("police", "health")),
            report(2, works={"painting": 5}, partners=("health",)),
        ],
        {A},
    )
    assert list(told.works.items()) == [("painting", 9), ("video", 1)]
    assert list(told.partners.items()) == [("health", 2), ("police", 1)]


def with_others(event: Reported) -> Reported:
    """The same, without itself among those it was held with."""
    return event._replace(joint=tuple(part for part in event.joint if part.school_id != event.org_id))


PEOPLE = st.none() | st.integers(0, 300)
PARTS = st.lists(st.builds(JointPart, st.integers(1, 6), PEOPLE), max_size=3, unique_by=lambda part: part.school_id)
EVENTS = st.lists(
    st.builds(
        Reported, st.integers(1, 40), st.integers(1, 6), st.just("talk"), st.sampled_from(ReportState), st.none(),
        st.integers(1, 5), PEOPLE, PEOPLE, PEOPLE, PEOPLE, st.dictionaries(st.sampled_from("pq"), st.integers(0, 9)),
        joint=PARTS.map(tuple),
    ),
    max_size=8, unique_by=lambda event: event.id,
).map(lambda events: [with_others(one) for one in events])  # fmt: skip
LEFT, RIGHT = {1, 2, 3}, {4, 5, 6}


def figures(told: Totals) -> tuple[int, ...]:
    return told.activities, told.sessions, told.attendances, sum(told.works.values())


@settings(max_examples=40, deadline=None)
@given(EVENTS)
def test_the_whole_is_never_more_than_its_parts(events: list[Reported]) -> None:
    parts = zip(figures(totals(events, LEFT)), figures(totals(events, RIGHT)), strict=True)
    assert all(whole <= sum(both) for whole, both in zip(figures(totals(events, LEFT | RIGHT)), parts, strict=True))


@settings(max_examples=40, deadline=None)
@given(EVENTS)
def test_without_joint_activities_the_whole_is_the_sum_of_its_parts(events: list[Reported]) -> None:
    alone = [one._replace(joint=()) for one in events]
    parts = zip(figures(totals(alone, LEFT)), figures(totals(alone, RIGHT)), strict=True)
    assert figures(totals(alone, LEFT | RIGHT)) == tuple(sum(both) for both in parts)


@settings(max_examples=40, deadline=None)
@given(EVENTS, st.randoms())
def test_the_order_and_telling_twice_change_nothing(events: list[Reported], random: Any) -> None:
    mixed = [*events, *events]
    random.shuffle(mixed)
    assert totals(mixed, LEFT) == totals(events, LEFT)


@settings(max_examples=40, deadline=None)
@given(EVENTS, st.integers(0, 200))
def test_splitting_the_people_by_audience_leaves_sessions_and_attendances(events: list[Reported], some: int) -> None:
    split = []
    for one in events:
        moved = min(some, one.pupils or 0)
        split.append(one._replace(pupils=(one.pupils or 0) - moved, parents=(one.parents or 0) + moved))
    assert figures(totals(split, LEFT)) == figures(totals(events, LEFT))


@settings(max_examples=40, deadline=None)
@given(EVENTS, st.integers(1, 5))
def test_holding_it_more_often_adds_no_people(events: list[Reported], more: int) -> None:
    oftener = [one._replace(sessions=one.sessions + more) for one in events]
    before, after = totals(events, LEFT), totals(oftener, LEFT)
    assert after.attendances == before.attendances
    assert after.sessions == before.sessions + more * before.activities
