"""Reads of warnings and cases."""

from core.cases.queries.balances import StateTally, tally_by_state
from core.cases.queries.glass import OpenGlass, glass_scope, open_glass
from core.cases.queries.sheet import Balance, balances
from core.cases.queries.warnings import (
    Filter,
    Standing,
    Tallied,
    WarningRow,
    reasons,
    schools,
    standing,
    tally,
    warning,
    warnings,
)

__all__ = [
    "Balance",
    "Filter",
    "OpenGlass",
    "Standing",
    "StateTally",
    "Tallied",
    "WarningRow",
    "balances",
    "glass_scope",
    "open_glass",
    "reasons",
    "schools",
    "standing",
    "tally",
    "tally_by_state",
    "warning",
    "warnings",
]
