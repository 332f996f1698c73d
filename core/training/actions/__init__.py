"""Writes of the staff registry."""

from core.training.actions.allotting import answer_needs, set_quotas
from core.training.actions.check import check_staff
from core.training.actions.codes import SignedByCode, show_code, sign_in_by_code, sign_in_own, stop_code
from core.training.actions.completions import print_diplomas, print_own_diploma, restore_completion, revoke_completion
from core.training.actions.enrolling import enrol, withdraw
from core.training.actions.enrolment_sheets import (
    EnrolmentReceipt,
    check_enrolment,
    import_enrolment,
)
from core.training.actions.exporting_papers import export_papers
from core.training.actions.exporting_participants import export_participants
from core.training.actions.exporting_staffing import export_forecast, export_staffing
from core.training.actions.feedback import enter_feedback, give_feedback
from core.training.actions.growth import growth_paper, own_growth_paper
from core.training.actions.honours import add_honour, remove_honour
from core.training.actions.hour_papers import export_hour_figures, export_hours
from core.training.actions.hours_sheets import HoursReceipt, check_hours, import_hours
from core.training.actions.ladders import choose, end_term, nominate, pass_over
from core.training.actions.load import StaffReceipt, import_staff
from core.training.actions.merging import keep_apart, merge_people, undo_verdict
from core.training.actions.needs import meet_need, raise_need, reopen_need
from core.training.actions.opening import cancel_session, open_enrolment, start_session, take_step_back
from core.training.actions.people import change_person, link_account, unlink_account
from core.training.actions.policies import publish_requirements
from core.training.actions.posts import add_post, change_post, end_post, move_staff
from core.training.actions.proofs import attach_scan, check_certificate, open_scan, uncheck_certificate
from core.training.actions.records import (
    add_certificate,
    add_hours,
    change_certificate,
    remove_certificate,
    remove_hours,
)
from core.training.actions.sessions import change_session, drop_session, make_session
from core.training.actions.settling import Settled, resettle_session, set_scores, settle_session
from core.training.actions.sheets import check_scores, check_sign_in, import_scores, import_sign_in
from core.training.actions.signing_in import sign_in, take_back_sign_in
from core.training.actions.staff import add_staff
from core.training.actions.supervision import change_supervision, record_supervision, remove_supervision
from core.training.actions.supervision_papers import export_supervision, export_supervision_figures
from core.training.actions.supervision_sheets import SupervisionReceipt, check_supervision, import_supervision

__all__ = [
    "EnrolmentReceipt",
    "HoursReceipt",
    "Settled",
    "SignedByCode",
    "StaffReceipt",
    "SupervisionReceipt",
    "add_certificate",
    "add_honour",
    "add_hours",
    "add_post",
    "add_staff",
    "answer_needs",
    "attach_scan",
    "cancel_session",
    "change_certificate",
    "change_person",
    "change_post",
    "change_session",
    "change_supervision",
    "check_certificate",
    "check_enrolment",
    "check_hours",
    "check_scores",
    "check_sign_in",
    "check_staff",
    "check_supervision",
    "choose",
    "drop_session",
    "end_post",
    "end_term",
    "enrol",
    "enter_feedback",
    "export_forecast",
    "export_hour_figures",
    "export_hours",
    "export_papers",
    "export_participants",
    "export_staffing",
    "export_supervision",
    "export_supervision_figures",
    "give_feedback",
    "growth_paper",
    "import_enrolment",
    "import_hours",
    "import_scores",
    "import_sign_in",
    "import_staff",
    "import_supervision",
    "keep_apart",
    "link_account",
    "make_session",
    "meet_need",
    "merge_people",
    "move_staff",
    "nominate",
    "open_enrolment",
    "open_scan",
    "own_growth_paper",
    "pass_over",
    "print_diplomas",
    "print_own_diploma",
    "publish_requirements",
    "raise_need",
    "record_supervision",
    "remove_certificate",
    "remove_honour",
    "remove_hours",
    "remove_supervision",
    "reopen_need",
    "resettle_session",
    "restore_completion",
    "revoke_completion",
    "set_quotas",
    "set_scores",
    "settle_session",
    "show_code",
    "sign_in",
    "sign_in_by_code",
    "sign_in_own",
    "start_session",
    "stop_code",
    "take_back_sign_in",
    "take_step_back",
    "uncheck_certificate",
    "undo_verdict",
    "unlink_account",
    "withdraw",
]
