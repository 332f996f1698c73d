"""Writes of the staff registry."""

from core.training.actions.check import check_staff
from core.training.actions.load import StaffReceipt, import_staff
from core.training.actions.needs import raise_need
from core.training.actions.records import add_certificate, add_hours, remove_certificate, remove_hours
from core.training.actions.staff import add_staff, change_staff, leave_post

__all__ = [
    "StaffReceipt",
    "add_certificate",
    "add_hours",
    "add_staff",
    "change_staff",
    "check_staff",
    "import_staff",
    "leave_post",
    "raise_need",
    "remove_certificate",
    "remove_hours",
]
