"""What the linter says, and the few words for numbers that its findings hold."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple, TypeVar

from core.evaluation.rules.spec import SHARED, RubricSpec

Value = TypeVar("Value")


class Gravity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"  # points come out wrong, or nobody can say which
    HINT = "hint"  # it counts as it stands, and may have been meant differently


class Finding(NamedTuple):
    """One thing about a rubric that its author should look at.

    `where` is the code of an item or an indicator, "" for the whole sheet. `details` fill the blanks of the words that
    core.ui.words keeps for `code`.
    """

    code: str
    gravity: Gravity
    where: str = ""
    details: tuple[tuple[str, str], ...] = ()


Findings = Iterator[Finding]


def error(code: str, where: str = "", /, **details: object) -> Finding:
    """A finding that stands in the way of publishing without a reason."""
    return Finding(f"rubric.{code}", Gravity.ERROR, where, _blanks(details))


def hint(code: str, where: str = "", /, **details: object) -> Finding:
    """A finding that is worth a second look."""
    return Finding(f"rubric.{code}", Gravity.HINT, where, _blanks(details))


def figure(number: Decimal) -> str:
    """A number as people write it: 7, 0.5."""
    return format(number.normalize(), "f") if number else "0"


def twice(values: Iterable[Value]) -> list[Value]:
    """What occurs more than once, in order of first appearance."""
    every = list(values)
    return [value for at, value in enumerate(every) if value in every[at + 1 :] and value not in every[:at]]


def named(rubric: RubricSpec, standard: str) -> str:
    """A standard as a remark before a sentence: 示范：, "" where there is only one."""
    titles = {each.key: each.title for each in rubric.standards}
    return f"{titles[standard]}：" if standard != SHARED and standard in titles else ""


def _blanks(details: dict[str, object]) -> tuple[tuple[str, str], ...]:
    return tuple((key, figure(value) if isinstance(value, Decimal) else str(value)) for key, value in details.items())
