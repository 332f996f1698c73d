"""What was put down for an item, and how it is kept."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from core.evaluation.rules.spec import SHARED


class Mark(NamedTuple):
    """The numbers put down for one item: under SHARED, or one a standard (see Kind for what the number is).

    `na` says the item does not apply; then there are no numbers.
    """

    values: tuple[tuple[str, Decimal], ...] = ()
    na: bool = False

    @classmethod
    def of(cls, value: Decimal | int | str) -> "Mark":
        """A mark that counts for every standard."""
        return cls(((SHARED, Decimal(value)),))

    def value(self, standard: str) -> Decimal | None:
        """The number that counts for `standard`: its own, else the shared one."""
        known = dict(self.values)
        return known.get(standard, known.get(SHARED))


NOT_APPLICABLE = Mark(na=True)
PLACES = 4
"""Decimal places that a mark may have."""


def typed(value: object) -> Decimal:
    """The number that a field holds. A field counts in binary: 0.1 three times is 0.30000000000000004 there, 0.3 here."""
    return Decimal(str(round(value, PLACES) if isinstance(value, float) else value))


def packed(mark: Mark) -> dict[str, str]:
    """A mark as it is kept in a JSON column; the numbers as text, so that nothing is rounded."""
    return {"na": "1"} if mark.na else {key: str(value) for key, value in sorted(mark.values)}


def unpacked(kept: Mapping[str, str]) -> Mark:
    """The mark that `packed` made."""
    if kept.get("na"):
        return NOT_APPLICABLE
    return Mark(tuple((key, Decimal(value)) for key, value in sorted(kept.items())))
