"""教师成长档案: what is put together of a person, on paper too, and who reads whose."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from sqlmodel import select

from core import clock
from core.access import Capability
from core.audit import AuditEvent
from core.database import reading, unowned, writing
from core.errors import NotAllowed, NotFound
from core.training import actions, queries
from core.training.queries import GrowthFile
from core.training.rules import (
    HonourLevel,
    LadderState,
    PartState,
    SessionKind,
    SessionState,
    StaffKind,
    SupervisionKind,
)
from core.training.rules.growth import TermHours
from core.training.rules.supervision import Had
from core.training.tables import Honour, LadderTerm, StaffMember
from tests.training.builders import LONG_AGO, TODAY, a_certificate, a_counsellor, a_post, some_hours
from tests.training.session_builders import a_completion, a_part, a_session
from tests.training.supervision_builders import a_supervision
from tests.world import World

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _on_a_monday_in_march() -> Iterator[None]:
    with clock.stopped_at(datetime(2026, 3, 2, 2, tzinfo=UTC)):
        yield


def somebody(world: World, at: str = "a", who: str | None = None, **other: Any) -> int:
    """A person with everything on record; `who` is the account that belongs to the file."""
    account = {"account_id": world.accounts[who]} if who else {}
    with writing() as session:
        staff_id = a_counsellor(session, world, at, phone="13900000001", **account, **other)
        a_certificate(session, staff_id, TODAY + 400 * DAY)
        some_hours(session, staff_id, "8")
        some_hours(session, staff_id, "2.5", held_on=date(2024, 10, 11))
        here = a_session(session, world, state=SessionState.DONE, ends_at=LONG_AGO, starts_at=LONG_AGO)
        a_completion(session, world, a_part(session, world, here, staff_id, PartState.COMPLETED))
        a_supervision(session, world, {staff_id: at})
        made = {"made_by": world.accounts["researcher"], "made_at": LONG_AGO}
        session.add(
            LadderTerm(
                staff_id=staff_id, ladder="shi_bai_qian", rung="backbone", state=LadderState.CHOSEN,
                nominated_on=date(2024, 3, 1), since=date(2024, 9, 1), until=date(2027, 8, 31), **made,
            )
        )  # fmt: skip
        session.add(
            Honour(staff_id=staff_id, title="优质课一等奖", level=HonourLevel.CITY, awarded_on=date(2025, 5, 1))
        )
    return staff_id


def file_of(world: World, who: str, staff_id: int) -> GrowthFile:
    scope = world.actor(who).over(Capability.MANAGE_STAFF)
    with reading() as session:
        return queries.growth(session, scope, staff_id=staff_id, today=TODAY)


def own(world: World, who: str) -> GrowthFile | None:
    actor = world.actor(who)
    scope = actor.over(Capability.VIEW_OWN_RECORD)
    with reading() as session:
        return queries.own_growth(session, scope, user_id=actor.user_id, today=TODAY)


def printed(world: World, who: str, **given: Any) -> str:
    verb = actions.growth_paper if given else actions.own_growth_paper
    with writing() as session:
        content = verb(session, world.actor(who), **given)
    document = Document(BytesIO(content))
    marks = [line.text for line in document.sections[0].footer.paragraphs]
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*marks, *(line.text for line in document.paragraphs), *cells])


def test_a_file_tells_everything_on_record_of_a_person(world: World) -> None:
    file = file_of(world, "centre", somebody(world))
    assert (file.person.name, file.school) == ("林示例", "云溪一小")
    assert [one.facts.kind for one in file.certificates] == ["心理健康教育教师资格证"]
    assert [(one.year, one.recorded, one.total) for one in file.years] == [
        (2025, Decimal(16), Decimal(16)), (2024, Decimal("2.5"), Decimal("2.5")),
    ]  # fmt: skip
    [session] = file.sessions
    assert (session.title, session.kind, session.organiser, session.state, session.hours) == (
        "危机识别与转介", SessionKind.TRAINING, "云溪区", PartState.COMPLETED, Decimal(8),
    )  # fmt: skip
    assert [one.number for one in file.completions] == [f"云溪区-2026-0001-{session.participation_id:03}"]
    assert [(one.rung, one.state) for one in file.ladders] == [("backbone", LadderState.CHOSEN)]
    assert [one.title for one in file.honours] == ["优质课一等奖"]
    assert file.supervision == (TermHours(2025, 2, Had(group=Decimal(2))),)


def test_supervision_is_told_in_hours_without_topics(sqlite_world: World) -> None:
    staff_id = somebody(sqlite_world)
    with writing() as session:
        a_supervision(
            session, sqlite_world, {staff_id: "a"}, kind=SupervisionKind.INDIVIDUAL, held_on=date(2025, 10, 1)
        )
        a_supervision(session, sqlite_world, {staff_id: "a"}, removed_at=LONG_AGO)
    file = file_of(sqlite_world, "school_admin_a", staff_id)
    assert [(one.number, *one.had) for one in file.supervision] == [(2, 0, 2, 0), (1, 2, 0, 0)]
    told = repr(file) + printed(sqlite_world, "school_admin_a", staff_id=staff_id)
    assert "crisis" not in told
    assert "危机评估" not in told


def test_the_paper_tells_the_file_but_not_the_phone_and_is_written_down(world: World) -> None:
    staff_id = somebody(world, who="counsellor_a")
    told = printed(world, "centre", staff_id=staff_id)
    for words in (
        "教师成长档案",
        "林示例",
        "云溪一小",
        "示例001",
        "危机识别与转介",
        "优质课一等奖",
        "心育骨干",
        "2025—2026 学年",
    ):
        assert words in told
    assert "13900000001" not in told
    assert "centre" in told
    assert "林示例" in printed(world, "counsellor_a")
    with reading() as session:
        acts = select(AuditEvent).where(AuditEvent.action == "growth.printed")
        events = session.exec(unowned(acts, AuditEvent)).all()
    assert [(one.actor_id, one.details) for one in events] == [
        (world.accounts[who], {"staff_id": staff_id}) for who in ("centre", "counsellor_a")
    ]


def test_a_person_reads_the_own_file_and_no_other(sqlite_world: World) -> None:
    mine, other = somebody(sqlite_world, who="counsellor_a"), somebody(sqlite_world, name="周示例")
    read = own(sqlite_world, "counsellor_a")
    assert read is not None
    assert read.person.id == mine
    for staff_id in (mine, other):
        with pytest.raises(NotFound):
            file_of(sqlite_world, "counsellor_a", staff_id)
        with pytest.raises(NotAllowed):
            printed(sqlite_world, "counsellor_a", staff_id=staff_id)


def test_a_class_teacher_reads_the_own_file_though_it_belongs_to_no_class(sqlite_world: World) -> None:
    mine = somebody(sqlite_world, who="class_teacher_a", kind=StaffKind.CLASS_TEACHER)
    read = own(sqlite_world, "class_teacher_a")
    assert read is not None
    assert read.person.id == mine


@pytest.mark.parametrize(
    "who", ["counsellor_a", "counsellor_a2", "school_lead_a", "class_teacher_a", "leader", "reviewer"]
)
def test_a_colleague_without_the_right_and_a_leader_read_nobody(sqlite_world: World, who: str) -> None:
    staff_id = somebody(sqlite_world)
    assert own(sqlite_world, who) is None
    with pytest.raises(NotFound):
        file_of(sqlite_world, who, staff_id)
    with pytest.raises(NotAllowed):
        printed(sqlite_world, who, staff_id=staff_id)


def test_a_leader_has_no_own_file_even_where_one_is_linked(sqlite_world: World) -> None:
    somebody(sqlite_world, who="leader")
    assert own(sqlite_world, "leader") is None
    with pytest.raises(NotAllowed):
        printed(sqlite_world, "leader")


def test_who_moved_is_read_where_the_file_lies_now(sqlite_world: World) -> None:
    staff_id = somebody(sqlite_world, who="counsellor_a")
    moved = {"staff_id": staff_id, "school_id": sqlite_world.orgs["b"], "on": date(2026, 3, 1)}
    with writing() as session:
        actions.move_staff(session, sqlite_world.actor("centre"), **moved)
    file = file_of(sqlite_world, "school_admin_b", staff_id)
    assert (file.school, [one.school for one in file.person.posts]) == ("云溪中学", ["云溪一小", "云溪中学"])
    assert len(file.sessions) == 1
    with pytest.raises(NotFound):
        file_of(sqlite_world, "school_admin_a", staff_id)
    assert own(sqlite_world, "counsellor_a") is None


def test_a_second_school_does_not_read_the_file(sqlite_world: World) -> None:
    staff_id = somebody(sqlite_world)
    with writing() as session:
        a_post(session, sqlite_world, staff_id, "b", kind=StaffKind.PART_TIME)
    with pytest.raises(NotFound):
        file_of(sqlite_world, "school_admin_b", staff_id)
    assert len(file_of(sqlite_world, "school_admin_a", staff_id).person.posts) == 2


def test_a_merged_file_is_read_by_nobody(sqlite_world: World) -> None:
    kept, gone = somebody(sqlite_world), somebody(sqlite_world, who="counsellor_a", name="林示列")
    with writing() as session:
        row = session.exec(unowned(select(StaffMember).where(StaffMember.id == gone), StaffMember)).one()
        row.merged_into = kept
    with pytest.raises(NotFound):
        file_of(sqlite_world, "centre", gone)
    assert own(sqlite_world, "counsellor_a") is None
    with reading() as session:
        scope = sqlite_world.actor("centre").over(Capability.MANAGE_STAFF)
        files = queries.growth_files(session, scope, school_id=sqlite_world.orgs["a"], today=TODAY)
    assert [row.name for row in files] == ["林示例"]


def test_the_files_of_a_school_tell_who_is_in_post_first(sqlite_world: World) -> None:
    with writing() as session:
        a_counsellor(session, sqlite_world, name="甲示例", until=TODAY - DAY)
        both = a_counsellor(session, sqlite_world, name="乙示例")
        a_post(session, sqlite_world, both, "b", kind=StaffKind.PART_TIME)
        a_counsellor(session, sqlite_world, "b", name="丙示例")
        scope = sqlite_world.actor("school_admin_a").over(Capability.MANAGE_STAFF)
        files = queries.growth_files(session, scope, school_id=sqlite_world.orgs["a"], today=TODAY)
        assert queries.growth_files(session, scope, school_id=sqlite_world.orgs["b"], today=TODAY) == []
    assert [(row.name, row.kinds) for row in files] == [
        ("乙示例", (StaffKind.FULL_TIME, StaffKind.PART_TIME)), ("甲示例", ()),
    ]  # fmt: skip
