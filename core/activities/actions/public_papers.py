"""Public education of a stretch of time as a workbook to keep: sums by kind, month and organisation, and calls."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from core import audit
from core.access import Actor, Capability, Scope, require
from core.activities import packs
from core.activities.queries.public import public_totals
from core.activities.rules.hotline import HotlineSum, calls_in, mean_minutes
from core.activities.rules.public import (
    PUBLIC_TITLES,
    UNITS,
    PublicTotals,
    apart,
    by_kind,
    by_month,
    calls_by_month,
    in_order,
)
from core.organisations.queries import get, tree
from core.sheets.export import Table, workbook

EACH = tuple(f"{title}{word}" for title in PUBLIC_TITLES.values() for word in ("场次", "人次"))
CALLS = ("热线接听（次）", "平均接起（分钟）")


def export_public(session: Session, actor: Actor, *, org_id: int, since: date, until: date) -> bytes:
    """The sums of an organisation and those below it from `since` to `until`: .xlsx. Raises NotFound outside the scope."""
    org = get(session, require(actor, Capability.VIEW_ACTIVITIES), org_id)
    below = Scope.at(org.path)
    totals = public_totals(session, below, since=since, until=until)
    whole = apart(totals)
    names = {one.id: one.name for one in tree(session, below) if one.id in whole}
    audit.record(session, actor, "public.exported", org_id=org.id, organisations=len(names))
    return workbook([_kinds(totals), _months(totals), _places(names, totals), _categories(totals.calls)])


def _kinds(totals: PublicTotals) -> Table:
    rows = [
        (PUBLIC_TITLES[kind], one.entries, one.sessions, UNITS[kind], one.attendances)
        for kind, one in by_kind(totals.held).items()
    ]
    return Table("按类别", ("类别", "登记条数", "场次", "单位", "人次"), rows)


def _months(totals: PublicTotals) -> Table:
    held, calls = by_month(totals.held), calls_by_month(totals.calls)
    rows = [
        (f"{month:%Y-%m}", held[month].sessions if month in held else 0, held[month].attendances if month in held else 0,
         calls.get(month, 0))
        for month in sorted({*held, *calls})
    ]  # fmt: skip
    return Table("按月", ("月份", "场次", "人次", CALLS[0]), rows)


def _places(names: dict[int, str], totals: PublicTotals) -> Table:
    rows, whole = [], apart(totals)
    for at in in_order(names, totals):
        one = whole[at]
        numbers = [number for held in by_kind(one.held).values() for number in (held.sessions, held.attendances)]
        rows.append((names[at], *numbers, calls_in(one.calls), _minutes(one.calls)))
    return Table("按单位", ("单位", *EACH, *CALLS), rows)


def _categories(calls: Sequence[HotlineSum]) -> Table:
    kinds = packs.hotline().titles
    found = {
        key: [one for one in calls if one.category == key]
        for key in dict.fromkeys([*kinds, *(one.category for one in calls)])
    }
    rows = [(kinds.get(key, key), calls_in(rows), _minutes(rows)) for key, rows in found.items()]
    return Table("热线类别", ("类别", *CALLS), rows)


def _minutes(calls: Sequence[HotlineSum]) -> float | str:
    """To a tenth; "未统计" where nobody took the time."""
    mean = mean_minutes(calls)
    return "未统计" if mean is None else float(mean)
