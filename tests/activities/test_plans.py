"""Plans of schools: written, sent, taken back, returned, accepted; guidance and visits beside them."""

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlmodel import select

from core import clock
from core.access import Scope
from core.activities import actions, queries
from core.activities.rules import PlanState, SeasonState, VisitKind
from core.activities.rules.plans import PlanFacts, Slot, VisitFacts
from core.audit import AuditEvent
from core.database import reading, unowned, writing
from core.errors import Conflict, NotFound, Refused
from tests.activities.access_seasons import PDF
from tests.activities.season_builders import PLAN_UNTIL, a_plan, a_season, a_visit, an_exemption
from tests.together import together
from tests.world import World

IN_TIME, LATE = datetime(2026, 4, 25, 15, 59, tzinfo=UTC), datetime(2026, 4, 25, 16, 0, tzinfo=UTC)
"""The last minute of 25 April in Beijing, and the first of the 26th."""
FACTS = PlanFacts("人人参与", "林示例", {"lecture": Slot(date(2026, 5, 12), "林示例", "报告厅")})
SEEN = VisitFacts(VisitKind.GUIDANCE, date(2026, 4, 20), "看了方案", "可以早一点约专家")


@pytest.fixture(autouse=True)
def _in_time() -> Iterator[None]:
    with clock.stopped_at(IN_TIME):
        yield


def act(world: World, verb: Any, who: str = "counsellor_a", **given: Any) -> Any:
    with writing() as session:
        return verb(session, world.actor(who), **given)


def put(world: World, state: PlanState | None = None, at: str = "county", **other: Any) -> tuple[int, int]:
    """A season, and the plan of school A in it (0 without a state)."""
    with writing() as session:
        season_id = a_season(session, world, at=at, **other)
        return season_id, a_plan(session, world, season_id, state=state) if state else 0


def sheet(world: World, season_id: int, at: str = "a") -> queries.PlanSheet:
    with reading() as session:
        found = queries.plan_of(session, Scope.at(world.paths[at]), season_id=season_id, school_id=world.orgs[at])
    assert found is not None
    return found


def told(world: World, season_id: int, at: str = "county", **chosen: Any) -> list[tuple[str, PlanState | None]]:
    with reading() as session:
        rows = queries.plans(session, Scope.at(world.paths[at]), season_id=season_id, **chosen)
    return [(row.school, row.state) for row in rows]


def test_a_plan_is_written_sent_returned_put_right_and_accepted(world: World) -> None:
    season_id, _ = put(world)
    given = {"season_id": season_id, "school_id": world.orgs["a"]}
    assert act(world, actions.save_plan, **given, facts=FACTS._replace(aims=" 人人参与 "), edition=None) == 1
    first = sheet(world, season_id)
    assert (first.facts, first.state, first.steps) == (FACTS, PlanState.DRAFT, ())
    act(world, actions.send_plan, plan_id=first.id)
    act(world, actions.return_plan, "researcher", plan_id=first.id, comment=" 请补上家长课堂 ")
    returned = sheet(world, season_id)
    assert (returned.state, returned.comment) == (PlanState.RETURNED, "请补上家长课堂")
    act(world, actions.save_plan, **given, facts=FACTS._replace(aims="改过"), edition=returned.edition)
    act(world, actions.send_plan, plan_id=first.id)
    assert act(world, actions.accept_plans, "centre", plan_ids=[first.id]) == 1
    last = sheet(world, season_id)
    assert (last.state, last.facts.aims, last.decided_at, last.comment) == (PlanState.ACCEPTED, "改过", IN_TIME, "")
    assert [one.state.value for one in last.steps] == ["sent", "returned", "sent", "accepted"]
    assert [one.comment for one in last.steps] == ["", "请补上家长课堂", "", ""]
    assert {one.by_id for one in last.steps} == {
        world.accounts[who] for who in ("counsellor_a", "researcher", "centre")
    }


