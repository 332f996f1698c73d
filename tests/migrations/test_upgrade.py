"""The migrations make exactly the schema that the tables declare, and a backup comes first."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Column, Index, column, insert, inspect
from sqlalchemy import table as table_of
from sqlalchemy.exc import DatabaseError
from sqlmodel import col, select

import core.tables  # noqa: F401  # every table must be known
from core import audit, migrations, settings
from core.activities.rules import ActivityKind, ReportState
from core.activities.tables import Activity
from core.database import Base, cipher, engine, engine_for, unowned, writing
from core.library.tables.text_index import INDEX
from core.training.rules import HonourLevel
from core.training.tables import Certificate, Honour, StaffMember, StaffPost, TrainingHours, TrainingNeed
from tests import postgres
from tests.conftest import forget_caches

POSTGRES_NAME = 63  # bytes that PostgreSQL keeps of a name
NOW = datetime(2026, 1, 5, 8, tzinfo=UTC)
DAY = date(2024, 9, 1)
SECOND: dict[str, dict[str, object]] = {
    "organisation": {"id": 1, "path": "/1/", "level": "school", "name": "云溪一小"},
    "account": {
        "id": 1, "username": "u", "home_id": 1, "password_hash": "", "is_active": True, "must_change_password": False,
        "failures": "[]", "created_at": NOW,
    },
    "staff_member": {
        "id": 5, "school_id": 1, "kind": "full_time", "subject": "", "since": DAY, "until": None, "made_by": 1,
        "made_at": NOW,
    },
    "certificate": {"id": 3, "staff_id": 5, "kind": "心理咨询师", "issued_on": DAY, "valid_until": None},
    "training_hours": {"id": 3, "staff_id": 5, "title": "岗位培训", "held_on": DAY, "hours": 8},
    "training_need": {
        "id": 3, "school_id": 1, "topic": "危机识别", "source": "evaluation:1:A1", "raised_by": 1, "raised_at": NOW,
    },
}  # fmt: skip
"""Rows of the schema 0002, in which a row of staff was a person at one school."""
THIRD: dict[str, list[dict[str, object]]] = {
    "organisation": [SECOND["organisation"]],
    "account": [SECOND["account"]],
    "activity": [
        {
            "id": 4 + at, "school_id": 1, "held_on": DAY, "title": f"示例{at}", "audience": audience, "sessions": 2,
            "attendances": 30 + at, "note": "说明", "made_by": 1, "made_at": NOW, "removed_at": NOW if at else None,
        }
        for at, audience in enumerate(("pupils", "teachers", "parents", "community"))
    ],
}  # fmt: skip
"""Rows of the schema 0003, in which an activity was for one audience."""


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def empty(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation whose database has no table yet."""
    if request.param == "postgres":
        url = postgres.fresh_database(request.getfixturevalue("postgres_server"))
    else:
        url = f"sqlite:///{tmp_path / 'new.sqlite'}"
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("SHOUWANG_VAR", str(tmp_path))
    monkeypatch.setenv("SHOUWANG_KEYS", settings.key_text(settings.make_keys()))
    forget_caches()
    yield
    engine().dispose()
    engine_for.cache_clear()
    forget_caches()


def test_migrations_make_the_declared_schema(empty: None) -> None:
    assert migrations.upgrade(engine(), now=NOW)
    with engine().connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_object": _comparable})
        assert compare_metadata(context, Base.metadata) == []


@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")
def test_migrations_make_every_declared_index(empty: None) -> None:
    migrations.upgrade(engine(), now=NOW)
    declared = {index.name for table in Base.metadata.tables.values() for index in table.indexes}
    with engine().connect() as connection:
        if connection.dialect.name == "sqlite":
            made = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'index'")
        else:
            made = connection.exec_driver_sql("SELECT indexname FROM pg_indexes WHERE schemaname = 'public'")
        assert {name[:POSTGRES_NAME] for name in declared if name} <= {name for (name,) in made}


def _comparable(thing: object, name: str | None, *_: object) -> bool:
    """Indexes over expressions (descending columns) cannot be compared by their text; the next test asks for them by name.

    The tables of the full-text index are each engine's own: no table class declares them.
    """
    if (name or "").startswith(INDEX):
        return False
    return not (isinstance(thing, Index) and any(not isinstance(each, Column) for each in thing.expressions))


def test_an_installation_of_the_first_schema_keeps_what_it_has(empty: None) -> None:
    with engine().execution_options(writes=True).begin() as connection:
        command.upgrade(migrations._config(connection), "0001")
        connection.exec_driver_sql("INSERT INTO organisation (path, level, name) VALUES ('/1/', 'county', '云溪区')")
    assert migrations.upgrade(engine(), now=NOW)
    with engine().connect() as connection:
        kept = connection.exec_driver_sql("SELECT path, name FROM organisation").all()
        assert [tuple(row) for row in kept] == [("/1/", "云溪区")]
        assert set(inspect(connection).get_table_names()) >= set(Base.metadata.tables)


