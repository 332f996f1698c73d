"""Rows worked out by hand, kept beside the packs, and real sheets counted by others."""

import csv
from pathlib import Path

import numpy as np
import pytest
from pydantic import BaseModel, ConfigDict

from core import catalog
from core.screening import packs
from core.screening.rules.banding import Pupils
from core.screening.rules.packing import unpack_all
from core.screening.rules.scores import MISSING, ScaleScores
from core.screening.rules.scoring import score


class Row(BaseModel):
    """One sheet and its results; a total that is left out means that there is none."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    answers: str
    respondent: str = "self"
    total: float = np.nan
    subscales: tuple[float, ...] = ()
    band: str
    valid: bool
    critical: tuple[int, ...]
    missing: int
    derivation: str


class Golden(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    rows: tuple[Row, ...]


CASES = [(key, row) for key, golden in catalog.load("scales/golden", Golden).items() for row in golden.rows]


def test_every_scale_has_rows_worked_out_by_hand() -> None:
    assert {key for key, _ in CASES} == set(packs.scales())


@pytest.mark.parametrize(("key", "row"), CASES, ids=[f"{key}: {row.derivation[:20]}" for key, row in CASES])
def test_a_row_worked_out_by_hand_scores_so(key: str, row: Row) -> None:
    result = score(packs.scale(key), unpack_all([row.answers]), pupils=Pupils(row.respondent))
    band = result.band(0)
    assert result.total[0] == pytest.approx(row.total, nan_ok=True)
    assert result.subscales[0].tolist() == pytest.approx(
        row.subscales or [np.nan] * result.subscales.shape[1], nan_ok=True
    )
    assert ("需重测" if result.complete[0] and not result.valid[0] else band.label if band else "") == row.band
    assert result.valid[0] == row.valid
    assert (
        tuple(one.item for one, hit in zip(result.spec.critical, result.critical[0], strict=True) if hit)
        == row.critical
    )
    assert result.missing[0] == row.missing


REAL = Path(__file__).resolve().parents[4] / "shared" / "real"


def real(name: str, key: str, prefix: str) -> ScaleScores:
    path = REAL / name
    if not path.exists():
        pytest.skip("the real answer sheets are not beside this repository")
    spec = packs.scale(key)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [[row[f"{prefix}{item}"] for item in range(1, spec.items + 1)] for row in csv.DictReader(file)]
    answers = [[int(cell) if cell.isdigit() else MISSING for cell in row] for row in rows]
    return score(spec, np.array(answers, dtype=np.int8))


def test_ukm_students_score_as_counted_independently() -> None:
    result = real("ukm_students_phq9_gad7_pss10.csv", "phq9", "D")
    assert len(result) == 223
    assert round(float((result.total[result.complete] >= 10).mean()) * 100, 1) == 35.9


def test_forbes_waves_score_as_counted_independently() -> None:
    first = real("forbes_wave1_phq9_gad7.csv", "phq9", "PHQ")
    second = real("forbes_wave2_phq9_gad7.csv", "phq9", "PHQ")
    assert first.complete.all()
    assert second.complete.all()
    before, after = first.total >= 10, second.total >= 10
    assert [round(float(one.mean()) * 100, 1) for one in (before, after)] == [29.8, 23.3]
    assert (int((~before & after).sum()), int((before & ~after).sum())) == (21, 47)
