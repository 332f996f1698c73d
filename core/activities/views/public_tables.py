"""社会宣教 in tables: organisations side by side, and what calls were about."""

from collections.abc import Mapping, Sequence

import pandas as pd

from core.activities import packs
from core.activities.rules.hotline import HotlineSum, calls_in, mean_minutes
from core.activities.rules.public import NOTHING, PUBLIC_TITLES, UNITS, PublicTotals, apart, by_kind, in_order
from core.activities.views.log_forms import APART
from core.ui import tables
from core.ui.words import Absence, count


def places(names: Mapping[int, str], totals: PublicTotals) -> None:
    """One row an organisation, those with most first; who registered nothing is 未报."""
    order = in_order(names, totals)
    whole = apart(totals)
    silent = len(names.keys() - whole.keys())
    spot = tables.page_of(len(order), key="public.places.page", order=f"办得多的在前；未报：还没有登记（{silent} 个）")
    columns = {"org": tables.text_column("单位", 180)}
    columns |= {
        kind.value: tables.count_column(f"{title}（{UNITS[kind]}）", 70 + 13 * len(title))
        for kind, title in PUBLIC_TITLES.items()
    }
    columns |= {
        "attendances": tables.count_column("人次合计", 90, rule=APART),
        "calls": tables.count_column("热线（次）", 90),
    }
    shown = order[spot.offset : spot.offset + spot.limit]
    with spot.body:
        frame = pd.DataFrame([{"org": names[at], **_cells(whole.get(at, NOTHING))} for at in shown])
        tables.listing(frame, columns, key="public.places", alt=f"{len(shown)} 个单位的社会宣教")


def categories(calls: Sequence[HotlineSum]) -> None:
    """What the calls were about, and how long people waited."""
    titles = packs.hotline().titles
    found = {key: [one for one in calls if one.category == key] for key in {one.category for one in calls}}
    order = sorted(found, key=lambda key: (-calls_in(found[key]), titles.get(key, key)))
    rows = [
        {"category": titles.get(key, key), "calls": count(calls_in(found[key])), "minutes": minutes(found[key])}
        for key in order
    ]
    columns = {
        "category": tables.text_column("类别", 140),
        "calls": tables.count_column("接听（次）", 100),
        "minutes": tables.count_column("平均接起", 110, rule="按次数加权；没有统计时间的来电不参加平均"),
    }
    tables.listing(pd.DataFrame(rows), columns, key="public.categories", alt="热线接听的类别")


def minutes(calls: Sequence[HotlineSum]) -> str:
    """The mean time to an answer in words."""
    mean = mean_minutes(calls)
    return "未统计" if mean is None else f"{mean} 分钟"


def _cells(one: PublicTotals) -> dict[str, str]:
    if not one:
        return dict.fromkeys(
            [*(kind.value for kind in PUBLIC_TITLES), "attendances", "calls"], Absence.NOT_REPORTED.value
        )
    held = by_kind(one.held)
    told = {kind.value: count(found.sessions) for kind, found in held.items()}
    people = sum(found.attendances for found in held.values())
    return told | {"attendances": count(people), "calls": count(calls_in(one.calls))}
