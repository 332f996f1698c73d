"""Many sheets are worked on in parts: what comes out is what would come out of each alone."""

import numpy as np
import pytest

from core.screening import packs
from core.screening.rules import packing, scoring
from core.screening.rules.banding import Pupils
from core.screening.rules.scores import MISSING


@pytest.mark.parametrize("rows", [0, 1, 3, 4, 7])
def test_scores_in_parts_are_the_scores_of_each_sheet(rows: int, monkeypatch: pytest.MonkeyPatch) -> None:
    spec, noise = packs.scale("mht"), np.random.default_rng(3)
    answers = noise.integers(0, 2, (rows, spec.items)).astype(np.int8)
    answers[noise.random(answers.shape) < 0.001] = MISSING
    pupils = Pupils(grades=np.array([7, 8, 9, 7, 8, 9, 7])[:rows])
    monkeypatch.setattr(scoring, "_AT_ONCE", 3)
    found = scoring.score(spec, answers, pupils=pupils)
    assert len(found) == rows
    for at in range(rows):
        alone = scoring.score(spec, answers[at : at + 1], pupils=pupils.rows(slice(at, at + 1)))
        for name, value in vars(alone).items():
            if isinstance(value, np.ndarray):
                np.testing.assert_array_equal(getattr(found, name)[at : at + 1], value, err_msg=name)


def test_sheets_packed_in_parts_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = np.arange(35, dtype=np.int8).reshape(7, 5) % 33
    monkeypatch.setattr(packing, "_AT_ONCE", 2)
    np.testing.assert_array_equal(packing.unpack_all(packing.pack_all(answers)), answers)
