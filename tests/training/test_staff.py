"""The register is kept, and read by name at the school and by those who keep it, in numbers by everybody else."""

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
from core.errors import NotFound, Refused
from core.training import actions, queries
from core.training.queries import Staffing, StaffRow
from core.training.rules import StaffKind
from core.training.rules.certificates import FOREVER
from core.training.rules.rates import Posts
from core.training.rules.staff import CertificateFacts, HoursFacts, StaffFacts
from core.training.tables import StaffMember
from tests.training.builders import TODAY, a_certificate, a_counsellor, some_hours
from tests.world import SCHOOL_YEAR, World

NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)
DAY = timedelta(days=1)
WHO = StaffFacts("林示例", StaffKind.FULL_TIME, "心理健康", date(2024, 9, 1))
PAPER = CertificateFacts("心理健康教育教师资格证", "示例001", date(2022, 6, 1), date(2027, 6, 1))
COURSE = HoursFacts("岗位培训", date(2025, 10, 11), Decimal("8.5"))


@pytest.fixture(autouse=True)
def _on_a_monday_in_march() -> Iterator[None]:
    with clock.stopped_at(NOW):
        yield


def act(world: World, verb: Any, who: str = "school_admin_a", **given: Any) -> Any:
    with writing() as session:
        return verb(session, world.actor(who), **given)


def added(world: World, facts: StaffFacts = WHO) -> int:
    return int(act(world, actions.add_staff, school_id=world.orgs["a"], facts=facts))


def here(world: World, at: str = "a", scope: Scope = SYSTEM_SCOPE, **chosen: Any) -> list[StaffRow]:
    with reading() as session:
        return queries.staff(session, scope, school_id=world.orgs[at], today=TODAY, **chosen)


def refused(code: str, world: World, verb: Any, **given: Any) -> None:
    with pytest.raises(Refused) as refusal:
        act(world, verb, **given)
    assert refusal.value.code == code


def post_of(staff_id: int) -> int:
    """The id of somebody's only post."""
    with reading() as session:
        (post,) = queries.person(session, SYSTEM_SCOPE, staff_id).posts
    return post.id


def test_somebody_is_registered_with_a_first_post(world: World) -> None:
    staff_id = added(world, WHO._replace(name="  林示例 "))
    assert [(row.id, row.name, row.kind, row.since) for row in here(world)] == [(staff_id, *WHO[:2], WHO.since)]


def test_a_bureau_has_no_counsellors_of_its_own(world: World) -> None:
    with pytest.raises(NotFound):
        act(world, actions.add_staff, "centre", school_id=world.orgs["county"], facts=WHO)


def test_two_people_in_post_at_one_school_need_names_that_differ(world: World) -> None:
    first = added(world)
    refused("training.known_already", world, actions.add_staff, school_id=world.orgs["a"], facts=WHO)
    second = added(world, WHO._replace(name="林示例（初中）"))
    act(world, actions.end_post, post_id=post_of(first), until=TODAY - DAY)
    again = added(world)
    refused("training.known_already", world, actions.end_post, post_id=post_of(first), until=None)
    assert {row.id for row in here(world)} == {second, again}


def test_who_leaves_is_in_post_on_the_last_day_and_stays_on_record_afterwards(world: World) -> None:
    staff_id = added(world)
    act(world, actions.end_post, post_id=post_of(staff_id), until=TODAY)
    assert [row.until for row in here(world)] == [TODAY]
    act(world, actions.end_post, post_id=post_of(staff_id), until=TODAY - DAY)
    assert (here(world), [row.id for row in here(world, left=True)]) == ([], [staff_id])
    act(world, actions.end_post, post_id=post_of(staff_id), until=None)
    assert [row.id for row in here(world)] == [staff_id]
    refused("training.left_before_beginning", world, actions.end_post, post_id=post_of(staff_id), until=WHO.since - DAY)


def test_certificates_are_added_and_taken_away(world: World) -> None:
    staff_id = added(world)
    kept = act(world, actions.add_certificate, staff_id=staff_id, facts=PAPER)
    act(world, actions.add_certificate, staff_id=staff_id, facts=PAPER._replace(kind="心理咨询师", valid_until=None))
    with reading() as session:
        found = queries.certificates(session, SYSTEM_SCOPE, staff_id=staff_id)
    assert [row.facts.kind for row in found] == ["心理咨询师", PAPER.kind]
    assert found[1][:2] == (kept, PAPER)
    assert here(world)[0].last_valid == FOREVER
    act(world, actions.remove_certificate, certificate_id=found[0].id)
    assert here(world)[0].last_valid == PAPER.valid_until
    refused("training.issued_unlikely", world, actions.add_certificate, staff_id=staff_id,
            facts=PAPER._replace(issued_on=TODAY + DAY))  # fmt: skip


def test_hours_are_added_and_taken_away_and_summed_over_the_school_year(world: World) -> None:
    staff_id = added(world)
    kept = act(world, actions.add_hours, staff_id=staff_id, facts=COURSE)
    act(world, actions.add_hours, staff_id=staff_id, facts=COURSE._replace(held_on=date(2025, 8, 31)))
    with reading() as session:
        found = queries.hours(session, SYSTEM_SCOPE, staff_id=staff_id)
    assert found[0] == (kept, COURSE, False)
    assert len(found) == 2
    assert here(world)[0].hours == Decimal("8.5")
    act(world, actions.remove_hours, hours_id=kept)
    assert here(world)[0].hours == 0
    refused("training.hours_unlikely", world, actions.add_hours, staff_id=staff_id,
            facts=COURSE._replace(hours=Decimal(0)))  # fmt: skip


