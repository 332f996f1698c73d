"""The fictitious county is whole, plausible, the same every time, and made with the product's own actions."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from sqlmodel import col, func, select

from core import audit, clock
from core.access import SYSTEM_SCOPE
from core.accounts.packs import roles
from core.accounts.queries import demo_accounts
from core.accounts.tables import Account
from core.activities.queries import (
    board,
    counts,
    hotline_counts,
    joint_requests,
    plans,
    public_totals,
    seasons_seen,
    visits,
)
from core.activities.rules import JointState, PlanState, SeasonState
from core.activities.rules.progress import Progress
from core.activities.rules.public import PUBLIC_TITLES
from core.activities.tables import ActivityFile
from core.agenda.queries import events, seen_through
from core.agenda.rules import EventKind
from core.database import engine, files, reading, within
from core.errors import Refused
from core.evaluation import queries as rating
from core.evaluation.queries.chain import chains
from core.evaluation.rules.chain import Link
from core.evaluation.rules.recognising import RecognitionState
from core.evaluation.rules.states import (
    AppealState,
    AssignmentState,
    ContestState,
    EntryState,
    Rank,
    RectificationState,
    RoundKind,
    RoundState,
)
from core.evaluation.tables import Entry, EntryResult
from core.library import packs as shelf_packs
from core.library import queries as library
from core.library.rules import ResourceKind
from core.ops.demo import build
from core.ops.demo.build import COUNTY_SCHOOLS, PUPILS, SCHOOLS
from core.ops.demo.county import school_plans
from core.ops.demo.seasons import a_year_before, checklist, occasion
from core.ops.demo.staff import SHOWN_SCHOOL, actor
from core.ops.demo.training import GROUP, in_group
from core.organisations.rules import Level, Setting, Stage
from core.organisations.tables import Organisation
from core.screening.actions import check
from core.screening.queries import trial_file
from core.screening.tables import Campaign, Rollup
from core.students.tables import Enrolment, Person
from core.training.queries import (
    duplicate_pairs,
    feedback,
    hour_rows,
    needs,
    own_person,
    papers,
    participants,
    people,
    sessions_seen,
    staffing,
    staffing_changes,
    supervision_rows,
    verdicts,
)
from core.training.rules import PartState, SessionState, StaffKind, Verdict
from core.training.rules.feedback import FEWEST
from core.training.rules.forecast import Why
from tests.conftest import installed

DAY = date(2026, 11, 20)
SMALL, FEW = 2_600, 15
"""Pupils and schools: the shown school is among them, and every state has somebody."""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A small demo, built once for this module."""
    var = tmp_path_factory.mktemp("demo")
    with pytest.MonkeyPatch.context() as patch, installed(f"sqlite:///{var / 'demo.sqlite'}", var, patch, bare=True):
        build(schools=FEW, pupils=SMALL, today=DAY)
        yield var


def rollup() -> Counter[tuple[int, str, int]]:
    with reading() as session:
        rows = session.exec(
            within(
                SYSTEM_SCOPE,
                select(Rollup.campaign_id, Rollup.status, Rollup.severity, func.sum(Rollup.people)),
                Rollup,
            ).group_by(col(Rollup.campaign_id), col(Rollup.status), col(Rollup.severity))
        )
        return Counter({(campaign, status.value, severity): int(people) for campaign, status, severity, people in rows})


def rated() -> list[tuple[str, str, str]]:
    """Totals and grades of everything that was decided, and how far every school is."""
    with reading() as session:
        results = session.exec(within(SYSTEM_SCOPE, select(EntryResult).order_by(col(EntryResult.id)), EntryResult))
        entries = session.exec(within(SYSTEM_SCOPE, select(Entry).order_by(col(Entry.id)), Entry))
        return [
            *((f"{row.entry_id}", f"{row.total}", row.grade) for row in results),
            *((f"{row.id}", row.state.value, f"{row.due_on}") for row in entries),
        ]


def test_the_usual_county_has_schools_of_all_kinds() -> None:
    plans = school_plans(SCHOOLS, PUPILS, np.random.default_rng(1))
    assert len(plans) == 24
    assert {stage for plan in plans for stage in plan.stages} == set(Stage)
    assert {plan.setting for plan in plans} == set(Setting)


