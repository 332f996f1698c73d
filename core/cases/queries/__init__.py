"""Reads of warnings and cases."""

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
    "Standing",
    "Tallied",
    "WarningRow",
    "reasons",
    "schools",
    "standing",
    "tally",
    "warning",
    "warnings",
]
