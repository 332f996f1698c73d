"""What a season comes to at a level: distinct activities, 场次 and 人次 apart, a joint one counted once."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from core.activities.rules.progress import COUNTED, Reported


class Totals(NamedTuple):
    """The activities of a place. `sessions` (场次) and `attendances` (人次) are two things and are never added together.

    `shared` are the people whom schools told of activities that somebody outside held with them: of no audience.
    `works` are by kind, `partners` in how many activities each took part.
    """

    activities: int
    sessions: int
    pupils: int
    teachers: int
    parents: int
    community: int
    shared: int
    works: Mapping[str, int]
    partners: Mapping[str, int]

    @property
    def attendances(self) -> int:
        """人次 of every audience."""
        return self.pupils + self.teachers + self.parents + self.community + self.shared


def totals(reports: Iterable[Reported], inside: Collection[int]) -> Totals:
    """What was held by the organisations `inside`, or together with a school of them; every activity once.

    Where the host is inside, its numbers are those of the activity, for everybody who came. Where it is outside, the
    schools inside add what they told of their own people; the works are the host's. What is no more than a draft, or was
    sent back, does not count.
    """
    found = {one.id: one for one in reports if one.state in COUNTED and _concerns(one, inside)}.values()
    own = [one for one in found if one.org_id in inside]
    guests = [one for one in found if one.org_id not in inside]
    return Totals(
        activities=len(found),
        sessions=sum(one.sessions for one in found),
        **{
            name: sum(getattr(one, name) or 0 for one in own) for name in ("pupils", "teachers", "parents", "community")
        },
        shared=sum(part.attendances or 0 for one in guests for part in one.joint if part.school_id in inside),
        works=_added(one.works for one in own),
        partners=_added(dict.fromkeys(one.partners, 1) for one in found),
    )


def _concerns(report: Reported, inside: Collection[int]) -> bool:
    return report.org_id in inside or any(part.school_id in inside for part in report.joint)


def _added(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """Sums by key, the largest first; a key with nothing is left out."""
    found: Counter[str] = Counter()
    for one in counts:
        found.update(one)
    return {key: number for key, number in sorted(found.items(), key=lambda pair: (-pair[1], pair[0])) if number}
