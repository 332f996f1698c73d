"""What is kept of supervision, what a term asks, and workbooks of meetings."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from core.organisations.rules import Place
from core.training import packs
from core.training.rules import StaffKind, SupervisionKind
from core.training.rules.growth import Met, TermHours, credit_years, term_hours
from core.training.rules.hours import Entry
from core.training.rules.register import Known, KnownPost, Register
from core.training.rules.requirements import Carry, HourSpec, SupervisionLine
from core.training.rules.staff import PersonFacts
from core.training.rules.supervision import (
    Had,
    Post,
    SupervisionFacts,
    SupervisionPack,
    SupervisionState,
    lacking_words,
    line_of,
    seats_flaw,
    supervision_flaw,
    term_standing,
    tidied_supervision,
)
from core.training.rules.supervision_plan import KnownMeeting, PlacedLine, key_of, plan
from core.training.rules.supervision_sheet import Line, lines

TODAY, DAY = date(2026, 3, 2), timedelta(days=1)
FIRST, LAST = date(2026, 2, 1), date(2026, 8, 31)
ONE, GROUP = SupervisionKind.INDIVIDUAL, SupervisionKind.GROUP
GOOD = SupervisionFacts(GROUP, date(2026, 2, 20), Decimal(2), "程示例", ("crisis",), 1)
LINE = SupervisionLine(individual=Decimal(2), group=Decimal(4), kinds=(StaffKind.FULL_TIME,), source="测试")
TOPICS = [one.key for one in packs.supervision().topics]
PLACE = Place("Sheet1", {}, {})


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, None),
        ({"held_on": TODAY}, None),
        ({"held_on": TODAY + DAY}, "training.supervision_day"),
        ({"held_on": date(1949, 12, 31)}, "training.supervision_day"),
        ({"hours": Decimal("0.1")}, None),
        ({"hours": Decimal(0)}, "training.supervision_hours"),
        ({"hours": Decimal(12)}, None),
        ({"hours": Decimal("12.1")}, "training.supervision_hours"),
        ({"hours": Decimal("1.05")}, "training.supervision_hours"),
        ({"supervisor": ""}, "training.supervisor_needed"),
        ({"supervisor": "程" * 40}, None),
        ({"supervisor": "程" * 41}, "training.supervisor_needed"),
        ({"topics": ()}, "training.supervision_topics"),
        ({"topics": ("crisis", "some_pupil")}, "training.supervision_topics"),
        ({"cases": -1}, "training.supervision_cases"),
        ({"cases": 50}, None),
        ({"cases": 51}, "training.supervision_cases"),
    ],
)
def test_a_meeting_that_cannot_be_is_told(change: dict[str, Any], code: str | None) -> None:
    assert supervision_flaw(GOOD._replace(**change), TOPICS, TODAY) == code


def test_an_individual_meeting_has_one_person_and_a_group_up_to_two_hundred() -> None:
    assert [seats_flaw(ONE, many) for many in (0, 1, 2)] == [
        "training.supervision_people",
        None,
        "training.supervision_one",
    ]
    assert [seats_flaw(GROUP, many) for many in (0, 1, 200, 201)] == [
        "training.supervision_people", None, None, "training.supervision_people",
    ]  # fmt: skip


def test_topics_stand_once_in_the_order_of_the_pack() -> None:
    told = tidied_supervision(GOOD._replace(supervisor=" 程  示例 ", topics=("other", "crisis", "other", "x")), TOPICS)
    assert (told.supervisor, told.topics) == ("程 示例", ("crisis", "other", "x"))


def test_a_pack_with_one_title_twice_is_refused() -> None:
    given = packs.supervision().model_dump()
    topics = ({"key": "a", "title": "哀伤"}, {"key": "b", "title": "哀伤"})
    with pytest.raises(ValidationError):
        SupervisionPack.model_validate({**given, "topics": topics})


def test_the_pack_asks_only_where_the_requirements_say_nothing() -> None:
    pack = packs.supervision()
    assert line_of(None, pack) == pack.fallback
    assert line_of(LINE, pack) == LINE


@pytest.mark.parametrize(
    ("individual", "group", "trained", "state", "lacks"),
    [
        ("2", "4", "0", SupervisionState.MET, ""),
        ("1.9", "4", "0", SupervisionState.SHORT, "个别 0.1 小时"),
        ("2", "3.9", "0", SupervisionState.SHORT, "团体 0.1 小时"),
        ("2", "1", "3", SupervisionState.MET, ""),
        ("0", "0", "9", SupervisionState.SHORT, "个别 2 小时"),
        ("9", "0", "0", SupervisionState.SHORT, "团体 4 小时"),
        ("0", "0", "0", SupervisionState.SHORT, "个别 2 小时，团体 4 小时"),
    ],
)
def test_each_sort_of_supervision_is_asked_for_itself(
    individual: str, group: str, trained: str, state: SupervisionState, lacks: str
) -> None:
    had = Had(Decimal(individual), Decimal(group), Decimal(trained))
    stood = term_standing(LINE, Post(frozenset({StaffKind.FULL_TIME}), FIRST), had, first=FIRST, last=LAST, today=TODAY)
    assert (stood.state, lacking_words(stood)) == (state, lacks)


@pytest.mark.parametrize(
    ("kind", "since", "today", "state"),
    [
        (StaffKind.FULL_TIME, FIRST, LAST, SupervisionState.SHORT),
        (StaffKind.FULL_TIME, FIRST, LAST + DAY, SupervisionState.LATE),
        (StaffKind.FULL_TIME, FIRST - DAY, TODAY, SupervisionState.SHORT),
        (StaffKind.FULL_TIME, FIRST + DAY, TODAY, SupervisionState.EXEMPT),
        (StaffKind.PART_TIME, FIRST, TODAY, SupervisionState.EXEMPT),
    ],
)
def test_who_is_overdue_depends_on_kind_beginning_and_the_end_of_the_term(
    kind: StaffKind, since: date, today: date, state: SupervisionState
) -> None:
    stood = term_standing(LINE, Post(frozenset({kind}), since), Had(), first=FIRST, last=LAST, today=today)
    assert stood.state is state
    assert stood.overdue is (state in (SupervisionState.SHORT, SupervisionState.LATE))


def test_nobody_lacks_anything_where_nothing_is_asked() -> None:
    nothing = LINE.model_copy(update={"individual": Decimal(0), "group": Decimal(0)})
    post = Post(frozenset({StaffKind.FULL_TIME}), FIRST)
    assert not term_standing(nothing, post, Had(), first=FIRST, last=LAST, today=LAST + DAY).asked


def cells(**other: str) -> dict[str, Any]:
    usual = {
        "row": 2, "held_on": "2026-02-20", "kind": "团体督导", "hours": "2", "supervisor": "程示例",
        "topics": "危机评估、伦理与保密", "cases": "", "school": "云溪一小", "name": "林示例",
    }  # fmt: skip
    return {**usual, **other}


@pytest.mark.parametrize(
    ("given", "column", "code"),
    [
        ({"name": ""}, "name", "training.name_needed"),
        ({"kind": "电话"}, "kind", "training.supervision_kind"),
        ({"held_on": "上周"}, "held_on", "training.supervision_day"),
        ({"held_on": "2026-03-03"}, "held_on", "training.supervision_day"),
        ({"hours": "两"}, "hours", "training.supervision_hours"),
        ({"hours": "13"}, "hours", "training.supervision_hours"),
        ({"topics": "危机评估、小明的事"}, "topics", "training.supervision_topics"),
        ({"topics": ""}, "topics", "training.supervision_topics"),
        ({"cases": "很多"}, "cases", "training.supervision_cases"),
        ({"supervisor": ""}, "supervisor", "training.supervisor_needed"),
    ],
)
def test_a_row_that_cannot_be_read_says_which_cell(given: dict[str, str], column: str, code: str) -> None:
    found, problems = lines([cells(**given)], PLACE, TODAY, packs.supervision())
    assert found == []
    assert [one.code for one in problems] == [code]


def test_people_write_kinds_topics_and_hours_in_many_ways() -> None:
    rows = [cells(kind=" 小组 ", hours="2小时", topics="伦理与保密；危机评估", cases="1个", held_on="2026年2月20日")]
    [line], problems = lines(rows, PLACE, TODAY, packs.supervision())
    assert problems == []
    assert line.facts == SupervisionFacts(GROUP, date(2026, 2, 20), Decimal(2), "程示例", ("crisis", "ethics"), 1)


def known(staff_id: int, name: str, since: date = FIRST) -> Known:
    post = KnownPost(staff_id, 7, StaffKind.FULL_TIME, "", since, None)
    return Known(staff_id, 7, PersonFacts(name), (post,))


def row(number: int, name: str, **facts: Any) -> PlacedLine:
    return PlacedLine(7, Line(number, "", name, GOOD._replace(**facts)))


PEOPLE = Register([known(1, "林示例"), known(2, "周示例"), known(3, "吴示例"), known(4, "吴示例")])


def test_rows_of_one_group_become_one_meeting_and_individual_ones_stay_apart() -> None:
    placed = [row(2, "林示例"), row(3, "周示例"), row(4, "林示例", kind=ONE), row(5, "周示例", kind=ONE)]
    planned, problems = plan(placed, PEOPLE, {}, PLACE)
    assert problems == ()
    assert [one.seats for one in planned] == [((1, 7), (2, 7)), ((1, 7),), ((2, 7),)]


def test_what_is_on_record_is_not_written_again_and_nobody_is_taken_out() -> None:
    same = {key_of(GOOD, 1): KnownMeeting(9, GOOD, frozenset({1, 2}))}
    ((one,), _) = plan([row(2, "林示例")], PEOPLE, same, PLACE)
    assert (one.changed, one.joining) == (False, ())
    fewer = {key_of(GOOD, 1): KnownMeeting(9, GOOD, frozenset({2}))}
    ((one,), _) = plan([row(2, "林示例")], PEOPLE, fewer, PLACE)
    assert (one.changed, one.joining) == (True, ((1, 7),))


@pytest.mark.parametrize(
    ("placed", "code"),
    [
        ([row(2, "赵示例")], "training.nobody_of_name"),
        ([row(2, "吴示例")], "training.two_of_name"),
        ([row(2, "林示例", held_on=FIRST - DAY)], "training.supervision_out_of_post"),
        ([row(2, "林示例"), row(3, "林示例")], "training.supervision_same"),
        ([row(2, "林示例"), row(3, "周示例", hours=Decimal(3))], "training.supervision_disagree"),
    ],
)
def test_rows_that_do_not_fit_the_register_or_each_other_are_problems(placed: list[PlacedLine], code: str) -> None:
    _, problems = plan(placed, PEOPLE, {}, PLACE)
    assert [one.code for one in problems] == [code]


def test_terms_add_up_by_sort_the_newest_first() -> None:
    met = [
        ((2025, 1), Met(ONE, date(2025, 10, 1), Decimal(1))),
        ((2025, 2), Met(GROUP, date(2026, 3, 1), Decimal(2))),
        ((2025, 1), Met(ONE, date(2025, 11, 1), Decimal("0.5"))),
        ((2025, 1), Met(None, date(2025, 11, 2), Decimal(3))),
    ]
    assert term_hours(met) == (
        TermHours(2025, 2, Had(group=Decimal(2))),
        TermHours(2025, 1, Had(individual=Decimal("1.5"), trained=Decimal(3))),
    )


def test_every_year_with_hours_is_told_and_one_that_only_inherits_some_too() -> None:
    spec = HourSpec(caps={"online": Decimal(10)}, carry=Carry(share=100))
    entries = [Entry("online", date(2022, 10, 1), Decimal(14)), Entry("school", date(2025, 10, 1), Decimal(6))]
    years = credit_years(entries, spec, TODAY)
    assert [(one.year, one.recorded, one.total) for one in years] == [(2025, 6, 6), (2023, 0, 4), (2022, 14, 10)]
    assert credit_years([], spec, TODAY) == ()


TENTHS = st.integers(0, 120).map(lambda tenths: Decimal(tenths) / 10)
MET = st.tuples(
    st.tuples(st.integers(2020, 2026), st.sampled_from([1, 2])),
    st.builds(Met, st.sampled_from([*SupervisionKind, None]), st.just(TODAY), TENTHS),
)


@settings(max_examples=60)
@given(st.lists(MET, max_size=12))
def test_no_hour_of_supervision_is_lost_whatever_their_order(meetings: list[tuple[tuple[int, int], Met]]) -> None:
    told = term_hours(meetings)
    assert sum((sum(one.had) for one in told), Decimal(0)) == sum((one.hours for _, one in meetings), Decimal(0))
    assert told == term_hours(reversed(meetings))


@settings(max_examples=60)
@given(TENTHS, TENTHS, TENTHS, TENTHS)
def test_another_hour_never_makes_anybody_lack_more(
    one: Decimal, group: Decimal, trained: Decimal, more: Decimal
) -> None:
    post = Post(frozenset({StaffKind.FULL_TIME}), FIRST)
    before, after = (
        term_standing(LINE, post, Had(one, group, trained + extra), first=FIRST, last=LAST, today=TODAY)
        for extra in (Decimal(0), more)
    )
    assert after.lacking_individual == before.lacking_individual
    assert after.lacking_group <= before.lacking_group
    assert after.overdue <= before.overdue
