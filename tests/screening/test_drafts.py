"""What a campaign may ask of whom, and how completion is counted."""

from datetime import date
from typing import Any

import pytest

from core.screening import packs
from core.screening.rules.completion import Completion
from core.screening.rules.drafts import Draft, ScaleChoice, flaw, unsuitable
from core.students.rules import Population

SOUND = Draft(
    "秋季普测", 1, 2025, 1, (ScaleChoice("phq9"),), (7, 8), date(2025, 9, 10), date(2025, 9, 10), "ban_xiao_qu"
)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, None),
        ({"title": "  "}, "screening.no_title"),
        ({"title": "普" * 60}, None),
        ({"title": "普" * 61}, "screening.title_too_long"),
        ({"scales": ()}, "screening.no_scale"),
        ({"scales": (ScaleChoice("phq9"), ScaleChoice("phq9"))}, "screening.scale_twice"),
        ({"scales": (ScaleChoice("no_such"),)}, "screening.unknown_scale"),
        ({"scales": (ScaleChoice("phq9", "parent"),)}, "screening.unknown_scale"),
        ({"scales": (ScaleChoice("sdq", "parent"),)}, None),
        ({"grades": ()}, "screening.no_grade"),
        ({"grades": (), "population": Population.TEACHER}, None),
        ({"grades": (0, 7)}, "screening.unknown_grade"),
        ({"grades": (12, 13)}, "screening.unknown_grade"),
        ({"closes_on": date(2025, 9, 9)}, "screening.window"),
        ({"policy_key": "no_such"}, "screening.unknown_policy"),
        ({"term": 3}, "screening.unknown_term"),
    ],
)
def test_a_draft_is_refused_for_the_first_thing_that_is_wrong(change: dict[str, Any], code: str | None) -> None:
    assert flaw(SOUND._replace(**change), packs.scales(), packs.policies()) == code


@pytest.mark.parametrize(("grades", "outside"), [((7, 12), ()), ((6, 7), (6,)), ((1, 5, 9), (1, 5))])
def test_grades_outside_a_pack_s_audience_are_named(grades: tuple[int, ...], outside: tuple[int, ...]) -> None:
    found = unsuitable(SOUND._replace(grades=grades), packs.scales())
    assert tuple(grade for each in found for grade in each.grades) == outside


def test_completion_takes_leave_and_exempt_out_of_the_denominator() -> None:
    done = Completion(listed=100, leave=6, exempt=4, valid=70, retest=5, incomplete=6)
    assert (done.due, done.tested, done.untested) == (90, 81, 9)
    assert done.rate == pytest.approx(0.9)


def test_nobody_due_has_no_rate() -> None:
    assert Completion(listed=3, leave=3).rate is None


def test_two_groups_add_up() -> None:
    assert Completion(5, 1, 0, 2, 1, 0).plus(Completion(5, 0, 1, 3, 0, 1)) == Completion(10, 1, 1, 5, 1, 1)
