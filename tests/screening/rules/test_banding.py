"""Bands of sub-scales around each cut-off, and bands that hold for some pupils only."""

import numpy as np
import pytest

from core.screening import packs
from core.screening.rules.banding import Pupils, band_indices
from core.screening.rules.bands import BandSet
from core.screening.rules.scores import NO_BAND

SDQ = {
    "情绪症状": {"self": (6, 7), "parent": (4, 5), "teacher": (5, 6)},
    "品行问题": {"self": (4, 5), "parent": (3, 4), "teacher": (3, 4)},
    "多动注意": {"self": (6, 7), "parent": (6, 7), "teacher": (6, 7)},
    "同伴问题": {"self": (4, 6), "parent": (3, 4), "teacher": (4, 5)},
}
CUTS: list[tuple[str, str, str, float, int, int]] = [
    *(("scared", title, "self", cut, 0, 1) for title, cut in
      {"躯体化/惊恐": 7, "广泛性焦虑": 9, "分离性焦虑": 5, "社交恐怖": 8, "学校恐怖": 3}.items()),
    *(("scl90", each.title, "self", 2, 0, 1) for each in packs.scale("scl90").subscales),
    *(("mssmhs", each.title, "self", cut, cut - 2, cut - 1) for each in packs.scale("mssmhs").subscales for cut in (2, 3, 4, 5)),
    *(("mht", each.title, "self", 8, 0, 1) for each in packs.scale("mht").subscales),
    *(("sdq", title, who, cut, level, level + 1) for title, by in SDQ.items() for who, cuts in by.items()
      for level, cut in enumerate(cuts)),
    *(("sdq", "亲社会", who, 6, 1, 0) for who in ("self", "parent", "teacher")),
    *(("sdq", "亲社会", who, 5, 2, 1) for who in ("self", "parent", "teacher")),
]  # fmt: skip


@pytest.mark.parametrize(("key", "title", "who", "cut", "below", "above"), CUTS)
def test_subscales_change_their_band_at_the_cut_off(
    key: str, title: str, who: str, cut: float, below: int, above: int
) -> None:
    spec = packs.scale(key)
    subscale = next(each for each in spec.subscales if each.title == title)
    step = 1 if subscale.aggregation == "sum" else 1 / len(subscale.items)
    found = band_indices(subscale.bands, np.array([cut - step, cut]), np.ones(2, dtype=np.bool_), Pupils(who))
    assert [subscale.flat_bands[at].level for at in found] == [below, above]
    one_more = min(cut + step, spec.subscale_range(subscale)[1])
    after = band_indices(subscale.bands, np.array([one_more]), np.ones(1, dtype=np.bool_), Pupils(who))
    due = above + (1 if above > below else -1) if (key, title, who, one_more) in {case[:4] for case in CUTS} else above
    assert subscale.flat_bands[after[0]].level == (above if one_more == cut else due)


def bands(**who: object) -> BandSet:
    steps = [{"low": 0, "high": 4, "label": "低", "level": 0}, {"low": 5, "high": 9, "label": "高", "level": 1}]
    return BandSet.model_validate({"status": "default", "source": "test", "steps": steps, **who})


def test_bands_by_sex_and_grade_hold_for_those_pupils_alone() -> None:
    sets = [bands(sex="male"), bands(sex="female", grades=(7, 9)), bands(sex="female", grades=(10, 12))]
    pupils = Pupils(
        sexes=np.array(["male", "female", "female", "female", "", "male"]), grades=np.array([0, 7, 12, 6, 8, 12])
    )
    found = band_indices(sets, np.array([5.0, 4, 5, 5, 5, 0]), np.ones(6, dtype=np.bool_), pupils)
    assert found.tolist() == [1, 2, 5, NO_BAND, NO_BAND, 0]


def test_bands_by_sex_hold_for_nobody_where_no_sex_is_known() -> None:
    assert band_indices([bands(sex="male")], np.array([5.0]), np.ones(1, dtype=np.bool_), Pupils()).tolist() == [
        NO_BAND
    ]


def test_what_is_not_valid_or_not_there_has_no_band() -> None:
    found = band_indices([bands()], np.array([5.0, np.nan, 5]), np.array([False, True, True]), Pupils())
    assert found.tolist() == [NO_BAND, NO_BAND, 1]


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        ({}, {}, True),
        ({"sex": "male"}, {"sex": "female"}, False),
        ({"sex": "male"}, {}, True),
        ({"grades": (7, 9)}, {"grades": (10, 12)}, False),
        ({"grades": (7, 9)}, {"grades": (9, 12)}, True),
        ({"respondent": "self"}, {"respondent": "parent"}, False),
        ({"respondent": "self", "sex": "male"}, {"respondent": "self", "grades": (7, 9)}, True),
    ],
)
def test_two_sets_overlap_where_some_pupil_falls_under_both(
    one: dict[str, object], other: dict[str, object], overlap: bool
) -> None:
    assert bands(**one).overlaps(bands(**other)) == overlap
    assert bands(**other).overlaps(bands(**one)) == overlap
