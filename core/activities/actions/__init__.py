"""Writes of activities."""

from core.activities.actions.blurring import blur_file, faces_fine
from core.activities.actions.checklists import publish_checklist
from core.activities.actions.deciding import accept_reports, reopen_report, return_report
from core.activities.actions.exporting import export_activities
from core.activities.actions.exporting_board import export_board
from core.activities.actions.exporting_plans import export_plans
from core.activities.actions.files import (
    Added,
    OpenedFile,
    add_file,
    move_file,
    open_file,
    remove_file,
)
from core.activities.actions.hotline import change_hotline, record_hotline, remove_hotline
from core.activities.actions.hotline_sheets import check_hotline, import_hotline
from core.activities.actions.joining import agree_joint, change_joint, decline_joint, name_joint, unname_joint
from core.activities.actions.plan_decisions import accept_plans, record_visit, remove_visit, return_plan
from core.activities.actions.plans import (
    OpenedPlan,
    attach_plan_file,
    open_plan_file,
    remove_plan_file,
    save_plan,
    send_plan,
    take_back_plan,
)
from core.activities.actions.public_papers import export_public
from core.activities.actions.public_sheets import PublicReceipt, check_public, import_public
from core.activities.actions.recording import change, record, remove
from core.activities.actions.reporting import copy_report, remove_report, save_report, start_report
from core.activities.actions.season_schools import add_school, drop_school, exempt, lift_exemption
from core.activities.actions.season_steps import cancel_season, close_season, open_season, reopen_season
from core.activities.actions.seasons import change_season, drop_season, make_season
from core.activities.actions.sending import send_report, take_back

__all__ = [
    "Added",
    "OpenedFile",
    "OpenedPlan",
    "PublicReceipt",
    "accept_plans",
    "accept_reports",
    "add_file",
    "add_school",
    "agree_joint",
    "attach_plan_file",
    "blur_file",
    "cancel_season",
    "change",
    "change_hotline",
    "change_joint",
    "change_season",
    "check_hotline",
    "check_public",
    "close_season",
    "copy_report",
    "decline_joint",
    "drop_school",
    "drop_season",
    "exempt",
    "export_activities",
    "export_board",
    "export_plans",
    "export_public",
    "faces_fine",
    "import_hotline",
    "import_public",
    "lift_exemption",
    "make_season",
    "move_file",
    "name_joint",
    "open_file",
    "open_plan_file",
    "open_season",
    "publish_checklist",
    "record",
    "record_hotline",
    "record_visit",
    "remove",
    "remove_file",
    "remove_hotline",
    "remove_plan_file",
    "remove_report",
    "remove_visit",
    "reopen_report",
    "reopen_season",
    "return_plan",
    "return_report",
    "save_plan",
    "save_report",
    "send_plan",
    "send_report",
    "start_report",
    "take_back",
    "take_back_plan",
    "unname_joint",
]
