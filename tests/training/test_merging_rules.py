"""What goes along when two files become one: laws that hold for any two files."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.training.rules import Education, Gender, PartState, Verdict
from core.training.rules.merging import (
    FURTHER,
    Paper,
    Part,
    emptied,
    exchanged,
    filled,
    may_be_undone,
    moving,
    reason_flaw,
)
from core.training.rules.staff import PersonFacts

PAPERS = st.lists(
    st.builds(Paper, st.integers(1, 99), st.sampled_from([None, "x", "y", "z"]), st.integers(0, 2)),
    max_size=9,
    unique_by=lambda one: one.id,
)
PARTS = st.lists(
    st.builds(Part, st.integers(1, 99), st.integers(1, 4), st.sampled_from(PartState)),
    max_size=4,
    unique_by=(lambda one: one.session_id, lambda one: one.id),
)
FACTS = st.builds(
    PersonFacts,
    name=st.just("林示例"),
    gender=st.sampled_from(Gender),
    birth_month=st.sampled_from(["", "1986-04", "1990-01"]),
    phone=st.sampled_from(["", "13800010002"]),
    education=st.sampled_from(Education),
    major=st.sampled_from(["", "心理学"]),
    title=st.sampled_from(["", "一级教师"]),
    lessons=st.sampled_from([None, Decimal(0), Decimal(8)]),
    counselling=st.just(None),
    retires_on=st.just(None),
)


@given(PAPERS, PAPERS)
def test_nothing_is_lost_and_nothing_is_brought_twice(kept: list[Paper], other: list[Paper]) -> None:
    mine = [one._replace(id=one.id + 100) for one in kept]
    exchange = moving(mine, other)
    after = [one for one in mine if one.id not in exchange.back] + [one for one in other if one.id in exchange.along]
    assert {one.same for one in after} == {one.same for one in (*kept, *other)}
    brought = [one.same for one in other if one.id in exchange.along and one.same is not None]
    assert len(set(brought)) == len(brought)
    assert not set(brought) & {one.same for one in mine if one.id not in exchange.back}
    assert set(exchange.back) <= {one.id for one in mine if one.same in brought}


@given(PAPERS, PAPERS)
def test_of_what_both_have_the_worthier_is_kept(kept: list[Paper], other: list[Paper]) -> None:
    mine = [one._replace(id=one.id + 100) for one in kept]
    exchange = moving(mine, other)
    after = [one for one in mine if one.id not in exchange.back] + [one for one in other if one.id in exchange.along]
    for same in {one.same for one in after} - {None}:
        assert max(one.worth for one in after if one.same == same) == max(
            one.worth for one in (*mine, *other) if one.same == same
        )


@given(PAPERS, PAPERS)
def test_what_is_never_the_same_goes_along_whole(kept: list[Paper], other: list[Paper]) -> None:
    assert {one.id for one in other if one.same is None} <= set(moving(kept, other).along)


@given(PARTS, PARTS)
def test_each_session_keeps_one_participation_the_further_one(kept: list[Part], other: list[Part]) -> None:
    mine = [one._replace(id=one.id + 100) for one in kept]
    exchange = exchanged(mine, other)
    after = [one for one in mine if one.id not in exchange.back] + [one for one in other if one.id in exchange.along]
    assert len({one.session_id for one in after}) == len(after)
    best: dict[int, int] = {}
    for one in (*mine, *other):
        best[one.session_id] = max(best.get(one.session_id, -1), FURTHER.index(one.state))
    assert {one.session_id: FURTHER.index(one.state) for one in after} == best


@given(FACTS, FACTS)
def test_what_is_filled_in_is_emptied_again(kept: PersonFacts, other: PersonFacts) -> None:
    told = filled(kept, other)
    merged = kept._replace(**told)  # type: ignore[arg-type]  # facts by name
    assert merged._replace(**emptied(merged, other, list(told))) == kept  # type: ignore[arg-type]  # facts by name


def test_what_was_changed_since_is_not_emptied() -> None:
    kept, other = PersonFacts("林示例", phone="13800019999"), PersonFacts("林示例", phone="13800010002")
    assert emptied(kept, other, ["phone"]) == {}


def test_every_state_of_a_participation_has_its_place() -> None:
    assert set(FURTHER) == set(PartState)


@pytest.mark.parametrize(
    ("verdict", "undone", "kept_merged", "code"),
    [
        (Verdict.MERGED, False, False, None),
        (Verdict.MERGED, True, False, "training.undone_already"),
        (Verdict.MERGED, False, True, "training.undo_later_first"),
        (Verdict.APART, False, True, None),
        (Verdict.APART, True, True, "training.undone_already"),
    ],
)
def test_a_verdict_is_taken_back_once_and_the_last_first(
    verdict: Verdict, undone: bool, kept_merged: bool, code: str | None
) -> None:
    assert may_be_undone(verdict, undone=undone, kept_merged=kept_merged) == code


@pytest.mark.parametrize(
    ("reason", "fine"), [("同一手机", True), (" ", False), ("由" * 200, True), ("由" * 201, False)]
)
def test_a_verdict_has_a_reason(reason: str, fine: bool) -> None:
    assert (reason_flaw(reason) is None) is fine
