"""The life of a season: what is planned, which step follows which, and what cannot be."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from core.activities.rules import SeasonKind, SeasonState
from core.activities.rules.checklists import ChecklistSpec

TITLE, GUIDANCE, REASON = 80, 2000, 200  # characters
LEAST_REASON = 2
LONGEST, LATEST_REPORT = timedelta(days=200), timedelta(days=120)
"""From the first to the last day, and from the last day until reports are taken no more."""

NEXT: Mapping[SeasonState, tuple[SeasonState, ...]] = {
    SeasonState.PLANNED: (SeasonState.OPEN,),
    SeasonState.OPEN: (SeasonState.CLOSED, SeasonState.CANCELLED),
    SeasonState.CLOSED: (SeasonState.OPEN,),
    SeasonState.CANCELLED: (),
}
"""What may follow. A plan that no school was told of is dropped; a closed season may be opened again for stragglers."""
CHANGEABLE = (SeasonState.PLANNED, SeasonState.OPEN)
TOLD = (SeasonState.OPEN, SeasonState.CLOSED, SeasonState.CANCELLED)
"""States in which schools know of a season."""
SEASON_STATES: Mapping[SeasonState, str] = {
    SeasonState.PLANNED: "筹备中",
    SeasonState.OPEN: "进行中",
    SeasonState.CLOSED: "已结束",
    SeasonState.CANCELLED: "已取消",
}
SEASON_KINDS: Mapping[SeasonKind, str] = {
    SeasonKind.MARCH_20: "3·20 宣传日",
    SeasonKind.MAY: "宣传教育月（5 月）",
    SeasonKind.MAY_25: "5·25 活动月",
    SeasonKind.OCTOBER_10: "10·10 精神卫生日",
    SeasonKind.PROVINCE: "省活动月",
    SeasonKind.OTHER: "其他",
}


class SeasonDraft(NamedTuple):
    """A season as its bureau plans it. `plan_until` None asks for no plans; `counts_sent`: sent reports count at once."""

    org_id: int
    kind: SeasonKind
    title: str
    starts_on: date
    ends_on: date
    report_until: date
    checklist: ChecklistSpec
    plan_until: date | None = None
    guidance: str = ""
    counts_sent: bool = False


def tidied(draft: SeasonDraft) -> SeasonDraft:
    """Texts without needless spaces."""
    return draft._replace(title=" ".join(draft.title.split()), guidance=draft.guidance.strip())


def season_flaw(draft: SeasonDraft) -> str:
    """The first thing that cannot be, as a code; "" for a sound draft."""
    return next(_flaws(draft), "")


def follows(now: SeasonState, to: SeasonState) -> bool:
    """Whether a season may go from one state to another."""
    return to in NEXT[now]


def lost_items(before: ChecklistSpec, after: ChecklistSpec, used: Collection[str]) -> tuple[str, ...]:
    """Items that schools have used already and that `after` no longer has, in the order of `before`."""
    kept = {item.code for item in after.items}
    return tuple(item.code for item in before.items if item.code in used and item.code not in kept)


def told_reason(text: str) -> str | None:
    """A reason, tidied; None where it says too little or too much."""
    said = " ".join(text.split())
    return said if LEAST_REASON <= len(said) <= REASON else None


def _flaws(draft: SeasonDraft) -> Iterator[str]:
    if not 0 < len(draft.title) <= TITLE:
        yield "activities.season_title"
    if len(draft.guidance) > GUIDANCE:
        yield "activities.guidance_too_long"
    if not draft.starts_on <= draft.ends_on <= draft.starts_on + LONGEST:
        yield "activities.season_days"
    if not draft.ends_on <= draft.report_until <= draft.ends_on + LATEST_REPORT:
        yield "activities.report_until"
    if draft.plan_until is not None and draft.plan_until > draft.ends_on:
        yield "activities.plan_until"
    days = (draft.ends_on - draft.starts_on).days
    if any(item.due > days for item in draft.checklist.items):
        yield "activities.item_due_early"
