"""The two staffing rates, which are never mixed: each has a norm and a numerator of its own."""

from collections.abc import Iterable
from typing import NamedTuple


class Posts(NamedTuple):
    """The counsellors in post at one school."""

    full_time: int
    part_time: int


class Rate(NamedTuple):
    """How many schools of how many meet a norm."""

    having: int
    of: int

    @property
    def share(self) -> float | None:
        """0 to 1; None where there is no school."""
        return self.having / self.of if self.of else None


def full_time_rate(schools: Iterable[Posts]) -> Rate:
    """专职配备率: schools with at least one full-time counsellor (教思政厅函〔2021〕10号：每校至少配备 1 名专职)."""
    rows = list(schools)
    return Rate(sum(row.full_time > 0 for row in rows), len(rows))


def any_rate(schools: Iterable[Posts]) -> Rate:
    """专(兼)职配备率: schools with at least one of either (十七部门《专项行动计划（2023—2025 年）》：2025 年达到 95%)."""
    rows = list(schools)
    return Rate(sum(row.full_time + row.part_time > 0 for row in rows), len(rows))
