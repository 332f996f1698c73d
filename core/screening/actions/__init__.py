"""What is done in screening: campaigns, marks of leave, uploads."""

from core.screening.actions.campaigns import (
    close_campaign,
    create_campaign,
    edit_campaign,
    open_campaign,
    reopen_campaign,
)
from core.screening.actions.exports import LEAST_PURPOSE, export_untested, export_warnings, open_sheets
from core.screening.actions.marks import add_late, mark
from core.screening.actions.uploads import CheckedUpload, Receipt, check, confirm, raise_urgent, template

__all__ = [
    "LEAST_PURPOSE",
    "CheckedUpload",
    "Receipt",
    "add_late",
    "check",
    "close_campaign",
    "confirm",
    "create_campaign",
    "edit_campaign",
    "export_untested",
    "export_warnings",
    "mark",
    "open_campaign",
    "open_sheets",
    "raise_urgent",
    "reopen_campaign",
    "template",
]