def test_it_has_as_many_schools_and_about_as_many_pupils_as_asked_for(demo: Path) -> None:
    with reading() as session:
        schools = within(SYSTEM_SCOPE, select(func.count()).select_from(Organisation), Organisation)
        assert session.exec(schools.where(Organisation.level == Level.SCHOOL)).one() == FEW
        enrolled = within(SYSTEM_SCOPE, select(func.count()).select_from(Enrolment), Enrolment)
        this_year = session.exec(enrolled.where(Enrolment.school_year == 2026)).one()
    assert abs(this_year - SMALL) < SMALL * 0.05


def test_it_shows_somebody_of_every_role(demo: Path) -> None:
    with reading() as session:
        assert [person.role for person in demo_accounts(session)] == [role.title for role in roles().values()]


def test_two_campaigns_lie_a_year_apart_and_the_first_is_over(demo: Path) -> None:
    with reading() as session:
        found = session.exec(within(SYSTEM_SCOPE, select(Campaign), Campaign).order_by(col(Campaign.school_year))).all()
        assert [(row.school_year, row.state.value) for row in found] == [(2025, "closed"), (2026, "open")]


def test_tier_shares_are_plausible(demo: Path) -> None:
    """About 2 % in the two upper tiers (荣成 published 1.8 %); most people tested, nobody untested called normal."""
    counts = rollup()
    for campaign in (1, 2):
        tested = sum(n for (c, status, _), n in counts.items() if c == campaign and status != "untested")
        upper = sum(n for (c, _, severity), n in counts.items() if c == campaign and severity >= 3)
        assert 0.005 < upper / tested < 0.05
        assert all(severity < 0 for (c, status, severity) in counts if c == campaign and status == "untested")


def test_names_and_answers_lie_sealed(demo: Path) -> None:
    with reading() as session:
        statement = within(SYSTEM_SCOPE, select(Person.name).where(func.length(Person.name) > 0), Person).limit(200)
        names = {name for name in session.exec(statement) if len(name) == 3}
    content = b"".join(path.read_bytes() for path in demo.glob("demo.sqlite*"))
    assert names
    assert not [name for name in names if name.encode() in content]


def test_the_chain_of_acts_holds(demo: Path) -> None:
    with reading() as session:
        assert audit.verify(session) is None


def test_the_sample_file_has_the_seeded_mistakes(demo: Path) -> None:
    with reading() as session:
        account = within(SYSTEM_SCOPE, select(Account.id).where(Account.username == "counsellor"), Account)
        counsellor = actor(session, session.exec(account).one() or 0, now=clock.now())
        checked = check(session, counsellor, campaign_id=2, content=trial_file(session) or b"", filename="示例.xlsx")
    codes = Counter(problem.code for problem in checked.must_fix)
    assert {"screening.bad_answer", "screening.number_twice", "screening.number_missing"} <= set(codes)
    assert codes["screening.bad_answer"] == 2


def test_it_is_built_only_once(demo: Path) -> None:
    with pytest.raises(Refused, match=r"installation\.not_empty"):
        build(schools=FEW, pupils=SMALL, today=DAY)


