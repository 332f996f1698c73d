"""Who meets what is asked of people and of schools."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from core.organisations.rules import Stage
from core.training import packs
from core.training.rules import StaffKind
from core.training.rules.hours import Entry, credited
from core.training.rules.rates import Posts
from core.training.rules.requirements import (
    CertifiedShare,
    Due,
    HourSpec,
    Newcomers,
    PersonLine,
    PerStage,
    PupilRatio,
    RequirementSpec,
    SchoolLines,
    check_categories,
)
from core.training.rules.school_standing import SchoolFigures, school_standing
from core.training.rules.standing import LineState, Person, Standing, needed, standing

DAY = timedelta(days=1)
LONG_AGO = date(2015, 9, 1)
FIRST, LAST = date(2025, 9, 1), date(2026, 8, 31)
FULL = frozenset({StaffKind.FULL_TIME})
PRIMARY = frozenset({Stage.PRIMARY})


def a_line(**other: object) -> PersonLine:
    usual = {"key": "line", "title": "每学年培训", "kinds": FULL, "hours": 12, "source": "测试"}
    return PersonLine.model_validate({**usual, **other})


def a_spec(*lines: PersonLine, **other: object) -> RequirementSpec:
    usual = {"key": "test", "version": "1.0", "title": "测试", "sources": ("测试",), "licence": "MIT"}
    return RequirementSpec.model_validate({**usual, "people": lines, **other})


def stood(spec: RequirementSpec, hours: str, today: date, category: str = "online", **person: object) -> Standing:
    somebody = Person(**{"kinds": FULL, "stages": PRIMARY, "since": LONG_AGO, **person})  # type: ignore[arg-type]
    entries = [Entry(category, date(2025, 10, 1), Decimal(hours))]
    return standing(somebody, credited(entries, spec.hours, 2025), spec, today=today)


@pytest.mark.parametrize(("hours", "lacking"), [("11.9", "0.1"), ("12", "0"), ("12.1", "0"), ("0.1", "11.9")])
def test_a_line_is_met_from_its_hours_on(hours: str, lacking: str) -> None:
    found = stood(a_spec(a_line()), hours, LAST)
    assert (found.met, found.lacking) == (lacking == "0", Decimal(lacking))


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2026, 7, 14), LineState.SHORT),
        (date(2026, 7, 15), LineState.SHORT),
        (date(2026, 7, 16), LineState.LATE),
    ],
)
def test_there_is_time_until_the_due_day_itself(today: date, state: LineState) -> None:
    found = stood(a_spec(a_line(due=Due(month=7, day=15))), "11", today)
    assert [line.state for line in found.lines] == [state]
    assert (found.late, found.due) == (state is LineState.LATE, date(2026, 7, 15))


def test_a_line_that_was_met_late_is_met() -> None:
    assert stood(a_spec(a_line(due=Due(month=7, day=15))), "12", LAST).met


def test_a_line_over_one_category_looks_at_its_capped_hours_alone() -> None:
    spec = a_spec(a_line(category="online"), hours=HourSpec(caps={"online": Decimal(10)}))
    assert stood(spec, "50", FIRST).lacking == 2
    assert stood(spec, "50", FIRST, category="school").lacking == 12


@pytest.mark.parametrize(
    ("kinds", "stages", "asked"),
    [
        (FULL, {Stage.JUNIOR}, True),
        (FULL, {Stage.PRIMARY, Stage.JUNIOR}, True),
        (FULL, {Stage.PRIMARY}, False),
        ({StaffKind.PART_TIME}, {Stage.JUNIOR}, False),
        ({StaffKind.PART_TIME, StaffKind.FULL_TIME}, {Stage.JUNIOR}, True),
    ],
)
def test_a_line_speaks_of_its_kinds_and_stages_alone(kinds: object, stages: object, asked: bool) -> None:
    found = stood(a_spec(a_line(stages=[Stage.JUNIOR])), "1", FIRST, kinds=kinds, stages=stages)
    assert (found.asked, found.met) == (asked, False)


@pytest.mark.parametrize(
    ("since", "full", "prorata"),
    [
        (FIRST - DAY, 12, 12),
        (FIRST, 12, 12),
        (FIRST + DAY, 12, 12),  # all twelve months still count
        (date(2025, 9, 30), 12, 12),
        (date(2025, 10, 1), 12, 11),
        (date(2026, 2, 28), 12, 7),
        (date(2026, 8, 1), 12, 1),
        (LAST, 12, 1),
        (LAST + DAY, 0, 0),
    ],
)
def test_newcomers_are_asked_for_all_or_for_their_months(since: date, full: int, prorata: int) -> None:
    asked = {way: needed(a_line(newcomers=way), since, HourSpec(), 2025) for way in Newcomers}
    assert (asked[Newcomers.FULL], asked[Newcomers.PRORATA]) == (full, prorata)


@pytest.mark.parametrize(("since", "hours"), [(FIRST - DAY, 12), (FIRST, 12), (FIRST + DAY, 0)])
def test_an_exempt_newcomer_is_asked_from_the_next_year_on(since: date, hours: int) -> None:
    line = a_line(newcomers=Newcomers.EXEMPT)
    assert needed(line, since, HourSpec(), 2025) == hours
    assert needed(line, since, HourSpec(), 2026) == 12
    state = stood(a_spec(line), "1", FIRST, since=since).lines[0].state
    assert state is (LineState.SHORT if hours else LineState.EXEMPT)


def test_months_are_rounded_half_up_to_a_tenth() -> None:
    assert needed(a_line(hours=10), date(2026, 3, 1), HourSpec(), 2025) == Decimal("5.0")
    assert needed(a_line(hours=8), date(2025, 10, 1), HourSpec(), 2025) == Decimal("7.3")  # 88 / 12
    assert needed(a_line(hours=Decimal("0.6")), LAST, HourSpec(), 2025) == Decimal("0.1")  # 0.05


def test_several_lines_hold_together_and_one_hour_serves_each() -> None:
    spec = a_spec(a_line(), a_line(key="face", category="training", hours=4, due=Due(month=1, day=31)))
    found = stood(spec, "9", FIRST)
    assert [line.lacking for line in found.lines] == [3, 4]
    assert (found.lacking, found.due, [line.line.key for line in found.short]) == (
        4, date(2026, 1, 31), ["face", "line"],
    )  # fmt: skip


@given(st.integers(0, 300), st.integers(1, 100), st.dates(date(2024, 1, 1), date(2027, 1, 1)))
def test_more_hours_never_make_anybody_lack_more(tenths: int, more: int, since: date) -> None:
    spec = a_spec(a_line(), a_line(key="face", category="online", hours=4))
    less, much = (stood(spec, str(Decimal(one) / 10), FIRST, since=since) for one in (tenths, tenths + more))
    assert less.lacking >= much.lacking
    assert much.met >= less.met


@given(st.dates(date(2025, 9, 1), date(2026, 8, 30)))
def test_who_begins_later_is_never_asked_for_more(since: date) -> None:
    for way in Newcomers:
        line = a_line(newcomers=way, hours=8)
        assert needed(line, since, HourSpec(), 2025) >= needed(line, since + DAY, HourSpec(), 2025)


def figures(full: int = 0, part: int = 0, **other: int | bool) -> SchoolFigures:
    usual: dict[str, int | bool] = {"registered": True, "certified": 0, "stages": 1, "pupils": 0, **other}
    return SchoolFigures(posts=Posts(full, part), **usual)  # type: ignore[arg-type]


SHARE = SchoolLines(certified=CertifiedShare(percent=60, source="测试"))
STAGES = SchoolLines(full_time=PerStage(people=1, source="测试"))
RATIO = SchoolLines(ratio=PupilRatio(pupils=1000, source="测试"))


@pytest.mark.parametrize(
    ("people", "certified", "met", "lacking"),
    [(5, 2, False, 1), (5, 3, True, 0), (5, 4, True, 0), (1, 0, False, 1), (1, 1, True, 0), (10, 5, False, 1),
     (10, 6, True, 0), (0, 0, None, 0)],
)  # fmt: skip
def test_the_share_of_certificates(people: int, certified: int, met: bool | None, lacking: int) -> None:
    [line] = school_standing(figures(part=people, certified=certified), SHARE)
    assert (line.met, line.lacking) == (met, lacking)


@pytest.mark.parametrize(
    ("stages", "full", "met", "lacking"),
    [(1, 0, False, 1), (1, 1, True, 0), (2, 1, False, 1), (2, 2, True, 0), (2, 3, True, 0)],
)
def test_each_stage_asks_for_somebody_full_time(stages: int, full: int, met: bool, lacking: int) -> None:
    [line] = school_standing(figures(full, part=5, stages=stages), STAGES)
    assert (line.met, line.lacking) == (met, lacking)


@pytest.mark.parametrize(
    ("pupils", "full", "part", "met", "lacking"),
    [
        (999, 1, 0, True, 0), (1000, 1, 0, True, 0), (1001, 1, 0, False, 1), (1001, 1, 1, True, 0),
        (1, 0, 0, False, 1), (3000, 1, 1, False, 1), (0, 0, 0, None, 0),
    ],
)  # fmt: skip
def test_nobody_has_more_pupils_than_the_ratio(
    pupils: int, full: int, part: int, met: bool | None, lacking: int
) -> None:
    [line] = school_standing(figures(full, part, pupils=pupils), RATIO)
    assert (line.met, line.lacking) == (met, lacking)


def test_the_ratio_counts_the_kinds_it_names() -> None:
    only_full = SchoolLines(ratio=PupilRatio(pupils=1000, kinds=(StaffKind.FULL_TIME,), source="测试"))
    [line] = school_standing(figures(1, 5, pupils=1500), only_full)
    assert (line.having, line.needed, line.met) == (1, 2, False)


@pytest.mark.parametrize("lines", [SHARE, STAGES, RATIO])
def test_a_school_that_registered_nobody_cannot_be_told_about(lines: SchoolLines) -> None:
    [line] = school_standing(figures(registered=False, pupils=500), lines)
    assert (line.met, line.lacking) == (None, 0)


def test_only_what_is_asked_has_a_line() -> None:
    assert school_standing(figures(1), SchoolLines()) == ()


def test_every_shipped_pack_says_where_each_line_comes_from() -> None:
    for spec in packs.requirement_packs().values():
        notes = [line.source for line in spec.people]
        notes += [one.source for one in (spec.school.certified, spec.school.full_time, spec.school.ratio) if one]
        assert notes
        assert all("http" in note or "报道" in note or "号" in note or "核定" in note for note in notes), spec.key


@pytest.mark.parametrize(
    "broken",
    [
        {"people": (a_line(), a_line())},
        {"hours": {"begins": 13}},
        {"hours": {"carry": {"share": 101}}},
        {"hours": {"caps": {"online": -1}}},
        {"hours": {"caps": {"online": "1.25"}}},
        {"sources": ()},
        {"version": "一"},
        {"school": {"ratio": {"pupils": 1000, "kinds": ["volunteer"], "source": "测试"}}},
        {"school": {"certified": {"percent": 101, "source": "测试"}}},
    ],
)
def test_requirements_without_a_meaning_are_refused(broken: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        a_spec(**broken)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "spec", [a_spec(a_line(category="swimming")), a_spec(hours=HourSpec(caps={"swimming": Decimal(1)}))]
)
def test_a_category_that_is_not_known_is_refused(spec: RequirementSpec) -> None:
    with pytest.raises(ValueError, match="swimming"):
        check_categories(spec, packs.hour_categories())
