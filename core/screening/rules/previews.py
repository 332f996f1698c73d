"""What a checked file would change, and the receipt for what it did."""

from datetime import datetime
from typing import NamedTuple

from core.screening.rules.reasons import Reason

SHOWN, SHOWN_AFFECTED = 8, 20
"""Changes of sheets and of tiers a preview shows; the counts tell of all."""


class UrgentRow(NamedTuple):
    """A row with a flagged critical item whose person is known; `name` is masked, `reasons` say which item."""

    row: int
    person_id: int
    name: str
    school_id: int
    class_id: int | None
    grade: int
    reasons: tuple[Reason, ...]


class Change(NamedTuple):
    """What would change for one person. `before` and `after` are severities, None = nothing can be said."""

    row: int
    name: str
    school_id: int
    class_id: int | None
    grade: int
    kind: str
    scales: tuple[str, ...]
    before: int | None
    after: int | None
    reasons: tuple[Reason, ...]


class Preview(NamedTuple):
    """A checked file in figures, in people; `absent` are on the list of the same schools, but not in the file."""

    rows: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    blank: int = 0
    late: int = 0
    absent: int = 0
    raised: int = 0
    revised: int = 0
    withdrawn: int = 0
    tidied: int = 0


class Receipt(NamedTuple):
    """回执: what a confirmed file has changed. `repeated` = the same file was taken in before, nothing changed now."""

    upload_id: int
    number: str
    at: datetime
    digest: str
    rows: int
    new: int
    changed: int
    unchanged: int
    blank: int
    late: int
    raised: int
    revised: int
    withdrawn: int
    repeated: bool = False
