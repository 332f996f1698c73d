"""What is done in screening: campaigns, marks of leave, uploads."""

from core.screening.actions.balance import export_balance
from core.screening.actions.campaigns import (
    close_campaign,
    create_campaign,
    edit_campaign,
    open_campaign,
    reopen_campaign,
)
from core.screening.actions.comments import show_class, write_comments
from core.screening.actions.exports import LEAST_PURPOSE, export_untested, export_warnings, open_sheets
from core.screening.actions.ledgers import Made, clear_expired_ledgers, download_ledger, make_ledger
from core.screening.actions.marks import add_late, mark
from core.screening.actions.policies import begin_trial, publish_policy
from core.screening.actions.pupil_file import open_pupil_file, print_pupil_file
from core.screening.actions.reports import (
    accept_report,
    draft_report,
    export_reports,
    return_report,
    submit_report,
)
from core.screening.actions.uploads import CheckedUpload, Receipt, check, confirm, raise_urgent, template

__all__ = [
    "LEAST_PURPOSE",
    "CheckedUpload",
    "Made",
    "Receipt",
    "accept_report",
    "add_late",
    "begin_trial",
    "check",
    "clear_expired_ledgers",
    "close_campaign",
    "confirm",
    "create_campaign",
    "download_ledger",
    "draft_report",
    "edit_campaign",
    "export_balance",
    "export_reports",
    "export_untested",
    "export_warnings",
    "make_ledger",
    "mark",
    "open_campaign",
    "open_pupil_file",
    "open_sheets",
    "print_pupil_file",
    "publish_policy",
    "raise_urgent",
    "reopen_campaign",
    "return_report",
    "show_class",
    "submit_report",
    "template",
    "write_comments",
]
