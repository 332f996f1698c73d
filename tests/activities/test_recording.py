"""Activities are recorded, put right, taken back, and counted in 场次 and 人次 apart."""

from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlmodel import col, select

from core import clock
from core.access import Scope
from core.activities import actions, queries
from core.activities.queries import ActivityRow, Chosen, Count, HeldCount
from core.activities.rules import ActivityKind, Audience, ReportState
from core.activities.rules.facts import (
    EARLIEST,
    MOST_ATTENDANCES,
    MOST_PARTNERS,
    MOST_SESSIONS,
    MOST_WORKS,
    NOTE,
    PLACE,
    TITLE,
    ActivityFacts,
    activity_flaw,
)
from core.activities.tables import Activity
from core.audit import AuditEvent
from core.database import reading, unowned, writing
from core.errors import NotFound, Refused
from tests.activities.builders import HELD, NOW, TALK, TODAY, an_activity
from tests.world import World

SINCE, UNTIL = date(2025, 9, 1), date(2026, 8, 31)


@pytest.fixture(autouse=True)
def _on_a_monday_in_march() -> Iterator[None]:
    with clock.stopped_at(NOW):
        yield


def act(world: World, verb: Any, who: str = "counsellor_a", **given: Any) -> Any:
    with writing() as session:
        return verb(session, world.actor(who), **given)


def listed(world: World, at: str = "a", since: date = SINCE, until: date = UNTIL, **chosen: Any) -> list[ActivityRow]:
    with reading() as session:
        scope = Scope.at(world.paths["county"])
        told = {"chosen": Chosen(world.orgs[at], **chosen), "since": since, "until": until}
        found = queries.activities(session, scope, **told, limit=None)
        assert queries.count_activities(session, scope, **told) == len(found)
        return found


@pytest.mark.parametrize(
    ("change", "flaw"),
    [
        ({"title": ""}, "activities.title_needed"),
        ({"title": "讲" * TITLE}, None),
        ({"title": "讲" * (TITLE + 1)}, "activities.title_needed"),
        ({"note": "讲" * NOTE}, None),
        ({"note": "讲" * (NOTE + 1)}, "activities.note_too_long"),
        ({"held_on": EARLIEST}, None),
        ({"held_on": EARLIEST - timedelta(days=1)}, "activities.held_unlikely"),
        ({"held_on": TODAY, "until": TODAY}, None),
        ({"held_on": TODAY + timedelta(days=1)}, "activities.held_unlikely"),
        ({"until": HELD - timedelta(days=1)}, "activities.until_unlikely"),
        ({"until": HELD + timedelta(days=1)}, None),
        ({"until": TODAY}, None),
        ({"until": TODAY + timedelta(days=1)}, "activities.until_unlikely"),
        ({"place": "楼" * PLACE}, None),
        ({"place": "楼" * (PLACE + 1)}, "activities.place_too_long"),
        ({"parents": None}, "activities.audience_needed"),
        ({"parents": None, "kind": ActivityKind.MEDIA}, None),
        ({"parents": None, "community": 0}, None),
        ({"sessions": 0}, "activities.sessions_unlikely"),
        ({"sessions": 1}, None),
        ({"sessions": MOST_SESSIONS}, None),
        ({"sessions": MOST_SESSIONS + 1}, "activities.sessions_unlikely"),
        ({"pupils": -1}, "activities.attendances_unlikely"),
        ({"pupils": 0}, None),
        ({"pupils": MOST_ATTENDANCES}, None),
        ({"pupils": MOST_ATTENDANCES + 1}, "activities.attendances_unlikely"),
        ({"works": {"绘画": -1}}, "activities.works_unlikely"),
        ({"works": {"绘画": MOST_WORKS}}, None),
        ({"works": {"绘画": MOST_WORKS + 1}}, "activities.works_unlikely"),
        ({"partners": tuple(map(str, range(MOST_PARTNERS)))}, None),
        ({"partners": tuple(map(str, range(MOST_PARTNERS + 1)))}, "activities.partners_many"),
    ],
)
def test_what_cannot_be_is_told(change: dict[str, Any], flaw: str | None) -> None:
    assert activity_flaw(TALK._replace(**change), TODAY) == flaw


def test_an_activity_is_recorded_as_it_was_held(world: World) -> None:
    act(world, actions.record, org_id=world.orgs["a"], facts=TALK._replace(title="  家长讲座 "))
    assert [row.facts for row in listed(world)] == [TALK]


def test_what_cannot_be_is_refused_and_nothing_is_kept(world: World) -> None:
    with pytest.raises(Refused) as refusal:
        act(world, actions.record, org_id=world.orgs["a"], facts=TALK._replace(sessions=0))
    assert refusal.value.code == "activities.sessions_unlikely"
    assert listed(world) == []


def test_a_bureau_records_an_activity_of_its_own(world: World) -> None:
    act(world, actions.record, "centre", org_id=world.orgs["county"], facts=TALK)
    assert [row.facts for row in listed(world, "county")] == [TALK]
    with pytest.raises(NotFound):
        act(world, actions.record, "counsellor_a", org_id=world.orgs["county"], facts=TALK)


def test_a_report_of_a_season_is_neither_changed_nor_removed_here(world: World) -> None:
    with writing() as session:
        report = an_activity(session, world, state=ReportState.SENT)
    for verb, given in ((actions.change, {"facts": TALK, "edition": 0}), (actions.remove, {})):
        with pytest.raises(Refused, match="belongs_to_season"):
            act(world, verb, activity_id=report, **given)


