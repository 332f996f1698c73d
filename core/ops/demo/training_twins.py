"""People who are on file twice in the demo: some to be decided, one merged, one kept apart. All fictitious."""

from datetime import date, timedelta
from typing import NamedTuple

from core import clock
from core.access import Capability
from core.ops.demo.registry import County, morning
from core.ops.demo.training_people import Member, phone, take_in
from core.training.actions import keep_apart, merge_people
from core.training.queries import people
from core.training.rules import StaffKind

FIRST = 9000
"""The serial that their phones begin with."""


class Twin(NamedTuple):
    """A file and the one that came later: names, months of birth, schools by strength; `verdict` is what was said."""

    name: str
    later: str
    born: str
    later_born: str
    at: int
    later_at: int
    same_phone: bool
    verdict: str = ""


TWINS = (
    Twin("欧阳静宜", "欧阳静怡", "-03", "-03", 3, 7, same_phone=True),
    Twin("慕容晓岚", "慕容晓岚", "-11", "-11", 5, 2, same_phone=False),
    Twin("上官云舒", "上官云舒", "-06", "-09", 8, 4, same_phone=True),
    Twin("司徒清和", "司徒清和", "-01", "-01", 6, 1, same_phone=True, verdict="merged"),
    Twin("诸葛明朗", "诸葛明朗", "-08", "-10", 9, 0, same_phone=True, verdict="apart"),
)
GONE = (1, 3)
"""Whose first post has ended."""
MOVED, TWO = "手机和出生年月都一样，去年调到现在的学校", "问过两所学校：是两个人，登记的是同一个总机号码"


def on_file_first(county: County) -> list[Member]:
    """The files that were there first; two of these people have left that school since."""
    ends = clock.year_span(county.year - 1)[1]
    first = [_member(county, twin, at, twin.name, twin.born, twin.at, FIRST + at) for at, twin in enumerate(TWINS)]
    return [one._replace(until=ends) if at in GONE else one for at, one in enumerate(first)]


def come_twice(county: County) -> None:
    """Register them at other schools a second time, and decide of some of them."""
    day = county.day - timedelta(days=25)
    with clock.stopped_at(morning(day)):
        take_in(county, [
            _member(county, twin, at, twin.later, twin.later_born, twin.later_at, FIRST + at + (0 if twin.same_phone else 50))
            for at, twin in enumerate(TWINS)
        ])  # fmt: skip
    with clock.stopped_at(morning(day + timedelta(days=4))):
        _decide(county)


def _decide(county: County) -> None:
    centre = county.people["centre"]
    rows = people(county.session, centre.over(Capability.MANAGE_STAFF), today=county.day)
    found: dict[str, list[int]] = {}
    for row in sorted(rows, key=lambda one: one.id):
        found.setdefault(row.name, []).append(row.id)
    for twin in TWINS:
        if twin.verdict == "merged":
            other, keep = found[twin.name]
            merge_people(county.session, centre, keep_id=keep, other_id=other, reason=MOVED)
        elif twin.verdict == "apart":
            left, right = found[twin.name]
            keep_apart(county.session, centre, left_id=left, right_id=right, reason=TWO)


def _member(county: County, twin: Twin, at: int, name: str, born: str, school: int, number: int) -> Member:
    later = school == twin.later_at
    since = date(county.year if later else county.year - 3, 8, 25)
    place = county.schools[school % (len(county.schools) - 3)]
    return Member(
        place.name, name, StaffKind.PART_TIME, "道德与法治", since, f"{county.year - 38 + at}{born}", "女" if at % 2 else "男",
        phone(number), serial=at,
    )  # fmt: skip
