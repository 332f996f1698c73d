"""Nobody reads a name or changes a post of somebody who is no longer theirs, by whatever way."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlmodel import select

from core import clock
from core.access import Actor, Capability, Grant
from core.accounts.packs import roles
from core.database import reading, unowned, writing
from core.errors import InvalidFile, Refused
from core.organisations.tables import Organisation
from core.sheets.export import csv_bytes
from core.training import actions, queries
from tests.training.builders import a_certificate, a_counsellor, a_post
from tests.world import World

NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)
TODAY = date(2026, 3, 2)
HEADERS = ("姓名", "类别", "到岗日期", "离岗日期")


@pytest.fixture(autouse=True)
def _on_a_monday_in_march() -> Iterator[None]:
    with clock.stopped_at(NOW):
        yield


def holding(world: World, *held: tuple[str, str], who: str = "researcher", home: str = "county") -> Actor:
    """Somebody with several roles, each at an organisation."""
    grants = tuple(Grant(roles()[role], world.orgs[org], world.paths[org]) for role, org in held)
    return Actor(world.accounts[who], who, "某人", world.orgs[home], grants)


def moved_away(world: World) -> int:
    """Somebody who was at school A until January, and at school B since."""
    with writing() as session:
        who = a_counsellor(session, world, "b", since=date(2026, 2, 1))
        a_post(session, world, who, "a", until=date(2026, 1, 31))
    return who


@pytest.mark.parametrize(
    "rows",
    [
        [("林示例", "专职", "2024-09-01", "2026-12-31")],
        [("林示例", "专职", "2024-09-01", "2026-01-31"), ("林示例", "专职", "2026-02-15", "")],
    ],
)
def test_a_workbook_of_the_former_school_brings_nobody_back(sqlite_world: World, rows: list[tuple[str, ...]]) -> None:
    """As on the screen: a post that is over is taken up again only where the file lies."""
    world = sqlite_world
    moved_away(world)
    content = csv_bytes(HEADERS, rows)
    with writing() as session:
        actor = world.actor("school_admin_a")
        check = actions.check_staff(session, actor, content=content, filename="名册.csv")
        with pytest.raises((Refused, InvalidFile)):
            actions.import_staff(session, actor, check)
    assert [one.code for one in check.problems] == ["training.post_over_elsewhere"]
    with reading() as session:
        scope = world.actor("school_admin_a").over(Capability.MANAGE_STAFF)
        assert queries.staff(session, scope, school_id=world.orgs["a"], today=TODAY) == []


def test_people_whose_certificate_lapses_are_counted_once(sqlite_world: World) -> None:
    world = sqlite_world
    with writing() as session:
        who = a_counsellor(session, world, "a")
        a_post(session, world, who, "b")
        a_certificate(session, who, date(2026, 3, 20))
    with reading() as session:
        scope = world.actor("leader").over(Capability.VIEW_STAFF)
        assert queries.staff_summary(session, scope, today=TODAY).expiring == 1


@pytest.mark.parametrize("verb", ["export_papers", "export_hours"])
def test_who_keeps_two_schools_takes_both_along(sqlite_world: World, verb: str) -> None:
    world = sqlite_world
    with writing() as session:
        for at, name in (("a", "林示例"), ("b", "周示例")):
            a_certificate(session, a_counsellor(session, world, at, name=name))
        actor = holding(world, ("school_admin", "a"), ("school_admin", "b"), who="school_admin_a", home="county")
        book = load_workbook(BytesIO(getattr(actions, verb)(session, actor)))
    told = {cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row}
    assert {"林示例", "周示例"} <= told


def test_a_look_ahead_leaves_closed_schools_out_as_the_numbers_do(sqlite_world: World) -> None:
    world = sqlite_world
    with writing() as session:
        for at in ("a", "b"):
            a_counsellor(session, world, at, until=date(2026, 6, 30))
        school = session.exec(
            unowned(select(Organisation).where(Organisation.id == world.orgs["b"]), Organisation)
        ).one()
        school.closed_on = date(2026, 1, 31)
    with reading() as session:
        scope = world.actor("leader").over(Capability.VIEW_STAFF)
        given = {"org_id": world.orgs["county"], "today": TODAY}
        rows = queries.school_posts(session, scope, school_year=2025, **given)
        changes = queries.staffing_changes(session, scope, then=date(2026, 9, 1), **given)
    assert set(changes) == {row.school_id for row in rows} == {world.orgs["a"]}
