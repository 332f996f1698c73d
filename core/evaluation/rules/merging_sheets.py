"""A sheet that was filled in elsewhere, against what it began from and what is kept by now: three ways, nothing lost."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from core.evaluation.rules.marks import Mark


class Kept(NamedTuple):
    """What is (or was) kept of an item; nothing at all is a mark of None."""

    mark: Mark | None = None
    reason: str = ""
    edition: int = 0


class Filled(NamedTuple):
    """What a file says of an item; None where the cell is blank, and that touches nothing."""

    mark: Mark | None = None
    reason: str | None = None


class Way(StrEnum):
    """What taking a file in would do to an item."""

    ADDED = "added"
    CHANGED = "changed"
    SAME = "same"
    CONFLICT = "conflict"


class Taken(StrEnum):
    """Which side of a conflict counts."""

    FILE = "file"
    KEPT = "kept"


class Choice(NamedTuple):
    """How a rater settled a conflict, and the edition of what was kept when it was shown."""

    taken: Taken
    edition: int


class Merge(NamedTuple):
    """One item of a file: what is kept now, what the file would make of it, and which way that is."""

    code: str
    way: Way
    kept: Kept
    wanted: Kept


def merge(code: str, base: Kept, filled: Filled, kept: Kept) -> Merge:
    """The item's three ways: what the sheet began from, what the file says, what is kept now.

    A cell that is blank, or stands as it was when the sheet was made, changes nothing. Mark and reason are looked at apart:
    one changed here and the other there meet without a conflict.
    """
    said = None if filled.mark is None else _completed(base.mark, filled.mark)
    mark = said if said != base.mark else None
    reason = filled.reason if filled.reason is not None and filled.reason != base.reason else None
    if reason is not None and kept.mark is None:  # a reason has no place of its own once its mark was taken back
        mark = said
    wanted = Kept(kept.mark if mark is None else mark, kept.reason if reason is None else reason, kept.edition)
    if wanted == kept:
        return Merge(code, Way.SAME, kept, kept)
    met = mark is not None and kept.mark not in (base.mark, mark)
    met = met or (reason is not None and kept.reason not in (base.reason, reason))
    if met:
        return Merge(code, Way.CONFLICT, kept, wanted)
    return Merge(code, Way.ADDED if kept.mark is None else Way.CHANGED, kept, wanted)


def _completed(base: Mark | None, filled: Mark) -> Mark:
    """A mark of several numbers, with those that were left blank as they were."""
    if filled.na or base is None or base.na:
        return filled
    return Mark(tuple(sorted({**dict(base.values), **dict(filled.values)}.items())))


def settled(merges: Mapping[str, Merge], choices: Mapping[str, Choice]) -> tuple[list[Merge], list[Merge]]:
    """What is to be written, and the conflicts that nobody settled.

    A choice counts for the edition it was made over: what was changed since is shown again.
    """
    write = [one for one in merges.values() if one.way in (Way.ADDED, Way.CHANGED)]
    open_ = []
    for one in merges.values():
        choice = choices.get(one.code)
        if one.way is not Way.CONFLICT:
            continue
        if choice is None or choice.edition != one.kept.edition:
            open_.append(one)
        elif choice.taken is Taken.FILE:
            write.append(one)
    return write, open_
