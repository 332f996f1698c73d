"""People and their posts: facts, second posts, moves, who may read what, and the person's own account."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlmodel import select

from core import clock
from core.access import SYSTEM_SCOPE, Capability, Scope
from core.audit import AuditEvent
from core.database import reading, unowned, writing
from core.errors import Conflict, NotFound, Refused
from core.training import actions, queries
from core.training.queries import PersonRow, StaffRow
from core.training.rules import Education, Gender, StaffKind
from core.training.rules.people import edition_of
from core.training.rules.rates import Posts
from core.training.rules.staff import PersonFacts
from core.training.tables import StaffMember
from tests.training.builders import TODAY, a_certificate, a_counsellor, a_post, some_hours
from tests.world import SCHOOL_YEAR, World

DAY = timedelta(days=1)
SINCE = date(2024, 9, 1)
FACTS = PersonFacts(
    "林示例", Gender.FEMALE, "1990-05", "13800000000", Education.MASTER, "应用心理", "一级教师", Decimal(10), Decimal("4.5")
)  # fmt: skip


@pytest.fixture(autouse=True)
def _on_a_monday_in_march() -> Iterator[None]:
    with clock.stopped_at(datetime(2026, 3, 2, 2, tzinfo=UTC)):
        yield


def act(world: World, verb: Any, who: str = "centre", **given: Any) -> Any:
    with writing() as session:
        return verb(session, world.actor(who), **given)


def put(world: World, at: str = "a", **other: Any) -> int:
    with writing() as session:
        return a_counsellor(session, world, at, **other)


def refused(code: str, world: World, verb: Any, who: str = "centre", **given: Any) -> None:
    with pytest.raises(Refused) as refusal:
        act(world, verb, who, **given)
    assert refusal.value.code == code


def names_scope(world: World, who: str) -> Scope:
    actor = world.actor(who)
    with reading() as session:
        return queries.names_within(
            session, manages=actor.over(Capability.MANAGE_STAFF), sends=actor.over(Capability.ENROL_STAFF)
        )


def at_school(world: World, at: str, who: str, *, left: bool = False) -> list[StaffRow]:
    scope = names_scope(world, who)
    with reading() as session:
        return queries.staff(session, scope, school_id=world.orgs[at], today=TODAY, left=left)


def on_file(staff_id: int, scope: Scope = SYSTEM_SCOPE) -> PersonRow:
    with reading() as session:
        return queries.person(session, scope, staff_id)


def posts(staff_id: int) -> list[tuple[str, StaffKind, date, date | None]]:
    return [(row.school, row.kind, row.since, row.until) for row in on_file(staff_id).posts]


def counted(world: World) -> dict[str, tuple[Posts, int, Decimal]]:
    with reading() as session:
        rows = queries.staffing(session, SYSTEM_SCOPE, today=TODAY, school_year=SCHOOL_YEAR)
    return {row.school: (row.posts, row.certified, row.hours) for row in rows if row.registered}


def test_who_somebody_is_stands_in_the_file_and_the_post_stays(world: World) -> None:
    staff_id = put(world)
    act(world, actions.change_person, "school_admin_a", staff_id=staff_id, facts=FACTS._replace(phone="138 0000 0000"))
    row = on_file(staff_id)
    assert tuple(getattr(row, name) for name in PersonFacts._fields) == FACTS
    assert posts(staff_id) == [("云溪一小", StaffKind.FULL_TIME, SINCE, None)]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"name": " "}, "training.name_needed"),
        ({"birth_month": "1990-13"}, "training.birth_month_unlikely"),
        ({"birth_month": "199005"}, "training.birth_month_unlikely"),
        ({"birth_month": "2011-01"}, "training.birth_month_unlikely"),
        ({"birth_month": "2010-12"}, None),
        ({"birth_month": "1936-01"}, None),
        ({"birth_month": "1935-12"}, "training.birth_month_unlikely"),
        ({"phone": "1380000000"}, "training.phone_unlikely"),
        ({"phone": "0571-88000000"}, None),
        ({"phone": ""}, None),
        ({"major": "心" * 41}, "training.person_too_long"),
        ({"title": "师" * 20}, None),
        ({"title": "师" * 21}, "training.person_too_long"),
        ({"lessons": Decimal("60.1")}, "training.workload_unlikely"),
        ({"lessons": Decimal(60)}, None),
        ({"counselling": Decimal("-0.1")}, "training.workload_unlikely"),
        ({"counselling": Decimal("0.05")}, "training.workload_unlikely"),
        ({"retires_on": date(1949, 12, 31)}, "training.retires_unlikely"),
    ],
)
def test_facts_that_cannot_be_are_refused(sqlite_world: World, change: dict[str, Any], code: str | None) -> None:
    staff_id = put(sqlite_world)
    given = {"staff_id": staff_id, "facts": FACTS._replace(**change)}
    if code:
        refused(code, sqlite_world, actions.change_person, **given)
    else:
        act(sqlite_world, actions.change_person, **given)


def test_facts_that_somebody_else_changed_meanwhile_are_not_overwritten(world: World) -> None:
    staff_id = put(world)
    row = on_file(staff_id)
    seen = edition_of(PersonFacts(*(getattr(row, name) for name in PersonFacts._fields)))
    act(world, actions.change_person, staff_id=staff_id, facts=FACTS, seen=seen)
    with pytest.raises(Conflict, match="person_moved_on"):
        act(world, actions.change_person, staff_id=staff_id, facts=FACTS._replace(major="发展心理"), seen=seen)
    assert on_file(staff_id).major == FACTS.major
    act(world, actions.change_person, staff_id=staff_id, facts=FACTS._replace(major="发展心理"), seen=edition_of(FACTS))
    assert on_file(staff_id).major == "发展心理"


@pytest.mark.parametrize("field", PersonFacts._fields)
def test_every_fact_makes_another_edition(field: str) -> None:
    other = {"lessons": Decimal(1), "counselling": Decimal("1.5"), "retires_on": SINCE}.get(field, "别的")
    assert edition_of(FACTS._replace(**{field: other})) != edition_of(FACTS)
    assert edition_of(FACTS._replace(**{field: getattr(FACTS, field)})) == edition_of(FACTS)


def test_a_name_that_a_colleague_has_at_either_school_is_refused(world: World) -> None:
    staff_id = put(world, name="周示例")
    with writing() as session:
        a_post(session, world, staff_id, "b", kind=StaffKind.PART_TIME)
    put(world, "b")
    refused("training.known_already", world, actions.change_person, "school_admin_a", staff_id=staff_id, facts=FACTS)


def test_a_second_post_counts_at_its_school_and_the_file_stays(world: World) -> None:
    staff_id = put(world)
    with writing() as session:
        a_certificate(session, staff_id)
        some_hours(session, staff_id, "8")
    given = {"staff_id": staff_id, "school_id": world.orgs["b"], "kind": StaffKind.PART_TIME, "since": SINCE}
    act(world, actions.add_post, **given)
    assert on_file(staff_id).school_id == world.orgs["a"]
    assert counted(world) == {"云溪一小": (Posts(1, 0), 1, 8), "云溪中学": (Posts(0, 1), 1, 8)}
    refused("training.post_held", world, actions.add_post, **given)


def test_two_posts_at_one_school_are_one_person(world: World) -> None:
    staff_id = put(world)
    given = {"staff_id": staff_id, "school_id": world.orgs["a"], "since": SINCE}
    act(world, actions.add_post, "school_admin_a", kind=StaffKind.PART_TIME, **given)
    assert counted(world)["云溪一小"][0] == Posts(1, 0)


def test_the_second_school_reads_the_name_while_the_post_lasts_and_no_papers(world: World) -> None:
    staff_id = put(world)
    with writing() as session:
        a_certificate(session, staff_id)
        some_hours(session, staff_id)
        post = a_post(session, world, staff_id, "b", kind=StaffKind.PART_TIME)
    row = at_school(world, "b", "school_admin_b")[0]
    assert (row.name, row.filed, row.last_valid, row.hours) == ("林示例", False, None, 0)
    scope = names_scope(world, "school_admin_b")
    with reading() as session:
        assert queries.certificates(session, scope, staff_id=staff_id) == []
        assert queries.hours(session, scope, staff_id=staff_id) == []
        assert queries.people(session, scope, today=TODAY) == []
    act(world, actions.end_post, "school_admin_b", post_id=post, until=TODAY - DAY)
    assert [row.name for row in at_school(world, "b", "school_admin_b", left=True)] == ["林**"]
    assert [row.name for row in at_school(world, "b", "centre", left=True)] == ["林示例"]


@pytest.mark.parametrize(
    "verb", ["change_person", "add_post", "move", "link", "unlink", "certificate", "honour", "nominate"]
)
def test_a_second_school_keeps_its_post_and_touches_nothing_else(world: World, verb: str) -> None:
    staff_id = put(world)
    with writing() as session:
        a_post(session, world, staff_id, "b", kind=StaffKind.PART_TIME)
        paper = a_certificate(session, staff_id)
    here = {"staff_id": staff_id, "school_id": world.orgs["b"]}
    calls: dict[str, tuple[Any, dict[str, Any]]] = {
        "change_person": (actions.change_person, {"staff_id": staff_id, "facts": FACTS}),
        "add_post": (actions.add_post, {**here, "kind": StaffKind.VOLUNTEER, "since": SINCE}),
        "move": (actions.move_staff, {**here, "on": TODAY}),
        "link": (actions.link_account, {"staff_id": staff_id, "account_id": world.accounts["counsellor_b"]}),
        "unlink": (actions.unlink_account, {"staff_id": staff_id}),
        "certificate": (actions.remove_certificate, {"certificate_id": paper}),
        "honour": (actions.add_honour, {"staff_id": staff_id, "title": "先进", "level": "school", "awarded_on": SINCE}),
        "nominate": (actions.nominate, {"staff_id": staff_id, "ladder": "san_ming", "rung": "teacher"}),
    }
    call, given = calls[verb]
    with pytest.raises(NotFound):
        act(world, call, "school_admin_b", **given)


def test_a_school_cannot_pull_in_or_send_away_people_by_itself(world: World) -> None:
    staff_id = put(world)
    for who, to in (("school_admin_a", "b"), ("school_admin_b", "b"), ("centre_c", "c"), ("centre", "c")):
        with pytest.raises(NotFound):
            act(world, actions.move_staff, who, staff_id=staff_id, school_id=world.orgs[to], on=TODAY)
    assert on_file(staff_id).school_id == world.orgs["a"]


def test_a_move_takes_the_file_along_and_the_old_school_keeps_the_post_that_was(world: World) -> None:
    staff_id = put(world)
    with writing() as session:
        a_certificate(session, staff_id)
    act(world, actions.move_staff, staff_id=staff_id, school_id=world.orgs["b"], on=TODAY, subject="道德与法治")
    assert posts(staff_id) == [
        ("云溪一小", StaffKind.FULL_TIME, SINCE, TODAY - DAY),
        ("云溪中学", StaffKind.FULL_TIME, TODAY, None),
    ]
    gone = at_school(world, "a", "school_admin_a", left=True)
    assert [(row.name, row.until, row.filed) for row in gone] == [("林**", TODAY - DAY, False)]
    old, new = names_scope(world, "school_admin_a"), names_scope(world, "school_admin_b")
    with reading() as session:
        assert queries.certificates(session, old, staff_id=staff_id) == []
        assert len(queries.certificates(session, new, staff_id=staff_id)) == 1
    with pytest.raises(NotFound):
        on_file(staff_id, old)
    assert counted(world) == {"云溪一小": (Posts(0, 0), 0, 0), "云溪中学": (Posts(1, 0), 1, 0)}


def test_who_moves_to_where_there_is_a_post_already_keeps_that_one(world: World) -> None:
    staff_id = put(world)
    with writing() as session:
        post = a_post(session, world, staff_id, "b", kind=StaffKind.PART_TIME)
    assert act(world, actions.move_staff, staff_id=staff_id, school_id=world.orgs["b"], on=TODAY) == post
    assert [row[3] for row in posts(staff_id)] == [TODAY - DAY, None]


def test_moves_that_cannot_be_are_refused(world: World) -> None:
    staff_id = put(world)
    b = {"staff_id": staff_id, "school_id": world.orgs["b"]}
    refused("training.moved_nowhere", world, actions.move_staff, **b | {"school_id": world.orgs["a"]}, on=TODAY)
    refused("training.moved_before_beginning", world, actions.move_staff, **b, on=SINCE)
    refused("training.since_unlikely", world, actions.move_staff, **b, on=TODAY + 367 * DAY)
    put(world, "b")
    refused("training.known_already", world, actions.move_staff, **b, on=TODAY)
    assert posts(staff_id) == [("云溪一小", StaffKind.FULL_TIME, SINCE, None)]


def test_somebody_can_move_there_and_back_and_the_history_stays(world: World) -> None:
    staff_id = put(world)
    act(world, actions.move_staff, staff_id=staff_id, school_id=world.orgs["b"], on=TODAY - 10 * DAY)
    act(world, actions.move_staff, staff_id=staff_id, school_id=world.orgs["a"], on=TODAY)
    assert [(row[0], row[3]) for row in posts(staff_id)] == [
        ("云溪一小", TODAY - 11 * DAY), ("云溪中学", TODAY - DAY), ("云溪一小", None)
    ]  # fmt: skip
    assert on_file(staff_id).school_id == world.orgs["a"]


def test_a_post_is_put_right_and_ends_and_goes_on(world: World) -> None:
    staff_id = put(world)
    post = on_file(staff_id).posts[0].id
    changed = {"post_id": post, "kind": StaffKind.RESEARCHER, "since": SINCE + DAY, "subject": "心理健康"}
    act(world, actions.change_post, "school_admin_a", **changed)
    act(world, actions.end_post, "school_admin_a", post_id=post, until=TODAY)
    assert posts(staff_id) == [("云溪一小", StaffKind.RESEARCHER, SINCE + DAY, TODAY)]
    refused("training.left_before_beginning", world, actions.change_post, **changed | {"since": TODAY + DAY})
    act(world, actions.end_post, "school_admin_a", post_id=post, until=None)
    assert posts(staff_id)[0][3] is None
    for verb, given in ((actions.change_post, changed), (actions.end_post, {"post_id": post, "until": TODAY})):
        with pytest.raises(NotFound):
            act(world, verb, "school_admin_b", **given)


def test_a_post_that_is_over_is_taken_up_again_only_where_the_file_lies(world: World) -> None:
    staff_id = put(world)
    old = on_file(staff_id).posts[0].id
    act(world, actions.move_staff, staff_id=staff_id, school_id=world.orgs["b"], on=TODAY)
    for until in (None, TODAY):
        with pytest.raises(NotFound):
            act(world, actions.end_post, "school_admin_a", post_id=old, until=until)
    act(world, actions.end_post, "school_admin_a", post_id=old, until=TODAY - 2 * DAY)
    act(world, actions.end_post, "centre", post_id=old, until=None)
    assert [row.name for row in at_school(world, "a", "school_admin_a")] == ["林示例"]


def test_two_posts_alike_are_listed_once_and_nobody_is_both_here_and_gone(world: World) -> None:
    staff_id = put(world, until=TODAY - DAY)
    with writing() as session:
        a_post(session, world, staff_id, since=SINCE - DAY)
        lasting = a_post(session, world, staff_id, kind=StaffKind.PART_TIME)
        a_post(session, world, staff_id, kind=StaffKind.PART_TIME, until=TODAY)
    assert [(row.kind, row.until) for row in at_school(world, "a", "school_admin_a")] == [
        (StaffKind.FULL_TIME, None), (StaffKind.PART_TIME, None)
    ]  # fmt: skip
    assert at_school(world, "a", "school_admin_a")[1].post_id == lasting
    assert at_school(world, "a", "school_admin_a", left=True) == []


def test_the_own_account_reads_the_own_file_and_no_other_account_does(world: World) -> None:
    staff_id, other = put(world), put(world, name="周示例")
    mine = world.accounts["counsellor_a"]
    act(world, actions.link_account, "school_admin_a", staff_id=staff_id, account_id=mine)
    with reading() as session:
        assert queries.own_person(session, mine) == staff_id
        assert queries.own_person(session, world.accounts["counsellor_a2"]) is None
    refused("training.account_taken", world, actions.link_account, staff_id=other, account_id=mine)
    with pytest.raises(NotFound):
        act(world, actions.link_account, "school_admin_a", staff_id=other, account_id=world.accounts["counsellor_b"])
    act(world, actions.unlink_account, "school_admin_a", staff_id=staff_id)
    refused("training.no_account", world, actions.unlink_account, staff_id=staff_id)
    with reading() as session:
        assert queries.own_person(session, mine) is None


def test_a_file_that_was_merged_is_shown_and_changed_nowhere(world: World) -> None:
    kept, gone = put(world), put(world, name="林示列")
    with writing() as session:
        row = session.exec(unowned(select(StaffMember).where(StaffMember.id == gone), StaffMember)).one()
        row.merged_into = kept
    assert [row.id for row in at_school(world, "a", "centre")] == [kept]
    assert counted(world)["云溪一小"][0] == Posts(1, 0)
    with reading() as session:
        assert [row.id for row in queries.people(session, SYSTEM_SCOPE, today=TODAY)] == [kept]
    with pytest.raises(NotFound):
        on_file(gone)
    with pytest.raises(NotFound):
        act(world, actions.change_person, staff_id=gone, facts=FACTS)


def test_no_written_act_says_who_somebody_is(world: World) -> None:
    staff_id = put(world)
    act(world, actions.change_person, staff_id=staff_id, facts=FACTS)
    act(world, actions.move_staff, staff_id=staff_id, school_id=world.orgs["b"], on=TODAY)
    with reading() as session:
        events = session.exec(unowned(select(AuditEvent), AuditEvent)).all()
        told = repr([(event.action, event.details) for event in events])
    assert [event.action for event in events] == ["staff.person_changed", "staff.moved"]
    assert not [secret for secret in (FACTS.name, FACTS.phone, FACTS.birth_month) if secret in told]
