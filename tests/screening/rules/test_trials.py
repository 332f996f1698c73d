"""A policy tried on figures: what moves, what it weighs, and what must stay hidden."""

from collections.abc import Iterator
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.screening import packs
from core.screening.rules.bands import Direction
from core.screening.rules.crossings import Crossings, Twofold
from core.screening.rules.cutoffs import adjusted
from core.screening.rules.policy import Severity
from core.screening.rules.scoring import score
from core.screening.rules.simulation import CAPACITY, SchoolTrial, Simulation
from core.screening.rules.trials import Wave, portions, together, tried

POLICY = packs.policy("ban_xiao_qu")
PHQ = packs.scale("phq9")


def wave(*sheets: tuple[int, int]) -> Wave:
    """Sheets of (school, PHQ-9 total), item 9 left at 0."""
    answers = [[min(3, max(0, total - 3 * at)) for at in range(8)] + [0] for _, total in sheets]
    return Wave(
        np.array([school for school, _ in sheets], dtype=np.int64),
        {"phq9": score(PHQ, np.array(answers, dtype=np.int8).reshape(len(sheets), 9))},
    )


def test_the_same_policy_moves_nobody() -> None:
    found = tried(wave((1, 23), (1, 16), (2, 3)), before=POLICY, after=POLICY)
    assert [(one.school_id, dict(one.moves)) for one in found.schools] == [
        (1, {(4, 4): 1, (2, 2): 1}),
        (2, {(0, 0): 1}),
    ]
    assert found.severities == (4, 3, 2)
    assert found.tested == 3


@pytest.mark.parametrize(("total", "moved"), [(20, (3, 3)), (21, (3, 4)), (22, (4, 4))])
def test_who_moves_when_the_gravest_cut_off_goes_from_22_to_21(total: int, moved: tuple[int, int]) -> None:
    after = adjusted(POLICY, {(Severity.GRAVEST, 0): 21}, packs.scales())
    [school] = tried(wave((1, total)), before=POLICY, after=after).schools
    assert dict(school.moves) == {moved: 1}


def test_parts_of_a_list_make_the_whole() -> None:
    sheets = [(1, 23), (1, 16), (2, 3), (3, 20)]
    parts = together([wave(*sheets[:2]), wave(*sheets[2:])])
    assert tried(parts, before=POLICY, after=POLICY) == tried(wave(*sheets), before=POLICY, after=POLICY)


def test_a_list_is_weighed_against_those_who_are_there_to_talk() -> None:
    school = SchoolTrial(1, {(2, 2): 20, (0, 3): 25, (0, 0): 400}, (12, 380), 2)
    assert school.load() == (20 + 25) / (2 * CAPACITY)
    assert school._replace(counsellors=0).load() is None


def test_schools_are_read_in_portions_and_none_is_left_out() -> None:
    schools = [(1, 1000), (2, 2500), (3, 10), (4, 4000), (5, 1)]
    assert portions(schools) == [(1, 2), (3, 4), (5,)]
    assert portions([]) == []


def test_small_numbers_are_hidden_and_so_is_a_small_change_between_large_numbers() -> None:
    still = SchoolTrial(2, {(2, 2): 40, (0, 0): 500}, None, 1)
    small = Simulation((SchoolTrial(1, {(2, 2): 40, (0, 2): 3, (0, 0): 500}, None, 1), still), (2,), hide=True)
    assert (small.before(0, 2), small.listed_before(0)) == (40, 40)
    assert (small.after(0, 2), small.listed_after(0), small.load(0), small.whole_after(2)) == (None, None, None, None)
    large = Simulation((SchoolTrial(1, {(2, 2): 40, (0, 2): 30, (0, 0): 500}, None, 1), still), (2,), hide=True)
    assert (large.after(0, 2), large.listed_after(0), large.whole_after(2)) == (70, 70, 110)
    few = Simulation((SchoolTrial(1, {(2, 2): 4, (0, 0): 500}, None, 1), still), (2,), hide=True)
    assert few.before(0, 2) is None


