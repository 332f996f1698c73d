"""Two shares that are never one another: coverage, which ends at 100 %, and attainment, which may go beyond."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of those due did their part: submitted ÷ (all − exempt). ValueError for more than all of them."""

    done: int
    due: int

    def __post_init__(self) -> None:
        if not 0 <= self.done <= self.due:
            raise ValueError("more were covered than were due")

    @property
    def percent(self) -> Decimal | None:
        """In per cent with one decimal, half up, never over 100; None when nobody is due."""
        return _percent(self.done, self.due)


@dataclass(frozen=True, slots=True)
class Attainment:
    """What was reached against a target: recognised ÷ target; 1,057 of 800 is 132.1 %. ValueError for no target."""

    reached: int
    target: int

    def __post_init__(self) -> None:
        if self.reached < 0 or self.target < 1:
            raise ValueError("a target is at least one, and nothing reached is none")

    @property
    def percent(self) -> Decimal:
        """In per cent with one decimal, half up; over 100 when the target was exceeded."""
        return _percent(self.reached, self.target) or Decimal("0.0")


def _percent(part: int, whole: int) -> Decimal | None:
    return (Decimal(100 * part) / whole).quantize(TENTH, ROUND_HALF_UP) if whole else None
