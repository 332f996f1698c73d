"""A roster of three thousand as it arrives: every seeded oddity is read as it is meant, or said at its row."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session, select

from core import clock
from core.access import SYSTEM_SCOPE
from core.audit import AuditEvent
from core.database import reading, unowned, writing
from core.organisations.rules import Level
from core.organisations.tables import Organisation, SchoolFacts
from core.training import actions, queries
from core.training.queries import PersonRow
from core.training.rules.plan import StaffCheck
from core.training.rules.staff import CertificateFacts
from tests.training.odd_rosters import READ, WRONG, Meant, Roster, gbk_csv, odd_roster, workbook
from tests.world import World

NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)
SCHOOLS, CODE = ["云溪一小", "云溪中学", "示例实验学校", "示例实验学校"], "3301990001"


@pytest.fixture(autouse=True)
def _on_a_monday_in_march() -> Iterator[None]:
    with clock.stopped_at(NOW):
        yield


@pytest.fixture
def city(sqlite_world: World) -> World:
    """The standing city, with a school that has a code and two of one name."""
    with writing() as session:
        _school(session, sqlite_world, "county", SCHOOLS[-1], CODE)
        _school(session, sqlite_world, "county", "同名小学")
        _school(session, sqlite_world, "other_county", "同名小学")
    return sqlite_world


def _school(session: Session, world: World, at: str, name: str, code: str | None = None) -> None:
    row = Organisation(name=name, code=code, level=Level.SCHOOL, parent_id=world.orgs[at], path="?")
    session.add(row)
    session.flush()
    row.path = f"{world.paths[at]}{row.id}/"
    session.add(SchoolFacts(school_id=row.id or 0, stages="primary"))
    session.flush()


def checked(world: World, content: bytes, filename: str = "名册.xlsx") -> StaffCheck:
    with reading() as session:
        return actions.check_staff(session, world.actor("city_centre"), content=content, filename=filename)


def imported(world: World, check: StaffCheck) -> actions.StaffReceipt:
    with writing() as session:
        return actions.import_staff(session, world.actor("city_centre"), check)


def on_file() -> dict[str, tuple[PersonRow, list[CertificateFacts]]]:
    with reading() as session:
        rows = queries.people(session, SYSTEM_SCOPE, today=clock.today())
        held = queries.weights(session, SYSTEM_SCOPE, staff_ids=tuple(row.id for row in rows))
    return {row.name: (row, list(held[row.id].papers)) for row in rows}


def told(person: PersonRow, papers: list[CertificateFacts], name: str) -> object:
    """What is on file under one of the names that rosters are described in."""
    usual = next((paper for paper in papers if paper.number.startswith("XL")), CertificateFacts("", "", date.min))
    known = {
        "papers": len(papers),
        "posts": len(person.posts),
        "kind": person.posts[-1].kind,
        "since": person.posts[-1].since,
        "paper": (usual.kind, usual.level),
        "valid_until": usual.valid_until,
    }
    return known[name] if name in known else getattr(person, name)


def misread(roster: Roster) -> list[str]:
    """The oddities of people who are not on file as they were meant."""
    known = on_file()

    def wrong(one: Meant) -> bool:
        name = "".join(
            str(one.rows[-1].get("姓名") if "填表" not in str(one.rows[-1]) else one.rows[0]["姓名"]).split()
        )
        name = name if name in known else str(one.rows[0].get("姓名", name))
        person, papers = known[name]
        return any(told(person, papers, key) != value for key, value in one.facts.items())

    return [one.oddity for one in roster.people if wrong(one)]


def test_a_roster_of_three_thousand_is_read_as_it_is_meant(city: World) -> None:
    roster = odd_roster(1, 3_000, SCHOOLS, CODE, wrong=False)
    check = checked(city, workbook(roster))
    assert check.problems == ()
    assert imported(city, check).new == 3_000
    assert misread(roster) == []
    with reading() as session:
        acts = session.exec(unowned(select(AuditEvent.action), AuditEvent)).all()
    assert Counter(acts)["staff.imported"] == len(acts), "one audit row, whatever the number of people"
    again = checked(city, workbook(roster))
    assert (len(again.new), len(again.changed), again.unchanged) == (0, 0, 3_000)
    assert imported(city, again) == (0, 0, 3_000, 0)


def test_everything_that_cannot_be_read_is_said_at_its_row_and_nothing_else(city: World) -> None:
    roster = odd_roster(2, 490, SCHOOLS, CODE, wrong=True)
    check = checked(city, workbook(roster))
    assert {(one.row, one.code) for one in check.problems} == roster.said
    assert len({one.code for one in check.problems}) == len(WRONG)
    assert not check.ready
    assert on_file() == {}


def test_a_text_file_in_gbk_is_read_alike(city: World) -> None:
    roster = odd_roster(3, 99, SCHOOLS, CODE, wrong=False)
    check = checked(city, gbk_csv(roster), "名册.csv")
    assert check.problems == ()
    imported(city, check)
    assert misread(roster) == []


def test_there_are_enough_oddities() -> None:
    assert len(READ) + len(WRONG) >= 40
