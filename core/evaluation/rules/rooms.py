"""心理辅导室: what may be told of one."""

from datetime import date
from typing import NamedTuple

from core.errors import Refused

NAME, PLACE = 60, 100  # characters
LARGEST = 10_000  # m²


class RoomFacts(NamedTuple):
    """What is told of a room; `area` is in square metres."""

    name: str
    place: str = ""
    area: int | None = None
    opened_on: date | None = None


def checked(facts: RoomFacts, today: date) -> RoomFacts:
    """The facts with their texts on one line. Raises Refused for what cannot be."""
    name, place = " ".join(facts.name.split()), " ".join(facts.place.split())
    if not 0 < len(name) <= NAME:
        raise Refused("room.name", most=NAME)
    if len(place) > PLACE:
        raise Refused("room.place", most=PLACE)
    if facts.area is not None and not 0 < facts.area <= LARGEST:
        raise Refused("room.area")
    if facts.opened_on is not None and facts.opened_on > today:
        raise Refused("room.opened_unlikely")
    return RoomFacts(name, place, facts.area, facts.opened_on)
