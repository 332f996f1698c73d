"""The draw of raters: even, repeatable, and never a barred one."""

from itertools import combinations, product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Refused
from core.evaluation.rules.drawing import EntryToRate, RaterFree, draw
from core.ui.words import error_words

Drawn = dict[int, tuple[int, ...]]
FOR_EVER = {1: (1, 3), 2: (2, 4), 3: (1, 2), 4: (3, 4)}  # drawn once; whoever repeats a published draw gets the same


@st.composite
def draws(draw_: st.DrawFn, most: int = 8) -> tuple[list[EntryToRate], list[RaterFree], int, Drawn]:
    """Entries, raters, how many each, and some kept pairs; everybody can be rated."""
    schools = draw_(st.lists(st.integers(1, 5), min_size=1, max_size=most))
    bars = draw_(st.lists(st.frozensets(st.integers(1, 5), max_size=3), min_size=1, max_size=min(most, 6)))
    entries = [EntryToRate(100 + number, school) for number, school in enumerate(schools)]
    raters = [RaterFree(200 + number, barred) for number, barred in enumerate(bars)]
    free = min(sum(entry.school_id not in rater.barred for rater in raters) for entry in entries)
    each = draw_(st.integers(0, min(free, 3)))
    kept = {entry.id: (allowed(entry, raters)[0],) for entry in entries if each and draw_(st.integers(0, 4)) == 0}
    return entries, raters, each, kept


def allowed(entry: EntryToRate, raters: list[RaterFree]) -> list[int]:
    return [rater.id for rater in raters if entry.school_id not in rater.barred]


def loads(found: Drawn, raters: list[RaterFree]) -> list[int]:
    return sorted(sum(rater.id in those for those in found.values()) for rater in raters)


def least_uneven(entries: list[EntryToRate], raters: list[RaterFree], each: int, kept: Drawn) -> int:
    """The smallest sum of squared loads there is, by trying everything."""
    ways = [
        [those for those in combinations(allowed(entry, raters), each) if set(kept.get(entry.id, ())) <= set(those)]
        for entry in entries
    ]
    return min(
        sum(sum(rater.id in those for those in choice) ** 2 for rater in raters) for choice in product(*ways)
    )  # fmt: skip


@given(draws(), st.integers())
def test_every_entry_has_its_raters_once_each_and_never_a_barred_one(case: tuple, seed: int) -> None:
    entries, raters, each, kept = case
    found = draw(entries, raters, each=each, seed=seed, kept=kept)
    assert set(found) == {entry.id for entry in entries}
    for entry in entries:
        those = found[entry.id]
        assert len(those) == len(set(those)) == each
        assert set(those) <= set(allowed(entry, raters))
        assert those[: len(kept.get(entry.id, ()))] == kept.get(entry.id, ())


@given(draws(), st.integers(), st.integers())
def test_the_same_seed_draws_the_same_whatever_the_order(case: tuple, seed: int, order: int) -> None:
    entries, raters, each, kept = case
    mixed = Random(order)
    again = draw(
        mixed.sample(entries, len(entries)), mixed.sample(raters, len(raters)), each=each, seed=seed,
        kept=dict(reversed(kept.items())),
    )  # fmt: skip
    assert again == draw(entries, raters, each=each, seed=seed, kept=kept)


@given(draws(most=4), st.integers())
def test_no_other_draw_would_be_more_even(case: tuple, seed: int) -> None:
    entries, raters, each, kept = case
    found = draw(entries, raters, each=each, seed=seed, kept=kept)
    assert sum(load**2 for load in loads(found, raters)) == least_uneven(entries, raters, each, kept)


@pytest.mark.parametrize(("schools", "people", "each"), [(5, 3, 2), (100, 7, 3), (1, 4, 3), (12, 12, 1), (0, 3, 2)])
def test_without_bars_loads_differ_by_one_at_most(schools: int, people: int, each: int) -> None:
    entries = [EntryToRate(number, number) for number in range(schools)]
    found = draw(entries, [RaterFree(number) for number in range(people)], each=each, seed=7, kept={})
    carried = loads(found, [RaterFree(number) for number in range(people)])
    assert carried[-1] - carried[0] <= 1
    assert sum(carried) == schools * each


def test_a_chain_of_hand_overs_evens_out_what_nobody_could_give_directly() -> None:
    # 1 may rate only A and B, 2 only B and C, 3 only C: taking 2 first would leave somebody without.
    entries = [EntryToRate(number, number) for number in (1, 2, 3)]
    raters = [RaterFree(1, frozenset({3})), RaterFree(2, frozenset({1})), RaterFree(3, frozenset({1, 2}))]
    for seed in range(20):
        assert draw(entries, raters, each=1, seed=seed, kept={}) == {1: (1,), 2: (2,), 3: (3,)}


def test_different_seeds_draw_differently() -> None:
    entries = [EntryToRate(number, number) for number in range(6)]
    raters = [RaterFree(number) for number in range(6)]
    assert len({tuple(draw(entries, raters, each=1, seed=seed, kept={}).values()) for seed in range(10)}) > 5


def test_raters_are_mixed_and_not_always_in_the_same_pairs() -> None:
    entries = [EntryToRate(number, number) for number in range(30)]
    found = draw(entries, [RaterFree(number) for number in range(6)], each=2, seed=5, kept={})
    assert len(set(found.values())) > 6  # three pairs would do, were they always the same


def test_a_seed_draws_the_same_for_ever() -> None:
    entries = [EntryToRate(number, number) for number in range(1, 5)]
    found = draw(entries, [RaterFree(number) for number in range(1, 5)], each=2, seed=2026, kept={})
    assert found == FOR_EVER


def test_who_is_kept_elsewhere_already_carries_it() -> None:
    entries = [EntryToRate(number, number) for number in (1, 2)]
    raters = [RaterFree(1), RaterFree(2)]
    kept = {1: (1,), 99: (1,)}  # 99 is not drawn for now
    assert draw(entries, raters, each=1, seed=3, kept=kept) == {1: (1,), 2: (2,)}


def test_more_than_enough_kept_raters_stay_and_nobody_is_added() -> None:
    entry, raters = [EntryToRate(1, 1)], [RaterFree(1), RaterFree(2)]
    assert draw(entry, raters, each=1, seed=1, kept={1: (8, 9)}) == {1: (8, 9)}


def test_entries_that_too_few_may_rate_are_counted_and_refused() -> None:
    entries = [EntryToRate(number, number) for number in (1, 2, 3)]
    raters = [RaterFree(1, frozenset({1})), RaterFree(2, frozenset({2})), RaterFree(3)]
    with pytest.raises(Refused) as refused:
        draw(entries, raters, each=3, seed=1, kept={})
    assert (refused.value.code, refused.value.details) == ("evaluation.too_few_raters", {"entries": 2, "each": 3})
    assert "有 2 个参评对象" in error_words(refused.value)
