"""总览: one sentence, tiles with their counting rule, tiers by stage, completion by school, year on year; never a name."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import streamlit as st

from core.screening.queries import CampaignRow, Counts, gathered
from core.screening.rules.policy import TierPolicy
from core.screening.rules.suppression import Hidden, suppress
from core.screening.views.results import RULE, TARGET
from core.screening.views.shared import FINE, STAFF, levels
from core.ui import charts, parts
from core.ui.words import Absence, Figure, count, coverage, safe, share, signed, stage_of

STAGES = ("小学", "初中", "高中", STAFF)
AGAINST = "比上一年"
NOTHING = Hidden(frozenset(), frozenset())


class Comparison(NamedTuple):
    """How a number has changed: the words, the tone, and whether an arrow stands before them."""

    change: str | None
    tone: parts.figures.Tone
    arrow: bool


UNCOMPARED = Comparison(None, "off", False)


class Table(NamedTuple):
    """Tested people by group and tier, the last column those with no tier; `hidden` says what may not be shown."""

    groups: tuple[Counts, ...]
    severities: tuple[int, ...]
    cells: tuple[tuple[int, ...], ...]
    hidden: Hidden

    def cell(self, row: int, column: int) -> Figure:
        """One figure, or that it is hidden."""
        return Absence.SUPPRESSED if self.hidden.cell(row, column) else self.cells[row][column]

    def column(self, column: int) -> Figure:
        """A column's total over all groups."""
        return Absence.SUPPRESSED if column in self.hidden.columns else sum(row[column] for row in self.cells)

    def tested(self, row: int) -> int:
        """A row's total."""
        return sum(self.cells[row])

    def found(self, row: int) -> Figure:
        """People of one group with any tier: known exactly when those without one are."""
        rest = self.cell(row, len(self.severities))
        return self.tested(row) - rest if isinstance(rest, int) else Absence.SUPPRESSED

    @property
    def all_found(self) -> Figure:
        """People of all groups with any tier."""
        rest = self.column(len(self.severities))
        return sum(map(sum, self.cells)) - rest if isinstance(rest, int) else Absence.SUPPRESSED


def by_stage(grades: Sequence[Counts]) -> list[Counts]:
    """Grades put together by stage; `group` is the position in STAGES."""
    return gathered(grades, {one.group: STAGES.index(stage_of(one.group) if one.group else STAFF) for one in grades})


def table(groups: Sequence[Counts], policy: TierPolicy, *, hide: bool) -> Table:
    """Tiers by group; with `hide`, small numbers are suppressed together with those that would give them away."""
    severities = tuple(levels(policy))
    tested = [one for one in groups if one.completion.tested]
    cells = tuple(_row(one, severities) for one in tested)
    return Table(tuple(tested), severities, cells, suppress(cells) if hide and cells else NOTHING)


def sentence(campaign: CampaignRow, whole: Counts, now: Table) -> None:
    """What a leader takes away."""
    done = whole.completion
    gravest = levels(campaign.policy)[now.severities[0]]
    title = safe(campaign.title).replace("{", "{{").replace("}", "}}")  # somebody typed it: no markup and no blank
    parts.brief(
        f"{title}完成 {{rate}}，{{found}} 名学生在名单上，其中{gravest.label} {{gravest}} 名；"
        "{untested} 名还没有测，未测评不等于没有问题。",
        rate=coverage(done.tested, done.due),
        found=count(now.all_found),
        gravest=count(now.column(0)) if now.cells else "0",
        untested=count(done.untested),
    )


