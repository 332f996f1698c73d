"""Who can be given a place in a training session: by the seats of the hall, by the places of a school, by their post."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

ALREADY = "training.enrolled_already"
"""Not a flaw but nothing to do: this school has sent this person already."""


class Room(NamedTuple):
    """What is free: seats in all (None without a limit), and places by school (None when every school is open)."""

    seats: int | None = None
    taken: int = 0
    quotas: Mapping[int, int] | None = None
    taken_by_school: Mapping[int, int] = {}

    @property
    def seats_left(self) -> int | None:
        """Seats that nobody has taken; None without a limit."""
        return None if self.seats is None else max(self.seats - self.taken, 0)

    def own_left(self, school_id: int) -> int | None:
        """What is left of a school's own places; None where schools have none of their own."""
        if self.quotas is None:
            return None
        return max(self.quotas.get(school_id, 0) - self.taken_by_school.get(school_id, 0), 0)

    def left(self, school_id: int) -> int | None:
        """How many more people a school can send; None without any limit."""
        limits = [one for one in (self.seats_left, self.own_left(school_id)) if one is not None]
        return min(limits, default=None)


class Wish(NamedTuple):
    """Somebody whom a school would send: the post there, and which school holds a place for them already."""

    staff_id: int
    school_id: int
    since: date
    until: date | None
    held_by: int | None = None


def wish_flaw(wish: Wish, *, today: date, session_day: date) -> str:
    """Why somebody cannot be given a place, as a code; ALREADY when they have it; "" when they can.

    They have to be in post on the day of enrolment, or to come by the day of the session.
    """
    if wish.held_by is not None:
        return ALREADY if wish.held_by == wish.school_id else "training.enrolled_elsewhere"
    if wish.until is not None and wish.until < today:
        return "training.left_school"
    return "training.not_yet_here" if wish.since > max(today, session_day) else ""


def room_flaws(room: Room, wanted: Mapping[int, int]) -> dict[int | None, str]:
    """Where there is not enough room for so many by school, as codes; None stands for the hall."""
    found: dict[int | None, str] = {
        school: "training.quota_used_up"
        for school, many in wanted.items()
        if (own := room.own_left(school)) is not None and many > own
    }
    if room.seats_left is not None and sum(wanted.values()) > room.seats_left:
        found[None] = "training.no_seat_left"
    return found


def overtaken(quotas: Mapping[int, int], taken_by_school: Mapping[int, int]) -> int:
    """How many schools have more people enrolled than these places; schools that are not named have none."""
    return sum(taken > quotas.get(school, 0) for school, taken in taken_by_school.items())
