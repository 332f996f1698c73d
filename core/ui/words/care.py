"""What the states, steps, sources and outcomes of the work with a pupil are called."""

from collections.abc import Mapping
from types import MappingProxyType

from core.cases.rules.states import CaseState, WarningState
from core.cases.rules.titles import OUTCOME_TITLES as OUTCOMES
from core.cases.rules.titles import SOURCE_TITLES as SOURCES
from core.cases.rules.titles import STATE_TITLES as WARNING_STATES
from core.cases.rules.titles import STEP_TITLES as STEPS

CASE_STATES: Mapping[CaseState, str] = MappingProxyType(
    {state: WARNING_STATES[WarningState(state.value)] for state in CaseState}
)

__all__ = ["CASE_STATES", "OUTCOMES", "SOURCES", "STEPS", "WARNING_STATES"]