def test_names_and_numbers_lie_sealed_and_stand_in_no_written_act(world: World) -> None:
    staff_id = added(world)
    act(world, actions.add_certificate, staff_id=staff_id, facts=PAPER)
    with reading() as session:
        driver = session.connection().connection.driver_connection
        assert driver is not None
        rows = [driver.execute(f"SELECT * FROM {table}").fetchall() for table in ("staff_member", "certificate")]  # noqa: S608
        events = session.exec(unowned(select(AuditEvent), AuditEvent)).all()
    for secret in (WHO.name, PAPER.number):
        assert secret not in repr(rows)
        assert secret.encode() not in b"".join(
            bytes(v) for r in rows for v in r[0] if isinstance(v, bytes | memoryview)
        )
        assert secret not in repr([(event.action, event.details) for event in events])
    assert [event.action for event in events] == ["staff.added", "certificate.added"]


@pytest.mark.parametrize(
    ("who", "sees"),
    [("school_admin_a", True), ("school_lead_a", True), ("counsellor_a", True), ("researcher", True), ("centre", True),
     ("city_centre", True), ("leader", False), ("counsellor_b", False), ("class_teacher_a", False), ("admin", False)],
)  # fmt: skip
def test_names_are_read_at_the_school_and_by_those_who_keep_the_register(world: World, who: str, sees: bool) -> None:
    added(world)
    actor = world.actor(who)
    with reading() as session:
        scope = queries.names_within(
            session, manages=actor.over(Capability.MANAGE_STAFF), sends=actor.over(Capability.ENROL_STAFF)
        )
    assert bool(here(world, scope=scope)) is sees


def staffed(world: World, who: str = "leader") -> dict[str, Staffing]:
    with reading() as session:
        scope = world.actor(who).over(Capability.VIEW_STAFF)
        rows = queries.staffing(session, scope, today=TODAY, school_year=SCHOOL_YEAR)
    return {row.school: row for row in rows}


def test_a_school_with_nobody_has_its_row_too(world: World) -> None:
    added(world)
    found = staffed(world)
    assert {name: (row.registered, row.posts) for name, row in found.items()} == {
        "云溪一小": (True, Posts(1, 0)),
        "云溪中学": (False, Posts(0, 0)),
    }


def test_only_counsellors_in_post_are_counted(world: World) -> None:
    with writing() as session:
        first = a_counsellor(session, world)
        gone = a_counsellor(session, world, until=TODAY - DAY)
        mate = a_counsellor(session, world, kind=StaffKind.VOLUNTEER)
        for one in (first, gone, mate):
            a_certificate(session, one, TODAY)
            some_hours(session, one, "8")
    row = staffed(world)["云溪一小"]
    assert (row.posts, row.counsellors, row.certified, row.hours) == (Posts(1, 0), 1, 1, 8)


def test_somebody_who_renewed_is_not_about_to_lapse(world: World) -> None:
    with writing() as session:
        for days in (6, 7, 8, 30, 31, 90, 91):
            a_certificate(session, a_counsellor(session, world), TODAY + days * DAY)
        renewed = a_counsellor(session, world)
        a_certificate(session, renewed, TODAY)
        a_certificate(session, renewed, None)
        a_certificate(session, a_counsellor(session, world), TODAY - DAY)
        a_certificate(session, a_counsellor(session, world), None, issued_on=TODAY + DAY)
    row = staffed(world)["云溪一小"]
    assert row.expiring == {7: 2, 30: 4, 90: 6}
    assert row.lapsed == 1, "one that will be issued tomorrow has not lapsed"
    assert (row.counsellors, row.certified) == (10, 8)


def test_a_need_is_raised_once_whoever_asks_again(world: World) -> None:
    need = {"school_id": world.orgs["a"], "topic": "危机识别", "source": "evaluation:1:A1"}
    first = act(world, actions.raise_need, "centre", **need)
    assert act(world, actions.raise_need, "researcher", **need | {"topic": "另一个说法"}) == first
    other = act(world, actions.raise_need, "centre", **need | {"source": "evaluation:1:A2"})
    with reading() as session:
        rows = queries.needs(session, SYSTEM_SCOPE, school_id=world.orgs["a"])
        actions_done = session.exec(unowned(select(AuditEvent.action), AuditEvent)).all()
    assert [(row.id, row.topic) for row in rows] == [(other, "危机识别"), (first, "危机识别")]
    assert actions_done == ["training.need_raised"] * 2
    refused("training.need_words", world, actions.raise_need, **need | {"topic": " "})


def test_two_schools_may_have_somebody_of_the_same_name(world: World) -> None:
    added(world)
    act(world, actions.add_staff, "school_admin_b", school_id=world.orgs["b"], facts=WHO)
    with reading() as session:
        assert len(session.exec(unowned(select(StaffMember.id), StaffMember)).all()) == 2
