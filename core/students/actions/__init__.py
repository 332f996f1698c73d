"""Writes: roster imports, roll-over into a new school year, single people."""

from core.students.actions.check import check_roster
from core.students.actions.load import import_roster
from core.students.actions.roll import preview_roll_over, roll_over
from core.students.actions.single import correct, mark_left, reveal
from core.students.actions.transfer import Placed, transfer
from core.students.rules.outcomes import RollOver, RollOverReceipt, RosterCheck, RosterReceipt

__all__ = [
    "Placed",
    "RollOver",
    "RollOverReceipt",
    "RosterCheck",
    "RosterReceipt",
    "check_roster",
    "correct",
    "import_roster",
    "mark_left",
    "preview_roll_over",
    "reveal",
    "roll_over",
    "transfer",
]
