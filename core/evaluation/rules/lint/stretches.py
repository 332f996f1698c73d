"""Bands as stretches of numbers: what lies between two of them, what lies in both, where they begin and end.

A measured quantity is continuous, so that 60 ≤ x < 100 is followed by 100 ≤ x. A count is whole, so that 3 ≤ n ≤ 4 is
followed by 5 ≤ n as well as by 4 < n.
"""

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import NamedTuple

from core.evaluation.rules.lint.finding import figure
from core.evaluation.rules.spec import Band

FULL_PERCENT = Decimal(100)


class Stretch(NamedTuple):
    """From `low` to `high`, each end held or left out; None is without end."""

    low: Decimal | None
    high: Decimal | None
    holds_low: bool
    holds_high: bool
    band: Band

    @property
    def is_empty(self) -> bool:
        """Whether no number lies in it."""
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and not (self.holds_low and self.holds_high))


def stretch(band: Band, *, whole: bool) -> Stretch:
    """A band as a stretch; of `whole` numbers from the first to the last one in it."""
    if not whole:
        return Stretch(band.low, band.high, not band.low_open, band.high_closed, band)
    return Stretch(_first(band), _last(band), True, True, band)


def in_order(bands: tuple[Band, ...], *, whole: bool) -> list[Stretch]:
    """The stretches that hold a number, from the lowest up."""
    found = [stretch(band, whole=whole) for band in bands]
    kept = [each for each in found if not each.is_empty]
    return sorted(kept, key=lambda each: (each.low is not None, each.low or 0, not each.holds_low))


def overlap(lower: Stretch, upper: Stretch) -> str | None:
    """The numbers that lie in both, in words; None where there are none. `upper` begins no lower than `lower`."""
    ends = [each for each in (lower.high, upper.high) if each is not None]
    if lower.high is None or upper.low is None:
        return _between(upper.low, min(ends, default=None))
    if lower.high == upper.low:
        return figure(upper.low) if lower.holds_high and upper.holds_low else None
    return _between(upper.low, min(ends)) if lower.high > upper.low else None


def gap(lower: Stretch, upper: Stretch, *, whole: bool) -> str | None:
    """The numbers between both that lie in neither, in words; None where there are none."""
    if lower.high is None or upper.low is None:
        return None
    if whole:
        return span(lower.high + 1, upper.low - 1) if upper.low > lower.high + 1 else None
    if lower.high == upper.low and not (lower.holds_high or upper.holds_low):
        return figure(upper.low)
    return span(lower.high, upper.low) if upper.low > lower.high else None


def before(first: Stretch, *, whole: bool) -> str | None:
    """The numbers from nothing up to the first stretch, in words; None where 0 lies in it."""
    if first.low is None or first.low < 0 or (first.low == 0 and first.holds_low):
        return None
    if first.low == 0:
        return "0"
    return span(Decimal(0), first.low - 1) if whole else f"不到 {figure(first.low)}"


def after(last: Stretch, *, whole: bool, percent: bool) -> str | None:
    """The numbers behind the last stretch, in words; None where there are none. A percentage ends at 100."""
    if last.high is None or (percent and (last.high > FULL_PERCENT or (last.high == FULL_PERCENT and last.holds_high))):
        return None
    if whole:
        return f"{figure(last.high + 1)} 及以上"
    return f"{figure(last.high)} {'以上' if last.holds_high else '及以上'}"


def span(low: Decimal, high: Decimal) -> str:
    """Two ends in words: 60—100, one number where they are the same."""
    return figure(low) if low == high else f"{figure(low)}—{figure(high)}"


def furthest(lower: Stretch, upper: Stretch) -> Stretch:
    """Which of two reaches further up."""
    if lower.high is None or upper.high is None:
        return lower if lower.high is None else upper
    return max(lower, upper, key=lambda each: (each.high or 0, each.holds_high))


def _between(low: Decimal | None, high: Decimal | None) -> str:
    if low is not None and high is not None:
        return span(low, high)
    if low is None:
        return f"{figure(high)} 以下" if high is not None else "不论多少"
    return f"{figure(low)} 以上"


def _first(band: Band) -> Decimal | None:
    if band.low is None:
        return None
    whole = band.low.to_integral_value(ROUND_CEILING)
    return whole + 1 if band.low_open and whole == band.low else whole


def _last(band: Band) -> Decimal | None:
    if band.high is None:
        return None
    whole = band.high.to_integral_value(ROUND_FLOOR)
    return whole - 1 if not band.high_closed and whole == band.high else whole
