"""Two files become one, stay apart, or are parted again: nothing is lost, and undoing restores everything."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlmodel import Session, col, select

from core import clock
from core.access import SYSTEM_SCOPE
from core.audit import AuditEvent
from core.database import Base, reading, unowned, writing
from core.errors import NotFound, Refused
from core.training import actions, queries
from core.training.actions.handing import PAPERS
from core.training.rules import HonourLevel, LadderState, PartState, SupervisionKind, Verdict
from core.training.tables import (
    Honour,
    LadderTerm,
    Participation,
    SamePerson,
    StaffMember,
    Supervision,
    SupervisionSeat,
    TrainingHours,
)
from tests.training.builders import LONG_AGO, a_certificate, a_counsellor, some_hours
from tests.training.session_builders import a_completion, a_part, a_session
from tests.world import World

NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)
FACTS = {"birth_month": "1986-04", "phone": "13800010002"}


@pytest.fixture(autouse=True)
def _on_a_monday_in_march() -> Iterator[None]:
    with clock.stopped_at(NOW):
        yield


def two_files(world: World) -> tuple[int, int]:
    """林示例 at school A, and again at school B with more facts and papers of every sort; three sessions in common."""
    with writing() as session:
        kept = a_counsellor(session, world, "a", until=date(2025, 8, 31), birth_month="1986-04")
        other = a_counsellor(
            session, world, "b", since=date(2025, 9, 1), account_id=world.accounts["counsellor_b"], **FACTS
        )  # fmt: skip
        a_certificate(session, kept, number="XL2020001")
        a_certificate(session, other, number="xl 2020001")
        a_certificate(session, other, number="XL2024777", kind="心理咨询师")
        some_hours(session, kept, "8")
        some_hours(session, other, "4.5", date(2025, 11, 1))
        _papers(session, world, kept, other)
        _sessions(session, world, kept, other)
    return kept, other


def _papers(session: Session, world: World, kept: int, other: int) -> None:
    made = {"made_by": world.accounts["admin"], "made_at": LONG_AGO}
    session.add(LadderTerm(
        staff_id=other, ladder="san_ming", rung="teacher", state=LadderState.NOMINATED, nominated_on=date(2026, 1, 1), **made
    ))  # fmt: skip
    for who in (kept, other):
        session.add(Honour(staff_id=who, title="先进", level=HonourLevel.COUNTY, awarded_on=date(2025, 9, 10)))
    meeting = Supervision(
        org_id=world.orgs["county"], kind=SupervisionKind.GROUP, held_on=date(2026, 1, 9), hours=Decimal(2),
        supervisor="程示例", **made,
    )  # fmt: skip
    session.add(meeting)
    session.flush()
    for who, at in ((kept, "a"), (other, "b")):
        session.add(SupervisionSeat(supervision_id=meeting.id or 0, staff_id=who, school_id=world.orgs[at]))


def _sessions(session: Session, world: World, kept: int, other: int) -> None:
    """Both completed the first, the other came further in the second, the third was the other's alone."""
    first, second, third = (a_session(session, world, title=f"第 {at} 次") for at in (1, 2, 3))
    for who in (kept, other):
        a_completion(session, world, a_part(session, world, first, who, PartState.COMPLETED), number=f"X-{who}")
    a_part(session, world, second, kept)
    a_completion(session, world, a_part(session, world, second, other, PartState.COMPLETED), number="X-second")
    a_part(session, world, third, other, PartState.ATTENDING)


def everything() -> dict[str, list[dict[str, Any]]]:
    """Every row that hangs on a person, as it stands."""
    with reading() as session:
        return {
            str(model.__tablename__): [
                row.model_dump() for row in session.exec(unowned(select(model).order_by(col(model.id)), model))
            ]
            for model in (StaffMember, Participation, *PAPERS.values())
        }


def hours_of(staff_id: int) -> Decimal:
    with reading() as session:
        rows = session.exec(unowned(select(TrainingHours).where(TrainingHours.staff_id == staff_id), TrainingHours))
        return sum((row.hours for row in rows), Decimal(0))


def merged(world: World, kept: int, other: int, who: str = "researcher") -> int:
    with writing() as session:
        return actions.merge_people(session, world.actor(who), keep_id=kept, other_id=other, reason="同一手机")


def undone(world: World, verdict: int, who: str = "researcher") -> None:
    with writing() as session:
        actions.undo_verdict(session, world.actor(who), verdict_id=verdict)


def test_a_merge_brings_everything_and_counts_no_session_twice(world: World) -> None:
    kept, other = two_files(world)
    before = hours_of(kept) + hours_of(other)
    merged(world, kept, other)
    assert before == Decimal("36.5"), "8 + 4.5, the first session twice, the second once"
    assert hours_of(kept) == before - 8
    assert hours_of(kept) + hours_of(other) == before, "what counted twice stays with the other file: nothing is lost"
    with reading() as session:
        person = queries.person(session, SYSTEM_SCOPE, kept)
        papers = queries.certificates(session, SYSTEM_SCOPE, staff_id=kept)
        parts = session.exec(unowned(select(Participation).where(Participation.staff_id == kept), Participation)).all()
        seats = session.exec(unowned(select(SupervisionSeat), SupervisionSeat)).all()
    assert (len(person.posts), person.phone, person.account_id) == (2, FACTS["phone"], world.accounts["counsellor_b"])
    assert person.school_id == world.orgs["b"], "the file lies where a post lasts"
    assert {paper.facts.number for paper in papers} == {"XL2020001", "XL2024777"}
    assert [part.state for part in parts] == [PartState.COMPLETED, PartState.COMPLETED, PartState.ATTENDING]
    assert sorted(seat.staff_id for seat in seats) == [kept, other]