def tiles(whole: Counts, now: Table, before: Counts | None, then: Table | None, campaign: CampaignRow) -> None:
    """Five numbers, each with its rule and its comparison."""
    done, earlier = whole.completion, before.completion if before else None
    gravest = levels(campaign.policy)[now.severities[0]]
    parts.kpis(
        [
            parts.Kpi(
                "普测完成率", coverage(done.tested, done.due), parts.Rule(RULE, "请假、免测的学生"), AGAINST,
                *_points(done.rate, earlier.rate if earlier else None, good=1),
            ),
            parts.Kpi(
                "还没有测", count(done.untested), parts.Rule("应测 − 实测", "请假、免测的学生"), AGAINST,
                *_change(done.untested, earlier.untested if earlier else None),
            ),
            parts.Kpi(
                "有效率", share(done.valid, done.tested),
                parts.Rule("有效 ÷ 实测", note="需重测（效度没通过）和作答不完整的都不分级，也不算正常"), AGAINST,
                *_points(_ratio(done.valid, done.tested), _ratio(earlier.valid, earlier.tested) if earlier else None, good=1),
            ),
            parts.Kpi(
                "名单上的学生", count(now.all_found), parts.Rule("按本区分级标准进入任一级的学生", note=_hint()), AGAINST,
                *_change(now.all_found, then.all_found if then else None),
            ),
            parts.Kpi(
                gravest.label, count(now.column(0)) if now.cells else "0",
                parts.Rule(f"{gravest.text}：{gravest.duty}", note=_hint()), AGAINST,
                *_change(now.column(0) if now.cells else 0, then.column(0) if then and then.cells else None),
            ),
        ]
    )  # fmt: skip


def tiers_chart(now: Table, policy: TierPolicy, names: Mapping[int, str], *, key: str, board: bool = False) -> None:
    """Tiers by group: bars for a few, a board for many."""
    if not now.cells:
        parts.empty("bar_chart", "还没有作答", "导入作答之后，这里会有各级人数。", key=f"{key}.none")
        return
    shown = levels(policy)
    cells = [
        charts.TierCount(names.get(one.group, ""), shown[severity], now.cell(row, column), now.tested(row))
        for row, one in enumerate(now.groups)
        for column, severity in enumerate(now.severities)
    ]
    draw = charts.tier_board if board else charts.tiers_by_group
    charts.show(draw(cells, subject="名单上的学生，由谁牵头"), key=key)
    parts.tier_legend(shown.values(), brief=True)


def completion_chart(groups: Sequence[Counts], names: Mapping[int, str], *, key: str) -> None:
    """Completion by school or by organisation below."""
    rows = [charts.Completed(names.get(one.group, ""), one.completion.tested, one.completion.due) for one in groups]
    charts.show(charts.completion(rows, target=TARGET), key=key)


def year_chart(now: Table, then: Table | None, earlier: str, later: str) -> None:
    """The share of tested pupils on the list, by stage, in both campaigns."""
    if then is None or not then.cells or not now.cells:
        parts.empty(
            "history",
            "还没有可以比的上一次",
            "同一学期的上一次普测导入后，这里会有两年的对照。",
            key="overview.no_year",
        )
        return
    rows = [
        charts.Compared(STAGES[one.group], _share_of(then, one.group), _share_of(now, one.group)) for one in now.groups
    ]
    charts.show(
        charts.year_on_year(rows, earlier=earlier, later=later, subject="名单占实测的比例"), key="overview.years"
    )


def suppression_note(now: Table) -> None:
    """That something is hidden, and why."""
    if now.hidden.cells:
        st.caption(":material/visibility_off: 少于 10 人的数字已隐去；为了不让它们被推算出来，旁边的数字也可能隐去。")


def _row(one: Counts, severities: Sequence[int]) -> tuple[int, ...]:
    found = [one.severities.get(severity, 0) for severity in severities]
    return (*found, max(one.completion.tested - sum(found), 0))


def _share_of(table_: Table, group: int) -> float | Absence:
    at = next((row for row, one in enumerate(table_.groups) if one.group == group), None)
    if at is None:
        return Absence.UNTESTED
    found = table_.found(at)
    return found / table_.tested(at) if isinstance(found, int) else Absence.SUPPRESSED


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _points(now: float | None, before: float | None, *, good: int) -> Comparison:
    if now is None or before is None:
        return UNCOMPARED
    change = (now - before) * 100
    if abs(change) < 0.05:
        return Comparison("持平", "off", False)
    return Comparison(signed(change), "green" if change * good > 0 else "orange", True)


def _change(now: Figure | None, before: Figure | None) -> Comparison:
    if not isinstance(now, int) or not isinstance(before, int):
        return UNCOMPARED
    return Comparison(signed(now - before, 0), "off", True) if now != before else Comparison("持平", "off", False)


def _hint() -> str:
    return f"分数是一个信号，不是诊断；不在名单上的是“{FINE}”。少于 10 人时对不看个案的角色隐去"
