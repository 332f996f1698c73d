"""What stayed undone goes to the next level, once a clock, whoever runs it and however often."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session, col, select

from core import audit
from core.access import SYSTEM_SCOPE
from core.cases.actions import Escalated, escalate, ran_out
from core.cases.queries import warning as found
from core.cases.rules.escalation import GRACE, latest_missed, next_level
from core.cases.rules.states import CaseState, Source, WarningState
from core.cases.rules.tiering import LADDER
from core.cases.tables import Case, Notice, Responder, Warning
from core.database import reading, unowned, within, writing
from core.organisations.packs import holiday_years
from core.organisations.rules.calendars import work_calendar
from core.organisations.tables import CalendarDay
from core.students.queries import people as roster
from core.workdays import WorkCalendar
from tests.screening.builders import enrol, pupils
from tests.world import SCHOOL_YEAR, World

DUE = date(2025, 10, 15)  # a Wednesday
SHIPPED = work_calendar(tuple(holiday_years().values()))


def evening(day: date) -> datetime:
    """20:00 in Beijing."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


NEXT = evening(DUE + timedelta(days=1))


@dataclass
class Lists:
    """The pupils of school A, and how warnings and cases of theirs are put down."""

    world: World
    people: list[int]

    def warning(self, session: Session, at: int = 0, **facts: object) -> int:
        usual: dict[str, object] = {
            "person_id": self.people[at], "school_id": self.world.orgs["a"], "class_id": self.world.classes["a5"],
            "grade": 5, "severity": 3, "level": "校级", "source": Source.OBSERVATION, "reasons": "看到的",
            "raised_at": evening(DUE), "due_on": DUE,
        }  # fmt: skip
        return kept(session, Warning(**{**usual, **facts}))

    def case(self, session: Session, at: int = 0, **facts: object) -> int:
        school = self.world.orgs["a"]
        usual: dict[str, object] = {
            "person_id": self.people[at], "school_id": school, "origin_school_id": school, "grade": 5,
            "source": Source.OBSERVATION, "severity": 3, "level": "校级", "opened_at": evening(DUE),
            "opened_by": self.world.accounts["counsellor_a"], "next_on": DUE,
        }  # fmt: skip
        return kept(session, Case(**{**usual, **facts}))


def people_of(world: World, at: str) -> list[int]:
    """Everybody on the roster of a school."""
    with reading() as session:
        found = roster(session, SYSTEM_SCOPE, school_year=SCHOOL_YEAR, school_id=world.orgs[at])
    return [row.person_id for row in found]


def kept(session: Session, row: Warning | Case) -> int:
    session.add(row)
    session.flush()
    return row.id or 0


@pytest.fixture
def lists(world: World) -> Lists:
    enrol(world, pupils(6, "a"))
    return Lists(world, people_of(world, "a"))


def run(at: datetime) -> Escalated:
    with writing() as session:
        assert ran_out(session, now=at) or escalate(session, now=at) == Escalated()
        return escalate(session, now=at)


def level_of(warning_id: int) -> str | None:
    with reading() as session:
        row = found(session, SYSTEM_SCOPE, warning_id)
    assert row is not None
    return row.care_level


def case_of(case_id: int) -> Case:
    with reading() as session:
        return session.exec(within(SYSTEM_SCOPE, select(Case).where(Case.id == case_id), Case)).one()


@pytest.mark.parametrize(
    ("level", "to", "urgent_to"),
    [
        ("班级", "校级", "区级"),
        ("年级", "校级", "区级"),
        ("校级", "区级", "区级"),
        ("区级", "市级", "市级"),
        ("市级", "市级", "市级"),
        ("省级", "省级", "省级"),
        ("没听说过", "区级", "区级"),
    ],
)
def test_each_level_hands_on_to_the_next_and_a_same_day_review_to_the_county_at_least(
    lists: Lists, level: str, to: str, urgent_to: str
) -> None:
    assert (next_level(level), next_level(level, urgent=True)) == (to, urgent_to)
    with writing() as session:
        calm = lists.warning(session, level=level)
        urgent = lists.warning(session, 1, level=level, urgent=True)
        case = lists.case(session, 2, level=level)
    assert run(evening(DUE + timedelta(days=30))) == Escalated(warnings=2, urgent=1, cases=1)
    assert (level_of(calm), level_of(urgent), case_of(case).care_level) == (to, urgent_to, to)


