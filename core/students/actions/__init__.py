"""Writes: roster imports, roll-over into a new school year, single people."""

from core.students.actions.check import RosterCheck, check_roster
from core.students.actions.load import RosterReceipt, import_roster
from core.students.actions.roll import ClassMove, RollOver, RollOverReceipt, preview_roll_over, roll_over
from core.students.actions.single import Revealed, correct, mark_left, reveal

__all__ = [
    "ClassMove",
    "Revealed",
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
]
