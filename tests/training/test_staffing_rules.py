"""Norms of staffing: a number is the length of its list, and every school is in exactly one list."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.organisations.rules import SETTING_TITLES, STAGE_TITLES, Setting, Stage
from core.training.rules import StaffKind
from core.training.rules.rates import Posts
from core.training.rules.requirements import CertifiedShare, PerStage, PupilRatio, SchoolLines
from core.training.rules.staffing import (
    Certified,
    Norm,
    SchoolPosts,
    Side,
    Standing,
    certified,
    grouped,
    missing,
    parted,
    pupils_each,
    standing_of,
)

ALL = SchoolLines(
    certified=CertifiedShare(percent=60, source="示例"),
    full_time=PerStage(people=1, source="示例"),
    ratio=PupilRatio(pupils=1000, source="示例"),
)
FULL_ONLY = ALL.model_copy(update={"ratio": PupilRatio(pupils=1000, kinds=(StaffKind.FULL_TIME,), source="示例")})
PRIMARY, NINE_YEARS = (Stage.PRIMARY,), (Stage.PRIMARY, Stage.JUNIOR)
A = SchoolPosts(1, "云溪一小", "东片", PRIMARY, Setting.URBAN, True, Posts(1, 0), 1, 900, ALL)
MET, SHORT, SILENT, NONE = Standing.MET, Standing.SHORT, Standing.UNREPORTED, Standing.NOT_APPLICABLE


@st.composite
def schools(draw: st.DrawFn, most: int = 6) -> list[SchoolPosts]:
    """Up to `most` schools; nobody is in post where nobody was registered, nobody else has a certificate."""
    made = []
    for number in range(draw(st.integers(0, most))):
        registered = draw(st.booleans())
        posts = draw(st.builds(Posts, st.integers(0, 3), st.integers(0, 3))) if registered else Posts(0, 0)
        stages = draw(st.sampled_from([PRIMARY, NINE_YEARS, (Stage.SENIOR,), (Stage.JUNIOR, Stage.SENIOR)]))
        place, setting = draw(st.sampled_from(["东片", "西片", ""])), draw(st.sampled_from(Setting))
        pupils, lines = draw(st.integers(0, 5000)), draw(st.sampled_from([ALL, FULL_ONLY, SchoolLines()]))
        held = draw(st.integers(0, sum(posts)))
        made.append(
            SchoolPosts(number, f"学校{number}", place, stages, setting, registered, posts, held, pupils, lines)
        )
    return made


@pytest.mark.parametrize(
    ("norm", "change", "standing", "lacks"),
    [
        (Norm.FULL_TIME, {}, MET, 0),
        (Norm.FULL_TIME, {"posts": Posts(0, 2)}, SHORT, 1),
        (Norm.FULL_TIME, {"posts": Posts(0, 0), "registered": False}, SILENT, 0),
        (Norm.EITHER, {"posts": Posts(0, 1)}, MET, 0),
        (Norm.EITHER, {"posts": Posts(0, 0)}, SHORT, 1),
        (Norm.EITHER, {"posts": Posts(0, 0), "registered": False}, SILENT, 0),
        (Norm.STAGES, {"stages": NINE_YEARS}, SHORT, 1),
        (Norm.STAGES, {"stages": NINE_YEARS, "posts": Posts(2, 0)}, MET, 0),
        (Norm.STAGES, {"stages": NINE_YEARS, "posts": Posts(1, 5)}, SHORT, 1),
        (Norm.STAGES, {"stages": NINE_YEARS, "lines": SchoolLines()}, NONE, 0),
        (Norm.RATIO, {"pupils": 0}, NONE, 0),
        (Norm.RATIO, {"pupils": 999}, MET, 0),
        (Norm.RATIO, {"pupils": 1000}, MET, 0),
        (Norm.RATIO, {"pupils": 1001}, SHORT, 1),
        (Norm.RATIO, {"pupils": 1001, "posts": Posts(1, 1)}, MET, 0),
        (Norm.RATIO, {"pupils": 1001, "posts": Posts(1, 1), "lines": FULL_ONLY}, SHORT, 1),
        (Norm.RATIO, {"pupils": 1, "posts": Posts(0, 0)}, SHORT, 1),
        (Norm.RATIO, {"pupils": 5000, "lines": SchoolLines()}, NONE, 0),
        (Norm.CERTIFIED, {"posts": Posts(3, 2), "certified": 2}, SHORT, 1),
        (Norm.CERTIFIED, {"posts": Posts(3, 2), "certified": 3}, MET, 0),
        (Norm.CERTIFIED, {"posts": Posts(3, 3), "certified": 3}, SHORT, 1),
        (Norm.CERTIFIED, {"posts": Posts(0, 0), "certified": 0}, NONE, 0),
        (Norm.CERTIFIED, {"certified": 0, "lines": SchoolLines()}, NONE, 0),
    ],
)
def test_a_school_meets_a_norm_or_lacks_so_many(
    norm: Norm, change: dict[str, object], standing: Standing, lacks: int
) -> None:
    school = A._replace(**change)  # type: ignore[arg-type]  # any of the columns
    assert (standing_of(school, norm), missing(school, norm)) == (standing, lacks)


@given(schools(), st.sampled_from(Norm))
def test_the_lists_behind_a_number_hold_every_school_once(rows: list[SchoolPosts], norm: Norm) -> None:
    found = parted(rows, norm)
    listed = [school.school_id for part in found for school in part]
    assert sorted(listed) == [school.school_id for school in rows]
    assert found.of == len(found.met) + len(found.behind)
    assert (found.share is None) is (found.of == 0)
    assert all(not school.registered for school in found.unreported)
    assert all(missing(school, norm) > 0 for school in found.short)


@pytest.mark.parametrize(
    ("posts", "full_time", "either"),
    [
        ([], (0, 0), (0, 0)),
        ([Posts(0, 0)], (0, 1), (0, 1)),
        ([Posts(1, 0)], (1, 1), (1, 1)),
        ([Posts(0, 1)], (0, 1), (1, 1)),
        ([Posts(2, 3), Posts(0, 2), Posts(0, 0), Posts(1, 1)], (2, 4), (3, 4)),
    ],
)
def test_the_two_rates_count_schools_each_by_its_own_norm(
    posts: list[Posts], full_time: tuple[int, int], either: tuple[int, int]
) -> None:
    rows = [A._replace(school_id=number, posts=held) for number, held in enumerate(posts)]
    found = [parted(rows, norm) for norm in (Norm.FULL_TIME, Norm.EITHER)]
    assert [(len(one.met), one.of) for one in found] == [full_time, either]


@given(schools())
def test_whoever_has_somebody_full_time_has_somebody(rows: list[SchoolPosts]) -> None:
    assert set(parted(rows, Norm.FULL_TIME).met) <= set(parted(rows, Norm.EITHER).met)


@given(schools(), st.sampled_from([Side.PLACE, Side.SETTING]), st.sampled_from(Norm))
def test_groups_of_places_and_settings_add_up_to_the_whole(rows: list[SchoolPosts], side: Side, norm: Norm) -> None:
    groups = grouped(rows, side)
    assert sorted(one.school_id for group in groups for one in group.schools) == [one.school_id for one in rows]
    whole = parted(rows, norm)
    parts = [parted(group.schools, norm) for group in groups]
    assert [sum(len(part[at]) for part in parts) for at in range(len(whole))] == [len(one) for one in whole]


@given(schools())
def test_a_school_stands_in_each_of_its_stages(rows: list[SchoolPosts]) -> None:
    groups = {group.title: group.schools for group in grouped(rows, Side.STAGE)}
    for stage in Stage:
        assert groups.get(STAGE_TITLES[stage], ()) == tuple(one for one in rows if stage in one.stages)


def test_groups_stand_in_the_order_of_their_kind() -> None:
    rows = [A._replace(setting=one) for one in (Setting.RURAL, Setting.URBAN)]
    assert [group.title for group in grouped(rows, Side.SETTING)] == [
        SETTING_TITLES[one] for one in (Setting.URBAN, Setting.RURAL)
    ]
    assert grouped([], Side.STAGE) == []


def test_pupils_are_shared_by_those_who_count_where_a_roll_is_known() -> None:
    rows = [
        A,
        A._replace(pupils=2100, posts=Posts(1, 1)),
        A._replace(pupils=0, posts=Posts(9, 9)),
        A._replace(pupils=4000, registered=False, posts=Posts(0, 0)),
    ]
    assert pupils_each(rows) == 1000  # 3,000 pupils, three people
    assert pupils_each([A._replace(posts=Posts(0, 0))]) is None
    assert pupils_each([A._replace(pupils=600, posts=Posts(1, 2), lines=FULL_ONLY)]) == 600
    assert pupils_each([A._replace(pupils=600, posts=Posts(1, 2), lines=SchoolLines())]) == 200
    assert certified(rows) == Certified(4, 1 + 2 + 18)