@pytest.mark.parametrize("state", [PlanState.SENT, PlanState.ACCEPTED])
def test_what_was_handed_in_is_not_written_on(sqlite_world: World, state: PlanState) -> None:
    season_id, plan_id = put(sqlite_world, state)
    given = {"season_id": season_id, "school_id": sqlite_world.orgs["a"]}
    for verb, more in (
        (actions.save_plan, {**given, "facts": FACTS, "edition": 0}),
        (actions.attach_plan_file, {**given, "title": "方案", "content": PDF}),
        (actions.send_plan, {"plan_id": plan_id}),
    ):
        with pytest.raises(Refused, match="plan_state"):
            act(sqlite_world, verb, **more)
    assert sheet(sqlite_world, season_id).facts.aims == "人人参与一次活动"


def test_a_plan_is_taken_back_until_somebody_decides(sqlite_world: World) -> None:
    season_id, plan_id = put(sqlite_world, PlanState.SENT)
    act(sqlite_world, actions.take_back_plan, plan_id=plan_id)
    assert sheet(sqlite_world, season_id).state is PlanState.DRAFT
    act(sqlite_world, actions.send_plan, plan_id=plan_id)
    act(sqlite_world, actions.accept_plans, "researcher", plan_ids=[plan_id])
    with pytest.raises(Refused, match="plan_state"):
        act(sqlite_world, actions.take_back_plan, plan_id=plan_id)


def test_a_stale_plan_is_a_conflict(sqlite_world: World) -> None:
    season_id, _ = put(sqlite_world, PlanState.DRAFT)
    given = {"season_id": season_id, "school_id": sqlite_world.orgs["a"], "facts": FACTS}
    for edition in (None, 1):
        with pytest.raises(Conflict, match="plan_moved_on"):
            act(sqlite_world, actions.save_plan, **given, edition=edition)
    assert act(sqlite_world, actions.save_plan, **given, edition=0) == 1


def test_two_who_begin_a_plan_together_begin_one(world: World) -> None:
    season_id, _ = put(world)
    given = {"season_id": season_id, "school_id": world.orgs["a"], "facts": FACTS, "edition": None}
    ones = [partial(act, world, actions.save_plan, who, **given) for who in ("counsellor_a", "counsellor_a2")]
    assert sorted(map(str, together(*ones))) == ["1", "activities.plan_moved_on"]


@pytest.mark.parametrize("state", [SeasonState.CLOSED, SeasonState.CANCELLED])
def test_a_season_that_is_over_takes_no_plans(sqlite_world: World, state: SeasonState) -> None:
    season_id, _ = put(sqlite_world, state=None, at="county")
    with writing() as session:
        over = a_season(session, sqlite_world, state=state)
    with pytest.raises(Refused, match="season_state"):
        act(
            sqlite_world, actions.save_plan, season_id=over, school_id=sqlite_world.orgs["a"], facts=FACTS, edition=None
        )
    assert told(sqlite_world, season_id) == [("云溪一小", None), ("云溪中学", None)]


def test_a_school_that_does_not_take_part_writes_no_plan(sqlite_world: World) -> None:
    season_id, _ = put(sqlite_world, schools=("b",))
    with pytest.raises(NotFound):
        act(sqlite_world, actions.save_plan, season_id=season_id, school_id=sqlite_world.orgs["a"], facts=FACTS,
            edition=None)  # fmt: skip


def test_an_empty_plan_is_not_sent_but_a_file_will_do(sqlite_world: World) -> None:
    season_id, _ = put(sqlite_world)
    given = {"season_id": season_id, "school_id": sqlite_world.orgs["a"]}
    act(sqlite_world, actions.save_plan, **given, facts=PlanFacts(), edition=None)
    plan_id = sheet(sqlite_world, season_id).id
    with pytest.raises(Refused, match="plan_empty"):
        act(sqlite_world, actions.send_plan, plan_id=plan_id)
    act(sqlite_world, actions.attach_plan_file, **given, title=" 活动  方案 ", content=PDF)
    act(sqlite_world, actions.send_plan, plan_id=plan_id)
    assert sheet(sqlite_world, season_id).file_title == "活动 方案"


