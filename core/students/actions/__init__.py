"""Writes: roster imports, roll-over into a new school year, single people."""

from core.students.actions.check import RosterCheck, check_roster
from core.students.actions.load import RosterReceipt, import_roster

__all__ = ["RosterCheck", "RosterReceipt", "check_roster", "import_roster"]
