"""Merging and parting files leaves nothing with the wrong person, and tells nobody what they may not know."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlmodel import Session, select

from core import clock
from core.access import SYSTEM_SCOPE, Capability
from core.database import reading, unowned, writing
from core.training import actions, queries
from core.training.actions.supervision import reseated
from core.training.rules import PartState, SessionState, StaffKind, SupervisionKind
from core.training.rules.staff import CertificateFacts, HoursFacts
from core.training.tables import Certificate, Supervision, SupervisionSeat, TrainingHours
from tests.training.builders import a_certificate, a_counsellor, a_post
from tests.training.session_builders import a_part, a_session
from tests.world import World

NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)
TODAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def _on_a_monday_in_march() -> Iterator[None]:
    with clock.stopped_at(NOW):
        yield


def act(world: World, verb: str, who: str = "researcher", **given: object) -> int:
    with writing() as session:
        return int(getattr(actions, verb)(session, world.actor(who), **given) or 0)


def two(world: World, *, at: tuple[str, str] = ("a", "b"), **other: object) -> tuple[int, int]:
    with writing() as session:
        return a_counsellor(session, world, at[0]), a_counsellor(session, world, at[1], **other)


def merged(world: World, kept: int, other: int) -> int:
    return act(world, "merge_people", keep_id=kept, other_id=other, reason="同一手机")


def owners(model: type[TrainingHours] | type[Certificate]) -> list[int]:
    with reading() as session:
        return [row.staff_id for row in session.exec(unowned(select(model).order_by(model.id), model))]  # type: ignore[arg-type]  # a column


def test_a_school_reads_no_verdict_about_somebody_at_another_school(sqlite_world: World) -> None:
    world = sqlite_world
    with writing() as session:
        left, right = a_counsellor(session, world, "a"), a_counsellor(session, world, "b", name="周示例")
    act(world, "keep_apart", left_id=left, right_id=right, reason="周老师的电话核实过")
    with reading() as session:
        school = world.actor("school_admin_a").over(Capability.MANAGE_STAFF)
        county = world.actor("researcher").over(Capability.MANAGE_STAFF)
        assert queries.verdicts(session, school) == []
        assert [row.other for row in queries.verdicts(session, county)] == ["周示例"]


def test_the_account_of_a_merged_file_may_read_the_one_that_was_kept(sqlite_world: World) -> None:
    world = sqlite_world
    kept, other = two(world, account_id=world.accounts["counsellor_b"])
    act(world, "link_account", staff_id=kept, account_id=world.accounts["counsellor_a"])
    verdict = merged(world, kept, other)
    act(world, "link_account", staff_id=kept, account_id=world.accounts["counsellor_b"])
    with reading() as session:
        assert queries.own_person(session, world.accounts["counsellor_b"]) == kept
    act(world, "undo_verdict", verdict_id=verdict)
    with reading() as session:
        assert queries.own_person(session, world.accounts["counsellor_b"]) == kept


def test_hours_that_a_session_credits_after_a_merge_go_back_with_the_participation(world: World) -> None:
    kept, other = two(world)
    with writing() as session:
        training = a_session(session, world, state=SessionState.DONE)
        part = a_part(session, world, training, other, PartState.COMPLETED)
    verdict = merged(world, kept, other)
    with writing() as session:
        session.add(
            TrainingHours(
                staff_id=kept, title="研修", held_on=TODAY, hours=Decimal(8), category="training", participation_id=part
            )
        )
    act(world, "undo_verdict", verdict_id=verdict)
    assert owners(TrainingHours) == [other]


def test_what_came_in_the_place_of_a_removed_certificate_stays_where_it_was_written(sqlite_world: World) -> None:
    """SQLite gives the number of a removed row to the next one."""
    world = sqlite_world
    kept, other = two(world)
    with writing() as session:
        old = a_certificate(session, other)
    verdict = merged(world, kept, other)
    act(world, "remove_certificate", certificate_id=old)
    facts = CertificateFacts("心理健康教育教师资格证", "XL2026001", date(2026, 1, 5))
    assert act(world, "add_certificate", staff_id=kept, facts=facts) == old
    act(world, "undo_verdict", verdict_id=verdict)
    assert owners(Certificate) == [kept]


def test_what_came_in_the_place_of_removed_hours_stays_where_it_was_written(sqlite_world: World) -> None:
    world = sqlite_world
    kept, other = two(world)
    facts = HoursFacts("岗位培训", date(2026, 1, 5), Decimal(4))
    old = act(world, "add_hours", staff_id=other, facts=facts)
    verdict = merged(world, kept, other)
    act(world, "remove_hours", hours_id=old)
    assert act(world, "add_hours", staff_id=kept, facts=facts) == old
    act(world, "undo_verdict", verdict_id=verdict)
    assert owners(TrainingHours) == [kept]


def test_of_a_certificate_in_both_files_the_one_that_carries_longer_counts(sqlite_world: World) -> None:
    world = sqlite_world
    kept, other = two(world)
    with writing() as session:
        a_certificate(session, kept, date(2025, 6, 1), number="XL2020001")
        a_certificate(session, other, date(2030, 6, 1), number="XL2020001")
    verdict = merged(world, kept, other)
    with reading() as session:
        (paper,) = queries.certificates(session, SYSTEM_SCOPE, staff_id=kept)
    assert paper.facts.valid_until == date(2030, 6, 1)
    assert owners(Certificate) == [other, kept], "the one that has lapsed stays with the other file"
    act(world, "undo_verdict", verdict_id=verdict)
    assert owners(Certificate) == [kept, other]


def test_a_file_that_moved_while_it_was_merged_lies_where_it_has_a_post(sqlite_world: World) -> None:
    """Somebody's post at school B came with the other file; the move to B took it for the main one."""
    world = sqlite_world
    kept, other = two(world)
    verdict = merged(world, kept, other)
    act(world, "move_staff", staff_id=kept, school_id=world.orgs["b"], on=date(2026, 2, 1))
    act(world, "undo_verdict", verdict_id=verdict)
    with reading() as session:
        rows = {row.id: row for row in queries.people(session, SYSTEM_SCOPE, today=TODAY)}
    for row in rows.values():
        assert row.school_id in {post.school_id for post in row.posts}


