"""A checked upload, as pages and the command line see it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.errors import Gravity, Problem
from core.screening.actions.uploads.identity import Identified
from core.screening.actions.uploads.outlook import Outlook
from core.screening.actions.uploads.parsing import Parsed, Wishes
from core.screening.actions.uploads.weighing import Weighed
from core.screening.queries.campaigns import CampaignRow
from core.screening.rules.previews import Change, Preview, UrgentRow
from core.screening.rules.spec import Coding


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
