"""评审抽签: who takes part, who stays away from where, what the draw would give."""

from collections import Counter
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from core.evaluation.queries import Drawing, EntryRow, RaterRow
from core.evaluation.rules.titles import BARS
from core.evaluation.views.raters import rater_words
from core.ui import parts, tables
from core.ui.words import count

MOST_SEED = 2**31 - 1


def draw_fields(raters: Sequence[RaterRow], seed: int, *, key: str) -> tuple[list[int], int]:
    """Who takes part in a draw, and its number."""
    by_id = {row.id: row for row in raters}
    left, right = st.columns([3, 1])
    chosen = left.multiselect(
        "参加抽签的评审", list(by_id), list(by_id), format_func=lambda one: rater_words(by_id[one]), key=f"{key}.raters"
    )
    number = right.number_input(
        "抽签号码", 0, MOST_SEED, seed, key=f"{key}.seed", help="同样的号码、同样的名单，抽出来一样；会随轮次留存。"
    )
    return chosen, int(number)


def draw_preview(found: Drawing, raters: Sequence[RaterRow], entries: Sequence[EntryRow], *, key: str) -> None:
    """Loads after a draw, and who would rate what."""
    names = {row.id: row.name for row in raters}
    places = {row.id: row.place for row in entries}
    new = Counter(who for _, who in found.pairs)
    loads = pd.DataFrame(
        [
            {"评审": names[who], "这次抽到": count(new[who], "处"), "合计": count(load, "处")}
            for who, load in sorted(found.loads.items(), key=lambda pair: (-pair[1], pair[0]))
        ]
    )
    ordered = sorted((places[entry], names[who]) for entry, who in found.pairs)
    pairs = pd.DataFrame(ordered, columns=["学校", "评审"])
    left, right = parts.halves()
    with left:
        parts.section("每人评几处")
        shown = {title: tables.text_column(title, 130) for title in ("评审", "这次抽到", "合计")}
        tables.listing(loads, shown, key=f"{key}.loads", alt="抽签之后每位评审的数量")
    with right:
        parts.section("谁评哪里", "还没有保存")
        shown = {"学校": tables.text_column("学校", 220), "评审": tables.text_column("评审", 120)}
        tables.listing(pairs, shown, key=f"{key}.pairs", alt="抽签的结果")


def conflicts(raters: Sequence[RaterRow], entries: Sequence[EntryRow]) -> None:
    """Who has to stay away from which school, before anybody is drawn."""
    rows = [
        {"评审": who.name, "学校": row.place, "原因": BARS[why]}
        for who in raters
        for row in entries
        if (why := who.bar(row))
    ]
    if not rows:
        st.caption("现在知道的情况里，没有人需要回避。")
        return
    columns = {
        title: tables.text_column(title, width) for title, width in (("评审", 120), ("学校", 220), ("原因", 220))
    }
    tables.listing(pd.DataFrame(rows), columns, key="raters.conflicts", alt=f"{len(rows)} 条需要回避的关系")
