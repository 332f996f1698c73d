"""Every state, step, source and outcome has a word of its own."""

from collections.abc import Mapping
from enum import StrEnum

import pytest

from core.cases.rules.states import CaseState, Outcome, Source, Step, WarningState
from core.ui.words import care


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (WarningState, care.WARNING_STATES),
        (CaseState, care.CASE_STATES),
        (Source, care.SOURCES),
        (Step, care.STEPS),
        (Outcome, care.OUTCOMES),
    ],
)
def test_every_one_of_a_kind_has_its_own_word(kind: type[StrEnum], words: Mapping[StrEnum, str]) -> None:
    assert set(words) == set(kind)
    assert len(set(words.values())) == len(words)


def test_a_case_and_its_warnings_stand_under_the_same_word() -> None:
    for state in CaseState:
        assert care.CASE_STATES[state] == care.WARNING_STATES[WarningState(state.value)]
