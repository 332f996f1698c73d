"""How long a person's certificates carry."""

from datetime import date, timedelta
from enum import StrEnum

FOREVER = date.max
"""The last valid day of a certificate that does not lapse."""
WARNED = (7, 30, 90)
"""Days before the last valid day at which a certificate is pointed out, the nearest first."""


class CertificateState(StrEnum):
    """How a person stands with certificates, by the one that is valid longest."""

    NONE = "none"  # 未登记
    EXPIRED = "expired"  # 已过期
    EXPIRING = "expiring"  # 将到期
    VALID = "valid"  # 有效


def certificate_state(last: date | None, today: date) -> CertificateState:
    """The state by the last day on which any certificate is valid; None where there is no certificate."""
    if last is None:
        return CertificateState.NONE
    if last < today:
        return CertificateState.EXPIRED
    soon = last != FOREVER and last - today <= timedelta(days=WARNED[-1])
    return CertificateState.EXPIRING if soon else CertificateState.VALID


def days_left(last: date | None, today: date) -> int | None:
    """Days until the last valid day: 0 on the day itself, negative afterwards; None without one or without an end."""
    return None if last is None or last == FOREVER else (last - today).days
