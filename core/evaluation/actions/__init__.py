"""Acts."""

from core.evaluation.actions.advancing import advance, start, step_back
from core.evaluation.actions.appealing import answer_appeal, file_appeal, withdraw_appeal
from core.evaluation.actions.assigning import assign, draw_raters, withdraw
from core.evaluation.actions.award_lists import export_awards
from core.evaluation.actions.awarding import award, forward
from core.evaluation.actions.chains import export_chains
from core.evaluation.actions.contest_files import OpenedWork, open_judged_file, open_work_file
from core.evaluation.actions.contests import (
    cancel_contest,
    change_contest,
    close_contest,
    make_contest,
    open_contest,
    to_publicity,
    to_review,
)
from core.evaluation.actions.entries import add_entries, exempt, extend, open_exempt_paper, readmit, remove_entry
from core.evaluation.actions.evidence import Added, add_evidence, new_version, remove_evidence
from core.evaluation.actions.forwarding import export_forwarded
from core.evaluation.actions.judging import judge, set_judges, step_aside
from core.evaluation.actions.linking import link_evidence, unlink_evidence
from core.evaluation.actions.marking import clear_mark, give_reason, remark, reopen_marks, save_mark, submit_marks
from core.evaluation.actions.moderating import reopen_moderation, settle
from core.evaluation.actions.nominating import nominate, put_out, withdraw_nomination
from core.evaluation.actions.offline_export import export_sheet
from core.evaluation.actions.offline_import import SheetCheck, check_sheet, import_sheet
from core.evaluation.actions.publicity import export_publicity
from core.evaluation.actions.recognising import (
    Recognised,
    add_recognition,
    recognise,
    renew_recognition,
    withdraw_recognition,
)
from core.evaluation.actions.rectifying import (
    drop_rectification,
    open_reply_evidence,
    raise_rectification,
    recheck,
    reply_rectification,
)
from core.evaluation.actions.register import check_recognitions, export_recognitions, import_recognitions
from core.evaluation.actions.rooms import add_room, change_room, close_room
from core.evaluation.actions.rounds import change_round, drop_round, make_round, move_dates
from core.evaluation.actions.rubric_sheets import check_rubric
from core.evaluation.actions.rubrics import drop_draft, import_rubric, make_draft, publish_rubric, save_draft
from core.evaluation.actions.self_papers import print_self_sheet
from core.evaluation.actions.selfing import clear_self_mark, save_self_mark, state_entry, take_proposals
from core.evaluation.actions.submitting import return_entry, submit_entry
from core.evaluation.actions.ties import tie, untie
from core.evaluation.actions.training_needs import raise_training_needs
from core.evaluation.actions.viewing import open_evidence, open_evidence_as_rater
from core.evaluation.actions.winners import Shelved, shelve_winners

__all__ = [
    "Added",
    "OpenedWork",
    "Recognised",
    "SheetCheck",
    "Shelved",
    "add_entries",
    "add_evidence",
    "add_recognition",
    "add_room",
    "advance",
    "answer_appeal",
    "assign",
    "award",
    "cancel_contest",
    "change_contest",
    "change_room",
    "change_round",
    "check_recognitions",
    "check_rubric",
    "check_sheet",
    "clear_mark",
    "clear_self_mark",
    "close_contest",
    "close_room",
    "draw_raters",
    "drop_draft",
    "drop_rectification",
    "drop_round",
    "exempt",
    "export_awards",
    "export_chains",
    "export_forwarded",
    "export_publicity",
    "export_recognitions",
    "export_sheet",
    "extend",
    "file_appeal",
    "forward",
    "give_reason",
    "import_recognitions",
    "import_rubric",
    "import_sheet",
    "judge",
    "link_evidence",
    "make_contest",
    "make_draft",
    "make_round",
    "move_dates",
    "new_version",
    "nominate",
    "open_contest",
    "open_evidence",
    "open_evidence_as_rater",
    "open_exempt_paper",
    "open_judged_file",
    "open_reply_evidence",
    "open_work_file",
    "print_self_sheet",
    "publish_rubric",
    "put_out",
    "raise_rectification",
    "raise_training_needs",
    "readmit",
    "recheck",
    "recognise",
    "remark",
    "remove_entry",
    "remove_evidence",
    "renew_recognition",
    "reopen_marks",
    "reopen_moderation",
    "reply_rectification",
    "return_entry",
    "save_draft",
    "save_mark",
    "save_self_mark",
    "set_judges",
    "settle",
    "shelve_winners",
    "start",
    "state_entry",
    "step_aside",
    "step_back",
    "submit_entry",
    "submit_marks",
    "take_proposals",
    "tie",
    "to_publicity",
    "to_review",
    "unlink_evidence",
    "untie",
    "withdraw",
    "withdraw_appeal",
    "withdraw_nomination",
    "withdraw_recognition",
]
