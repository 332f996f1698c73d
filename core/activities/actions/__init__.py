"""Writes of activities."""

from core.activities.actions.checklists import publish_checklist
from core.activities.actions.exporting import export_activities
from core.activities.actions.hotline import change_hotline, record_hotline, remove_hotline
from core.activities.actions.hotline_sheets import check_hotline, import_hotline
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
from core.activities.actions.season_schools import add_school, drop_school, exempt, lift_exemption
from core.activities.actions.season_steps import cancel_season, close_season, open_season, reopen_season
from core.activities.actions.seasons import change_season, drop_season, make_season

__all__ = [
    "OpenedPlan",
    "PublicReceipt",
    "accept_plans",
    "add_school",
    "attach_plan_file",
    "cancel_season",
    "change",
    "change_hotline",
    "change_season",
    "check_hotline",
    "check_public",
    "close_season",
    "drop_school",
    "drop_season",
    "exempt",
    "export_activities",
    "export_public",
    "import_hotline",
    "import_public",
    "lift_exemption",
    "make_season",
    "open_plan_file",
    "open_season",
    "publish_checklist",
    "record",
    "record_hotline",
    "record_visit",
    "remove",
    "remove_hotline",
    "remove_plan_file",
    "remove_visit",
    "reopen_season",
    "return_plan",
    "save_plan",
    "send_plan",
    "take_back_plan",
]
