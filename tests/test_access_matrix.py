"""Role x organisation (own, child, sibling, parent) x everything public: who may, who may not, and nothing changed then.

The list of what is tested comes from the modules themselves, so an action or a query without a case fails here.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from sqlmodel import Session

from core.access import Actor, Grant, Scope
from core.accounts.packs import roles
from core.database import Base, writing
from core.errors import AppError, NotAllowed, NotFound
from tests import access_cases
from tests.access_cases import Action, Query, prepare
from tests.world import World

STANDINGS = {
    "own": [("a", "a"), ("county", "county")],
    "child": [("county", "a"), ("city", "a"), ("city", "county")],
    "sibling": [("b", "a"), ("c", "a"), ("other_county", "county")],
    "parent": [("a", "county")],
}
"""By what is acted on, as seen from the actor: (where the actor holds the role, which organisation is acted on)."""
IN_REACH = {"own", "child"}

AREAS = [access_cases.area(name) for name in access_cases.area_names()]
ACTIONS = [(f"{area.name}.{key}", case) for area in AREAS for key, case in area.actions.items()]
QUERIES = [(f"{area.name}.{key}", case) for area in AREAS for key, case in area.queries.items()]
OWN = [(f"{area.name}.{key}", case) for area in AREAS for key, case in area.own.items()]


def person(world: World, role: str, at: str) -> Actor:
    """Somebody who holds one role at one organisation; a class teacher heads the class a5 where that lies below."""
    headed = frozenset({world.classes["a5"]} if world.paths["a"].startswith(world.paths[at]) else ())
    grant = Grant(roles()[role], world.orgs[at], world.paths[at], headed)
    return Actor(world.accounts["nobody"], "nobody", "某人", world.orgs[at], (grant,))


class Witness:
    """Tells whether the running transaction has changed anything since the witness came, temporary tables aside."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._rows, self._acts = self._everything(), self.acts()
        self._writes = self._driver().total_changes

    def comes_back(self) -> None:
        """Begin again, where everything since was taken back."""
        self._writes = self._driver().total_changes

    def saw_nothing(self) -> bool:
        """SQLite's own count of rows written says so, else every row of every table, as the driver has it."""
        self._session.flush()
        return self._driver().total_changes == self._writes or self._everything() == self._rows

    def saw_an_act(self) -> bool:
        """Whether the audit is longer."""
        return self.acts() > self._acts

    def acts(self) -> int:
        self._session.flush()
        ((acts,),) = self._driver().execute("SELECT count(*) FROM audit_event").fetchall()
        return int(acts)

    def _everything(self) -> dict[str, list[Any]]:
        self._session.flush()
        execute = self._driver().execute
        names = sorted(Base.metadata.tables)
        return {name: execute(f'SELECT * FROM "{name}"').fetchall() for name in names}  # noqa: S608  # our own names

    def _driver(self) -> Any:
        return self._session.connection().connection.driver_connection


def encounters(case: Action | Query) -> Iterator[tuple[str, str, str, str]]:
    """(standing, role, where it is held, organisation acted on) for every combination the case speaks about."""
    for standing, pairs in STANDINGS.items():
        for at, target in pairs:
            for role in roles():
                if target in case.may:
                    yield standing, role, at, target


def may(case: Action | Query, role: str, target: str) -> bool:
    return role in case.may[target].split()


class Undone(Exception):
    """Takes back a trial."""


@contextmanager
def trial() -> Iterator[Session]:
    """A unit of work that leaves nothing behind."""
    with suppress(Undone), writing() as session:
        yield session
        raise Undone


@contextmanager
def taken_back(session: Session) -> Iterator[None]:
    """A part of a trial that leaves nothing to the next: neither rows nor objects that were read."""
    session.expunge_all()
    kept = session.begin_nested()
    yield
    kept.rollback()


@pytest.mark.parametrize("name", access_cases.area_names())
def test_every_public_action_and_query_has_a_case(name: str) -> None:
    declared = access_cases.area(name)
    tables = {
        *(f"actions.{key}" for key in (*declared.actions, *declared.own)),
        *(f"queries.{key}" for key in declared.queries),
        *declared.internal,
    }
    assert set(access_cases.public(name)) == tables


