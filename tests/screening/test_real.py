"""Real answer sheets, wrapped in identity columns, through the whole pipeline; figures counted independently by others."""

import csv
from pathlib import Path

import numpy as np

from core.access import SYSTEM_SCOPE
from core.database import reading
from core.screening.queries import Chosen, listed, sheets_of
from core.screening.rules.drafts import ScaleChoice
from core.screening.rules.states import SheetStatus
from tests.screening.builders import GAD, PHQ, Row, a_campaign, answered, checked, confirmed, csv_file, enrol, pupils
from tests.world import World

BOTH = (ScaleChoice("phq9"), ScaleChoice("gad7"))
CODINGS = {"phq9": "0-3", "gad7": "0-3"}


def rows_of(path: Path, phq: str, gad: str) -> list[Row]:
    """The file's rows in order, each as the sheet of one made-up pupil."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        real = list(csv.DictReader(file))
    people = pupils(len(real))
    wrapped = []
    for row, person in zip(real, people, strict=True):
        sheet = answered(person, PHQ, [_cell(row[f"{phq}{n}"]) for n in range(1, 10)])
        wrapped.append(answered(sheet, GAD, [_cell(row[f"{gad}{n}"]) for n in range(1, 8)]))
    return wrapped


def _cell(text: str) -> str | None:
    return None if text.strip() in ("", "NA") else text


def totals(world: World, campaign: int, rows: list[Row]) -> list[float]:
    """PHQ-9 totals as stored, by row; NaN where the sheet has none."""
    headers = [*rows[0], *(header for header in (*PHQ, *GAD) if header not in rows[0])]
    found = checked(world, "counsellor_b", campaign, csv_file(rows, headers), codings=CODINGS)
    assert not found.must_fix, found.must_fix[:3]
    confirmed(world, "counsellor_b", found)
    assert found.weighed is not None
    with reading() as session:
        of = {}
        for row in listed(session, SYSTEM_SCOPE, Chosen(campaign), limit=None):
            sheets = sheets_of(session, SYSTEM_SCOPE, person_id=row.person_id, campaign_id=campaign)
            of[row.person_id] = next((s.record.total for s in sheets if s.scale_key == "phq9"), None)
    return [np.nan if of[int(person)] is None else float(of[int(person)] or 0) for person in found.weighed.people]


def share_of_ten(values: list[float]) -> float:
    known = [value for value in values if not np.isnan(value)]
    return round(100 * sum(value >= 10 for value in known) / len(known), 1)


def test_a_university_s_students(sqlite_world: World, shared: Path) -> None:
    rows = rows_of(shared / "real" / "ukm_students_phq9_gad7_pss10.csv", "D", "A")
    enrol(sqlite_world, pupils(len(rows)))
    campaign = a_campaign(sqlite_world, scales=BOTH)
    assert share_of_ten(totals(sqlite_world, campaign, rows)) == 35.9
    with reading() as session:
        states = [row.status for row in listed(session, SYSTEM_SCOPE, Chosen(campaign), limit=None)]
    assert len(states) == len(rows) == 223
    assert set(states) <= {SheetStatus.VALID, SheetStatus.INCOMPLETE}


def test_the_same_people_in_two_waves(sqlite_world: World, shared: Path) -> None:
    real = shared / "real"
    waves = [rows_of(real / f"forbes_wave{wave}_phq9_gad7.csv", "PHQ", "GAD") for wave in (1, 2)]
    enrol(sqlite_world, pupils(len(waves[0])))
    found = [
        np.array(totals(sqlite_world, a_campaign(sqlite_world, scales=BOTH, term=term), rows))
        for term, rows in enumerate(waves, 1)
    ]
    assert [share_of_ten(wave.tolist()) for wave in found] == [29.8, 23.3]
    assert int(((found[0] < 10) & (found[1] >= 10)).sum()) == 21
    assert int(((found[0] >= 10) & (found[1] < 10)).sum()) == 47