def test_a_file_is_kept_opened_and_taken_off(world: World) -> None:
    season_id, _ = put(world)
    given = {"season_id": season_id, "school_id": world.orgs["a"], "title": "方案"}
    plan_id = act(world, actions.attach_plan_file, **given, content=PDF)
    assert sheet(world, season_id).file_kind == "pdf"
    for who in ("counsellor_a", "researcher"):
        assert act(world, actions.open_plan_file, who, plan_id=plan_id) == (PDF, "pdf")
    with pytest.raises(NotFound):
        act(world, actions.open_plan_file, "counsellor_b", plan_id=plan_id)
    act(world, actions.remove_plan_file, plan_id=plan_id)
    for verb in (actions.open_plan_file, actions.remove_plan_file):
        with pytest.raises(NotFound):
            act(world, verb, plan_id=plan_id)
    with reading() as session:
        acts = session.exec(unowned(select(AuditEvent.action), AuditEvent)).all()
    assert acts.count("plan.file_opened") == 2


@pytest.mark.parametrize("content", [b"", b"MZ program", b"\xff\xd8\xff picture"])
def test_a_file_of_another_kind_is_refused_and_begins_no_plan(sqlite_world: World, content: bytes) -> None:
    season_id, _ = put(sqlite_world)
    given = {"season_id": season_id, "school_id": sqlite_world.orgs["a"], "title": "方案.pdf"}
    with pytest.raises(Refused, match=r"media\."):
        act(sqlite_world, actions.attach_plan_file, **given, content=content)
    assert told(sqlite_world, season_id, "a") == [("云溪一小", None)]


@pytest.mark.parametrize(
    ("sent_at", "again", "until", "late"),
    [
        (IN_TIME, None, PLAN_UNTIL, False),
        (LATE, None, PLAN_UNTIL, True),
        (LATE, None, None, False),
        (IN_TIME, LATE, PLAN_UNTIL, False),
    ],
)
def test_a_plan_is_late_by_the_day_it_was_first_sent(
    sqlite_world: World, sent_at: datetime, again: datetime | None, until: date | None, late: bool
) -> None:
    season_id, plan_id = put(sqlite_world, PlanState.DRAFT, plan_until=until)
    with clock.stopped_at(sent_at):
        act(sqlite_world, actions.send_plan, plan_id=plan_id)
    if again:
        act(sqlite_world, actions.return_plan, "researcher", plan_id=plan_id, comment="请补充")
        with clock.stopped_at(again):
            act(sqlite_world, actions.send_plan, plan_id=plan_id)
    with reading() as session:
        (row,) = queries.plans(session, Scope.at(sqlite_world.paths["a"]), season_id=season_id)
    assert (row.late, row.first_sent_at, row.sent_at, row.slots) == (late, sent_at, again or sent_at, 1)


def test_several_plans_are_accepted_at_once_or_none(world: World) -> None:
    season_id, first = put(world, PlanState.SENT)
    with writing() as session:
        second = a_plan(session, world, season_id, "b", PlanState.DRAFT)
    with pytest.raises(Refused, match="plan_state"):
        act(world, actions.accept_plans, "researcher", plan_ids=[first, second])
    assert told(world, season_id, states=[PlanState.ACCEPTED]) == []
    act(world, actions.send_plan, "counsellor_b", plan_id=second)
    assert act(world, actions.accept_plans, "researcher", plan_ids=[first, second, first]) == 2
    assert told(world, season_id) == [("云溪一小", PlanState.ACCEPTED), ("云溪中学", PlanState.ACCEPTED)]


def test_an_accepted_plan_can_be_given_back_and_a_comment_is_needed(sqlite_world: World) -> None:
    season_id, plan_id = put(sqlite_world, PlanState.ACCEPTED)
    with pytest.raises(Refused, match="comment_needed"):
        act(sqlite_world, actions.return_plan, "researcher", plan_id=plan_id, comment=" 好 ")
    act(sqlite_world, actions.return_plan, "researcher", plan_id=plan_id, comment="时间有变，请改")
    assert sheet(sqlite_world, season_id).state is PlanState.RETURNED


