"""A province's stored results made set-based: counties of 50 schools and 25,000 pupils, each asked twice."""

import sqlite3
from datetime import date
from pathlib import Path

import numpy as np

from core.cases.rules.states import WarningState
from core.database import Base, cipher, engine_for
from core.organisations.rules import Level
from core.screening import packs
from core.screening.rules.banding import Pupils
from core.screening.rules.records import Given, records
from core.screening.rules.states import CampaignState, Mark, SheetStatus
from core.students.rules import Population

SCHOOLS, PUPILS, CLASSES = 50, 25_000, 12
PROVINCE, WHOLE = 1, 1  # the province's organisation, and its own campaign of all pupils
FIRST_COUNTY = 10
YEAR, AT = 2025, "2025-10-01 08:00:00.000000"
SCALE = "mht"

CAMPAIGN = """INSERT INTO campaign (id, org_id, title, school_year, term, population, grades, opens_on, closes_on, state,
    policy_key, policy_version, data_version, created_at) VALUES (?, ?, '测速', ?, 1, ?, '[7,8,9]', ?, ?, ?, ?, ?, 1, ?)"""
NUMBERS = """CREATE TEMP TABLE n AS WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
    SELECT i, (i * 2654435761 + ?) % 1000 AS luck FROM n"""
TESTEES = """INSERT INTO testee (campaign_id, person_id, school_id, class_id, grade, mark, added, status, severity, critical)
    SELECT :campaign, :people + i, :schools + i % 50, (:schools + i % 50) * 100 + i / 50 % 12, 7 + i / 50 % 3,
    CASE WHEN luck > 990 THEN :leave ELSE :due END, 0,
    CASE WHEN luck < 30 OR luck > 990 THEN :untested WHEN luck < 50 THEN :retest ELSE :valid END,
    CASE WHEN luck < 50 OR luck > 990 THEN NULL WHEN luck < 70 THEN 3 WHEN luck < 100 THEN 2 WHEN luck < 130 THEN 1 ELSE 0
    END, luck BETWEEN 50 AND 55 FROM n"""
RESPONSES = """INSERT INTO response (campaign_id, person_id, school_id, class_id, upload_id, scale_key, scale_version, status,
    is_current, fingerprint, sealed) SELECT campaign_id, person_id, school_id, class_id, 1, :scale, :version, status, 1,
    randomblob(16), :sealed FROM testee WHERE campaign_id = :campaign AND person_id BETWEEN :people AND :people + 24999
    AND status <> :untested"""
WARNINGS = """INSERT INTO warning (campaign_id, person_id, school_id, class_id, grade, severity, level, urgent, state, reasons,
    fingerprint, raised_at, is_staff, source, touched) SELECT campaign_id, person_id, school_id, class_id, grade, severity,
    'school', critical, :awaiting, :reasons, randomblob(16), :at, 0, 'screening', 0 FROM testee WHERE campaign_id = :campaign
    AND person_id BETWEEN :people AND :people + 24999 AND severity > 0"""
ROLLUP = """INSERT INTO rollup (campaign_id, school_id, grade, mark, status, severity, critical, people)
    SELECT campaign_id, school_id, grade, mark, status, coalesce(severity, -1), critical, count(*) FROM testee
    GROUP BY 1, 2, 3, 4, 5, 6, 7"""


def build(path: Path, responses: int) -> None:
    """The database file: `responses` people on lists, half of them in the province's campaign, half in their county's."""
    import core.tables  # noqa: F401  # every table must be known

    made = engine_for(f"sqlite:///{path}")
    Base.metadata.create_all(made)
    made.dispose()
    connection = sqlite3.connect(path)
    connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-400000;")
    with connection:
        _campaign(connection, WHOLE, PROVINCE)
        connection.execute(
            "INSERT INTO organisation (id, path, level, name) VALUES (1, '/1/', ?, '试验省')", (Level.PROVINCE.value,)
        )
        for number in range(responses // (2 * PUPILS)):
            _county(connection, number)
        connection.execute(ROLLUP)
    connection.close()


def county(number: int) -> int:
    """The organisation of a county; its campaign has the same id, its schools follow it."""
    return FIRST_COUNTY + number * (SCHOOLS + 1)


def first_person(number: int) -> int:
    """The first person of a county; the others follow."""
    return 1 + number * PUPILS


def _county(connection: sqlite3.Connection, number: int) -> None:
    org = county(number)
    places = [(org, PROVINCE, f"/1/{org}/", Level.COUNTY.value, f"试验县{number}")]
    places += [(org + i, org, f"/1/{org}/{org + i}/", Level.SCHOOL.value, f"学校{i}") for i in range(1, SCHOOLS + 1)]
    connection.executemany("INSERT INTO organisation (id, parent_id, path, level, name) VALUES (?, ?, ?, ?, ?)", places)
    _campaign(connection, org, org)
    for campaign in (WHOLE, org):
        connection.execute("DROP TABLE IF EXISTS n")
        connection.execute(NUMBERS, (PUPILS - 1, 17 * number + campaign % 7))
        facts = _facts() | {"campaign": campaign, "people": first_person(number), "schools": org + 1}
        for statement in (TESTEES, RESPONSES, WARNINGS):
            connection.execute(statement, facts)


def _campaign(connection: sqlite3.Connection, key: int, org: int) -> None:
    policy, year = packs.policy("ban_xiao_qu"), YEAR if key == WHOLE else YEAR - 1
    days = date(year, 9, 1).isoformat(), date(year, 12, 31).isoformat()
    facts = (key, org, year, Population.STUDENT.value, *days, CampaignState.OPEN.value, policy.key, policy.version, AT)
    connection.execute(CAMPAIGN, facts)
    connection.execute(
        "INSERT INTO campaign_scale VALUES (?, ?, ?, 'self', 0)", (key, SCALE, packs.scale(SCALE).version)
    )


def _facts() -> dict[str, object]:
    spec = packs.scale(SCALE)
    given = Given(spec, answers=np.ones((1, spec.items), dtype=np.int8))
    text = records(given, given.scores(Pupils(grades=np.array([7]))))[0]
    return {
        "scale": SCALE, "version": spec.version, "sealed": cipher().seal("response.sealed", text.encode()),
        "reasons": cipher().seal("warning.reasons", b"[]" * 40), "awaiting": WarningState.AWAITING_INTERVIEW.value,
        "leave": Mark.LEAVE.value, "due": Mark.DUE.value, "untested": SheetStatus.UNTESTED.value,
        "retest": SheetStatus.RETEST.value, "valid": SheetStatus.VALID.value, "at": AT,
    }  # fmt: skip