def test_an_escalated_one_goes_up_from_where_it_is(lists: Lists) -> None:
    with writing() as session:
        one = lists.warning(session, level="校级", care_level="区级", is_staff=True)
    run(NEXT)
    assert level_of(one) == "市级"


@pytest.mark.parametrize(
    ("day", "fires"), [(DUE, False), (DUE + timedelta(days=1), True), (DUE + timedelta(days=2), True)]
)
def test_the_whole_due_day_belongs_to_those_who_work(lists: Lists, day: date, fires: bool) -> None:
    with writing() as session:
        lists.warning(session)
    assert run(evening(day)).warnings == fires


def test_the_day_ends_in_beijing(lists: Lists) -> None:
    with writing() as session:
        lists.warning(session)
    assert run(datetime(2025, 10, 15, 15, 59, tzinfo=UTC)) == Escalated()
    assert run(datetime(2025, 10, 15, 16, 0, tzinfo=UTC)) == Escalated(warnings=1)


def test_a_clock_fires_once(lists: Lists) -> None:
    with writing() as session:
        one, case = lists.warning(session), lists.case(session, 1)
    assert run(evening(DUE + timedelta(days=10))) == Escalated(1, 0, 1)
    before = everything()
    for later in (10, 11, 40, 400):
        assert run(evening(DUE + timedelta(days=later))) == Escalated()
    assert everything() == before
    assert (level_of(one), case_of(case).care_level) == ("区级", "区级")


def everything() -> list[str]:
    with reading() as session:
        tables = (Warning, Case, audit.AuditEvent, Notice)
        return [repr(row) for one in tables for row in session.connection().execute(one.__table__.select())]  # type: ignore[attr-defined]  # SQLModel adds it


@pytest.mark.parametrize("state", [state for state in WarningState if state is not WarningState.AWAITING_INTERVIEW])
def test_a_decided_warning_has_no_clock(sqlite_world: World, state: WarningState) -> None:
    enrol(sqlite_world, pupils(1, "a"))
    with writing() as session:
        Lists(sqlite_world, people_of(sqlite_world, "a")).warning(session, state=state)
    assert run(NEXT) == Escalated()


def test_what_has_no_due_day_never_runs_out(lists: Lists) -> None:
    with writing() as session:
        lists.warning(session, due_on=None)
        lists.case(session, 1, next_on=None)
    assert run(evening(date(2030, 1, 1))) == Escalated()


def test_a_clock_that_starts_anew_fires_anew(lists: Lists) -> None:
    with writing() as session:
        one, case = lists.warning(session, level="班级"), lists.case(session, 1, level="班级")
    run(evening(DUE + timedelta(days=10)))
    again = DUE + timedelta(days=10)
    with writing() as session:
        session.exec(within(SYSTEM_SCOPE, select(Warning), Warning)).one().due_on = again
        session.exec(within(SYSTEM_SCOPE, select(Case), Case)).one().next_on = again
    assert run(evening(again)) == Escalated()
    assert run(evening(again + timedelta(days=10))) == Escalated(1, 0, 1)
    assert (level_of(one), case_of(case).care_level) == ("区级", "区级")


def test_a_late_warning_that_turns_urgent_still_reaches_the_county(lists: Lists) -> None:
    with writing() as session:
        one = lists.warning(session, level="班级")
    run(NEXT)
    assert level_of(one) == "校级"
    with writing() as session:
        session.exec(within(SYSTEM_SCOPE, select(Warning), Warning)).one().urgent = True
    assert run(NEXT + timedelta(hours=1)) == Escalated(1, 1, 0)
    assert level_of(one) == "区级"
    assert run(NEXT + timedelta(hours=2)) == Escalated()


@pytest.mark.parametrize(
    ("day", "fires"),
    [
        (date(2025, 10, 16), False),
        (date(2025, 10, 20), False),  # 16, 17, 20: the third school day of grace is not over
        (date(2025, 10, 21), True),
    ],
)
def test_a_follow_up_may_be_three_school_days_late(lists: Lists, day: date, fires: bool) -> None:
    with writing() as session:
        lists.case(session)
    assert run(evening(day)).cases == fires


