"""How many of those who were due have been tested, and how far their sheets can be relied on."""

from enum import StrEnum
from typing import NamedTuple


class LeaveReason(StrEnum):
    """Why somebody is taken out of the denominator; a code, never a diagnosis."""

    SICK = "sick"
    AWAY = "away"
    MOVED = "moved"
    NO_CONSENT = "no_consent"
    NOT_SUITED = "not_suited"
    OTHER = "other"


class Completion(NamedTuple):
    """People of one group: on the list, taken out of the count, tested, and how their sheets stand.

    `tested` holds whoever handed anything in and is due: valid, retest and incomplete together.
    """

    listed: int = 0
    leave: int = 0
    exempt: int = 0
    valid: int = 0
    retest: int = 0
    incomplete: int = 0

    @property
    def due(self) -> int:
        """The denominator: 在籍 − 请假 − 免测."""
        return self.listed - self.leave - self.exempt

    @property
    def tested(self) -> int:
        """The numerator: 实测."""
        return self.valid + self.retest + self.incomplete

    @property
    def untested(self) -> int:
        """Due and not tested yet."""
        return self.due - self.tested

    @property
    def rate(self) -> float | None:
        """Tested ÷ due, 0 to 1; None where nobody is due."""
        return self.tested / self.due if self.due else None

    def plus(self, other: "Completion") -> "Completion":
        """Two groups as one."""
        return Completion(*(one + two for one, two in zip(self, other, strict=True)))
