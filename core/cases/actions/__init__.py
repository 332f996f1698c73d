"""Acts on warnings and cases."""

from core.cases.actions.asking import ask_for_file
from core.cases.actions.attaching import Opened, attach, open_attachment, remove_attachment
from core.cases.actions.closing import close, keep_open, propose_closing, reopen
from core.cases.actions.deciding import confirm, exclude, reconsider
from core.cases.actions.escalating import Escalated, escalate, ran_out
from core.cases.actions.following import follow_classes
from core.cases.actions.glass import break_glass, give_back_glass
from core.cases.actions.handover_papers import leave_system, outside_package, record_receipt
from core.cases.actions.handover_taking import accept_handover, return_handover
from core.cases.actions.handovers import propose_handover, revoke_handover
from core.cases.actions.institutions import save_institution
from core.cases.actions.moving import assign, retier
from core.cases.actions.notices import mark_read, notify
from core.cases.actions.pairing import pair, set_capacity, unpair
from core.cases.actions.panels import add_items, hold_panel, plan_panel, record_decision, take_off
from core.cases.actions.planning import add_task, drop_task, finish_task
from core.cases.actions.referral_papers import referral_form
from core.cases.actions.referrals import accept_referral, come_back, decline_referral, refer, revoke_referral
from core.cases.actions.reporting import report
from core.cases.actions.responding import responding_roles, set_responder
from core.cases.actions.settling import Finding, Settled, Terms, fingerprints, settle
from core.cases.actions.tracks import take_track_step
from core.cases.actions.writing import correct_entry, write_entry

__all__ = [
    "Escalated",
    "Finding",
    "Opened",
    "Settled",
    "Terms",
    "accept_handover",
    "accept_referral",
    "add_items",
    "add_task",
    "ask_for_file",
    "assign",
    "attach",
    "break_glass",
    "close",
    "come_back",
    "confirm",
    "correct_entry",
    "decline_referral",
    "drop_task",
    "escalate",
    "exclude",
    "fingerprints",
    "finish_task",
    "follow_classes",
    "give_back_glass",
    "hold_panel",
    "keep_open",
    "leave_system",
    "mark_read",
    "notify",
    "open_attachment",
    "outside_package",
    "pair",
    "plan_panel",
    "propose_closing",
    "propose_handover",
    "ran_out",
    "reconsider",
    "record_decision",
    "record_receipt",
    "refer",
    "referral_form",
    "remove_attachment",
    "reopen",
    "report",
    "responding_roles",
    "retier",
    "return_handover",
    "revoke_handover",
    "revoke_referral",
    "save_institution",
    "set_capacity",
    "set_responder",
    "settle",
    "take_off",
    "take_track_step",
    "unpair",
    "write_entry",
]
