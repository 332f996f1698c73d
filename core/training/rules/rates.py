"""The counsellors in post at a school, full-time and part-time apart: the two staffing rates are never mixed."""

from typing import NamedTuple


class Posts(NamedTuple):
    """The counsellors in post at one school."""

    full_time: int
    part_time: int
