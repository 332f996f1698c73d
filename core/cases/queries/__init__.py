"""Reads of warnings and cases."""

from core.cases.queries.glass import OpenGlass, glass_scope, open_glass
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
    "Filter",
    "OpenGlass",
    "Standing",
    "Tallied",
    "WarningRow",
    "glass_scope",
    "open_glass",
    "reasons",
    "schools",
    "standing",
    "tally",
    "warning",
    "warnings",
]
