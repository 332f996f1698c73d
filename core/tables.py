"""Every table of the product, so that one import makes the whole schema known."""

from core.accounts import tables as accounts
from core.activities import tables as activities
from core.audit import AuditEvent, AuditHead
from core.cases import tables as cases
from core.evaluation import tables as evaluation
from core.library import tables as library
from core.organisations import tables as organisations
from core.screening import tables as screening
from core.students import tables as students
from core.training import tables as training

__all__ = [
    "AuditEvent",
    "AuditHead",
    "accounts",
    "activities",
    "cases",
    "evaluation",
    "library",
    "organisations",
    "screening",
    "students",
    "training",
]