def test_a_member_of_staff_of_the_second_schema_becomes_a_person_with_a_post(empty: None) -> None:
    name, number = cipher().seal("staff_member.name", "林示例".encode()), cipher().seal("certificate.number", b"001")
    with engine().execution_options(writes=True).begin() as connection:
        command.upgrade(migrations._config(connection), "0002")
        for table, row in SECOND.items():
            given = row | ({"name": name} if table in ("staff_member", "account") else {})
            given |= {"number": number} if table == "certificate" else {}
            connection.execute(insert(table_of(table, *map(column, given))), given)
    migrations.upgrade(engine(), now=NOW)
    with writing() as session:
        session.add(Honour(staff_id=5, title="示例", level=HonourLevel.COUNTY, awarded_on=date(2025, 6, 1)))
        session.add(StaffMember(name="周示例", school_id=1, made_by=1, made_at=NOW))
        session.flush()
        rows = session.exec(unowned(select(StaffMember), StaffMember).order_by(col(StaffMember.id))).all()
        assert [(row.id, row.name, row.phone, row.birth_month) for row in rows] == [
            (5, "林示例", "", ""),
            (6, "周示例", "", ""),
        ]
        (post,) = session.exec(unowned(select(StaffPost), StaffPost))
        assert (post.staff_id, post.school_id, post.kind, post.since, post.until) == (5, 1, "full_time", DAY, None)
        (paper,) = session.exec(unowned(select(Certificate), Certificate))
        assert (paper.id, paper.staff_id, paper.number, paper.scan) == (3, 5, "001", None)
        (hours,) = session.exec(unowned(select(TrainingHours), TrainingHours))
        assert (hours.staff_id, hours.hours, hours.category) == (5, 8, "other")
        (need,) = session.exec(unowned(select(TrainingNeed), TrainingNeed))
        assert (need.topic, need.met_at, need.how) == ("危机识别", None, "")


def test_an_activity_of_the_third_schema_is_logged_for_its_one_audience(empty: None) -> None:
    with engine().execution_options(writes=True).begin() as connection:
        command.upgrade(migrations._config(connection), "0003")
        for table, rows in THIRD.items():
            for given in rows:
                row = given | ({"name": cipher().seal("account.name", b"u")} if table == "account" else {})
                connection.execute(insert(table_of(table, *map(column, row))), row)
    migrations.upgrade(engine(), now=NOW)
    with writing() as session:
        rows = session.exec(unowned(select(Activity), Activity).order_by(col(Activity.id))).all()
        assert [(row.id, row.org_id, row.pupils, row.teachers, row.parents, row.community) for row in rows] == [
            (4, 1, 30, None, None, None),
            (5, 1, None, 31, None, None),
            (6, 1, None, None, 32, None),
            (7, 1, None, None, None, 33),
        ]
        first = rows[0]
        kept = (first.title, first.held_on, first.until, first.sessions, first.note, first.made_by, first.made_at)
        assert kept == ("示例0", DAY, DAY, 2, "说明", 1, NOW)
        assert [row.removed_at for row in rows] == [None, NOW, NOW, NOW]
        assert {(row.state, row.kind, row.season_id, row.item, row.edition) for row in rows} == {
            (ReportState.LOGGED, ActivityKind.OTHER, None, "", 0)
        }
        assert (first.works, first.partners, first.first_sent_at) == ({}, [], None)
        again = Activity(**first.model_dump(exclude={"id"}))
        session.add(again)
        session.flush()
        assert again.id == 8


def test_a_second_start_applies_nothing(empty: None) -> None:
    migrations.upgrade(engine(), now=NOW)
    assert migrations.upgrade(engine(), now=NOW) == []


def test_migrations_keep_the_audit_append_only(empty: None) -> None:
    migrations.upgrade(engine(), now=NOW)
    with writing() as session:
        audit.record(session, None, "installation.made")
    for statement in ("UPDATE audit_event SET action = 'x'", "DELETE FROM audit_event"):
        with pytest.raises(DatabaseError, match="append-only"), engine().begin() as connection:
            connection.exec_driver_sql(statement)


def test_migrations_guard_every_table_that_only_grows(empty: None) -> None:
    migrations.upgrade(engine(), now=NOW)
    made = _triggers()
    with engine().execution_options(writes=True).begin() as connection:
        Base.metadata.drop_all(connection)
        Base.metadata.create_all(connection)
    assert made == _triggers()
    assert len(made) >= 6


def _triggers() -> set[str]:
    """What each trigger does, as the database tells it."""
    with engine().connect() as connection:
        if connection.dialect.name == "sqlite":
            told = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE type = 'trigger'")
        else:
            told = connection.exec_driver_sql("SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal")
        return set(told.scalars())


def test_a_database_with_data_is_copied_before_it_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sqlite_database: str
) -> None:
    """A database from before the migrations: the copy holds what was there."""
    copy = migrations.back_up_sqlite(NOW)
    assert copy is not None
    assert copy.stat().st_mode & 0o077 == 0
    assert set(inspect(engine_for(f"sqlite:///{copy}")).get_table_names()) >= {"organisation", "account"}


def test_old_backups_make_room(sqlite_database: str) -> None:
    for second in range(migrations.KEPT_BACKUPS + 3):
        migrations.back_up_sqlite(NOW.replace(second=second))
    assert len(list((settings.current().var / "backups").iterdir())) == migrations.KEPT_BACKUPS
