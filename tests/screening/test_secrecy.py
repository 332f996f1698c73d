"""Answers, scores, reasons, names and numbers are nowhere to be read in the database's bytes or the kept files."""

from pathlib import Path

import numpy as np
import pytest
from sqlmodel import select

from core import settings
from core.access import SYSTEM_SCOPE
from core.audit import AuditEvent
from core.database import reading, unowned, within
from core.screening.rules.drafts import ScaleChoice
from core.screening.rules.packing import pack_all
from core.screening.rules.reasons import Kind, Reason, encode
from core.screening.tables import Response, Upload
from tests.screening.builders import a_campaign, brought, checked, csv_file, enrol, pupils
from tests.world import World

ANSWERS = "0110100110" * 10
"""As distinctive as answers can be: found anywhere, it is these."""


def every_byte(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != "keys.toml")


@pytest.fixture
def uploaded(sqlite_world: World) -> tuple[World, int]:
    people = pupils(3)
    enrol(sqlite_world, people)
    campaign = a_campaign(sqlite_world, scales=(ScaleChoice("mht"),))
    sheet = {f"MHT 第{at}题": answer for at, answer in enumerate(ANSWERS, 1)}
    brought(sqlite_world, "counsellor_b", campaign, [{**row, **sheet} for row in people])
    return sqlite_world, campaign


def test_no_clear_answer_score_reason_or_name_in_the_bytes(uploaded: tuple[World, int]) -> None:
    everything = every_byte(settings.current().var)
    [packed] = pack_all(np.array([[int(answer) for answer in ANSWERS]], dtype=np.int8))
    reason = encode([Reason("mht", Kind.TOTAL, 0, 50.0, 0, 3)])[: len("mht:total")]
    people = [text for row in pupils(3) for text in (row["姓名"], row["学籍号"])]
    assert uploaded
    assert len(everything) > 50_000
    for secret in (packed, reason, "mht:critical", *people):
        assert secret.encode() not in everything, secret


def test_the_search_would_find_clear_text(uploaded: tuple[World, int]) -> None:
    assert "秋季普测".encode() in every_byte(settings.current().var)


def test_equal_sheets_of_two_people_have_different_fingerprints(uploaded: tuple[World, int]) -> None:
    with reading() as session:
        prints = session.exec(within(SYSTEM_SCOPE, select(Response.fingerprint), Response)).all()
    assert len(set(prints)) == len(prints) == 3


def test_what_is_written_down_holds_counts_and_codes_alone(uploaded: tuple[World, int]) -> None:
    world, _ = uploaded
    with reading() as session:
        acts = session.exec(unowned(select(AuditEvent), AuditEvent)).all()
        rows = session.exec(unowned(select(Upload), Upload)).all()
    said = " ".join(str(act.details) for act in acts) + " ".join(str(row.counts) for row in rows)
    assert "answers.uploaded" in {act.action for act in acts}
    assert not any(row["姓名"] in said or row["学籍号"] in said for row in pupils(3))
    assert world.orgs


def test_a_checked_file_leaves_nothing_behind(sqlite_world: World) -> None:
    people = pupils(2)
    enrol(sqlite_world, people)
    campaign = a_campaign(sqlite_world, scales=(ScaleChoice("mht"),))
    kept = sorted(settings.current().var.rglob("files/*/*"))
    sheet = {f"MHT 第{n}题": "7" for n in range(1, 101)}
    found = checked(sqlite_world, "counsellor_b", campaign, csv_file([{**people[0], **sheet}]))
    assert len(found.must_fix) == 100
    assert sorted(settings.current().var.rglob("files/*/*")) == kept
