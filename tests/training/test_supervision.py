"""Supervision kept by the bureau: who may be in a meeting, what counts for whom, workbooks, and who reads what."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlmodel import select

from core import clock
from core.access import Capability
from core.audit import AuditEvent
from core.clock import Term
from core.database import reading, unowned, writing
from core.errors import InvalidFile, NotAllowed, NotFound, Refused
from core.sheets.export import csv_bytes
from core.sheets.read import read
from core.training import actions, queries
from core.training.queries import MeetingRow, SupervisionRow
from core.training.rules import StaffKind, SupervisionKind
from core.training.rules.supervision import SupervisionFacts, SupervisionState
from core.training.tables import StaffMember, StaffPost, TrainingHours
from tests.training.builders import TODAY, a_counsellor, a_post
from tests.training.supervision_builders import a_supervision
from tests.world import World

DAY, NOW = timedelta(days=1), Term(2025, 2)
GROUP, ONE = SupervisionKind.GROUP, SupervisionKind.INDIVIDUAL
FACTS = SupervisionFacts(GROUP, date(2026, 2, 20), Decimal(2), "程示例", ("crisis",), 1)
HEAD = ("日期", "方式", "时长", "督导师", "主题", "个案数", "学校", "姓名")


@pytest.fixture(autouse=True)
def _on_a_monday_in_march() -> Iterator[None]:
    with clock.stopped_at(datetime(2026, 3, 2, 2, tzinfo=UTC)):
        yield


def put(world: World, at: str = "a", **other: Any) -> int:
    with writing() as session:
        return a_counsellor(session, world, at, **other)


def met(world: World, seats: dict[int, str], **other: Any) -> int:
    with writing() as session:
        return a_supervision(session, world, seats, **other)


def act(world: World, verb: Any, who: str = "centre", **given: Any) -> Any:
    with writing() as session:
        return verb(session, world.actor(who), **given)


def record(world: World, people: Sequence[int], who: str = "centre", **facts: Any) -> int:
    given = {"org_id": world.orgs["county"], "facts": FACTS._replace(**facts), "staff_ids": people}
    return int(act(world, actions.record_supervision, who, **given))


def refused(code: str, world: World, people: Sequence[int], **facts: Any) -> None:
    with pytest.raises(Refused) as refusal:
        record(world, people, **facts)
    assert refusal.value.code == code


def kept(world: World, who: str = "centre", term: Term = NOW) -> list[MeetingRow]:
    scope = world.actor(who).over(Capability.KEEP_SUPERVISION)
    with reading() as session:
        return queries.supervisions(session, scope, term=term)


def rows(world: World, who: str = "centre", **given: Any) -> list[SupervisionRow]:
    scope = world.actor(who).over(Capability.MANAGE_STAFF)
    with reading() as session:
        return queries.supervision_rows(session, scope, today=TODAY, **given)


def told(world: World, who: str = "centre", **given: Any) -> dict[str, tuple[SupervisionState, Decimal]]:
    return {row.name: (row.standing.state, row.standing.lacking_group) for row in rows(world, who, **given)}


def test_a_meeting_is_written_down_with_the_school_each_was_at_then(world: World) -> None:
    here, there = put(world), put(world, "b", name="周示例")
    record(world, [here, there], topics=("ethics", "crisis"))
    [row] = kept(world)
    assert row.facts == FACTS._replace(topics=("crisis", "ethics"))
    assert [(seat.name, seat.school) for seat in row.seats] == [("林示例", "云溪一小"), ("周示例", "云溪中学")]
    with reading() as session:
        [event] = session.exec(
            unowned(select(AuditEvent).where(AuditEvent.action == "supervision.recorded"), AuditEvent)
        ).all()
    assert not any(word in str(event.details) for word in ("林示例", "周示例", "程示例"))


def test_who_was_not_in_post_that_day_cannot_have_been_there(sqlite_world: World) -> None:
    late = put(sqlite_world, since=date(2026, 2, 21))
    refused("training.supervision_out_of_post", sqlite_world, [late])
    record(sqlite_world, [late], held_on=date(2026, 2, 21))
    gone = put(sqlite_world, name="周示例", until=date(2026, 2, 19))
    refused("training.supervision_out_of_post", sqlite_world, [gone])


def test_an_individual_meeting_takes_one_and_strange_topics_are_refused(sqlite_world: World) -> None:
    people = [put(sqlite_world), put(sqlite_world, name="周示例")]
    refused("training.supervision_one", sqlite_world, people, kind=ONE)
    refused("training.supervision_people", sqlite_world, [])
    refused("training.supervision_topics", sqlite_world, people, topics=("某个学生",))
    assert kept(sqlite_world) == []


def test_nobody_is_put_into_a_meeting_from_out_of_reach_or_out_of_a_merged_file(sqlite_world: World) -> None:
    far, kept_file = put(sqlite_world, "c"), put(sqlite_world)
    merged = put(sqlite_world, name="林示列", merged_into=kept_file)
    for people in ([far], [kept_file, far], [merged]):
        with pytest.raises(NotFound):
            record(sqlite_world, people)


def test_a_meeting_is_put_right_and_taken_off(sqlite_world: World) -> None:
    here, other = put(sqlite_world), put(sqlite_world, name="周示例")
    number = record(sqlite_world, [here])
    changed = {"supervision_id": number, "facts": FACTS._replace(hours=Decimal(3)), "staff_ids": [other]}
    act(sqlite_world, actions.change_supervision, "researcher", **changed)
    [row] = kept(sqlite_world)
    assert (row.facts.hours, [seat.name for seat in row.seats]) == (Decimal(3), ["周示例"])
    act(sqlite_world, actions.remove_supervision, supervision_id=number)
    assert kept(sqlite_world) == []
    with pytest.raises(NotFound):
        act(sqlite_world, actions.change_supervision, **changed)


def test_who_moved_stays_in_the_meeting_for_the_school_of_then(sqlite_world: World) -> None:
    here = put(sqlite_world)
    number = record(sqlite_world, [here])
    act(sqlite_world, actions.move_staff, staff_id=here, school_id=sqlite_world.orgs["b"], on=date(2026, 3, 1))
    act(
        sqlite_world, actions.change_supervision, supervision_id=number, facts=FACTS._replace(cases=2), staff_ids=[here]
    )
    assert [seat.school for seat in kept(sqlite_world)[0].seats] == ["云溪一小"]
    assert [(row.school, row.had.group) for row in rows(sqlite_world)] == [("云溪中学", Decimal(2))]


def test_meetings_and_trainings_of_the_term_count_and_those_of_another_do_not(world: World) -> None:
    here = put(world)
    met(world, {here: "a"})
    met(world, {here: "a"}, held_on=date(2026, 1, 31), hours=Decimal(9))
    met(world, {here: "a"}, removed_at=datetime(2026, 2, 21, tzinfo=UTC), hours=Decimal(9))
    met(world, {here: "a"}, kind=ONE, hours=Decimal("1.5"))
    with writing() as session:
        for category in ("supervision", "training"):
            facts = {"title": "督导", "held_on": date(2026, 2, 28), "hours": Decimal("1.5"), "category": category}
            session.add(TrainingHours(staff_id=here, **facts))
    [row] = rows(world)
    assert row.had == (Decimal("1.5"), Decimal(2), Decimal("1.5"))
    assert (row.last_on, row.standing.state, row.standing.lacking_group) == (
        date(2026, 2, 28), SupervisionState.SHORT, Decimal("0.5"),
    )  # fmt: skip
    [before] = rows(world, term=Term(2025, 1))
    assert (before.had.group, before.last_on, before.standing.state) == (
        Decimal(9), date(2026, 1, 31), SupervisionState.MET,
    )  # fmt: skip


def test_those_who_lack_something_come_first_and_alone_are_overdue(sqlite_world: World) -> None:
    done, new = put(sqlite_world, name="周示例"), put(sqlite_world, name="吴示例", since=date(2026, 2, 2))
    put(sqlite_world)
    teacher = put(sqlite_world, name="郑示例", kind=StaffKind.CLASS_TEACHER)
    met(sqlite_world, {done: "a", teacher: "a"}, hours=Decimal(4))
    short, met_, exempt = SupervisionState.SHORT, SupervisionState.MET, SupervisionState.EXEMPT
    assert told(sqlite_world) == {
        "林示例": (short, Decimal(4)), "周示例": (met_, 0), "吴示例": (exempt, 0), "郑示例": (exempt, 0),
    }  # fmt: skip
    assert rows(sqlite_world)[0].name == "林示例"
    assert new
    scope = sqlite_world.actor("centre").over(Capability.MANAGE_STAFF)
    with reading() as session:
        assert [row.name for row in queries.overdue(session, scope, today=TODAY)] == ["林示例"]


def test_the_numbers_of_a_school_are_those_of_its_list(sqlite_world: World) -> None:
    one, two = put(sqlite_world), put(sqlite_world, name="周示例")
    put(sqlite_world, "b", name="吴示例")
    met(sqlite_world, {one: "a", two: "a"}, hours=Decimal("4.5"))
    with reading() as session:
        scope = sqlite_world.actor("leader").over(Capability.VIEW_STAFF)
        found = {row.school: row[2:] for row in queries.supervision_figures(session, scope, today=TODAY)}
    assert found == {"云溪一小": (2, 2, 2, 0, Decimal(0), Decimal(9)), "云溪中学": (1, 1, 0, 1, Decimal(0), Decimal(0))}


def test_a_school_reads_its_own_people_and_no_meeting_of_the_bureau(sqlite_world: World) -> None:
    here, there = put(sqlite_world), put(sqlite_world, "b", name="周示例")
    met(sqlite_world, {here: "a", there: "b"})
    assert list(told(sqlite_world, "school_admin_a")) == ["林示例"]
    assert kept(sqlite_world, "school_admin_a") == []
    assert rows(sqlite_world, "counsellor_a") == []
    assert rows(sqlite_world, "leader") == []


def test_a_merged_file_counts_once(sqlite_world: World) -> None:
    here = put(sqlite_world)
    other = put(sqlite_world, name="林示列")
    met(sqlite_world, {here: "a", other: "a"})
    with writing() as session:
        row = session.exec(unowned(select(StaffMember).where(StaffMember.id == other), StaffMember)).one()
        row.merged_into = here
    assert [(row.name, row.had.group) for row in rows(sqlite_world)] == [("林示例", Decimal(2))]
    assert [seat.name for seat in kept(sqlite_world)[0].seats] == ["林示例"]


def test_one_reads_the_own_hours_by_the_account(sqlite_world: World) -> None:
    here = put(sqlite_world, account_id=sqlite_world.accounts["counsellor_a"])
    with writing() as session:
        a_post(session, sqlite_world, here, "b", kind=StaffKind.PART_TIME)
    met(sqlite_world, {here: "b"})
    actor = sqlite_world.actor("counsellor_a")
    scope = actor.over(Capability.VIEW_OWN_RECORD)
    with reading() as session:
        mine = queries.own_supervision(session, scope, user_id=actor.user_id, today=TODAY)
        nobody = queries.own_supervision(session, scope, user_id=sqlite_world.accounts["counsellor_a2"], today=TODAY)
    assert mine is not None
    assert (mine.name, mine.had.group, nobody) == ("林示例", Decimal(2), None)


def line(name: str, **other: str) -> list[str]:
    usual = {
        "日期": "2026-02-20", "方式": "团体督导", "时长": "2", "督导师": "程示例", "主题": "危机评估", "个案数": "1",
        "学校": "云溪一小", "姓名": name,
    }  # fmt: skip
    return [{**usual, **other}[title] for title in HEAD]


def check(world: World, *lines: list[str]) -> Any:
    with reading() as session:
        return actions.check_supervision(
            session,
            world.actor("centre"),
            org_id=world.orgs["county"],
            content=csv_bytes(HEAD, lines),
            filename="督导.csv",
        )


def test_a_workbook_is_written_once_and_the_same_file_again_changes_nothing(world: World) -> None:
    put(world), put(world, "b", name="周示例")
    file = line("林示例"), line("周示例", 学校="云溪中学"), line("林示例", 方式="个别", 时长="1小时")
    found = check(world, *file)
    assert (found.problems, len(found.new)) == ((), 2)
    assert act(world, actions.import_supervision, check=found) == (2, 0, 0)
    before = kept(world)
    assert sorted((row.facts.kind, len(row.seats)) for row in before) == [(GROUP, 2), (ONE, 1)]
    again = check(world, *file)
    assert (again.new, again.changed, again.unchanged) == ((), (), 2)
    assert act(world, actions.import_supervision, check=again) == (0, 0, 2)
    assert kept(world) == before


def test_a_file_adds_people_and_corrects_hours_but_takes_nobody_out(sqlite_world: World) -> None:
    here = put(sqlite_world)
    put(sqlite_world, name="周示例")
    record(sqlite_world, [here])
    found = check(sqlite_world, line("周示例", 时长="3"))
    assert act(sqlite_world, actions.import_supervision, check=found) == (0, 1, 0)
    [row] = kept(sqlite_world)
    assert (row.facts.hours, len(row.seats)) == (Decimal(3), 2)


def test_nothing_is_stored_while_anything_is_wrong(sqlite_world: World) -> None:
    put(sqlite_world)
    found = check(
        sqlite_world, line("林示例"), line("赵示例"), line("林示例", 学校="没有小学"), line("林示例", 主题="小明")
    )
    assert [(one.row, one.code) for one in found.problems] == [
        (3, "training.nobody_of_name"), (4, "training.unknown_school"), (5, "training.supervision_topics"),
    ]  # fmt: skip
    with pytest.raises(Refused):
        act(sqlite_world, actions.import_supervision, check=found)
    assert kept(sqlite_world) == []


def test_a_check_that_the_register_has_outrun_is_refused(sqlite_world: World) -> None:
    put(sqlite_world)
    found = check(sqlite_world, line("林示例"))
    with writing() as session:
        post = session.exec(unowned(select(StaffPost), StaffPost)).one()
        post.until = date(2026, 2, 19)
    with pytest.raises(InvalidFile):
        act(sqlite_world, actions.import_supervision, check=found)


def sheets(content: bytes) -> dict[str, str]:
    return {sheet.name: str(sheet.frame.to_dicts()) for sheet in read(content, "督导.xlsx").filled}


def test_the_bureau_keeps_people_and_numbers_and_a_leader_the_numbers_alone(sqlite_world: World) -> None:
    met(sqlite_world, {put(sqlite_world): "a"})
    county = {"org_id": sqlite_world.orgs["county"]}
    by_name = sheets(act(sqlite_world, actions.export_supervision, "researcher", **county))
    numbers = sheets(act(sqlite_world, actions.export_supervision_figures, "leader", **county))
    assert "林示例" in by_name["接受督导"]
    assert "云溪一小" in numbers["各校督导"]
    assert list(numbers) == ["各校督导"]
    assert "林示例" not in str(numbers)
    with pytest.raises(NotAllowed):
        act(sqlite_world, actions.export_supervision, "leader", **county)
