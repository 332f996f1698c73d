"""Writes: the tree, school facts, classes."""

from core.organisations.actions.calendar import clear_calendar_days, set_calendar_days
from core.organisations.actions.check import check_organisations
from core.organisations.actions.classes import ensure_classes, set_head
from core.organisations.actions.facts import set_facts
from core.organisations.actions.load import OrgReceipt, import_organisations
from core.organisations.actions.opening import close, reopen
from core.organisations.actions.places import plant, queue_up
from core.organisations.actions.tree import create, move, rename

__all__ = [
    "OrgReceipt",
    "check_organisations",
    "clear_calendar_days",
    "close",
    "create",
    "ensure_classes",
    "import_organisations",
    "move",
    "plant",
    "queue_up",
    "rename",
    "reopen",
    "set_calendar_days",
    "set_facts",
    "set_head",
]
