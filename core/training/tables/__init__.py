"""Rows of staff and their posts, of training sessions, of supervision, and of what schools need to be trained in."""

from core.training.tables.needs import TrainingNeed
from core.training.tables.papers import Certificate, Honour, LadderTerm, TrainingHours
from core.training.tables.part import Completion, Participation, ParticipationStep, SignIn
from core.training.tables.policies import StaffPolicy
from core.training.tables.sessions import SessionFeedback, SessionNeed, SessionQuota, TrainingSession
from core.training.tables.staff import SamePerson, StaffMember, StaffPost
from core.training.tables.supervision import Supervision, SupervisionSeat

__all__ = [
    "Certificate",
    "Completion",
    "Honour",
    "LadderTerm",
    "Participation",
    "ParticipationStep",
    "SamePerson",
    "SessionFeedback",
    "SessionNeed",
    "SessionQuota",
    "SignIn",
    "StaffMember",
    "StaffPolicy",
    "StaffPost",
    "Supervision",
    "SupervisionSeat",
    "TrainingHours",
    "TrainingNeed",
    "TrainingSession",
]