@pytest.mark.parametrize("name", access_cases.area_names())
def test_nobody_goes_past_what_is_exported(name: str) -> None:
    assert access_cases.side_doors(name) == set()


@pytest.mark.parametrize("name", access_cases.area_names())
def test_what_asks_for_no_right_takes_no_person(name: str) -> None:
    declared, functions = access_cases.area(name), access_cases.public(name)
    for key, reason in declared.internal.items():
        assert reason
        assert not {"actor", "scope"} & set(access_cases.parameters(functions[key])), f"{key} must have a case"


@pytest.mark.parametrize("case", [case for _, case in (*ACTIONS, *QUERIES)], ids=[n for n, _ in (*ACTIONS, *QUERIES)])
def test_a_case_names_roles_that_exist(case: Action | Query) -> None:
    assert case.may
    named = " ".join(case.may.values()).split()
    assert named
    assert set(named) <= set(roles())


@pytest.mark.parametrize("case", [case for _, case in ACTIONS], ids=[name for name, _ in ACTIONS])
def test_an_action_is_for_those_who_may_where_they_may(sqlite_world: World, case: Action) -> None:
    with trial() as session:
        prepare(case, session, sqlite_world)
        witness = Witness(session)
        for encounter in encounters(case):
            _, role, at, target = encounter
            with taken_back(session):
                witness.comes_back()
                outcome = attempt(session, case, person(sqlite_world, role, at), sqlite_world, target)
                assert outcome is expected(case, encounter), encounter
                if outcome is None:
                    assert witness.saw_an_act() is case.audited, encounter
                else:
                    assert witness.saw_nothing(), encounter


def attempt(session: Session, case: Action, actor: Actor, world: World, target: str) -> type[AppError] | None:
    try:
        case.call(session, actor, world, target)
    except (NotAllowed, NotFound) as refusal:
        return type(refusal)
    return None


def expected(case: Action, encounter: tuple[str, str, str, str]) -> type[AppError] | None:
    standing, role, _, target = encounter
    if not {case.needs, case.also} & roles()[role].capabilities:
        return NotAllowed
    if standing not in IN_REACH:
        return NotFound
    return None if may(case, role, target) else NotAllowed


@pytest.mark.parametrize("case", [case for _, case in QUERIES], ids=[name for name, _ in QUERIES])
def test_a_query_answers_those_who_may_where_they_may(sqlite_world: World, case: Query) -> None:
    with trial() as session:
        prepare(case, session, sqlite_world)
        witness = Witness(session)
        answers: dict[tuple[Scope, str], bool] = {}  # a query knows its scope, and nothing else of who asks
        for encounter in encounters(case):
            standing, role, at, target = encounter
            scope = person(sqlite_world, role, at).over(case.needs)
            if (scope, target) not in answers:
                with taken_back(session):
                    witness.comes_back()
                    answers[scope, target] = asked(session, case, scope, sqlite_world, target)
                    assert witness.saw_nothing(), encounter
            assert answers[scope, target] is (standing in IN_REACH and may(case, role, target)), encounter


@pytest.mark.parametrize("case", [case for _, case in QUERIES], ids=[name for name, _ in QUERIES])
def test_an_empty_scope_is_answered_with_nothing(sqlite_world: World, case: Query) -> None:
    with trial() as session:
        prepare(case, session, sqlite_world)
        for target in case.may:
            with taken_back(session):
                assert not asked(session, case, Scope(), sqlite_world, target)


def asked(session: Session, case: Query, scope: Scope, world: World, target: str) -> bool:
    try:
        return bool(case.call(session, scope, world, target))
    except NotFound:
        return False


@pytest.mark.parametrize("case", [case for _, case in OWN], ids=[name for name, _ in OWN])
def test_everybody_may_do_what_is_their_own(sqlite_world: World, case: access_cases.Own) -> None:
    for role in roles():
        with trial() as session:
            witness = Witness(session)
            case.call(session, person(sqlite_world, role, "a"), sqlite_world)
            assert witness.saw_an_act()
