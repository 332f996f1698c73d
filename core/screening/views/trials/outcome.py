"""What a trial found: one sentence, the schools' lists before and after, and who crossed a cut-off since last year, as counts."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from core.screening import packs
from core.screening.queries import CampaignRow
from core.screening.rules.bands import Direction
from core.screening.rules.crossings import Crossings, Twofold
from core.screening.rules.cutoffs import crossing_default
from core.screening.rules.policy import TierPolicy
from core.screening.rules.reasons import figure
from core.screening.rules.simulation import CAPACITY, Simulation
from core.screening.rules.suppression import LEAST, suppress
from core.screening.views.shared import campaign_words, levels
from core.screening.views.trials.chart import Listed, lists
from core.ui import charts, parts, tables
from core.ui.words import Absence, Figure, Level, count, safe, signed

MOST = 20  # schools drawn one by one
LOAD_RULE = f"名单人数 ÷（心理教师人数 × {CAPACITY}）。每位心理教师同时跟进 {CAPACITY} 人，是默认值，请按本地文件核定"


def outcome(found: Simulation, policy: TierPolicy, names: Mapping[int, str]) -> None:
    """The sentence, the table and the chart of a trial."""
    order = sorted(range(len(found.schools)), key=lambda row: (-(found.listed_after(row) or -1), row))
    _sentence(found)
    _table(found, policy, names, order)
    if found.hide:
        st.caption(
            f":material/visibility_off: 少于 {LEAST} 人的数字已隐去；变化不到 {LEAST} 人的也隐去，"
            "为了不让它们被推算出来，旁边的数字也可能隐去。"
        )
    parts.section("各校名单有多长", "上一次、现在、试算后")
    rows = [
        Listed(names.get(found.schools[row].school_id, ""), _last(found, row), _shown(found.listed_before(row)),
               _shown(found.listed_after(row)))
        for row in order[:MOST]
    ]  # fmt: skip
    charts.show(lists(rows), key="simulator.chart")
    if len(order) > MOST:
        st.caption(f"画出试算后名单最长的 {MOST} 所，其余见上表。")


def across_years(twofolds: Mapping[str, Twofold], earlier: CampaignRow | None, *, hide: bool) -> None:
    """Who crossed a cut-off since the previous campaign, in one line; the scale and the cut-off may be picked."""
    parts.section("和上一次比", f"与{campaign_words(earlier)}，同一个人前后两次" if earlier else "")
    if earlier is None or not twofolds:
        parts.empty("history", "还没有可以比的上一次", "同一学期、用同一份量表的上一次普测导入后，这里会有对照。",
                    key="simulator.no_year")  # fmt: skip
        return
    with st.container(horizontal=True):
        scale = st.selectbox(
            "量表",
            list(twofolds),
            format_func=lambda key: packs.scale(key).title,
            key="simulator.crossing_scale",
            width=200,
        )
        spec = packs.scale(scale)
        low, high = spec.total_range
        cut = st.number_input("界值", low, high, crossing_default(spec), 1.0, format="%g",
                              key=f"simulator.crossing_cut.{scale}", width=160)  # fmt: skip
    crossed = twofolds[scale].crossed(cut)
    st.markdown(f"##### {safe(crossing_words(crossed, cut, twofolds[scale].worse, hide=hide))}", anchors=False)
    st.caption(safe(stayed_words(crossed, cut, twofolds[scale].worse, hide=hide)))


def crossing_words(found: Crossings, cut: float, worse: Direction, *, hide: bool) -> str:
    """21 人升到 10 分及以上，47 人降到以下."""
    rose, fell, *_ = _figures(found, hide=hide)
    at = figure(cut)
    if worse is Direction.HIGHER:
        return f"{count(rose, '人')}升到 {at} 分及以上，{count(fell, '人')}降到以下"
    return f"{count(rose, '人')}降到 {at} 分及以下，{count(fell, '人')}升到以上"


def stayed_words(found: Crossings, cut: float, worse: Direction, *, hide: bool) -> str:
    """Those who stayed on their side, and those who were complete in one of the two alone."""
    _, _, above, below, one = _figures(found, hide=hide)
    near, far = ("及以上", "以下") if worse is Direction.HIGHER else ("及以下", "以上")
    at = figure(cut)
    return (
        f"两次都在 {at} 分{near}的 {count(above, '人')}，都在{far}的 {count(below, '人')}；"
        f"只有一次作答完整、没有计入的 {count(one, '人')}。"
    )


def _figures(found: Crossings, *, hide: bool) -> list[Figure]:
    if not hide:
        return list(found)
    hidden = suppress([found], sums_known=False)
    return [Absence.SUPPRESSED if hidden.cell(0, at) else people for at, people in enumerate(found)]


def _sentence(found: Simulation) -> None:
    rest_before, rest_after = found.whole_before(0), found.whole_after(0)
    loads = [found.load(row) for row in range(len(found.schools))]
    heavy = sum(load is not None and load > 1 for load in loads)
    parts.brief(
        "试算后名单共 {after}，现在 {before}；{heavy}的名单超过心理教师能跟进的人数（每人 {capacity} 个，默认值）。",
        after=count(_shown(None if rest_after is None else found.tested - rest_after), "人"),
        before=count(_shown(None if rest_before is None else found.tested - rest_before), "人"),
        heavy=f"{heavy} 所学校",
        capacity=str(CAPACITY),
    )


def _table(found: Simulation, policy: TierPolicy, names: Mapping[int, str], order: list[int]) -> None:
    shown = levels(policy)
    parts.section("各校名单", "现在 → 试算后，试算后长的在前")
    page_ = tables.page_of(len(order), key="simulator.pager", order="试算后名单长的在前")
    rows = [_row(found, names, shown, row) for row in order[page_.offset : page_.offset + page_.limit]]
    columns = {
        "学校": tables.text_column("学校", 150),
        "名单": tables.text_column("名单", 110),
        "变化": tables.count_column("变化", 80),
        **{level.text: tables.text_column(level.text, 110, rule=level.duty) for level in shown.values()},
        "上一次": tables.count_column("上一次", 90, rule="上一年同一学期那次普测的名单"),
        "心理教师": tables.count_column("心理教师", 90, rule="本校有心理教师角色、账号在用的人数"),
        "负荷": tables.count_column("负荷", 90, rule=LOAD_RULE),
        "实测": tables.count_column("实测", 90),
    }
    with page_.body:
        tables.listing(
            pd.DataFrame(rows, columns=list(columns)), columns, key="simulator.table", alt=f"{len(order)} 所学校"
        )


def _row(found: Simulation, names: Mapping[int, str], shown: Mapping[int, Level], row: int) -> dict[str, str]:
    school = found.schools[row]
    before, after = found.listed_before(row), found.listed_after(row)
    load = found.load(row)
    tiers = {
        level.text: _pair(found.before(row, severity), found.after(row, severity)) for severity, level in shown.items()
    }
    return {
        "学校": names.get(school.school_id, ""),
        "名单": _pair(before, after),
        "变化": _change(before, after),
        **tiers,
        "上一次": count(_last(found, row)),
        "心理教师": str(school.counsellors) if school.counsellors else "没有",
        "负荷": _load(load, school.counsellors),
        "实测": count(school.tested),
    }


def _change(before: int | None, after: int | None) -> str:
    if before is None or after is None:
        return Absence.SUPPRESSED.value
    return signed(after - before, 0) if after != before else "不变"


def _load(load: float | None, counsellors: int) -> str:
    if not counsellors:
        return Absence.NOT_APPLICABLE.value
    return Absence.SUPPRESSED.value if load is None else f"{load:.1f} 倍"


def _last(found: Simulation, row: int) -> Figure:
    if found.schools[row].last is None:
        return Absence.UNTESTED
    return _shown(found.listed_last(row))


def _shown(people: int | None) -> Figure:
    return Absence.SUPPRESSED if people is None else people


def _pair(before: int | None, after: int | None) -> str:
    return f"{count(_shown(before))} → {count(_shown(after))}"
