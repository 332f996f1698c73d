"""Every table of the product, so that one import makes the whole schema known."""

from core.accounts import tables as accounts
from core.audit import AuditEvent, AuditHead
from core.cases import tables as cases
from core.organisations import tables as organisations
from core.screening import tables as screening
from core.students import tables as students

__all__ = ["AuditEvent", "AuditHead", "accounts", "cases", "organisations", "screening", "students"]
