"""What people are told by the program; add a code here and its words in core/ui/words/notices.py."""

from enum import StrEnum


class NoticeCode(StrEnum):
    """What a notice says."""

    GLASS_BROKEN = "glass_broken"
    RAN_OUT = "ran_out"
    URGENT_RAISED = "urgent_raised"
    RESPONDER_NAMED = "responder_named"
    REFERRAL_ANSWERED = "referral_answered"
    REFERRAL_BACK = "referral_back"
    HANDOVER_ANSWERED = "handover_answered"
    FILE_WANTED = "file_wanted"
