"""How many people one colleague can walk beside."""

from core.errors import Refused

USUAL_CAPACITY = 5
"""Open pairings where the school said nothing else; default, for the bureau to settle."""
MOST = 50


def check_capacity(carried: int, capacity: int) -> None:
    """Raise Refused("cases.mentor_full") unless one more pairing still fits."""
    if carried >= capacity:
        raise Refused("cases.mentor_full", carried=carried, capacity=capacity)
