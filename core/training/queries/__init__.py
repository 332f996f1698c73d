"""Reads of the staff registry: numbers by school, people at a school, and what schools need to be trained in."""

from core.training.queries.needs import NeedRow, needs
from core.training.queries.participants import PartRow, PartStep, part_steps, participants
from core.training.queries.people import PersonRow, PostRow, own_person, people, person
from core.training.queries.sessions import SessionRow, session_seen, sessions_seen
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
    "PartRow",
    "PartStep",
    "PersonRow",
    "PostRow",
    "SessionRow",
    "StaffRow",
    "Staffing",
    "certificates",
    "hours",
    "names_within",
    "needs",
    "own_person",
    "part_steps",
    "participants",
    "people",
    "person",
    "session_seen",
    "sessions_seen",
    "staff",
    "staffing",
]
