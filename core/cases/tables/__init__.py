"""Rows of warnings, of cases and of all that is written down about them."""

from core.cases.tables.cases import Case, CaseChange, Entry, Task
from core.cases.tables.warnings import Warning

__all__ = ["Case", "CaseChange", "Entry", "Task", "Warning"]
