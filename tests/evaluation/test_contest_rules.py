"""Contests as rules: what a draft may say, which step follows, how places come about."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.activities.rules import ActivityKind
from core.activities.rules.facts import ActivityFacts
from core.evaluation.rules.contests import (
    NEXT,
    AwardLevel,
    ContestDraft,
    Standing,
    broken_promise,
    draft_flaw,
    is_open_to_schools,
    lacks,
    left_of,
    packed_awards,
    tidied,
    unpacked_awards,
)
from core.evaluation.rules.ranking import awards_by_rank, forwarded_by_rank, mean_of, over, ranks
from core.evaluation.rules.states import ContestState as S
from core.evaluation.rules.states import ContestSubject
from core.evaluation.rules.work_facts import Made, Titles, facts_of
from core.library.rules import ResourceKind

TODAY = date(2026, 6, 1)
DAY = timedelta(days=1)
LEVELS = (AwardLevel("first", "一等奖", 1), AwardLevel("second", "二等奖", 2))
DRAFT = ContestDraft(
    1, ContestSubject.REPORTS, "评选", 2026, "", LEVELS, TODAY, TODAY + DAY, "说明", season_id=5, quota=2, forward=3
)
TOTALS = st.dictionaries(st.integers(1, 40), st.decimals(0, 100, places=2), max_size=12)
AWARDS = st.lists(st.integers(1, 4), min_size=1, max_size=4).map(
    lambda places: tuple(AwardLevel(f"a{at}", f"{at} 等奖", many) for at, many in enumerate(places))
)
NO_TITLES = Titles({}, {})


def test_every_step_is_forward_and_an_ended_contest_has_none() -> None:
    order = list(S)
    assert set(NEXT) == set(S)
    assert all(order.index(to) > order.index(state) for state, follow in NEXT.items() for to in follow)
    assert [state for state, follow in NEXT.items() if not follow] == [S.CLOSED, S.CANCELLED]
    assert all(S.CANCELLED in follow for follow in NEXT.values() if follow)


@pytest.mark.parametrize(
    ("change", "flaw"),
    [
        ({}, None),
        ({"title": ""}, "contests.title"),
        ({"title": "评" * 80}, None),
        ({"title": "评" * 81}, "contests.title"),
        ({"words": "说" * 1000}, None),
        ({"words": "说" * 1001}, "contests.words"),
        ({"year": 2025}, None),
        ({"year": 2027}, None),
        ({"year": 2024}, "contests.year"),
        ({"year": 2028}, "contests.year"),
        ({"awards": (), "forward": 0}, "contests.awards"),
        ({"awards": tuple(AwardLevel(f"a{at}", f"{at} 等", 1) for at in range(8))}, None),
        ({"awards": tuple(AwardLevel(f"a{at}", f"{at} 等", 1) for at in range(9))}, "contests.awards"),
        ({"awards": (AwardLevel("a", "", 3),)}, "contests.award_title"),
        ({"awards": (AwardLevel("a", "好", 3), AwardLevel("a", "更好", 3))}, "contests.award_twice"),
        ({"awards": (AwardLevel("a", "好", 3), AwardLevel("b", "好", 3))}, "contests.award_twice"),
        ({"awards": (AwardLevel("a", "好", 0),), "forward": 0}, "contests.places"),
        ({"awards": (AwardLevel("a", "好", 500),)}, None),
        ({"awards": (AwardLevel("a", "好", 501),)}, "contests.places"),
        ({"quota": None}, None),
        ({"quota": 0}, "contests.quota"),
        ({"quota": 1}, None),
        ({"quota": 50}, None),
        ({"quota": 51}, "contests.quota"),
        ({"forward": 0}, None),
        ({"forward": -1}, "contests.forward"),
        ({"forward": 4}, "contests.forward"),
        ({"review_until": TODAY}, None),
        ({"review_until": TODAY - DAY}, "contests.dates"),
        ({"subject": ContestSubject.RESOURCES}, "contests.season_of_reports"),
        ({"subject": ContestSubject.RESOURCES, "season_id": None}, None),
    ],
)
def test_a_draft_says_what_is_wrong_with_it(change: Mapping[str, object], flaw: str | None) -> None:
    assert draft_flaw(DRAFT._replace(**change), TODAY) == flaw  # type: ignore[arg-type]  # fields by name


@pytest.mark.parametrize(
    ("state", "change", "broken"),
    [
        (S.PLANNED, {"subject": ContestSubject.RESOURCES, "quota": 1, "rubric": "pack:other"}, None),
        (S.NOMINATING, {}, None),
        (S.NOMINATING, {"title": "新名字", "words": "新说明", "forward": 1, "year": 2025}, None),
        (S.NOMINATING, {"subject": ContestSubject.RESOURCES}, "contests.told_already"),
        (S.NOMINATING, {"season_id": None}, "contests.told_already"),
        (S.NOMINATING, {"rubric": "pack:other"}, "contests.told_already"),
        (S.NOMINATING, {"quota": 1}, "contests.quota_grows"),
        (S.NOMINATING, {"quota": 3}, None),
        (S.NOMINATING, {"quota": None}, None),
        (S.NOMINATING, {"nominate_until": TODAY - DAY}, "contests.only_later"),
        (S.NOMINATING, {"nominate_until": TODAY + DAY}, None),
        (S.REVIEW, {"review_until": TODAY}, "contests.only_later"),
        (S.REVIEW, {"awards": LEVELS[:1]}, None),
        (S.PUBLICITY, {"awards": LEVELS[:1]}, "contests.awards_public"),
        (S.PUBLICITY, {"words": "公示说明"}, None),
        (S.CLOSED, {}, "contests.not_now"),
        (S.CANCELLED, {}, "contests.not_now"),
    ],
)
def test_what_schools_were_told_stays(state: S, change: Mapping[str, object], broken: str | None) -> None:
    assert broken_promise(DRAFT, DRAFT._replace(**change), state) == broken  # type: ignore[arg-type]  # fields by name


def test_an_unlimited_quota_never_becomes_a_number() -> None:
    free = DRAFT._replace(quota=None)
    assert broken_promise(free, DRAFT, S.NOMINATING) == "contests.quota_grows"


def test_a_draft_is_tidied_and_its_awards_have_keys() -> None:
    draft = tidied(DRAFT._replace(title=" 5·25  评选 ", awards=(AwardLevel("", " 特等 奖 ", 1), LEVELS[0])))
    assert draft.title == "5·25 评选"
    assert draft.awards == (AwardLevel("award_1", "特等 奖", 1), LEVELS[0])
    assert unpacked_awards(packed_awards(draft.awards)) == draft.awards


def test_a_new_award_never_takes_the_key_of_one_that_is_there() -> None:
    kept = (AwardLevel("award_3", "三等奖", 1), AwardLevel("award_1", "一等奖", 1))
    draft = tidied(DRAFT._replace(awards=(*kept, AwardLevel("", "优秀奖", 1), AwardLevel("", "鼓励奖", 1)), forward=0))
    assert draft.awards[:2] == kept
    assert draft_flaw(draft, TODAY) is None


@pytest.mark.parametrize(
    ("to", "found", "codes"),
    [
        (S.NOMINATING, Standing(), []),
        (S.REVIEW, Standing(), ["contests.no_nominations", "contests.no_judges"]),
        (S.REVIEW, Standing(1, 0), ["contests.no_judges"]),
        (S.REVIEW, Standing(1, 1, open_sheets=1), []),
        (S.PUBLICITY, Standing(2, 1, open_sheets=2), ["contests.sheets_open"]),
        (S.PUBLICITY, Standing(2, 1, unjudged=1), ["contests.unjudged"]),
        (S.PUBLICITY, Standing(2, 1, away=1), ["contests.works_away"]),
        (S.PUBLICITY, Standing(2, 1), []),
    ],
)
def test_a_step_waits_for_what_it_needs(to: S, found: Standing, codes: list[str]) -> None:
    assert [lack.code for lack in lacks(to, found, public_until=None, today=TODAY)] == codes


@pytest.mark.parametrize(("today", "waits"), [(TODAY - DAY, True), (TODAY, True), (TODAY + DAY, False)])
def test_a_contest_is_closed_after_the_last_day_of_its_publicity(today: date, waits: bool) -> None:
    assert bool(lacks(S.CLOSED, Standing(1), public_until=TODAY, today=today)) is waits


@pytest.mark.parametrize(
    ("state", "today", "may"),
    [
        (S.NOMINATING, TODAY, True),
        (S.NOMINATING, TODAY + DAY, False),
        (S.PLANNED, TODAY, False),
        (S.REVIEW, TODAY, False),
    ],
)
def test_schools_nominate_to_the_end_of_the_last_day(state: S, today: date, may: bool) -> None:
    assert is_open_to_schools(state, TODAY, today) is may


@pytest.mark.parametrize(("quota", "many", "left"), [(None, 9, None), (2, 0, 2), (2, 1, 1), (2, 2, 0), (2, 3, 0)])
def test_a_quota_says_how_many_are_left(quota: int | None, many: int, left: int | None) -> None:
    assert left_of(quota, many) == left


@pytest.mark.parametrize(
    ("totals", "mean"),
    [
        ([], None),
        (["80"], "80.00"),
        (["80", "81"], "80.50"),
        (["80", "80", "81"], "80.33"),  # 241 / 3 = 80.333…
        (["80", "81", "81"], "80.67"),  # 242 / 3 = 80.666…
        (["80.00", "80.01"], "80.01"),  # 80.005, half up
    ],
)
def test_the_mean_of_sheets_is_rounded_once(totals: list[str], mean: str | None) -> None:
    assert mean_of([Decimal(one) for one in totals]) == (None if mean is None else Decimal(mean))


@pytest.mark.parametrize(
    ("totals", "rank", "awards", "up"),
    [
        ({1: 90, 2: 80, 3: 70, 4: 60}, {1: 1, 2: 2, 3: 3, 4: 4}, ["first", "second", "second", ""], {1, 2}),
        ({1: 90, 2: 90, 3: 70, 4: 60}, {1: 1, 2: 1, 3: 3, 4: 4}, ["first", "first", "second", ""], {1, 2}),
        ({1: 90, 2: 80, 3: 80, 4: 80}, {1: 1, 2: 2, 3: 2, 4: 2}, ["first", "second", "second", "second"], {1}),
        ({1: 90, 2: 80, 3: 70, 4: 70}, {1: 1, 2: 2, 3: 3, 4: 3}, ["first", "second", "second", "second"], {1, 2}),
    ],
)
def test_equal_totals_share_rank_and_award_and_go_up_together_or_not_at_all(
    totals: dict[int, int], rank: dict[int, int], awards: list[str], up: set[int]
) -> None:
    given_ = {key: Decimal(total) for key, total in totals.items()}
    assert ranks(given_) == rank
    assert [awards_by_rank(given_, LEVELS)[key] for key in sorted(totals)] == awards
    assert forwarded_by_rank(given_, 2) == up


def test_more_than_the_places_is_told() -> None:
    assert over(["first", "first", "second", ""], LEVELS) == {"first": 1}
    assert over(["first", "second", "second"], LEVELS) == {}


@given(TOTALS, AWARDS)
def test_a_higher_total_never_has_a_lower_award(totals: dict[int, Decimal], awards: tuple[AwardLevel, ...]) -> None:
    order = [award.key for award in awards] + [""]
    found = awards_by_rank(totals, awards)
    for one, total in totals.items():
        for other, less in totals.items():
            if total >= less:
                assert order.index(found[one]) <= order.index(found[other])


@given(TOTALS, AWARDS)
def test_no_place_stays_empty_while_somebody_has_no_award(
    totals: dict[int, Decimal], awards: tuple[AwardLevel, ...]
) -> None:
    found = awards_by_rank(totals, awards)
    given_ = sum(bool(one) for one in found.values())
    assert given_ >= min(len(totals), sum(award.places for award in awards))


@given(TOTALS, st.integers(0, 12))
def test_no_more_go_up_than_may_and_the_order_of_the_list_decides_nothing(
    totals: dict[int, Decimal], most: int
) -> None:
    found = forwarded_by_rank(totals, most)
    assert len(found) <= most
    assert found == forwarded_by_rank(dict(reversed(totals.items())), most)
    assert all(totals[one] > totals[other] for one in found for other in totals.keys() - found)


def test_what_is_told_of_an_activity_keeps_sessions_and_people_apart() -> None:
    held = ActivityFacts(
        ActivityKind.LECTURE, "讲座", TODAY, TODAY, place="礼堂", sessions=2, pupils=1200, parents=0,
        works={"painting": 30}, partners=("hospital", "unknown"),
    )  # fmt: skip
    assert facts_of(held, Titles({"painting": "绘画"}, {"hospital": "医院"})) == [
        ("类别", "讲座、宣讲"), ("时间", "2026年6月1日"), ("地点", "礼堂"), ("场次", "2 场"),
        ("人次", "学生 1,200，家长 0"), ("作品", "绘画 30 件"), ("合作单位", "医院、unknown"),
    ]  # fmt: skip


def test_the_author_stands_on_papers_alone() -> None:
    made = Made(ResourceKind.MICRO, 2026, "周示例")
    assert facts_of(made, NO_TITLES) == [("类别", "微课"), ("年份", "2026 年")]
    assert ("作者", "周示例") in facts_of(made, NO_TITLES, named=True)
