"""Reports are begun, saved, sent, decided on, opened again; what is not one's own is not found."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from core import clock
from core.access import Scope
from core.activities import actions, queries
from core.activities.queries import ReportRow
from core.activities.rules import ActivityKind, PlanState, ReportState, SeasonState
from core.activities.tables import Activity
from core.database import reading, unowned, writing
from core.errors import Conflict, NotFound, Refused
from tests.activities.builders import an_activity
from tests.activities.report_builders import LECTURE, a_photo, a_report
from tests.activities.season_builders import IN_SEASON, a_plan, a_season
from tests.world import World


@pytest.fixture(autouse=True)
def _in_the_season() -> Iterator[None]:
    with clock.stopped_at(IN_SEASON):
        yield


def act(world: World, verb: Any, who: str = "counsellor_a", **given: Any) -> Any:
    with writing() as session:
        return verb(session, world.actor(who), **given)


def put(
    world: World, state: ReportState = ReportState.DRAFT, season: SeasonState = SeasonState.OPEN, **other: Any
) -> int:
    with writing() as session:
        return a_report(session, world, a_season(session, world, state=season), state=state, **other)


def season(world: World, **other: Any) -> int:
    with writing() as session:
        return a_season(session, world, **other)


def seen(world: World, activity_id: int, at: str = "a") -> ReportRow:
    with reading() as session:
        return queries.report(session, Scope.at(world.paths[at]), activity_id)


def begin(world: World, season_id: int, who: str = "counsellor_a", at: str = "a", item: str = "lecture") -> int:
    found: int = act(world, actions.start_report, who, org_id=world.orgs[at], season_id=season_id, item=item)
    return found


def test_a_draft_is_begun_from_the_item_and_the_plan(world: World) -> None:
    at = season(world)
    with writing() as session:
        a_plan(session, world, at, state=PlanState.ACCEPTED)
    row = seen(world, begin(world, at))
    facts = row.facts
    assert (facts.kind, facts.title, facts.held_on, facts.place) == (
        ActivityKind.LECTURE, "一场心理健康讲座", date(2026, 5, 12), "报告厅",
    )  # fmt: skip
    assert (row.state, row.item, facts.audiences, row.first_sent_at) == (ReportState.DRAFT, "lecture", (), None)


def test_a_day_that_the_plan_sets_for_later_is_not_taken(world: World) -> None:
    at = season(world)
    with writing() as session:
        a_plan(session, world, at, schedule={"lecture": {"on": "2026-05-13", "who": "", "where": ""}})
    assert seen(world, begin(world, at)).facts.held_on == date(2026, 5, 12)


def test_a_draft_in_which_nothing_was_written_is_gone_on_with(world: World) -> None:
    at = season(world)
    first = begin(world, at)
    assert begin(world, at) == first
    act(world, actions.save_report, activity_id=first, facts=LECTURE, edition=0)
    assert begin(world, at) != first


@pytest.mark.parametrize(
    ("who", "at", "item", "code"),
    [
        ("counsellor_a", "a", "career", "activities.item_not_asked"),
        ("counsellor_a", "a", "no_such", "activities.item_not_asked"),
        ("counsellor_c", "c", "lecture", "not_found"),
        ("counsellor_a", "b", "lecture", "not_found"),
        ("school_lead_a", "a", "lecture", "not_allowed"),
    ],
)
def test_what_cannot_be_reported_is_refused(sqlite_world: World, who: str, at: str, item: str, code: str) -> None:
    at_county = season(sqlite_world)
    with pytest.raises(Exception) as refusal:  # noqa: PT011  # the code tells it
        begin(sqlite_world, at_county, who, at, item)
    assert getattr(refusal.value, "code", "") == code


def test_a_school_that_takes_no_part_cannot_report(sqlite_world: World) -> None:
    at = season(sqlite_world, schools=("b",))
    with pytest.raises(Refused, match="not_taking_part"):
        begin(sqlite_world, at)


def test_nothing_is_begun_once_the_season_has_closed(sqlite_world: World) -> None:
    at = season(sqlite_world, state=SeasonState.CLOSED)
    with pytest.raises(Refused, match="season_state"):
        begin(sqlite_world, at)


def test_a_draft_is_kept_as_far_as_it_was_written(world: World) -> None:
    row = seen(world, begin(world, season(world)))
    later = IN_SEASON.date() + timedelta(days=3)
    unready = LECTURE._replace(title="", pupils=None, held_on=later, until=later, works={"painting": 0})
    assert act(world, actions.save_report, activity_id=row.id, facts=unready, edition=0) == 1
    assert seen(world, row.id).facts == unready._replace(works={})
    for flaw, facts in (("sessions_unlikely", {"sessions": 0}), ("unknown_kind", {"partners": ("马戏团",)})):
        with pytest.raises(Refused, match=flaw):
            act(world, actions.save_report, activity_id=row.id, facts=LECTURE._replace(**facts), edition=1)
    with pytest.raises(Conflict, match="report_changed"):
        act(world, actions.save_report, activity_id=row.id, facts=LECTURE, edition=0)
    with pytest.raises(NotFound):
        act(world, actions.save_report, "counsellor_b", activity_id=row.id, facts=LECTURE, edition=1)


def test_a_report_is_sent_given_back_sent_again_and_accepted(world: World) -> None:
    draft = put(world)
    assert act(world, actions.send_report, activity_id=draft, edition=0) is ReportState.SENT
    act(world, actions.return_report, "centre", activity_id=draft, comment=" 请补两张照片 ")
    assert (seen(world, draft).state, seen(world, draft).comment) == (ReportState.RETURNED, "请补两张照片")
    with clock.stopped_at(IN_SEASON + timedelta(days=40)):
        act(world, actions.send_report, activity_id=draft, edition=2)
        act(world, actions.accept_reports, "researcher", activity_ids=[draft])
    row = seen(world, draft)
    assert (row.state, row.comment, row.first_sent_at) == (ReportState.ACCEPTED, "", IN_SEASON)
    assert row.sent_at == IN_SEASON + timedelta(days=40), "the first time decides timeliness, the last is told too"
    with reading() as session:
        told = queries.steps(session, Scope.at(world.paths["a"]), activity_id=draft)
    assert [(one.state, one.comment) for one in told] == [
        (ReportState.SENT, ""), (ReportState.RETURNED, "请补两张照片"), (ReportState.SENT, ""), (ReportState.ACCEPTED, ""),
    ]  # fmt: skip


def test_what_was_accepted_is_opened_again_with_a_word(world: World) -> None:
    done = put(world, ReportState.ACCEPTED)
    act(world, actions.reopen_report, "centre", activity_id=done, comment="人次和照片对不上")
    assert seen(world, done).state is ReportState.RETURNED


def test_what_waits_is_taken_back_until_somebody_decided(world: World) -> None:
    waiting = put(world, ReportState.SENT)
    act(world, actions.take_back, activity_id=waiting)
    assert (seen(world, waiting).state, seen(world, waiting).first_sent_at) == (ReportState.DRAFT, IN_SEASON)
    with pytest.raises(Refused, match="report_moved_on"):
        act(world, actions.accept_reports, "centre", activity_ids=[waiting])
    decided = put(world, ReportState.ACCEPTED)
    with pytest.raises(Refused, match="report_moved_on"):
        act(world, actions.take_back, activity_id=decided)


def test_several_are_accepted_at_once_all_or_none(world: World) -> None:
    first, second, draft = put(world, ReportState.SENT), put(world, ReportState.SENT), put(world)
    with pytest.raises(Refused, match="report_moved_on"):
        act(world, actions.accept_reports, "centre", activity_ids=[first, second, draft])
    assert seen(world, first).state is ReportState.SENT
    assert act(world, actions.accept_reports, "centre", activity_ids=[second, first, first]) == 2
    with pytest.raises(Refused, match="none_chosen"):
        act(world, actions.accept_reports, "centre", activity_ids=[])


@pytest.mark.parametrize("flaw", [{"title": ""}, {"pupils": None}, {"held_on": date(2026, 5, 13)}], ids=str)
def test_what_cannot_be_is_not_sent(sqlite_world: World, flaw: dict[str, Any]) -> None:
    days = {"until": flaw["held_on"]} if "held_on" in flaw else {}
    draft = put(sqlite_world, **flaw, **days)
    with pytest.raises(Refused):
        act(sqlite_world, actions.send_report, activity_id=draft, edition=0)
    assert seen(sqlite_world, draft).state is ReportState.DRAFT


def test_photographs_nobody_has_looked_at_are_sent_only_when_that_is_said(world: World) -> None:
    draft = put(world)
    with writing() as session:
        a_photo(session, world, draft)
        a_photo(session, world, draft, faces=2)
        a_photo(session, world, draft, faces=1, blurred=True)
        a_photo(session, world, draft, faces=1, looked_by=world.accounts["counsellor_a"])
        a_photo(session, world, draft, faces=1, removed_at=IN_SEASON)
        a_photo(session, world, draft, thumb="", kind="pdf")
    row = seen(world, draft)
    assert (row.photos, row.files, row.faces_open) == (4, 1, 1)
    with pytest.raises(Refused) as refusal:
        act(world, actions.send_report, activity_id=draft, edition=0)
    assert (refusal.value.code, refusal.value.details) == ("activities.faces_open", {"count": 1})
    act(world, actions.send_report, activity_id=draft, edition=0, faces_seen=True)


def test_a_closed_season_takes_what_was_given_back_and_no_old_draft(world: World) -> None:
    returned = put(world, ReportState.RETURNED, SeasonState.CLOSED)
    act(world, actions.send_report, activity_id=returned, edition=0)
    draft = put(world, ReportState.DRAFT, SeasonState.CLOSED)
    with pytest.raises(Refused, match="season_state"):
        act(world, actions.send_report, activity_id=draft, edition=0)


def test_a_bureaus_own_report_needs_nobody_below_it(world: World) -> None:
    own = begin(world, season(world), "centre", "county", "career")
    facts = LECTURE._replace(title="全区生涯体验日")
    act(world, actions.save_report, "centre", activity_id=own, facts=facts, edition=0)
    assert act(world, actions.send_report, "centre", activity_id=own, edition=1) is ReportState.ACCEPTED
    with pytest.raises(NotFound):
        act(world, actions.reopen_report, "centre", activity_id=own, comment="自己退回自己")
    act(world, actions.reopen_report, "city_centre", activity_id=own, comment="请补一张照片")


def test_a_draft_is_dropped_and_what_was_sent_is_not(world: World) -> None:
    draft, waiting = put(world), put(world, ReportState.SENT)
    act(world, actions.remove_report, activity_id=draft)
    with pytest.raises(NotFound):
        seen(world, draft)
    with pytest.raises(Refused, match="report_moved_on"):
        act(world, actions.remove_report, activity_id=waiting)
    with reading() as session:
        kept = session.exec(unowned(select(col(Activity.removed_at)), Activity).order_by(col(Activity.id))).all()
    assert kept == [IN_SEASON, None]


def test_last_years_words_are_taken_over_into_a_new_draft(world: World) -> None:
    now = season(world)
    with writing() as session:
        then = a_season(session, world, school_year=2024, title="去年的活动月", state=SeasonState.CLOSED)
        before = {"held_on": date(2025, 5, 9), "until": date(2025, 5, 9)}
        last = a_report(session, world, then, state=ReportState.ACCEPTED, **before)
        a_report(session, world, then, state=ReportState.DRAFT, **before)
        a_report(session, world, then, "b", ReportState.ACCEPTED, **before)
        logged = an_activity(session, world)
        an_activity(session, world, kind=ActivityKind.SHOW)
    with reading() as session:
        scope = Scope.at(world.paths["county"])
        told = queries.last_years(session, scope, org_id=world.orgs["a"], season_id=now, item="lecture")
    assert [(one.id, one.season) for one in told] == [(last, "去年的活动月"), (logged, "")]
    copied = seen(world, act(world, actions.copy_report, from_id=last, season_id=now, item="lecture"))
    assert (copied.facts.title, copied.facts.note, copied.facts.partners) == (
        LECTURE.title,
        LECTURE.note,
        LECTURE.partners,
    )
    assert (copied.facts.audiences, copied.facts.sessions, copied.facts.held_on) == ((), 1, IN_SEASON.date())
    assert (copied.season_id, copied.state) == (now, ReportState.DRAFT)


def test_a_draft_without_a_word_is_filled_from_the_earlier_one(world: World) -> None:
    at = season(world)
    with writing() as session:
        logged = an_activity(session, world, title="去年的讲座")
    blank = begin(world, at)
    assert act(world, actions.copy_report, from_id=logged, season_id=at, item="lecture") == blank
    assert (seen(world, blank).facts.title, seen(world, blank).edition) == ("去年的讲座", 1)
    assert act(world, actions.copy_report, from_id=logged, season_id=at, item="lecture") != blank


def test_a_list_is_of_a_season_a_school_or_some_states(world: World) -> None:
    with writing() as session:
        one, other = a_season(session, world), a_season(session, world)
        sent, draft = a_report(session, world, one), a_report(session, world, one, state=ReportState.DRAFT)
        at_b, elsewhere = a_report(session, world, one, "b"), a_report(session, world, other)
        an_activity(session, world)
    with reading() as session:
        scope = Scope.at(world.paths["county"])

        def listed(**chosen: Any) -> list[int]:
            return [row.id for row in queries.reports(session, scope, **chosen)]

        assert listed() == [sent, draft, at_b, elsewhere]
        assert listed(season_id=one) == [sent, draft, at_b]
        assert listed(season_id=one, school_id=world.orgs["a"]) == [sent, draft]
        assert listed(season_id=one, states=[ReportState.DRAFT]) == [draft]
