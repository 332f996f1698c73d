"""Codes for what has none, and for what is numbered anew below every indicator."""

import re
from collections.abc import Sequence
from typing import NamedTuple

COUNTED = re.compile(r"[\d一二三四五六七八九十]+")


class Uncoded(NamedTuple):
    """Something of a form: what code it says ("" for none), and the place of what it stands below in the same list."""

    wanted: str
    above: int | None
    exact: bool = False


def coded(parts: Sequence[Uncoded]) -> list[str]:
    """A code for each part, in order; what stands above comes first.

    A bare number that was met before is put behind the code above it: the second 1 becomes B.1. A code of another form
    that was met before stays, so that the linter names it. `exact` codes stay in any case.
    """
    made: list[str] = []
    kept = {part.wanted for part in parts if part.exact}
    for part in parts:
        above = made[part.above] if part.above is not None else ""
        made.append(_code(part, above, {*made, *kept}))
    return made


def _code(part: Uncoded, above: str, used: set[str]) -> str:
    if part.exact or (part.wanted and part.wanted not in used):
        return part.wanted
    if part.wanted and not COUNTED.fullmatch(part.wanted):
        return part.wanted
    stem = f"{above}." if above and (above[-1].isdigit() or part.wanted) else above
    if part.wanted and (made := f"{stem}{part.wanted}") not in used:
        return made
    return next(made for number in range(1, 2_000) if (made := f"{stem[:18]}{number}") not in used)
