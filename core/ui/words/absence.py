"""What is absent is said: four reasons for a missing figure, none of which is zero."""

from enum import StrEnum


class Absence(StrEnum):
    """Why there is no figure; the value is the word people read."""

    NOT_REPORTED = "未报"
    UNTESTED = "未测评"
    SUPPRESSED = "已隐去"
    NOT_APPLICABLE = "不适用"

    @property
    def mark(self) -> str:
        """The short form for a chart's cell, where the full word has no room."""
        return "隐" if self is Absence.SUPPRESSED else self.value


Figure = int | Absence