def test_who_goes_for_good_leaves_every_post_at_the_old_school(sqlite_world: World) -> None:
    world = sqlite_world
    with writing() as session:
        who = a_counsellor(session, world, "a")
        a_post(session, world, who, "a", kind=StaffKind.CLASS_TEACHER, since=date(2025, 9, 1))
    act(world, "move_staff", staff_id=who, school_id=world.orgs["b"], on=date(2026, 2, 1))
    with reading() as session:
        left = queries.staff(session, SYSTEM_SCOPE, school_id=world.orgs["a"], today=TODAY)
        (there,) = queries.staff(session, SYSTEM_SCOPE, school_id=world.orgs["b"], today=TODAY)
    assert left == []
    assert there.kind is StaffKind.FULL_TIME, "what counts for the rates goes along, not what came last"


def test_a_seat_in_the_place_of_one_that_was_given_up_stays_where_it_was_taken(sqlite_world: World) -> None:
    world = sqlite_world
    kept, other = two(world)
    with writing() as session:
        first, second = (a_meeting(session, world) for _ in range(2))
        reseated(session, first, {other: world.orgs["b"]})
    verdict = merged(world, kept, other)
    with writing() as session:
        first, second = session.exec(unowned(select(Supervision), Supervision)).all()
        reseated(session, first, {})
        reseated(session, second, {kept: world.orgs["a"]})
    act(world, "undo_verdict", verdict_id=verdict)
    with reading() as session:
        assert [seat.staff_id for seat in session.exec(unowned(select(SupervisionSeat), SupervisionSeat))] == [kept]


def a_meeting(session: Session, world: World) -> Supervision:
    row = Supervision(
        org_id=world.orgs["county"], kind=SupervisionKind.GROUP, held_on=date(2026, 1, 9), hours=Decimal(2),
        supervisor="程示例", made_by=world.accounts["admin"], made_at=NOW,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row
