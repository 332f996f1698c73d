"""Pages read what they show: lists by page through an index, overviews from the roll-up alone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event
from sqlmodel import Session

from core.access import Capability
from core.cases import queries as cases
from core.database import engine, reading
from core.screening.queries import (
    Chosen,
    campaign_list,
    counts,
    counts_by_child,
    counts_by_grade,
    counts_by_school,
    listed,
    masked,
)
from tests.screening.builders import a_campaign, brought, enrol, phq, pupils
from tests.world import World

Read = Callable[[Session, World, int], object]
MANY = 300


@contextmanager
def statements() -> Iterator[list[str]]:
    """The SQL that is run meanwhile, with its values filled in as SQLite sees it."""
    seen: list[tuple[str, object]] = []

    def note(_c: object, _cur: object, sql: str, values: object, _ctx: object, _many: bool) -> None:
        seen.append((sql, values))

    event.listen(engine(), "before_cursor_execute", note)
    plans: list[str] = []
    try:
        yield plans
    finally:
        event.remove(engine(), "before_cursor_execute", note)
        with engine().connect() as connection:
            for sql, values in seen:
                if sql.lstrip().upper().startswith(("SELECT", "WITH")):
                    rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)  # type: ignore[arg-type]
                    plans += [str(row[3]) for row in rows]


@pytest.fixture
def campaign(sqlite_world: World) -> int:
    people = [*pupils(MANY, "b"), *pupils(30, "a", start=1000)]
    enrol(sqlite_world, people)
    campaign_id = a_campaign(sqlite_world, grades=(5, 7))
    brought(sqlite_world, "centre", campaign_id, [phq(row, 16 if at % 3 else 3) for at, row in enumerate(people)])
    return campaign_id


READS: dict[str, Read] = {
    "warnings": lambda session, world, campaign: cases.warnings(
        session, world.actor("counsellor_b").over(Capability.VIEW_WARNINGS), cases.Filter(campaign)
    ),
    "untested": lambda session, world, campaign: listed(session, world.actor("counsellor_b").scope, Chosen(campaign)),
    "campaigns": lambda session, world, _: campaign_list(session, world.actor("counsellor_b").scope),
    "whole": lambda session, world, campaign: counts(session, world.actor("leader").scope, campaign),
    "by school": lambda session, world, campaign: counts_by_school(session, world.actor("leader").scope, campaign),
    "by grade": lambda session, world, campaign: counts_by_grade(session, world.actor("leader").scope, campaign),
    "by county": lambda session, world, campaign: counts_by_child(
        session, world.actor("province_leader").scope, campaign, world.orgs["city"]
    ),
}


@pytest.mark.parametrize("read", list(READS))
def test_no_large_table_is_scanned(sqlite_world: World, campaign: int, read: str) -> None:
    with statements() as plans, reading() as session:
        READS[read](session, sqlite_world, campaign)
    scans = [line for line in plans if line.startswith("SCAN") and any(name in line.split() for name in LARGE)]
    assert plans
    assert scans == []


LARGE = ("testee", "response", "warning", "person", "enrolment", "rollup")


@pytest.mark.parametrize("read", ["whole", "by school", "by grade", "by county"])
def test_overviews_touch_the_roll_up_alone(sqlite_world: World, campaign: int, read: str) -> None:
    with statements() as plans, reading() as session:
        READS[read](session, sqlite_world, campaign)
    assert not [line for line in plans if any(name in line.split() for name in LARGE if name != "rollup")]


def test_a_page_of_a_list_opens_the_names_it_shows_and_no_more(
    sqlite_world: World, campaign: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    from core.database.crypt import Cipher

    opened: list[str] = []
    original = Cipher.open
    monkeypatch.setattr(
        Cipher, "open", lambda self, label, sealed: opened.append(label) or original(self, label, sealed)
    )
    actor = sqlite_world.actor("counsellor_b")
    with reading() as session:
        rows = cases.warnings(session, actor.over(Capability.VIEW_WARNINGS), cases.Filter(campaign), limit=20)
        cases.reasons(session, actor.over(Capability.SEE_SCORES), [row.id for row in rows])
        masked(session, actor.over(Capability.VIEW_PEOPLE), [row.person_id for row in rows])
    assert len(rows) == 20
    assert opened.count("warning.reasons") == opened.count("person.name") == opened.count("person.number") == 20


def test_pages_of_the_list_follow_each_other_without_gap_or_repeat(sqlite_world: World, campaign: int) -> None:
    scope = sqlite_world.actor("counsellor_b").over(Capability.VIEW_WARNINGS)
    with reading() as session:
        whole = cases.warnings(session, scope, cases.Filter(campaign), limit=None)
        pages = [
            row
            for start in range(0, len(whole), 20)
            for row in cases.warnings(session, scope, cases.Filter(campaign), offset=start, limit=20)
        ]
    assert pages == whole
    assert len(whole) == 200