def test_an_activity_is_put_right(world: World) -> None:
    kept = act(world, actions.record, org_id=world.orgs["a"], facts=TALK)
    right = ActivityFacts(
        ActivityKind.GROUP, "亲子活动", date(2025, 10, 12), date(2025, 10, 13), "操场", 2, 80, None, 60,
        works={"painting": 3}, partners=("hospital",), note="改到周日",
    )  # fmt: skip
    act(world, actions.change, activity_id=kept, facts=right, edition=0)
    assert [row.facts for row in listed(world)] == [right]


def test_a_removed_activity_is_gone_from_lists_and_counts_but_its_row_stays(world: World) -> None:
    kept = act(world, actions.record, org_id=world.orgs["a"], facts=TALK)
    act(world, actions.remove, activity_id=kept)
    assert (listed(world), counted(world), held(world)) == ([], [], [])
    for verb, given in ((actions.change, {"facts": TALK, "edition": 0}), (actions.remove, {})):
        with pytest.raises(NotFound):
            act(world, verb, activity_id=kept, **given)
    with reading() as session:
        assert session.exec(unowned(select(col(Activity.removed_at)), Activity)).one() == NOW


def test_the_newest_stand_first_and_those_outside_the_span_are_left_out(world: World) -> None:
    with writing() as session:
        for held_on in (SINCE - timedelta(days=1), SINCE, UNTIL, UNTIL + timedelta(days=1)):
            an_activity(session, world, held_on=held_on)
        an_activity(session, world, "b")
    assert [row.facts.held_on for row in listed(world)] == [UNTIL, SINCE]


@pytest.mark.parametrize(
    "chosen", [{"audience": Audience.PUPILS}, {"kind": ActivityKind.SHOW}, {"words": "百分%"}], ids=str
)
def test_a_list_can_be_of_one_audience_one_kind_or_some_words(world: World, chosen: dict[str, Any]) -> None:
    with writing() as session:
        an_activity(session, world)
        an_activity(session, world, pupils=3, kind=ActivityKind.SHOW, title="百分%的心理剧")
    assert [row.facts.title for row in listed(world, **chosen)] == ["百分%的心理剧"]


def test_drafts_and_what_was_given_back_are_in_no_list_and_no_count(world: World) -> None:
    with writing() as session:
        for state in ReportState:
            an_activity(session, world, state=state, title=state.value)
    assert {row.facts.title for row in listed(world)} == {"logged", "sent", "accepted"}
    assert counted(world) == [Count(world.orgs["a"], Audience.PARENTS, 3, 3, 360)]
    assert held(world) == [HeldCount(world.orgs["a"], 3, 3, 360)]


def counted(world: World, school: str | None = None) -> list[Count]:
    with reading() as session:
        at = world.orgs[school] if school else None
        return queries.counts(session, Scope.at(world.paths["city"]), since=SINCE, until=UNTIL, school_id=at)


def held(world: World) -> list[HeldCount]:
    with reading() as session:
        return queries.held_in(session, Scope.at(world.paths["city"]), since=SINCE, until=UNTIL)


def test_times_held_and_attendances_are_counted_apart_by_school_and_audience(world: World) -> None:
    with writing() as session:
        an_activity(session, world, sessions=2, parents=100)
        an_activity(session, world, sessions=3, parents=50)
        an_activity(session, world, sessions=1, parents=None, pupils=40)
        an_activity(session, world, "b", sessions=7, parents=0)
        an_activity(session, world, "c", held_on=UNTIL + timedelta(days=1))
    a, b = world.orgs["a"], world.orgs["b"]
    here = [Count(a, Audience.PUPILS, 1, 1, 40), Count(a, Audience.PARENTS, 2, 5, 150)]
    assert counted(world) == [*here, Count(b, Audience.PARENTS, 1, 7, 0)]
    assert counted(world, "a") == here
    assert held(world) == [HeldCount(a, 3, 6, 190), HeldCount(b, 1, 7, 0)]


def test_an_activity_for_two_audiences_stands_under_both_and_is_held_once(world: World) -> None:
    with writing() as session:
        an_activity(session, world, sessions=2, pupils=30, parents=12)
        an_activity(session, world, parents=None, kind=ActivityKind.MEDIA)
    a = world.orgs["a"]
    assert counted(world) == [Count(a, Audience.PUPILS, 1, 2, 30), Count(a, Audience.PARENTS, 1, 2, 12)]
    assert held(world) == [HeldCount(a, 2, 3, 42)]


def test_the_ledger_that_is_taken_along_holds_what_the_list_shows_and_no_paragraph(world: World) -> None:
    with writing() as session:
        an_activity(session, world, pupils=30, sessions=2, works={"painting": 3}, note="写给自己看的一段话")
        an_activity(session, world, "b", parents=None, kind=ActivityKind.MEDIA)
        an_activity(session, world, "c")
        an_activity(session, world, held_on=SINCE - timedelta(days=1))
    content = act(world, actions.export_activities, "leader", since=SINCE, until=UNTIL)
    head, *rows = load_workbook(BytesIO(content)).worksheets[0].iter_rows(values_only=True)
    found = [dict(zip(head, row, strict=True)) for row in rows]
    assert {row["学校或单位"] for row in found} == {"云溪一小", "云溪中学"}
    told = next(row for row in found if row["学校或单位"] == "云溪一小")
    numbers = [told[name] for name in ("场次", "学生人次", "教师人次", "家长人次", "社区人次", "人次合计", "作品件数")]
    assert numbers == [2, 30, None, 120, None, 150, 3]
    assert not any("一段话" in str(cell) for row in rows for cell in row)


def test_what_is_written_down_of_an_act_holds_no_title(world: World) -> None:
    act(world, actions.record, org_id=world.orgs["a"], facts=TALK)
    with reading() as session:
        event = session.exec(unowned(select(AuditEvent), AuditEvent)).one()
    assert (event.action, event.details) == ("activity.recorded", {"sessions": 1})
