"""The official administrative divisions, as a list to pick the top organisation from."""

import csv
from functools import cache
from typing import NamedTuple

from core import catalog
from core.organisations.rules import Level

PSEUDO = frozenset(("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"))
"""Rows of the official list that are no place: what hangs below them belongs to the province itself."""


class Division(NamedTuple):
    """A place with its official code (2 digits for a province, 4 for a city, 6 for a county)."""

    code: str
    name: str
    level: Level


def provinces() -> tuple[Division, ...]:
    """All provinces, in official order."""
    return tuple(Division(row["code"], row["name"], Level.PROVINCE) for row in _rows("provinces"))


def cities(province: str) -> tuple[Division, ...]:
    """The cities of a province's code; none for 北京, 天津, 上海 and 重庆."""
    rows = (row for row in _rows("cities") if row["provinceCode"] == province and row["name"] not in PSEUDO)
    return tuple(Division(row["code"], row["name"], Level.CITY) for row in rows)


def counties(parent: str) -> tuple[Division, ...]:
    """The counties of a city's code, or those that hang directly below a province's; none for 东莞 and its like."""
    parents = {row["code"]: row["name"] for row in _rows("cities") if row["code"] == parent or _is_pseudo(row, parent)}
    rows = (row for row in _rows("areas") if row["cityCode"] in parents and row["name"] != parents[row["cityCode"]])
    return tuple(Division(row["code"], row["name"], Level.COUNTY) for row in rows)


def _is_pseudo(city: dict[str, str], province: str) -> bool:
    return city["provinceCode"] == province and city["name"] in PSEUDO


@cache
def _rows(name: str) -> tuple[dict[str, str], ...]:
    with (catalog.DATA / "divisions" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