def test_undoing_restores_every_row(world: World) -> None:
    kept, other = two_files(world)
    before = everything()
    undone(world, merged(world, kept, other))
    assert everything() == before


def test_merged_the_other_way_round_and_undone_restores_every_row_too(world: World) -> None:
    kept, other = two_files(world)
    before = everything()
    undone(world, merged(world, other, kept))
    assert everything() == before


def test_what_came_after_the_merge_stays_with_the_file_kept(world: World) -> None:
    kept, other = two_files(world)
    verdict = merged(world, kept, other)
    with writing() as session:
        later = some_hours(session, kept, "3", date(2026, 2, 1))
    undone(world, verdict)
    with reading() as session:
        row = session.exec(unowned(select(TrainingHours).where(TrainingHours.id == later), TrainingHours)).one()
    assert row.staff_id == kept


def test_a_merged_file_is_shown_nowhere_and_cannot_be_opened(world: World) -> None:
    kept, other = two_files(world)
    merged(world, kept, other)
    with reading() as session:
        assert [row.id for row in queries.people(session, SYSTEM_SCOPE, today=clock.today())] == [kept]
        with pytest.raises(NotFound):
            queries.person(session, SYSTEM_SCOPE, other)
        assert queries.own_person(session, world.accounts["counsellor_b"]) == kept


def test_a_chain_of_merges_is_taken_back_from_its_end(world: World) -> None:
    kept, other = two_files(world)
    with writing() as session:
        third = a_counsellor(session, world, "b", name="林示例", **FACTS)
    before = everything()
    first = merged(world, kept, other)
    second = merged(world, third, kept)
    with pytest.raises(Refused) as refusal:
        undone(world, first)
    assert refusal.value.code == "training.undo_later_first"
    undone(world, second)
    undone(world, first)
    assert everything() == before
    with pytest.raises(Refused) as twice:
        undone(world, first)
    assert twice.value.code == "training.undone_already"


def test_who_is_kept_apart_is_not_asked_about_again_until_that_is_undone(world: World) -> None:
    kept, other = two_files(world)
    assert asked(world) == [(kept, other)]
    with writing() as session:
        actor = world.actor("researcher")
        verdict = actions.keep_apart(session, actor, left_id=other, right_id=kept, reason="同名同月，电话核实过")
    assert asked(world) == []
    with writing() as session, pytest.raises(Refused) as refusal:
        actions.keep_apart(session, world.actor("researcher"), left_id=kept, right_id=other, reason="再来一次")
    assert refusal.value.code == "training.apart_already"
    undone(world, verdict)
    assert asked(world) == [(kept, other)]


def test_merging_after_all_takes_the_earlier_verdict_back(world: World) -> None:
    kept, other = two_files(world)
    with writing() as session:
        actions.keep_apart(session, world.actor("researcher"), left_id=kept, right_id=other, reason="不像")
    undone(world, merged(world, kept, other))
    assert asked(world) == [(kept, other)]


def asked(world: World, who: str = "researcher") -> list[tuple[int, int]]:
    with reading() as session:
        scope = world.actor(who).scope
        rows = queries.duplicate_pairs(session, scope, today=clock.today())
    return [(row.left.id, row.right.id) for row in rows]


def test_a_school_neither_sees_nor_merges_another_schools_file(world: World) -> None:
    kept, other = two_files(world)
    assert asked(world, "school_admin_a") == []
    with pytest.raises(NotFound):
        merged(world, kept, other, "school_admin_a")


def test_a_school_cannot_take_back_what_the_bureau_merged_out_of_another_one(world: World) -> None:
    kept, other = two_files(world)
    with writing() as session:
        a_counsellor(session, world, "b", name="周示例")
    verdict = merged(world, other, kept)
    with pytest.raises(NotFound):
        undone(world, verdict, "school_admin_b")


@pytest.mark.parametrize(
    ("reason", "same", "code"), [("  ", False, "training.verdict_reason"), ("同一人", True, "training.one_file")]
)
def test_a_merge_needs_a_reason_and_two_files(world: World, reason: str, same: bool, code: str) -> None:
    kept, other = two_files(world)
    with writing() as session, pytest.raises(Refused) as refusal:
        actions.merge_people(
            session, world.actor("researcher"), keep_id=kept, other_id=kept if same else other, reason=reason
        )  # fmt: skip
    assert refusal.value.code == code


def test_a_merge_is_one_audit_row_without_names_and_its_verdict_is_listed(world: World) -> None:
    kept, other = two_files(world)
    merged(world, kept, other)
    with reading() as session:
        events = session.exec(unowned(select(AuditEvent).where(AuditEvent.action == "staff.merged"), AuditEvent)).all()
        rows = queries.verdicts(session, SYSTEM_SCOPE)
    assert [event.subject_id for event in events] == [kept]
    assert "林示例" not in str(events[0].details)
    assert [(row.verdict, row.kept, row.other, row.undone_at) for row in rows] == [
        (Verdict.MERGED, "林示例", "林示例", None)
    ]


def test_every_table_that_hangs_on_a_person_is_known_to_merging() -> None:
    hanging = {
        table.name
        for table in Base.metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table.name == "staff_member" and table.name != "staff_member"
    }
    assert hanging == {*PAPERS, Participation.__tablename__, SamePerson.__tablename__}