def test_days_of_grace_are_counted_by_the_calendar_of_the_school(lists: Lists) -> None:
    """A county that holds school on Saturday and Sunday runs out of grace two days earlier than its neighbour."""
    enrol(lists.world, pupils(1, "c", start=90))
    [stranger] = people_of(lists.world, "c")
    with writing() as session:
        for day in (18, 19):
            org = lists.world.orgs["county"]
            session.add(CalendarDay(org_id=org, day=date(2025, 10, day), school=True, title="补课"))
        here = lists.case(session)
        there = lists.case(session, 1, person_id=stranger, school_id=lists.world.orgs["c"])
    assert run(evening(date(2025, 10, 18))) == Escalated()
    assert run(evening(date(2025, 10, 19))) == Escalated(cases=1)
    assert (case_of(here).care_level, case_of(there).care_level) == ("区级", None)
    assert run(evening(date(2025, 10, 21))) == Escalated(cases=1)


@pytest.mark.parametrize("state", list(CaseState))
def test_every_case_that_is_not_closed_has_a_clock(sqlite_world: World, state: CaseState) -> None:
    enrol(sqlite_world, pupils(1, "a"))
    with writing() as session:
        Lists(sqlite_world, people_of(sqlite_world, "a")).case(session, state=state)
    assert run(evening(date(2025, 11, 1))).cases == (state is not CaseState.CLOSED)


def test_the_warnings_of_a_case_go_with_it(lists: Lists) -> None:
    with writing() as session:
        case = lists.case(session)
        mine = lists.warning(session, state=WarningState.IN_CARE, case_id=case)
        excluded = lists.warning(session, state=WarningState.EXCLUDED, case_id=case)
        other = lists.warning(session, 1, state=WarningState.IN_CARE, case_id=lists.case(session, 1, next_on=None))
    run(evening(date(2025, 11, 1)))
    assert [level_of(one) for one in (mine, excluded, other)] == ["区级", None, None]


def test_the_county_sees_a_warning_once_its_clock_ran_out(lists: Lists) -> None:
    with writing() as session:
        one = lists.warning(session)
    centre = lists.world.actor("centre").scope
    with reading() as session:
        assert found(session, centre, one) is None
    run(NEXT)
    with reading() as session:
        assert found(session, centre, one) is not None
        assert found(session, lists.world.actor("centre_c").scope, one) is None


def test_a_run_is_written_down_with_its_counts_and_an_empty_run_is_not(lists: Lists) -> None:
    with writing() as session:
        lists.warning(session, urgent=True)
        lists.warning(session, 1)
        lists.case(session, 2)
    run(NEXT)
    run(NEXT)
    with reading() as session:
        runs = unowned(select(audit.AuditEvent), audit.AuditEvent).where(audit.AuditEvent.action == "clock.ran_out")
        [event] = session.exec(runs).all()
        assert audit.verify(session) is None
    assert (event.action, event.actor_id, event.details) == (
        "clock.ran_out", None, {"warnings": 2, "urgent": 1, "cases": 0},
    )  # fmt: skip


def test_whoever_is_responsible_is_told_once(lists: Lists) -> None:
    accounts = lists.world.accounts
    with writing() as session:
        session.add(
            Responder(
                school_id=lists.world.orgs["a"],
                account_id=accounts["counsellor_a"],
                set_at=NEXT,
                set_by=accounts["centre"],
            )
        )
        lists.warning(session)
        lists.warning(session, 1)
        lists.case(session, 2, responsible_id=accounts["counsellor_a2"])
        lists.case(session, 3)
    run(evening(date(2025, 11, 1)))
    with reading() as session:
        told = session.exec(select(Notice).order_by(col(Notice.account_id))).all()
    assert {notice.account_id: notice.about for notice in told} == {
        accounts["counsellor_a"]: {"warnings": 2, "cases": 0},
        accounts["counsellor_a2"]: {"warnings": 0, "cases": 1},
    }


@pytest.mark.parametrize("today", [date(2025, 10, 1) + timedelta(days=one) for one in range(0, 160, 7)])
def test_the_latest_missed_day_is_the_last_whose_grace_is_over(today: date) -> None:
    last = latest_missed(today, SHIPPED)
    assert SHIPPED.after(last, GRACE) < today
    assert SHIPPED.after(last + timedelta(days=1), GRACE) >= today


def test_an_ordinary_week_gives_the_day_that_was_counted_by_hand() -> None:
    """On Tuesday the 21st: Wednesday the 15th and its grace of Thursday, Friday and Monday are over."""
    assert latest_missed(date(2025, 10, 21), WorkCalendar()) == date(2025, 10, 15)


def test_the_ladder_never_leads_down() -> None:
    for urgent in (False, True):
        assert all(LADDER.index(next_level(level, urgent=urgent)) >= LADDER.index(level) for level in LADDER)
