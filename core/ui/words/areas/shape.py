"""The shape of a problem's words."""

from typing import NamedTuple


class ProblemWords(NamedTuple):
    """是什么 and 怎么改. Blanks: {value} {title} {row} {column} and the names in the problem's details."""

    what: str
    fix: str
