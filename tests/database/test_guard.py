"""No statement reads an organisation's table without saying whose rows it may touch."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import exists, func, text, union_all
from sqlalchemy.orm import aliased
from sqlmodel import Session, delete, insert, select, update

from core.access import Reach, Scope
from core.cases.rules.states import Source
from core.cases.tables import Case, Entry, Task, Warning
from core.database import Unscoped, reading, within, writing
from core.organisations.tables import Organisation, SchoolClass, SchoolFacts
from core.students.tables import Enrolment, Person
from tests.world import World

HERE = Scope.at("/")
NOW = datetime(2025, 10, 10, 8, tzinfo=UTC)
OTHER = aliased(Person, name="other")

FORGETFUL: dict[str, Callable[[Session], Any]] = {
    "whole rows": lambda s: s.exec(select(Person)),
    "one column": lambda s: s.exec(select(Person.id)),
    "a count": lambda s: s.exec(select(func.count()).select_from(Person)),
    "half of a join": lambda s: s.exec(
        within(HERE, select(Person.id).join(Enrolment, Enrolment.person_id == Person.id), Person)
    ),
    "a sub-query": lambda s: s.exec(select(func.count()).select_from(select(Person.id).subquery())),
    "a common table expression": lambda s: s.exec(select(select(Person.id).cte("c"))),
    "an exists": lambda s: s.exec(
        within(HERE, select(Person.id), Person).where(exists().where(Enrolment.person_id == Person.id))
    ),
    "a scalar sub-query": lambda s: s.exec(select(select(func.count()).select_from(Person).scalar_subquery())),
    "an IN": lambda s: s.exec(
        within(HERE, select(Person.id), Person).where(Person.id.in_(select(Enrolment.person_id)))
    ),
    "marks only inside": lambda s: s.exec(
        select(Person.id).where(Person.id.in_(within(HERE, select(Person.id), Person)))
    ),
    "a branch of a union": lambda s: s.execute(union_all(within(HERE, select(Person.id), Person), select(Person.id))),
    "an alias": lambda s: s.exec(select(OTHER.id)),
    "a self-join's alias": lambda s: s.exec(within(HERE, select(Person.id).join(OTHER, OTHER.id == Person.id), Person)),
    "a get by id": lambda s: s.get(Person, 1),
    "the bare table": lambda s: s.execute(Person.__table__.select()),
    "an update": lambda s: s.exec(update(Person).values(class_id=None)),
    "a delete": lambda s: s.exec(delete(Person)),
    "an insert from a select": lambda s: s.exec(insert(Enrolment).from_select(["person_id"], select(Person.id))),
    "raw text": lambda s: s.execute(text("select 1")),
    "a raw text clause": lambda s: s.exec(within(HERE, select(Person.id), Person).where(text("1=1"))),
    "the organisations": lambda s: s.exec(select(Organisation)),
    "part of what somebody owns": lambda s: s.exec(select(Entry)),
    "part, with only the parent narrowed": lambda s: s.exec(
        within(HERE, select(Entry.id).join(Warning, Warning.id == Entry.warning_id), Warning)
    ),
}

NARROWED: dict[str, Callable[[Session], Any]] = {
    "whole rows": lambda s: s.exec(within(HERE, select(Person), Person)),
    "a sub-query": lambda s: s.exec(
        select(func.count()).select_from(within(HERE, select(Person.id), Person).subquery())
    ),
    "both sides of a join": lambda s: s.exec(
        within(
            HERE, within(HERE, select(Person.id).join(Enrolment, Enrolment.person_id == Person.id), Person), Enrolment
        )
    ),
    "a self-join": lambda s: s.exec(
        within(HERE, within(HERE, select(Person.id).join(OTHER, OTHER.id == Person.id), Person), OTHER)
    ),
    "both branches of a union": lambda s: s.execute(
        union_all(within(HERE, select(Person.id), Person), within(HERE, select(Person.id), Person))
    ),
    "an update": lambda s: s.exec(within(HERE, update(Person).values(class_id=None), Person)),
    "a delete": lambda s: s.exec(within(HERE, delete(Person), Person)),
    "an empty scope": lambda s: s.exec(within(Scope(), select(Person), Person)),
    "part of what somebody owns": lambda s: s.exec(within(HERE, select(Entry), Entry)),
    "a change of parts": lambda s: s.exec(within(HERE, update(Task).values(dropped=True), Task)),
    "a part beside its parent": lambda s: s.exec(
        within(HERE, within(HERE, select(Entry.id).join(Warning, Warning.id == Entry.warning_id), Warning), Entry)
    ),
    "a part in a sub-query": lambda s: s.exec(
        select(func.count()).select_from(within(HERE, select(Entry.id), Entry).subquery())
    ),
}


@pytest.mark.parametrize("read", FORGETFUL.values(), ids=FORGETFUL.keys())
def test_a_statement_without_a_scope_is_refused(sqlite_database: str, read: Callable[[Session], Any]) -> None:
    with reading() as session, pytest.raises(Unscoped):
        read(session)


@pytest.mark.parametrize("read", NARROWED.values(), ids=NARROWED.keys())
def test_a_narrowed_statement_runs(database: str, read: Callable[[Session], Any]) -> None:
    with reading() as session:
        read(session)


def names(scope: Scope) -> set[str]:
    with reading() as session:
        return {org.name for org in session.exec(within(scope, select(Organisation), Organisation))}


def test_a_scope_is_an_organisation_and_what_lies_below(world: World) -> None:
    assert names(Scope.at(world.paths["county"])) == {"云溪区", "云溪一小", "云溪中学"}
    assert names(Scope.at(world.paths["a"])) == {"云溪一小"}
    assert names(Scope((Reach(world.paths["a"]), Reach(world.paths["other_county"])))) == {
        "云溪一小",
        "临川县",
        "临川中学",
    }


def test_an_empty_scope_gives_nothing(world: World) -> None:
    assert names(Scope()) == set()


def test_a_path_is_no_prefix_of_a_longer_number(world: World) -> None:
    """/1/ must not open /10/…: paths end with a slash."""
    assert "示例省" not in names(Scope.at(world.paths["province"].rstrip("/") + "0/"))


def test_a_class_reach_sees_its_class_alone_and_nothing_that_knows_no_class(world: World) -> None:
    own = Scope((Reach(world.paths["a"], classes=frozenset({world.classes["a5"]})),))
    with reading() as session:
        assert [c.id for c in session.exec(within(own, select(SchoolClass), SchoolClass))] == [world.classes["a5"]]
        assert session.exec(within(own, select(SchoolFacts), SchoolFacts)).all() == []


def test_a_level_reach_narrows_only_what_has_a_level() -> None:
    scope = Scope((Reach("/1/", levels=frozenset({"区级"})),))
    said = str(within(scope, select(Warning.id), Warning))
    assert "warning.level IN" in said
    assert "warning.care_level IN" in said
    assert "level" not in str(within(scope, select(Person.id), Person))


@pytest.fixture
def noted(world: World) -> World:
    """A pupil of class a5 (校级) and a teacher of school A (校级, escalated to 区级): warning, note, case and task each."""
    with writing() as session:
        for number, (klass, level, staff) in enumerate([("a5", None, False), (None, "区级", True)]):
            facts = {
                "school_id": world.orgs["a"], "class_id": world.classes[klass] if klass else None, "level": "校级",
                "care_level": level, "is_staff": staff, "severity": 3, "grade": 5,
            }  # fmt: skip
            person = Person(
                school_id=world.orgs["a"], number_index=bytes([number]), tail_index=b"", name_index=b"", number="x",
                name="某人", fingerprint=b"",
            )  # fmt: skip
            session.add(person)
            session.flush()
            warning = Warning(person_id=person.id or 0, reasons="某事", raised_at=NOW, **facts)
            case = Case(
                person_id=person.id or 0, origin_school_id=world.orgs["a"], source=Source.OTHERS, opened_at=NOW,
                opened_by=world.accounts["counsellor_a"], **facts,
            )  # fmt: skip
            session.add_all([warning, case])
            session.flush()
            who = world.accounts["counsellor_a"]
            session.add(
                Entry(
                    warning_id=warning.id or 0,
                    form="x",
                    version="1",
                    held_on=NOW.date(),
                    at=NOW,
                    by_id=who,
                    content="{}",
                )
            )
            session.add(Task(case_id=case.id or 0, what="某事", created_at=NOW, created_by=who))
    return world


REACHES = {
    "the school, teachers too": ({"staff": True}, 2),
    "the school": ({}, 1),
    "its class": ({"classes": {"a5"}}, 1),
    "another class": ({"classes": {"a6"}}, 0),
    "the county's level": ({"levels": {"区级"}}, 0),
    "the county's level, teachers too": ({"levels": {"区级"}, "staff": True}, 1),
    "both levels": ({"levels": {"区级", "校级"}, "staff": True}, 2),
    "another level": ({"levels": {"班级"}, "staff": True}, 0),
}


@pytest.mark.parametrize("table", [Warning, Case, Entry, Task], ids=lambda table: table.__name__)
@pytest.mark.parametrize(("narrow", "seen"), REACHES.values(), ids=REACHES.keys())
def test_a_part_is_seen_by_whoever_sees_its_parent(noted: World, table: Any, narrow: dict[str, Any], seen: int) -> None:
    classes = frozenset(noted.classes[key] for key in narrow["classes"]) if "classes" in narrow else None
    levels = frozenset(narrow["levels"]) if "levels" in narrow else None
    for at, expected in (("a", seen), ("county", seen), ("b", 0), ("other_county", 0)):
        scope = Scope((Reach(noted.paths[at], classes, levels, narrow.get("staff", False)),))
        with reading() as session:
            assert len(session.exec(within(scope, select(table.id), table)).all()) == expected, at
