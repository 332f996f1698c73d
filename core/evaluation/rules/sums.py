"""How the parts of an indicator make its score: exact fractions, rounded once at the end."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import NamedTuple

from core.evaluation.rules.spec import Combine, NaRule

ZERO = Fraction(0)


class Part(NamedTuple):
    """An indicator or item within a sum.

    `full` is what it could give if all of it applied, `most` what it could give as far as it applies, `score` what it
    gave (None: a mark is missing). A deduction has a `full` of 0 and a score below it.
    """

    score: Fraction | None
    most: Fraction
    full: Fraction
    na: bool = False
    weight: Fraction = Fraction(1)

    @property
    def na_without_points(self) -> bool:
        """Whether it does not apply and counts for nothing (NaRule.FULL lets it count)."""
        return self.na and self.most == 0


class Way(NamedTuple):
    """How children are put together; see spec.Node. `points` matter for a MEAN alone."""

    combine: Combine
    na_rule: NaRule
    points: Fraction | None = None
    cap: Fraction | None = None
    scale_to: Fraction | None = None


def gained(children: Sequence[Part], way: Way) -> Part:
    """What the children with points give together, before deductions.

    SUM adds them; MEAN gives points x the mean of their shares by weight. Then the points of what does not apply are
    shared out among the siblings (NaRule.SIBLINGS alone), then `cap` holds, then `scale_to` stretches. A part all of
    whose children do not apply does not apply itself.
    """
    gains = _on_one_scale([each for each in children if each.full > 0], way)
    full = sum((each.full for each in gains), ZERO)
    na = bool(gains) and all(each.na for each in gains)
    most = sum((each.most for each in gains), ZERO)
    score = sum((each.score or ZERO for each in gains), ZERO)
    if way.na_rule is NaRule.SIBLINGS and most:
        score, most = score * full / most, full
    score, most, full = _stretched(way.scale_to, *_capped(way.cap, score, most, full))
    return Part(None if any(each.score is None for each in children) else score, most, full, na)


def lessened(part: Part, children: Sequence[Part], cap: Fraction | None = None) -> Part:
    """`part` less the deductions among its children, not below 0.

    Where nothing has points of its own the deductions are handed upwards together, `cap` at most; where a part does
    not apply, neither do they.
    """
    losses = sum((each.score or ZERO for each in children if each.full == 0), ZERO)
    if part.score is None or part.na_without_points:
        return part
    if part.full == 0:
        bare = bool(children) and all(each.na for each in children)
        return part._replace(score=losses if cap is None else max(losses, -cap), na=bare)
    return part._replace(score=max(part.score + losses, ZERO))


def whole(part: Part) -> Part:
    """`part` scaled to its full points, for what left the sheet."""
    if part.score is None or not part.most:
        return part
    return part._replace(score=part.score * part.full / part.most, most=part.full)


def rounded(value: Fraction, places: int) -> Decimal:
    """Rounded half up (away from zero), exactly."""
    units = floor(abs(value) * 10**places + Fraction(1, 2))
    return Decimal(units if value >= 0 else -units).scaleb(-places)


def _on_one_scale(gains: list[Part], way: Way) -> list[Part]:
    """For a MEAN every child's points become its weight's share of the whole; a SUM leaves them."""
    if way.combine is Combine.SUM:
        return gains
    points = way.points if way.points is not None else sum((each.full for each in gains), ZERO)
    weights = sum((each.weight for each in gains), ZERO)
    return [_scaled(each, points * each.weight / weights / each.full) for each in gains] if weights else []


def _scaled(part: Part, factor: Fraction) -> Part:
    score = None if part.score is None else part.score * factor
    return part._replace(score=score, most=part.most * factor, full=part.full * factor)


def _capped(cap: Fraction | None, *values: Fraction) -> tuple[Fraction, ...]:
    return values if cap is None else tuple(min(each, cap) for each in values)


def _stretched(scale_to: Fraction | None, *values: Fraction) -> tuple[Fraction, ...]:
    full = values[-1]
    return values if scale_to is None or not full else tuple(each * scale_to / full for each in values)
