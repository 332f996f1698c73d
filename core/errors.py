"""What can go wrong, as values: errors with a stable code, and problems found in an uploaded file."""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple


class AppError(Exception):
    """A refusal the user can understand.

    `code` is stable and is turned into Chinese words in core.ui.words alone; `details` fill the words' blanks and never
    hold a name, a number, an answer or a score.
    """

    code = "app"

    def __init__(self, code: str | None = None, **details: object) -> None:
        self.code = code or type(self).code
        self.details = details
        super().__init__(self.code)


class NotSignedIn(AppError):
    """Nobody is signed in, or the sign-in has ended."""

    code = "not_signed_in"


class NotAllowed(AppError):
    """The actor's roles do not include the capability."""

    code = "not_allowed"


class NotFound(AppError):
    """No such thing within the actor's scope; what lies outside the scope answers the same."""

    code = "not_found"


class Refused(AppError):
    """A rule of the field or of the organisation forbids this step now."""

    code = "refused"


class Conflict(AppError):
    """Somebody else changed the same row first, or the same act was already done."""

    code = "conflict"


class Unsafe(AppError):
    """The program would run with a setting that puts data at risk."""

    code = "unsafe"


class Gravity(StrEnum):
    """What a problem in a file means for the import."""

    MUST_FIX = "must_fix"
    CHECK = "check"
    TIDIED = "tidied"


class Problem(NamedTuple):
    """One finding in an uploaded file: where it stands, what stands there, and which rule it meets.

    `row` is the row number a spreadsheet shows (1-based, headers counted; 0 for the whole sheet), `column` the
    spreadsheet's letter ("" for the whole row), `title` the header's own words. `details` fill the blanks of the words
    that core.ui.words keeps for `code`.
    """

    sheet: str
    row: int
    column: str
    value: str
    code: str
    gravity: Gravity = Gravity.MUST_FIX
    title: str = ""
    details: tuple[tuple[str, str], ...] = ()


class InvalidFile(AppError):
    """A file that cannot be taken in as it is; nothing was stored."""

    code = "invalid_file"

    def __init__(self, problems: Sequence[Problem], code: str | None = None, **details: object) -> None:
        super().__init__(code, **details)
        self.problems = tuple(problems)
