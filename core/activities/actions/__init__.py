"""Writes of activities."""

from core.activities.actions.exporting import export_activities
from core.activities.actions.hotline import change_hotline, record_hotline, remove_hotline
from core.activities.actions.hotline_sheets import check_hotline, import_hotline
from core.activities.actions.public_papers import export_public
from core.activities.actions.public_sheets import PublicReceipt, check_public, import_public
from core.activities.actions.recording import change, record, remove

__all__ = [
    "PublicReceipt",
    "change",
    "change_hotline",
    "check_hotline",
    "check_public",
    "export_activities",
    "export_public",
    "import_hotline",
    "import_public",
    "record",
    "record_hotline",
    "remove",
    "remove_hotline",
]
