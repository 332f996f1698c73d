"""What becomes of staffing when posts end and others are made: before and after, school by school."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from core.training.rules import StaffKind
from core.training.rules.rates import Posts
from core.training.rules.staffing import Norm, SchoolPosts, parted

MOST_NEW = 20
"""New posts of one kind at one school, at most: more is a slip of the pen."""


class Why(StrEnum):
    """Why somebody is no longer in post on a day ahead, or newly is."""

    RETIRES = "retires"  # 到法定退休年龄
    PAST = "past"  # 已过法定退休年龄，名册上仍在岗
    ENDS = "ends"  # 已登记离岗日期
    BEGINS = "begins"  # 已登记，还没有到岗


class Held(NamedTuple):
    """One post of a counsellor that is held today or begins later; `last_day` is the last by age, None where not known."""

    school_id: int
    staff_id: int
    kind: StaffKind
    since: date
    until: date | None
    last_day: date | None
    certified: bool

    def on(self, day: date) -> bool:
        """Whether the post is held on a day, whatever the age."""
        return self.since <= day and (self.until is None or day <= self.until)


class Change(NamedTuple):
    """What one school has less on a day ahead (a negative figure is more): posts, certified people; people by reason.

    `untold` are in post and have no gender or month of birth on file: nobody knows when they retire.
    """

    posts: Posts
    certified: int
    people: Mapping[Why, int]
    untold: int


class Outlook(NamedTuple):
    """One norm before and after; `falls` are the schools that meet it now and would not, `rises` the other way round."""

    before: tuple[SchoolPosts, ...]
    after: tuple[SchoolPosts, ...]
    falls: tuple[SchoolPosts, ...]
    rises: tuple[SchoolPosts, ...]
    of: int


def expected(held: Iterable[Held], today: date, then: date) -> dict[int, Change]:
    """What the register alone says of the day `then`, by school; a school where nothing is to be told has no entry.

    Who has two posts at a school is counted there once, as full-time where one of them is.
    """
    people: dict[tuple[int, int], list[Held]] = defaultdict(list)
    for one in held:
        people[one.school_id, one.staff_id].append(one)
    found: dict[int, list[Change]] = defaultdict(list)
    for (school_id, _), posts in people.items():
        found[school_id].append(_of_one(posts, today, then))
    whole = {school_id: _together(changes) for school_id, changes in found.items()}
    return {
        school_id: change for school_id, change in whole.items() if change.people or change.untold or any(change.posts)
    }


def ahead(
    schools: Sequence[SchoolPosts], changes: Mapping[int, Change], coming: Mapping[int, Posts]
) -> tuple[SchoolPosts, ...]:
    """The same schools, in the same order, after some posts ended and others were made.

    Who comes is taken to have no certificate yet; pupils stay those of today. ValueError where more posts end than there are.
    """
    return tuple(_after(school, changes.get(school.school_id), coming.get(school.school_id)) for school in schools)


def outlook(before: Sequence[SchoolPosts], after: Sequence[SchoolPosts], norm: Norm) -> Outlook:
    """How a norm is met before and after; the schools in `falls` and `rises` are told as they are afterwards."""
    now, then = parted(before, norm), parted(after, norm)
    met, kept = _ids(now.met), _ids(then.met)
    falls = tuple(school for school in after if school.school_id in met - kept)
    rises = tuple(school for school in after if school.school_id in kept - met)
    return Outlook(now.met, then.met, falls, rises, then.of)


def _of_one(posts: Sequence[Held], today: date, then: date) -> Change:
    first = posts[0]
    now = _counted(one.kind for one in posts if one.on(today))
    stays = first.last_day is None or then <= first.last_day
    later = _counted(one.kind for one in posts if stays and one.on(then))
    why = _why(any(now), any(later), first.last_day, today, then)
    lost = Posts(*(before - after for before, after in zip(now, later, strict=True)))
    return Change(
        lost, first.certified * sum(lost), {why: 1} if why else {}, int(any(now) and first.last_day is None)
    )  # fmt: skip


def _counted(kinds: Iterable[StaffKind]) -> Posts:
    held = set(kinds)
    full = StaffKind.FULL_TIME in held
    return Posts(int(full), int(StaffKind.PART_TIME in held and not full))


def _why(now: bool, later: bool, last_day: date | None, today: date, then: date) -> Why | None:
    if now == later:
        return None
    if later:
        return Why.BEGINS
    if last_day is None or then <= last_day:
        return Why.ENDS
    return Why.PAST if last_day < today else Why.RETIRES


def _together(changes: Sequence[Change]) -> Change:
    people: Counter[Why] = Counter()
    for change in changes:
        people.update(change.people)
    posts = Posts(sum(one.posts.full_time for one in changes), sum(one.posts.part_time for one in changes))
    return Change(posts, sum(one.certified for one in changes), dict(people), sum(one.untold for one in changes))


def _after(school: SchoolPosts, change: Change | None, coming: Posts | None) -> SchoolPosts:
    less, more = change.posts if change else Posts(0, 0), coming or Posts(0, 0)
    posts = Posts(*(now - lost + new for now, lost, new in zip(school.posts, less, more, strict=True)))
    left = school.certified - (change.certified if change else 0)
    if min(*posts, *more, left) < 0:
        raise ValueError("more posts end than there are")
    return school._replace(posts=posts, certified=left, registered=school.registered or any(posts))


def _ids(schools: Sequence[SchoolPosts]) -> set[int]:
    return {school.school_id for school in schools}