def test_nothing_is_hidden_from_those_who_see_each_case() -> None:
    open_ = Simulation((SchoolTrial(1, {(2, 2): 1, (0, 2): 1, (0, 0): 5}, (1, 7), 1),), (2,))
    assert (open_.before(0, 2), open_.after(0, 2), open_.listed_last(0), open_.whole_after(2)) == (1, 2, 1, 2)


SMALL = st.lists(
    st.dictionaries(st.sampled_from([(0, 0), (2, 2), (0, 2)]), st.integers(1, 4), min_size=1),
    min_size=2,
    max_size=2,
)


@settings(max_examples=30)
@given(SMALL)
def test_what_is_shown_never_gives_a_single_person_away(schools: list[dict[tuple[int, int], int]]) -> None:
    """Every table of moves that agrees with all published figures: a move of one or two people is never the only possibility.

    Counts from 3 on are shown here, so that all tables can be tried. How many were tested is known, and that the cut-off was
    lowered: nobody leaves the list.
    """
    each = tuple(SchoolTrial(at, moves, None, 1) for at, moves in enumerate(schools))
    found = Simulation(each, (2,), hide=True, least=3)
    told = published(found)
    possible = list(alternatives(found, told))
    for row, moves in enumerate(schools):
        if moves.get((0, 2), 0) in (1, 2):
            assert len({other[row].moves[0, 2] for other in possible}) > 1


def published(found: Simulation) -> dict[tuple[str, int], int | None]:
    rows = range(len(found.schools))
    return {
        **{("before", row): found.before(row, 2) for row in rows},
        **{("after", row): found.after(row, 2) for row in rows},
        ("before", -1): found.whole_before(2),
        ("after", -1): found.whole_after(2),
    }


def alternatives(found: Simulation, told: dict[tuple[str, int], int | None]) -> Iterator[tuple[SchoolTrial, ...]]:
    """Every table of moves of which the same would be published: where each school's row fits, and the rows' sum."""

    def fits(row: int, counts: tuple[int, int]) -> bool:
        return all(told[when, row] in (None, count) for when, count in zip(("before", "after"), counts, strict=True))

    def of(row: int, school: SchoolTrial) -> list[tuple[SchoolTrial, tuple[int, int]]]:
        n = school.tested
        each = [(new, old) for new, old in product(range(n + 1), repeat=2) if new + old <= n]
        return [
            (school._replace(moves={(0, 2): new, (2, 2): old, (0, 0): n - new - old}), (old, old + new))
            for new, old in each
            if fits(row, (old, old + new))
        ]

    for (one, (before, after)), (other, (more, most)) in product(*(of(at, it) for at, it in enumerate(found.schools))):
        if fits(-1, (before + more, after + most)):
            yield one, other


X = float("nan")
CASES = [
    # before, now, what becomes of a cut-off at 10
    (9, 10, "rose"), (10, 9, "fell"), (10, 10, "stayed_above"), (9, 9, "stayed_below"), (9, 27, "rose"), (27, 0, "fell"),
    (X, 10, "only_one"), (10, X, "only_one"), (X, X, None),
]  # fmt: skip


@pytest.mark.parametrize(("before", "now", "kind"), CASES)
def test_who_crosses_a_cut_off(before: float, now: float, kind: str | None) -> None:
    found = Twofold(np.array([before]), np.array([now]), Direction.HIGHER).crossed(10)
    assert {name for name, people in found._asdict().items() if people} == ({kind} if kind else set())
    assert found.both == (0 if kind in (None, "only_one") else 1)


def test_where_low_scores_call_for_care_the_cut_off_is_met_from_above() -> None:
    found = Twofold(np.array([11.0, 10.0, 9.0]), np.array([10.0, 11.0, 10.0]), Direction.LOWER).crossed(10)
    assert found == Crossings(rose=1, fell=1, stayed_above=1, stayed_below=0, only_one=0)
