"""No statement reads an organisation's table without saying whose rows it may touch."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import exists, func, text, union_all
from sqlalchemy.orm import aliased
from sqlmodel import Session, delete, insert, select, update

from core.access import Reach, Scope
from core.cases.tables import Warning
from core.database import Unscoped, reading, within
from core.organisations.tables import Organisation, SchoolClass, SchoolFacts
from core.students.tables import Enrolment, Person
from tests.world import World

HERE = Scope.at("/")
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
    assert "warning.level IN" in str(within(scope, select(Warning.id), Warning))
    assert "level" not in str(within(scope, select(Person.id), Person))
