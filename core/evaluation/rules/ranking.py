"""Places in a contest: means of judges' totals, ranks with ties, awards by rank, who is recommended upwards."""

from collections.abc import Collection, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from core.evaluation.rules.contests import AwardLevel

CENT = Decimal("0.01")


def mean_of(totals: Collection[Decimal]) -> Decimal | None:
    """The mean of the judges' totals, rounded once, half up, to 2 decimals; None without any."""
    if not totals:
        return None
    mean = sum((Fraction(total) for total in totals), Fraction(0)) / len(totals)
    return (Decimal(mean.numerator) / Decimal(mean.denominator)).quantize(CENT, ROUND_HALF_UP)


def ranks(totals: Mapping[int, Decimal]) -> dict[int, int]:
    """The rank of each by its total, the highest first: equal totals share a rank, and the next counts them (1, 1, 3)."""
    return {key: 1 + sum(other > total for other in totals.values()) for key, total in totals.items()}


def awards_by_rank(totals: Mapping[int, Decimal], awards: Sequence[AwardLevel]) -> dict[int, str]:
    """The award that each rank gives, "" for none: whoever ranks within the places of the levels so far has the level.

    Equal totals have equal awards. So the last of a level may be shared, and then more have it than it has places: that is
    for people to see (`over`) and to decide, never for the order of the list.
    """
    return {key: _award(rank, awards) for key, rank in ranks(totals).items()}


def over(given: Collection[str], awards: Sequence[AwardLevel]) -> dict[str, int]:
    """How many more than its places hold an award, by key; only levels where any do."""
    more = {award.key: sum(one == award.key for one in given) - award.places for award in awards}
    return {key: many for key, many in more.items() if many > 0}


def forwarded_by_rank(totals: Mapping[int, Decimal], most: int) -> frozenset[int]:
    """Who is recommended upwards when `most` may be: from the first on, and of equal totals all or none.

    Upwards the number is fixed: where the last places are shared by more than there are, people choose.
    """
    known = ranks(totals)
    return frozenset(
        key for key, rank in known.items() if rank + sum(other == rank for other in known.values()) - 1 <= most
    )


def _award(rank: int, awards: Sequence[AwardLevel]) -> str:
    places = 0
    for award in awards:
        places += award.places
        if rank <= places:
            return award.key
    return ""
