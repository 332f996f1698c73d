"""The life of a school's plan (方案) for a season, and what a plan says."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from core.activities.rules import PlanState, SeasonState, VisitKind

AIMS, LEAD, WHO, WHERE, COMMENT = 2000, 80, 40, 80, 400  # characters
SEEN, ADVICE = 1000, 1000
FILE_KINDS, MOST_BYTES, FILE_TITLE = ("pdf", "docx", "xlsx"), 20 * 2**20, 80
"""What a plan's file may be, how large, and how long its name, in characters."""
LEAST = 2
NEXT: Mapping[PlanState, tuple[PlanState, ...]] = {
    PlanState.DRAFT: (PlanState.SENT,),
    PlanState.SENT: (PlanState.ACCEPTED, PlanState.RETURNED, PlanState.DRAFT),
    PlanState.RETURNED: (PlanState.SENT,),
    PlanState.ACCEPTED: (PlanState.RETURNED,),
}
"""What may follow: back to DRAFT when the school takes back what nobody has decided on."""
WRITABLE = (PlanState.DRAFT, PlanState.RETURNED)
PLAN_STATES: Mapping[PlanState, str] = {
    PlanState.DRAFT: "草稿",
    PlanState.SENT: "已提交",
    PlanState.RETURNED: "请补充",
    PlanState.ACCEPTED: "已通过",
}
NOT_BEGUN = "还没有写"
VISIT_KINDS: Mapping[VisitKind, str] = {VisitKind.GUIDANCE: "指导", VisitKind.VISIT: "巡视"}


class Slot(NamedTuple):
    """When, by whom and where one item is to be held (配档); None and "" are not said yet."""

    on: date | None = None
    who: str = ""
    where: str = ""


class PlanFacts(NamedTuple):
    """What a plan says: aims, who leads it, and the slot of each item by its code."""

    aims: str = ""
    lead: str = ""
    schedule: Mapping[str, Slot] = MappingProxyType({})


class VisitFacts(NamedTuple):
    """Guidance or a visit at a school: what was seen, what is advised."""

    kind: VisitKind
    visited_on: date
    seen: str
    advice: str = ""


def tidied(facts: PlanFacts) -> PlanFacts:
    """Texts without spaces at the ends; slots that say nothing are left out."""
    slots = {
        code: Slot(slot.on, slot.who.strip(), slot.where.strip()) for code, slot in facts.schedule.items()
    }  # fmt: skip
    said = {code: slot for code, slot in slots.items() if slot != Slot()}
    return PlanFacts(facts.aims.strip(), " ".join(facts.lead.split()), said)


def plan_flaw(facts: PlanFacts, codes: Collection[str], *, sent: bool, has_file: bool = False) -> str:
    """The first thing that cannot be, as a code; "" for a sound plan. What is sent says its aims or brings a file."""
    return next(_flaws(facts, codes, sent=sent, has_file=has_file), "")


def visit_flaw(facts: VisitFacts, today: date, starts_on: date) -> str:
    """The first thing that cannot be, as a code: a visit is of a day up to today, of no year before the season's."""
    return next(_visit_flaws(facts, today, starts_on), "")


def follows(now: PlanState, to: PlanState) -> bool:
    """Whether a plan may go from one state to another."""
    return to in NEXT[now]


def closed_to(season: SeasonState) -> str:
    """Why no plan can be written now, as a code; "" when it can. A late plan is taken: it is told as late."""
    return "" if season is SeasonState.OPEN else "activities.season_state"


def packed(schedule: Mapping[str, Slot]) -> dict[str, dict[str, str]]:
    """The schedule for JSON."""
    return {
        code: {"on": slot.on.isoformat() if slot.on else "", "who": slot.who, "where": slot.where}
        for code, slot in schedule.items()
    }


def unpacked(rows: Mapping[str, Mapping[str, str]]) -> dict[str, Slot]:
    """The schedule as it is kept in JSON."""
    return {
        code: Slot(date.fromisoformat(row["on"]) if row.get("on") else None, row.get("who", ""), row.get("where", ""))
        for code, row in rows.items()
    }


def _flaws(facts: PlanFacts, codes: Collection[str], *, sent: bool, has_file: bool) -> Iterator[str]:
    if len(facts.aims) > AIMS or len(facts.lead) > LEAD:
        yield "activities.plan_too_long"
    if any(len(slot.who) > WHO or len(slot.where) > WHERE for slot in facts.schedule.values()):
        yield "activities.plan_too_long"
    if set(facts.schedule) - set(codes):
        yield "activities.unknown_item"
    if sent and not facts.aims and not has_file:
        yield "activities.plan_empty"


def _visit_flaws(facts: VisitFacts, today: date, starts_on: date) -> Iterator[str]:
    if not date(starts_on.year, 1, 1) <= facts.visited_on <= today:
        yield "activities.visit_day"
    if not LEAST <= len(facts.seen.strip()) <= SEEN or len(facts.advice.strip()) > ADVICE:
        yield "activities.visit_words"
