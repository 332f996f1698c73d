"""How a confirmed warning becomes care: a case begins, a case is joined, or a closed one goes on."""

from datetime import date, datetime
from typing import Any, NamedTuple

from sqlmodel import Session

from core import clock
from core.access import Actor
from core.cases.actions.steps import stepped
from core.cases.rules.clocks import next_follow_up
from core.cases.rules.states import CaseState, Step
from core.cases.rules.tiering import Tier, farther
from core.cases.tables import Case, CaseChange, Warning
from core.organisations import queries as organisations

UNDONE: dict[str, Any] = {
    "outcome": None, "proposed_by": None, "proposed_at": None, "closed_by": None, "closed_at": None,
}  # fmt: skip
"""What no longer holds once a case goes on."""


class Confirmed(NamedTuple):
    """What somebody decided: at which tier, why, and when."""

    tier: Tier
    why: str
    at: datetime


def tier_facts(tier: Tier) -> dict[str, Any]:
    """What a case takes over from its tier."""
    return {
        "severity": tier.severity, "level": tier.level, "second_person": tier.second_person, "follow_up": tier.follow_up,
    }  # fmt: skip


def follow_up_day(session: Session, org_id: int, every: int, *, since: date | None = None) -> date:
    """The day of the next follow-up by the calendar of the school."""
    calendar = organisations.calendar(session, org_id=org_id)
    return next_follow_up(since or clock.today(), every, calendar)


def begun(session: Session, actor: Actor, warning: Warning, confirmed: Confirmed) -> Case:
    """A new case for the person of the warning."""
    case = Case(
        person_id=warning.person_id, school_id=warning.school_id, class_id=warning.class_id,
        origin_school_id=warning.school_id, grade=warning.grade, is_staff=warning.is_staff,
        campaign_id=warning.campaign_id, source=warning.source, care_level=warning.care_level,
        next_on=follow_up_day(session, warning.school_id, confirmed.tier.follow_up), opened_at=confirmed.at,
        opened_by=actor.user_id, **tier_facts(confirmed.tier),
    )  # fmt: skip
    session.add(case)
    session.flush()
    session.add(
        CaseChange(
            case_id=case.id or 0, at=confirmed.at, by_id=actor.user_id, step=Step.OPEN, to_state=CaseState.IN_CARE,
            to_severity=case.severity, why=confirmed.why,
        )
    )  # fmt: skip
    return case


def joined(session: Session, actor: Actor, case: Case, warning: Warning, confirmed: Confirmed) -> Case:
    """The open case after a further warning was confirmed into it; a graver tier raises it, a milder one never lowers it."""
    facts = {**_risen(session, case, confirmed.tier), "care_level": _wider(case, warning)}
    facts |= UNDONE if case.state is CaseState.CLOSING else {}
    stepped(session, actor, case, Step.JOIN, why=confirmed.why, at=confirmed.at, **facts)
    return case


def taken_up(session: Session, actor: Actor, case: Case, warning: Warning, confirmed: Confirmed) -> Case:
    """The closed case of this warning, in care again at the tier decided now."""
    next_on = follow_up_day(session, case.school_id, confirmed.tier.follow_up)
    facts = {**UNDONE, **tier_facts(confirmed.tier), "care_level": _wider(case, warning), "next_on": next_on}
    stepped(session, actor, case, Step.REOPEN, why=confirmed.why, at=confirmed.at, **facts)
    return case


def _risen(session: Session, case: Case, tier: Tier) -> dict[str, Any]:
    if tier.severity <= case.severity:
        return {}
    soon = follow_up_day(session, case.school_id, tier.follow_up)
    return {**tier_facts(tier), "next_on": min(case.next_on or soon, soon)}


def _wider(case: Case, warning: Warning) -> str | None:
    """Who looked after either from farther away goes on doing so."""
    levels = [level for level in (case.care_level, warning.care_level) if level]
    return farther(levels[0], levels[-1]) if levels else None