def test_the_same_seed_gives_the_same_county(demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = (rollup(), rated())
    outer = engine().url
    with installed(f"sqlite:///{tmp_path / 'again.sqlite'}", tmp_path, monkeypatch, bare=True):
        assert engine().url != outer
        build(schools=FEW, pupils=SMALL, today=DAY)
        assert (rollup(), rated()) == first


def test_the_shown_school_still_has_people_to_test(demo: Path) -> None:
    with reading() as session:
        school = within(SYSTEM_SCOPE, select(Organisation.id).where(Organisation.name == SHOWN_SCHOOL), Organisation)
        untested = within(SYSTEM_SCOPE, select(func.sum(Rollup.people)), Rollup).where(
            Rollup.campaign_id == 2, Rollup.status == "untested", Rollup.school_id == session.exec(school).one()
        )
        assert (session.exec(untested).one() or 0) >= 10


def round_of(kind: RoundKind, year: int) -> rating.RoundRow:
    with reading() as session:
        (found,) = [
            row for row in rating.rounds_seen(session, SYSTEM_SCOPE) if (row.kind, row.school_year) == (kind, year)
        ]
    return found


def shown_school() -> int:
    with reading() as session:
        named = within(SYSTEM_SCOPE, select(Organisation.id).where(Organisation.name == SHOWN_SCHOOL), Organisation)
        return session.exec(named).one() or 0


def test_its_rounds_stand_at_different_places_of_the_time_line(demo: Path) -> None:
    with reading() as session:
        found = {(row.kind, row.school_year): row.state for row in rating.rounds_seen(session, SYSTEM_SCOPE)}
    assert found == {
        (RoundKind.INSPECTION, 2025): RoundState.CLOSED,
        (RoundKind.CREATION, 2025): RoundState.RECTIFYING,
        (RoundKind.SUPERVISION, 2026): RoundState.SELF,
        (RoundKind.CREATION, 2026): RoundState.REVIEW,
    }


def test_staff_stand_in_every_way_a_register_knows(demo: Path) -> None:
    with reading() as session:
        rows = staffing(session, SYSTEM_SCOPE, today=DAY, school_year=2026)
    assert len(rows) == FEW
    assert sum(not row.registered for row in rows) == 1
    assert any(row.registered and not row.counsellors for row in rows)
    assert any(row.posts.full_time for row in rows)
    assert any(row.posts.part_time and not row.posts.full_time for row in rows)
    assert sum(row.expiring[90] for row in rows) > 0
    assert 0 < sum(row.certified for row in rows) < sum(row.counsellors for row in rows)
    assert sum(row.hours > 0 for row in rows) > FEW / 3


def test_activities_were_held_in_both_years_though_not_everywhere(demo: Path) -> None:
    with reading() as session:
        placed = within(SYSTEM_SCOPE, select(Organisation.id), Organisation)
        schools = set(session.exec(placed.where(Organisation.level == Level.SCHOOL)))
        for year, silent in ((2025, 1), (2026, 4)):
            since, until = clock.year_span(year)
            held = {row.school_id for row in counts(session, SYSTEM_SCOPE, since=since, until=until)}
            assert len(held & schools) == FEW - silent
            assert held - schools  # the bureau's own public education


def test_every_room_was_inspected_and_a_few_schools_have_none(demo: Path) -> None:
    with reading() as session:
        rows = rating.inspection(session, SYSTEM_SCOPE, school_year=2026, today=DAY)
    assert sum(row.room is None for row in rows) == 4
    assert all(row.last and row.last.total for row in rows if row.room)


def test_last_years_creation_went_all_the_way(demo: Path) -> None:
    round_ = round_of(RoundKind.CREATION, 2025)
    with reading() as session:
        raters = Counter(row.entry_id for row in rating.assignments(session, SYSTEM_SCOPE, round_id=round_.id))
        results = rating.result_rows(session, SYSTEM_SCOPE, round_id=round_.id, standard="")
        settled = rating.count_moderations(session, SYSTEM_SCOPE, round_id=round_.id, settled=True)
        left = rating.count_moderations(session, SYSTEM_SCOPE, round_id=round_.id, settled=False)
        (appeal,) = rating.appeals(session, SYSTEM_SCOPE)
        states = {row.state for row in rating.rectifications(session, SYSTEM_SCOPE, today=DAY)}
        assert needs(session, SYSTEM_SCOPE)
    assert set(raters.values()) == {2}
    assert len(results) == len(raters) == 8
    assert len({row.grade for row in results}) > 1
    assert settled > 0 == left
    assert appeal.state is AppealState.UPHELD
    assert states == set(RectificationState)


def test_recognitions_are_of_several_levels_and_ages(demo: Path) -> None:
    with reading() as session:
        rows = rating.recognitions(session, SYSTEM_SCOPE, today=DAY)
    assert {row.rank for row in rows} == {Rank.PROVINCE, Rank.CITY, Rank.COUNTY}
    assert {row.state for row in rows} == set(RecognitionState) - {RecognitionState.WITHDRAWN}


def test_every_school_is_somewhere_in_this_years_supervision(demo: Path) -> None:
    round_ = round_of(RoundKind.SUPERVISION, 2026)
    with reading() as session:
        rows = rating.entries(session, SYSTEM_SCOPE, round_id=round_.id)
        done = rating.self_progress(session, SYSTEM_SCOPE, round_id=round_.id)
    assert len(rows) == FEW
    assert {row.state for row in rows} == set(EntryState)
    assert [row.state for row in rows if row.due_on] == [EntryState.WAITING]
    assert all(done[row.id].marked == 5 for row in rows if row.state in (EntryState.SUBMITTED, EntryState.RETURNED))


@pytest.mark.parametrize("rater", ["expert", "researcher"])
def test_a_rater_has_schools_done_begun_and_untouched(demo: Path, rater: str) -> None:
    with reading() as session:
        found = within(SYSTEM_SCOPE, select(Account.id).where(Account.username == rater), Account)
        mine = rating.my_assignments(
            session, SYSTEM_SCOPE, rater_id=session.exec(found).one() or 0, states=(RoundState.REVIEW,)
        )
    assert {row.state for row in mine} == set(AssignmentState) - {AssignmentState.WITHDRAWN}
    assert [0 < row.done < row.items for row in mine].count(True) == 1


def test_the_shown_school_has_handed_in_a_sheet_with_a_picture_and_a_paper(demo: Path) -> None:
    round_ = round_of(RoundKind.CREATION, 2026)
    with reading() as session:
        (row,) = [
            one for one in rating.entries(session, SYSTEM_SCOPE, round_id=round_.id) if one.school_id == shown_school()
        ]
        sheet = rating.self_sheet(session, SYSTEM_SCOPE, entry_id=row.id)
    assert row.state is EntryState.SUBMITTED
    assert {laid.row.kind for each in sheet.evidence.values() for laid in each} == {"png", "pdf"}


def test_people_of_every_kind_are_on_file_with_their_facts(demo: Path) -> None:
    with reading() as session:
        rows = people(session, SYSTEM_SCOPE, today=DAY)
        scans = [row for row in papers(session, SYSTEM_SCOPE, today=DAY) if row.has_scan]
    assert {post.kind for row in rows for post in row.in_post(DAY)} == set(StaffKind)
    assert all(row.birth_month and row.phone.startswith("1380000") for row in rows)
    assert any(len({post.school_id for post in row.in_post(DAY)}) == 2 for row in rows)
    assert any(row.posts[0].until and row.posts[-1].school_id != row.posts[0].school_id for row in rows)
    assert len(scans) == 1


@pytest.mark.parametrize("username", ["counsellor", "teacher", "school", "lead", "expert", "researcher"])
def test_people_of_the_sign_in_page_read_their_own_files(demo: Path, username: str) -> None:
    with reading() as session:
        found = within(SYSTEM_SCOPE, select(Account.id).where(Account.username == username), Account)
        assert own_person(session, session.exec(found).one() or 0) is not None


def test_two_people_retire_before_the_next_school_year(demo: Path) -> None:
    with reading() as session:
        found = staffing_changes(session, SYSTEM_SCOPE, org_id=1, today=DAY, then=clock.year_span(2027)[0])
    assert sum(one.people.get(Why.RETIRES, 0) for one in found.values()) == 2


def test_a_few_files_want_a_decision_and_two_were_decided(demo: Path) -> None:
    with reading() as session:
        assert len(duplicate_pairs(session, SYSTEM_SCOPE, today=DAY)) == 3
        assert {row.verdict for row in verdicts(session, SYSTEM_SCOPE)} == set(Verdict)


def test_training_sessions_stand_in_every_state(demo: Path) -> None:
    with reading() as session:
        rows = sessions_seen(session, SYSTEM_SCOPE)
        done = [row for row in rows if row.state is SessionState.DONE]
        states = {one.state for row in done for one in participants(session, SYSTEM_SCOPE, session_id=row.id)}
        said = [feedback(session, SYSTEM_SCOPE, session_id=row.id).many for row in done]
    assert {row.state for row in rows} == set(SessionState)
    assert states == {PartState.COMPLETED, PartState.FAILED}
    assert min(said) >= FEWEST


def test_some_have_the_hours_that_were_asked_for_and_some_lack_them(demo: Path) -> None:
    with reading() as session:
        rows = hour_rows(session, SYSTEM_SCOPE, today=DAY, year=2025)
    assert {row.standing.met for row in rows if row.standing.asked} == {True, False}


def test_some_had_supervision_this_term_and_some_did_not(demo: Path) -> None:
    with reading() as session:
        rows = supervision_rows(session, SYSTEM_SCOPE, today=DAY)
    assert {row.standing.overdue for row in rows if row.standing.asked} == {True, False}


def test_improvements_have_come_as_far_as_each_link_of_the_chain(demo: Path) -> None:
    with reading() as session:
        assert {row.link for row in chains(session, SYSTEM_SCOPE, today=DAY)} == set(Link)


def season_in(state: SeasonState) -> int:
    with reading() as session:
        (found,) = seasons_seen(session, SYSTEM_SCOPE, states=(state,))
    return found.id


@pytest.mark.parametrize(
    "day", [date(2026, month, 4) + timedelta(days=24 * late) for month in range(1, 13) for late in (0, 1)]
)
def test_on_every_day_of_a_year_there_is_a_season_under_way_that_asked_for_something_already(day: date) -> None:
    now, before = occasion(day), occasion(a_year_before(day))
    asked = [item.due for item in checklist(day, now).items if item.due]
    assert now.starts_on < day <= now.ends_on <= now.report_until
    assert asked
    assert all(now.starts_on <= now.ends_on - timedelta(days=due) < day for due in asked)
    assert (before.kind, before.title) != (now.kind, now.title)
    assert before.kind is now.kind
    assert before.report_until < now.starts_on


def test_its_seasons_are_one_over_one_open_and_one_planned(demo: Path) -> None:
    with reading() as session:
        states = Counter(row.state for row in seasons_seen(session, SYSTEM_SCOPE))
    assert states == {SeasonState.CLOSED: 1, SeasonState.OPEN: 1, SeasonState.PLANNED: 1}


def test_the_board_of_the_open_season_shows_every_state_and_what_came_a_year_before(demo: Path) -> None:
    with reading() as session:
        seen = board(session, SYSTEM_SCOPE, season_id=season_in(SeasonState.OPEN), today=DAY)
    cells = [cell for school in seen.schools for cell in school.cells]
    assert {cell.state for cell in cells} == set(Progress)
    assert sum(cell.hollow for cell in cells) == 1
    assert any(cell.late and cell.state is Progress.DONE for cell in cells)
    assert sum(school.exempt for school in seen.schools) == 1
    assert seen.earlier is not None
    assert seen.earlier.activities > seen.totals.activities > FEW


def test_one_event_was_held_by_three_schools_and_the_shown_school_is_asked_about_another(demo: Path) -> None:
    with reading() as session:
        asked = joint_requests(session, SYSTEM_SCOPE)
    assert Counter(row.state for row in asked) == {JointState.AGREED: 2, JointState.NAMED: 1}
    assert [row.school_id for row in asked if row.state is JointState.NAMED] == [shown_school()]


def test_plans_stand_in_every_state_and_schools_were_visited(demo: Path) -> None:
    season_id = season_in(SeasonState.OPEN)
    with reading() as session:
        assert {row.state for row in plans(session, SYSTEM_SCOPE, season_id=season_id)} == {*PlanState, None}
        assert visits(session, SYSTEM_SCOPE, season_id=season_id)


def test_photographs_of_activities_can_be_opened(demo: Path) -> None:
    with reading() as session:
        rows = session.exec(
            within(SYSTEM_SCOPE, select(ActivityFile.digest, ActivityFile.thumb).distinct(), ActivityFile)
        )
        assert all(files.fetch(one).startswith(b"\xff\xd8") for row in rows for one in row)


def test_public_education_has_every_kind_in_both_years(demo: Path) -> None:
    with reading() as session:
        for year in (2025, 2026):
            since, until = clock.year_span(year)
            told = public_totals(session, SYSTEM_SCOPE, since=since, until=until)
            assert {row.kind for row in told.held} == set(PUBLIC_TITLES)
            assert hotline_counts(session, SYSTEM_SCOPE, since=since, until=until, limit=1)


def test_the_library_has_every_kind_and_fills_the_seven_courses(demo: Path) -> None:
    with reading() as session:
        found = library.search(session, SYSTEM_SCOPE)
        asked = library.search(session, SYSTEM_SCOPE, words="考试前紧张")
        picked = {row.key for row in library.courses(session, SYSTEM_SCOPE) if row.picks}
        waiting = library.waiting(session, SYSTEM_SCOPE)
    assert found.total >= 60
    assert set(found.facets.kinds) == set(ResourceKind)
    assert picked == set(shelf_packs.courses())
    assert "考试前的那一晚" in [row.title for row in asked.rows[:3]]
    assert waiting


def test_contests_stand_at_their_three_stages_and_the_closed_one_has_winners(demo: Path) -> None:
    with reading() as session:
        found = {row.state: row.id for row in rating.contests_seen(session, SYSTEM_SCOPE)}
        awards = [row.award for row in rating.nominations(session, SYSTEM_SCOPE, contest_id=found[ContestState.CLOSED])]
    assert set(found) == {ContestState.NOMINATING, ContestState.REVIEW, ContestState.CLOSED}
    assert {"first", "second", "third"} <= set(awards)


def test_the_calendar_holds_events_of_every_kind(demo: Path) -> None:
    with reading() as session:
        seen = seen_through(lambda _needed: SYSTEM_SCOPE)
        told = events(session, seen, since=date(2026, 9, 1), until=date(2027, 8, 31))
    assert {one.kind for one in told} == set(EventKind)


def test_the_group_of_a_large_county_has_a_seat_for_everybody_who_is_sent() -> None:
    others = sum(in_group(at) for at in range(10 * COUNTY_SCHOOLS))
    assert others + 1 == GROUP, "the shown counsellor comes, too"
