"""Ledgers: which there are, how long a file of one stays, and what its password is made of."""

from datetime import datetime, timedelta
from enum import StrEnum

from core.errors import Refused

LASTS = timedelta(hours=72)
LEAST_PURPOSE = 4
"""Characters that a purpose needs."""
SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz"
"""Signs that nobody takes for another one: no 0 O o, no 1 I l i."""
PASSWORD_LENGTH = 12
"""54^12 passwords, 69 bits."""


class Ledger(StrEnum):
    """A workbook in the field's own columns."""

    CARE = "care"
    PLANS = "plans"
    REFERRALS = "referrals"
    HANDOVERS = "handovers"
    SUMMARY = "summary"


NAMELESS = frozenset({Ledger.SUMMARY})
"""Ledgers of numbers alone."""


def checked_purpose(purpose: str) -> str:
    """The purpose without blanks around it; raises Refused("ledgers.purpose_needed") where it says too little."""
    if len(purpose.strip()) < LEAST_PURPOSE:
        raise Refused("ledgers.purpose_needed", least=LEAST_PURPOSE)
    return purpose.strip()


def has_expired(expires_at: datetime, now: datetime) -> bool:
    """Whether a file may no longer be fetched: from the very second it expires."""
    return now >= expires_at


GRADES = (
    "教师",
    "一年级",
    "二年级",
    "三年级",
    "四年级",
    "五年级",
    "六年级",
    "初一",
    "初二",
    "初三",
    "高一",
    "高二",
    "高三",
)


def grade_title(grade: int) -> str:
    """A grade as ledgers write it; 0 stands for staff."""
    return GRADES[grade]


def stage_title(grade: int) -> str:
    """The stage of a grade in a six–three–three system."""
    return GRADES[0] if not grade else "小学" if grade <= 6 else "初中" if grade <= 9 else "高中"