def test_a_county_decides_on_plans_for_a_season_of_the_city_below_it_alone(sqlite_world: World) -> None:
    season_id, plan_id = put(sqlite_world, PlanState.SENT, at="city")
    with pytest.raises(NotFound):
        act(sqlite_world, actions.accept_plans, "centre_c", plan_ids=[plan_id])
    assert act(sqlite_world, actions.accept_plans, "researcher", plan_ids=[plan_id]) == 1
    assert told(sqlite_world, season_id, "other_county") == [("临川中学", None)]


def test_a_school_sees_its_own_plan_and_schools_that_are_exempt_from_all_are_not_waited_for(world: World) -> None:
    season_id, _ = put(world, PlanState.DRAFT)
    with writing() as session:
        an_exemption(session, world, season_id, "b")
    assert told(world, season_id) == [("云溪一小", PlanState.DRAFT)]
    assert told(world, season_id, "b") == []
    with reading() as session, pytest.raises(NotFound):
        queries.plan_of(session, Scope.at(world.paths["b"]), season_id=season_id, school_id=world.orgs["a"])


def test_how_far_the_plans_came_is_taken_along_without_a_word_of_them(sqlite_world: World) -> None:
    season_id, plan_id = put(sqlite_world, PlanState.DRAFT, plan_until=PLAN_UNTIL)
    with clock.stopped_at(LATE):
        act(sqlite_world, actions.send_plan, plan_id=plan_id)
    book = load_workbook(io.BytesIO(act(sqlite_world, actions.export_plans, "researcher", season_id=season_id)))
    (sheet,) = book.worksheets
    assert list(sheet.iter_rows(min_row=2, values_only=True)) == [
        ("云溪一小", "已提交", "2026-04-26", "是", "2026-04-26", 1, "没有"),
        ("云溪中学", "还没有写", "未交", "未交", "未交", 0, "没有"),
    ]
    with pytest.raises(NotFound):
        act(sqlite_world, actions.export_plans, "centre_c", season_id=season_id)


def visits(world: World, season_id: int, at: str) -> list[queries.VisitRow]:
    with reading() as session:
        return queries.visits(session, Scope.at(world.paths[at]), season_id=season_id)


def test_a_visit_is_read_by_the_bureau_and_the_school_alone(world: World) -> None:
    season_id, _ = put(world)
    given = {"season_id": season_id, "school_id": world.orgs["a"]}
    visit = act(world, actions.record_visit, "researcher", **given, facts=SEEN._replace(seen=" 看了方案 "))
    assert [(row.id, row.facts) for row in visits(world, season_id, "a")] == [(visit, SEEN)]
    assert [row.school for row in visits(world, season_id, "county")] == ["云溪一小"]
    assert visits(world, season_id, "b") == []
    act(world, actions.remove_visit, "centre", visit_id=visit)
    assert visits(world, season_id, "a") == []
    with pytest.raises(NotFound):
        act(world, actions.remove_visit, "centre", visit_id=visit)


def test_visits_stand_with_the_newest_first(sqlite_world: World) -> None:
    season_id, _ = put(sqlite_world)
    with writing() as session:
        early = a_visit(session, sqlite_world, season_id, visited_on=date(2026, 5, 6))
        late = a_visit(session, sqlite_world, season_id, "b", visited_on=date(2026, 5, 20))
    assert [row.id for row in visits(sqlite_world, season_id, "county")] == [late, early]


@pytest.mark.parametrize(
    ("change", "code"),
    [({"visited_on": date(2026, 4, 26)}, "visit_day"), ({"seen": " "}, "visit_words")],
)
def test_a_visit_that_cannot_be_is_refused(sqlite_world: World, change: dict[str, Any], code: str) -> None:
    season_id, _ = put(sqlite_world)
    given = {"season_id": season_id, "school_id": sqlite_world.orgs["a"], "facts": SEEN._replace(**change)}
    with pytest.raises(Refused, match=code):
        act(sqlite_world, actions.record_visit, "researcher", **given)
    assert visits(sqlite_world, season_id, "a") == []
