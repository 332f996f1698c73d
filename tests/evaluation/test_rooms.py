"""Counselling rooms, and who is missing from a year's inspection; on both databases."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlmodel import select

from core.access import SYSTEM_SCOPE, Capability
from core.database import reading, within, writing
from core.errors import NotAllowed, NotFound, Refused
from core.evaluation import queries
from core.evaluation.queries import InspectionRow
from core.evaluation.rules.inspecting import Standing
from core.evaluation.rules.rooms import RoomFacts
from core.evaluation.rules.states import EntryState, ExemptReason, RoundKind, RoundState
from core.evaluation.tables import EntryResult, Room
from core.organisations.tables import Organisation
from tests.evaluation.after import LATER, act, rows_of
from tests.evaluation.builders import AT, SMALL, a_room, a_round, an_entry
from tests.world import SCHOOL_YEAR, World

TODAY = LATER.date()
ONE = timedelta(days=1)
FACTS = RoomFacts(" 心理 辅导室 ", "教学楼 2 层", 60, date(2020, 9, 1))


def added(world: World, who: str = "counsellor_a", school: str = "a", facts: RoomFacts = FACTS) -> int:
    return int(act(world, who, "add_room", at=LATER, school_id=world.orgs[school], facts=facts))


def test_a_school_enters_corrects_and_closes_its_room(world: World) -> None:
    one = added(world)
    act(world, "school_admin_a", "change_room", at=LATER, room_id=one, facts=FACTS._replace(area=80))
    (row,) = rows_of(Room)
    assert (row.name, row.place, row.area, row.opened_on) == ("心理 辅导室", "教学楼 2 层", 80, date(2020, 9, 1))
    act(world, "counsellor_a", "close_room", at=LATER, room_id=one, closed_on=TODAY)
    assert rows_of(Room)[0].closed_on == TODAY
    for verb, given in (("close_room", {"closed_on": TODAY}), ("change_room", {"facts": FACTS})):
        with pytest.raises(Refused, match=r"room\.closed_already"):
            act(world, "counsellor_a", verb, at=LATER, room_id=one, **given)


def test_the_bureau_enters_rooms_of_its_schools_too(world: World) -> None:
    added(world, "researcher", "a")
    added(world, "centre", "b")
    assert [row.school_id for row in rows_of(Room)] == [world.orgs["a"], world.orgs["b"]]


@pytest.mark.parametrize(
    ("who", "school", "error"),
    [
        ("counsellor_b", "a", NotFound),
        ("centre_c", "a", NotFound),
        ("researcher", "c", NotFound),
        ("researcher", "county", NotFound),
        ("leader", "a", NotAllowed),
        ("reviewer", "a", NotAllowed),
        ("class_teacher_a", "a", NotAllowed),
    ],
)
def test_nobody_else_does(world: World, who: str, school: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        added(world, who, school)
    assert not rows_of(Room)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (FACTS._replace(name="　"), "room.name"),
        (FACTS._replace(name="室" * 61), "room.name"),
        (FACTS._replace(place="楼" * 101), "room.place"),
        (FACTS._replace(area=0), "room.area"),
        (FACTS._replace(area=10_001), "room.area"),
        (FACTS._replace(opened_on=TODAY + ONE), "room.opened_unlikely"),
    ],
)
def test_what_cannot_be_is_not_entered(world: World, facts: RoomFacts, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        added(world, facts=facts)
    assert refusal.value.code == code


def test_two_open_rooms_of_a_school_have_two_names(world: World) -> None:
    one = added(world)
    with pytest.raises(Refused, match=r"room\.known"):
        added(world)
    added(world, "counsellor_b", "b")
    act(world, "counsellor_a", "close_room", at=LATER, room_id=one, closed_on=TODAY)
    added(world)


@pytest.mark.parametrize("closed_on", [TODAY + ONE, date(2020, 8, 31)])
def test_a_room_closes_between_its_opening_and_today(world: World, closed_on: date) -> None:
    one = added(world)
    with pytest.raises(Refused, match=r"room\.closed_unlikely"):
        act(world, "counsellor_a", "close_room", at=LATER, room_id=one, closed_on=closed_on)


# --- the year's inspection ---


def inspected(
    world: World,
    *places: tuple[str, int | None, EntryState, int | None],
    year: int = SCHOOL_YEAR,
    state: RoundState = RoundState.PUBLICITY,
    kind: RoundKind = RoundKind.INSPECTION,
    opens_on: date = date(2025, 10, 8),
) -> int:
    """An inspection with these entries; a number is the total that stands as the result."""
    with writing() as session:
        round_id = a_round(session, world, state=state, rubric=SMALL, kind=kind, school_year=year, opens_on=opens_on)
        for school, room, entry_state, total in places:
            reason = ExemptReason.DEMOLISHED if entry_state is EntryState.EXEMPT else None
            entry = an_entry(session, world, round_id, school, entry_state, room_id=room, exempt_reason=reason)
            if total is not None:
                session.add(result(world, round_id, entry, school, total))
        session.flush()
    return round_id


def result(world: World, round_id: int, entry: int, school: str, total: int) -> EntryResult:
    return EntryResult(
        round_id=round_id, entry_id=entry, school_id=world.orgs[school], total=Decimal(total), most=Decimal(20),
        grade="合格", decided_by=world.accounts["researcher"], decided_at=AT,
    )  # fmt: skip


def seen(world: World, who: str = "researcher", at: datetime = LATER) -> dict[str, InspectionRow]:
    with reading() as session:
        scope = world.actor(who).over(Capability.VIEW_EVALUATION)
        rows = queries.inspection(session, scope, school_year=SCHOOL_YEAR, today=at.date())
    assert len({row.place for row in rows}) == len(rows)
    return {row.place: row for row in rows}


SENT = EntryState.SUBMITTED


def rooms_of(world: World, *schools: str) -> list[int]:
    with writing() as session:
        return [a_room(session, world, school, f"{at} 号室") for at, school in enumerate(schools, 1)]


def test_every_room_and_every_school_without_one_has_its_line(world: World) -> None:
    first, second = rooms_of(world, "a", "a")
    inspected(world, ("a", first, SENT, 18))
    rows = seen(world)
    assert {place: row.standing for place, row in rows.items()} == {
        "云溪一小 · 1 号室": Standing.DONE,
        "云溪一小 · 2 号室": Standing.NOT_LISTED,
        "云溪中学": Standing.NO_ROOM,
    }
    done = rows["云溪一小 · 1 号室"].this
    assert done is not None
    assert (done.total, done.most, done.grade) == (Decimal(18), Decimal(20), "合格")
    inspected(world, ("a", second, EntryState.WAITING, None))
    assert seen(world)["云溪一小 · 2 号室"].standing is Standing.NOT_SUBMITTED
    assert set(seen(world, "counsellor_b")) == {"云溪中学"}


def test_last_year_stands_beside_this_year(world: World) -> None:
    (room,) = rooms_of(world, "b")
    inspected(world, ("b", room, SENT, 12), year=SCHOOL_YEAR - 1, state=RoundState.CLOSED)
    inspected(world, ("b", room, SENT, 9), year=SCHOOL_YEAR - 2, state=RoundState.CLOSED)
    row = seen(world)["云溪中学 · 1 号室"]
    assert (row.this, row.last and row.last.total, row.standing) == (None, Decimal(12), Standing.NOT_LISTED)


def test_results_are_told_once_they_are_public(world: World) -> None:
    (room,) = rooms_of(world, "a")
    inspected(world, ("a", room, SENT, 18), state=RoundState.MODERATION)
    row = seen(world)["云溪一小 · 1 号室"]
    assert row.this is not None
    assert (row.this.total, row.standing) == (None, Standing.UNDER_WAY)


def test_drafts_and_other_rounds_are_no_inspection(world: World) -> None:
    (room,) = rooms_of(world, "a")
    inspected(world, ("a", room, SENT, 18), kind=RoundKind.CREATION)
    inspected(world, ("a", room, EntryState.WAITING, None), state=RoundState.DRAFT)
    assert seen(world)["云溪一小 · 1 号室"].standing is Standing.NOT_LISTED


def test_the_later_of_two_inspections_counts(world: World) -> None:
    (room,) = rooms_of(world, "a")
    later = inspected(world, ("a", room, SENT, 15), opens_on=date(2026, 3, 1))
    inspected(world, ("a", room, SENT, 18))
    this = seen(world)["云溪一小 · 1 号室"].this
    assert this is not None
    assert (this.round_id, this.total) == (later, Decimal(15))


def test_who_is_exempt_is_not_missing(world: World) -> None:
    (room,) = rooms_of(world, "a")
    inspected(world, ("a", room, EntryState.EXEMPT, None), ("b", None, EntryState.EXEMPT, None))
    assert {row.standing for row in seen(world).values()} == {Standing.EXEMPT}


def test_a_closed_room_and_a_closed_school_have_no_line(world: World) -> None:
    with writing() as session:
        a_room(session, world, "a", "旧室", closed_on=TODAY)
        a_room(session, world, "a", "快关的", closed_on=TODAY + ONE)
        school = select(Organisation).where(Organisation.id == world.orgs["b"])
        session.exec(within(SYSTEM_SCOPE, school, Organisation)).one().closed_on = TODAY
    assert set(seen(world)) == {"云溪一小 · 快关的"}
