"""Rows of warnings, of cases and of all that is written down about them."""

from core.cases.tables.cases import Case, CaseChange, Entry, Task
from core.cases.tables.decisions import WarningDecision
from core.cases.tables.handovers import Handover, HandoverOffer, HandoverSlip
from core.cases.tables.institutions import Institution
from core.cases.tables.panels import Panel, PanelItem
from core.cases.tables.plans import Attachment, Mentor, MentorCapacity
from core.cases.tables.referrals import Referral, TrackStep
from core.cases.tables.warnings import Warning
from core.cases.tables.watching import Glass, Notice, Responder

__all__ = [
    "Attachment",
    "Case",
    "CaseChange",
    "Entry",
    "Glass",
    "Handover",
    "HandoverOffer",
    "HandoverSlip",
    "Institution",
    "Mentor",
    "MentorCapacity",
    "Notice",
    "Panel",
    "PanelItem",
    "Referral",
    "Responder",
    "Task",
    "TrackStep",
    "Warning",
    "WarningDecision",
]
