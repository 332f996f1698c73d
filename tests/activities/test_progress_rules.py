"""How far a school came: cells, lines, and rates that leave exempt schools out."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.activities.rules import Audience, ReportState
from core.activities.rules.checklists import ItemSpec
from core.activities.rules.progress import (
    OUT,
    Cell,
    JointPart,
    Progress,
    Reported,
    SeasonClock,
    cell,
    due_day,
    is_hollow,
    line,
    summed,
)

END, UNTIL = date(2026, 5, 31), date(2026, 6, 5)
CLOCK = SeasonClock(END, UNTIL)
IN_TIME, LATE = UNTIL, UNTIL + timedelta(days=1)
A, B = 1, 2
S = ReportState
P = Progress


def item(**other: Any) -> ItemSpec:
    return ItemSpec(**{"code": "talk", "title": "谈心", "short": "谈心", "audiences": (Audience.PUPILS,), **other})


def report(state: ReportState = S.ACCEPTED, at: int = 1, **other: Any) -> Reported:
    sent = None if state is S.DRAFT else IN_TIME
    return Reported(
        **{"id": at, "org_id": A, "item": "talk", "state": state, "first_sent_on": sent, "pupils": 40, **other}
    )


def found(
    *reports: Reported, of: ItemSpec | None = None, today: date = LATE, clock: SeasonClock = CLOCK, **other: Any
) -> Cell:
    given = {"school_id": A, "stages": ("primary",), "exempt": False, **other}
    return cell(of or item(), reports, clock=clock, today=today, **given)


@pytest.mark.parametrize(
    ("states", "expected", "counts_sent"),
    [
        ((), P.MISSING, P.MISSING),
        ((S.DRAFT,), P.DOING, P.DOING),
        ((S.SENT,), P.WAITING, P.DONE),
        ((S.RETURNED,), P.RETURNED, P.RETURNED),
        ((S.ACCEPTED,), P.DONE, P.DONE),
        ((S.SENT, S.DRAFT), P.WAITING, P.DONE),
        ((S.SENT, S.RETURNED), P.RETURNED, P.DONE),
        ((S.ACCEPTED, S.RETURNED), P.DONE, P.DONE),
    ],
)
def test_a_cell_says_the_most_that_its_reports_say(
    states: tuple[ReportState, ...], expected: Progress, counts_sent: Progress
) -> None:
    reports = [report(state, at) for at, state in enumerate(states)]
    assert found(*reports).state is expected
    assert found(*reports, clock=CLOCK._replace(counts_sent=True)).state is counts_sent


@pytest.mark.parametrize(("sessions", "state"), [(1, P.DOING), (2, P.DONE), (3, P.DONE)])
def test_an_item_is_done_once_it_was_held_often_enough(sessions: int, state: Progress) -> None:
    assert found(report(sessions=sessions), of=item(least=2)).state is state


def test_two_reports_of_once_each_make_twice() -> None:
    assert found(report(at=1), report(at=2), of=item(least=2)).state is P.DONE
    one_waits = found(report(at=1), report(S.SENT, at=2), of=item(least=2))
    assert one_waits.state is P.WAITING
    assert one_waits.sessions == 2


@pytest.mark.parametrize(
    ("due", "day"),
    [(0, UNTIL), (1, END - timedelta(days=1)), (7, END - timedelta(days=7))],
)
def test_an_item_may_be_due_before_the_season_ends(due: int, day: date) -> None:
    assert due_day(item(due=due), CLOCK) == day


@pytest.mark.parametrize(("days", "state"), [(-1, P.NOT_YET), (0, P.NOT_YET), (1, P.MISSING)])
def test_what_nobody_began_is_missing_once_its_day_has_passed(days: int, state: Progress) -> None:
    one = found(today=UNTIL + timedelta(days=days))
    assert (one.state, one.late) == (state, state is P.MISSING)


@pytest.mark.parametrize(("days", "late"), [(-1, False), (0, False), (1, True)])
@pytest.mark.parametrize("state", [S.SENT, S.ACCEPTED, S.RETURNED])
def test_the_day_it_was_first_sent_decides_whether_it_was_in_time(state: ReportState, days: int, late: bool) -> None:
    sent = UNTIL + timedelta(days=days)
    assert found(report(state, first_sent_on=sent), today=UNTIL + timedelta(days=30)).late is late


def test_an_optional_item_is_neither_missing_nor_late() -> None:
    optional = item(required=False)
    assert found(of=optional)[:2] == (P.NOT_YET, False)
    assert found(report(first_sent_on=LATE), of=optional)[:2] == (P.DONE, False)


def test_an_exempt_item_stays_exempt_whatever_was_reported() -> None:
    assert found(report(), exempt=True)[:2] == (P.EXEMPT, False)
    assert found(exempt=True).state is P.EXEMPT


@pytest.mark.parametrize(
    ("stages", "asked"), [((), True), (("primary",), True), (("primary", "junior"), True), (("junior",), False)]
)
def test_an_item_is_asked_of_schools_that_have_one_of_its_stages(stages: tuple[str, ...], asked: bool) -> None:
    one = found(of=item(stages=stages), exempt=not asked)
    assert (one.state is P.NOT_ASKED) is not asked


def test_a_joint_activity_is_done_for_the_partner_with_the_people_it_told() -> None:
    joint = report(org_id=B, joint=(JointPart(A, 12), JointPart(3, None)))
    mine, theirs, silent = (found(joint, school_id=school) for school in (A, B, 3))
    assert [(one.state, one.sessions, one.attendances) for one in (mine, theirs, silent)] == [
        (P.DONE, 1, 12),
        (P.DONE, 1, 40),
        (P.DONE, 1, 0),
    ]


NOTHING = {"pupils": None}


@pytest.mark.parametrize(
    ("asks", "has", "hollow"),
    [
        ({}, {}, True),
        ({}, {"pupils": 0}, True),
        ({}, {"pupils": 1}, False),
        ({}, {"community": 1}, False),
        ({}, {"worded": True}, False),
        ({}, {"photos": 1}, False),
        ({"photos": 3}, {}, True),
        ({"photos": 3}, {"photos": 1}, False),
        ({"photos": 3}, {"worded": True}, True),
        ({"photos": 3}, {"teachers": 1}, False),
        ({"file": True}, {"files": 1}, False),
        ({"file": True}, {"photos": 9}, True),
        ({"words": True}, {"worded": True}, False),
        ({"works": True}, {"works": {"painting": 0}}, True),
        ({"works": True}, {"works": {"painting": 1}}, False),
        ({"works": True, "photos": 1}, {"photos": 1}, False),
    ],
)  # fmt: skip
def test_reported_but_empty_is_nobody_counted_and_nothing_of_what_is_asked(
    asks: dict[str, Any], has: dict[str, Any], hollow: bool
) -> None:
    assert is_hollow(item(evidence=asks), report(**{**NOTHING, **has})) is hollow


def test_a_cell_is_hollow_only_while_all_that_was_sent_is() -> None:
    empty, full, draft = report(at=1, pupils=None), report(at=2), report(S.DRAFT, at=3, pupils=None)
    assert found(empty, draft).hollow
    assert not found(empty, full).hollow
    assert not found(draft).hollow
    assert not found().hollow


def test_a_line_keeps_completeness_and_timeliness_apart() -> None:
    items = [item(code=f"i{at}", required=at < 6) for at in range(7)]
    states = [P.DONE, P.DONE, P.WAITING, P.MISSING, P.EXEMPT, P.NOT_ASKED, P.DONE]
    cells = [Cell(state, late=at in (1, 3), sessions=int(state is P.DONE)) for at, state in enumerate(states)]
    told = line(items, cells)
    assert told[:8] == (4, 2, 1, 1, 0, 1, 0, 1)
    assert (told.rate, told.silent) == (0.5, False)
    assert line(items[:1], [Cell(P.EXEMPT)]).rate is None


def test_schools_together_are_counted_by_who_is_complete_and_who_is_silent() -> None:
    full = line([item()], [Cell(P.DONE, sessions=1)])
    late = line([item()], [Cell(P.DONE, late=True, sessions=1)])
    none = line([item()], [Cell(P.NOT_YET)])
    told = summed([full, late, none])
    assert (told.schools, told.due, told.done, told.complete, told.silent) == (3, 3, 2, 2, 1)
    assert (told.rate, told.timeliness) == (2 / 3, 1 / 2)
    assert (summed([]).rate, summed([none]).timeliness) == (None, None)


CELLS = st.builds(Cell, st.sampled_from(Progress), st.booleans(), st.booleans(), st.integers(0, 3))
LINES = st.lists(CELLS, min_size=3, max_size=3).map(
    lambda cells: line([item(code=f"i{at}", required=at < 2) for at in range(3)], cells)
)
REPORTS = st.builds(
    Reported, st.integers(1, 30), st.just(A), st.just("talk"), st.sampled_from(ReportState),
    st.none() | st.dates(date(2026, 5, 1), date(2026, 7, 1)), st.integers(1, 4), st.none() | st.integers(0, 50),
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.lists(LINES, max_size=8), st.integers(1, 5))
def test_an_exempt_school_changes_no_rate(lines: list[Any], more: int) -> None:
    exempt = line([item(code=f"i{at}") for at in range(3)], [Cell(P.EXEMPT), Cell(P.NOT_ASKED), Cell(P.EXEMPT)])
    assert summed([*lines, *[exempt] * more]) == summed(lines)


@settings(max_examples=40, deadline=None)
@given(st.lists(LINES, max_size=8), st.randoms())
def test_schools_may_come_in_any_order(lines: list[Any], random: Any) -> None:
    mixed = list(lines)
    random.shuffle(mixed)
    assert summed(mixed) == summed(lines)


@settings(max_examples=40, deadline=None)
@given(st.lists(LINES, max_size=8))
def test_no_rate_is_beyond_one(lines: list[Any]) -> None:
    told = summed(lines)
    assert 0 <= told.timely <= told.done <= told.due
    assert told.done + told.waiting + told.returned + told.missing <= told.due
    assert told.complete <= told.schools <= len(lines)


@settings(max_examples=40, deadline=None)
@given(st.lists(REPORTS, max_size=5), st.randoms(), st.dates(date(2026, 5, 1), date(2026, 8, 1)))
def test_reports_may_come_in_any_order(reports: list[Reported], random: Any, today: date) -> None:
    mixed = list(reports)
    random.shuffle(mixed)
    assert found(*mixed, today=today) == found(*reports, today=today)


@settings(max_examples=40, deadline=None)
@given(st.lists(REPORTS, max_size=5), st.dates(date(2026, 5, 1), date(2026, 8, 1)))
def test_accepting_a_report_never_takes_a_school_back(reports: list[Reported], today: date) -> None:
    taken = [one._replace(state=S.ACCEPTED) if one.state is S.SENT else one for one in reports]
    before, after = found(*reports, today=today), found(*taken, today=today)
    assert (before.state is not P.DONE) or after.state is P.DONE
    assert (before.late, before.sessions) == (after.late, after.sessions)


@settings(max_examples=40, deadline=None)
@given(st.lists(REPORTS, max_size=5))
def test_nothing_is_late_before_its_day_has_passed(reports: list[Reported]) -> None:
    told = found(*reports, today=UNTIL)
    assert not told.late
    assert told.state not in (P.MISSING, *OUT)
