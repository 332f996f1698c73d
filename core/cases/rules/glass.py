"""Opening a file in an emergency: for a reason, for a day."""

from datetime import timedelta

from core.errors import Refused

LASTS = timedelta(hours=24)
LEAST_REASON = 10  # characters


def checked_reason(reason: str) -> str:
    """The reason without blanks around it; raises Refused("cases.glass_reason") where it says too little."""
    if len(reason.strip()) < LEAST_REASON:
        raise Refused("cases.glass_reason", least=LEAST_REASON)
    return reason.strip()
