"""What becomes of staffing when posts end and others are made: before and after, school by school."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from core.training.rules.rates import Posts
from core.training.rules.staffing import Norm, SchoolPosts, parted

MOST_NEW = 20
"""New posts of one kind at one school, at most: more is a slip of the pen."""


class Why(StrEnum):
    """Why a post ends until a day."""

    RETIRES = "retires"  # 到法定退休年龄
    PAST = "past"  # 已过法定退休年龄，名册上仍在岗
    ENDS = "ends"  # 已登记离岗日期


class Gone(NamedTuple):
    """What one school loses until a day: posts, certified people among them, and people by reason."""

    posts: Posts
    certified: int
    people: Mapping[Why, int]


class Outlook(NamedTuple):
    """One norm before and after; `falls` are the schools that meet it now and would not, `rises` the other way round."""

    before: tuple[SchoolPosts, ...]
    after: tuple[SchoolPosts, ...]
    falls: tuple[SchoolPosts, ...]
    rises: tuple[SchoolPosts, ...]
    of: int


def ahead(
    schools: Sequence[SchoolPosts], gone: Mapping[int, Gone], coming: Mapping[int, Posts]
) -> tuple[SchoolPosts, ...]:
    """The same schools, in the same order, after some posts ended and others were made.

    Who comes is taken to have no certificate yet; pupils stay those of today. ValueError where more posts end than there are.
    """
    return tuple(_after(school, gone.get(school.school_id), coming.get(school.school_id)) for school in schools)


def outlook(before: Sequence[SchoolPosts], after: Sequence[SchoolPosts], norm: Norm) -> Outlook:
    """How a norm is met before and after; the schools in `falls` and `rises` are told as they are afterwards."""
    now, then = parted(before, norm), parted(after, norm)
    met, kept = _ids(now.met), _ids(then.met)
    falls = tuple(school for school in after if school.school_id in met - kept)
    rises = tuple(school for school in after if school.school_id in kept - met)
    return Outlook(now.met, then.met, falls, rises, then.of)


def _after(school: SchoolPosts, gone: Gone | None, coming: Posts | None) -> SchoolPosts:
    less, more = gone.posts if gone else Posts(0, 0), coming or Posts(0, 0)
    posts = Posts(*(now - lost + new for now, lost, new in zip(school.posts, less, more, strict=True)))
    left = school.certified - (gone.certified if gone else 0)
    if min(*posts, *more, left) < 0:
        raise ValueError("more posts end than there are")
    return school._replace(posts=posts, certified=left, registered=school.registered or any(more))


def _ids(schools: Sequence[SchoolPosts]) -> set[int]:
    return {school.school_id for school in schools}
