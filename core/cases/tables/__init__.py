"""Rows of warnings, of cases and of all that is written down about them."""

from core.cases.tables.cases import Case, CaseChange, Entry, Task
from core.cases.tables.decisions import Decision
from core.cases.tables.plans import Attachment, Mentor, MentorCapacity
from core.cases.tables.warnings import Warning
from core.cases.tables.watching import Glass, Notice, Responder

__all__ = [
    "Attachment",
    "Case",
    "CaseChange",
    "Decision",
    "Entry",
    "Glass",
    "Mentor",
    "MentorCapacity",
    "Notice",
    "Responder",
    "Task",
    "Warning",
]
