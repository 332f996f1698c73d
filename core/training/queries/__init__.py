"""Reads of the staff registry: numbers by school, people at a school, and what schools need to be trained in."""

from core.training.queries.needs import NeedRow, needs
from core.training.queries.staff import (
    CertificateRow,
    HoursRow,
    StaffRow,
    certificates,
    hours,
    names_within,
    staff,
)
from core.training.queries.staffing import Staffing, staffing

__all__ = [
    "CertificateRow",
    "HoursRow",
    "NeedRow",
    "StaffRow",
    "Staffing",
    "certificates",
    "hours",
    "names_within",
    "needs",
    "staff",
    "staffing",
]
