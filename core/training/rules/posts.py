"""Posts as they are shown: what overlaps or follows on at one school is one post."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from core.training.rules import StaffKind

DAY = timedelta(days=1)


class Span(NamedTuple):
    """A post from `since` until `until` (the last day; None while it lasts)."""

    school_id: int
    kind: StaffKind
    subject: str
    since: date
    until: date | None

    @property
    def ends(self) -> date:
        """The last day, that of the calendar while the post lasts."""
        return self.until or date.max


def joined(posts: Iterable[Span]) -> list[Span]:
    """The same days in as few posts as possible: those of one school and kind that overlap or follow on are one.

    In order of the first day. Of two subjects the later one stays, an empty one never replaces another.
    """
    found: dict[tuple[int, StaffKind], list[Span]] = {}
    for post in sorted(posts, key=_order):
        spans = found.setdefault((post.school_id, post.kind), [])
        if spans and (spans[-1].ends == date.max or post.since <= spans[-1].ends + DAY):
            last = spans.pop()
            until = max(last.ends, post.ends)
            post = last._replace(subject=post.subject or last.subject, until=None if until == date.max else until)
        spans.append(post)
    return sorted((one for spans in found.values() for one in spans), key=_order)


def _order(post: Span) -> tuple[date, date, int, str, str]:
    return post.since, post.ends, post.school_id, post.kind.value, post.subject
