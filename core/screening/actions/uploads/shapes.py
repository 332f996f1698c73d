"""A checked upload and its receipt, as pages and the command line see them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from core.errors import Gravity, Problem
from core.screening.actions.uploads.identity import Identified
from core.screening.actions.uploads.outlook import Outlook
from core.screening.actions.uploads.parsing import Parsed, Wishes
from core.screening.actions.uploads.weighing import Weighed
from core.screening.queries.campaigns import CampaignRow
from core.screening.rules.reasons import Reason
from core.screening.rules.spec import Coding

SHOWN = 30
"""Changes a preview shows; the counts tell of all."""


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


@dataclass(frozen=True)
class CheckedUpload:
    """Everything that is known of a file before it is taken in; lives in memory alone.

    `urgent` holds whoever has a flagged critical item, whatever else is wrong; `urgent_rows` the rows of flagged items
    whose person is not known. `actor_id` is who had it checked, and who alone may confirm it.
    """

    campaign: CampaignRow
    actor_id: int
    filename: str
    content: bytes
    digest: str
    wishes: Wishes
    parsed: Parsed
    problems: tuple[Problem, ...]
    identified: Identified | None = None
    weighed: Weighed | None = None
    outlook: Outlook | None = None
    preview: Preview = field(default_factory=Preview)
    urgent: tuple[UrgentRow, ...] = ()
    urgent_rows: tuple[int, ...] = ()
    changes: tuple[Change, ...] = ()
    affected: tuple[Change, ...] = ()

    @property
    def must_fix(self) -> tuple[Problem, ...]:
        """What keeps the file from being taken in."""
        return self.of(Gravity.MUST_FIX)

    def of(self, gravity: Gravity) -> tuple[Problem, ...]:
        """The problems of one gravity."""
        return tuple(problem for problem in self.problems if problem.gravity is gravity)

    @property
    def ok(self) -> bool:
        """Whether it may be confirmed."""
        return not self.must_fix and self.weighed is not None

    @property
    def asked(self) -> Mapping[str, tuple[Coding, ...]]:
        """The scales whose coding somebody has to say."""
        return self.parsed.ambiguous


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
