"""A case gets another tier, or somebody else to look after it."""

from sqlmodel import Session

from core import audit, clock
from core.access import Actor, Capability, require
from core.cases.actions.carers import check_carer
from core.cases.actions.loading import check_open
from core.cases.actions.opening import follow_up_day, tier_facts
from core.cases.actions.steps import loaded, stepped
from core.cases.rules.deciding import reason
from core.cases.rules.states import Step
from core.cases.rules.tiering import Tier


def retier(session: Session, actor: Actor, *, case_id: int, tier: Tier, why: str) -> None:
    """Move a case to another tier; the next follow-up comes no later than the new rhythm wants.

    A case that takes two to close goes on taking two: nobody moves it down first to close it alone.
    """
    scope = require(actor, Capability.WORK_CASES)
    case = loaded(session, scope, case_id)
    before, soon = case.severity, follow_up_day(session, case.school_id, tier.follow_up)
    both = {"second_person": case.second_person or tier.second_person}
    facts = {**tier_facts(tier), **both, "next_on": min(case.next_on or soon, soon)}
    stepped(session, actor, case, Step.RETIER, why=reason(why), at=clock.now(), **facts)
    audit.record(
        session, actor, "case.retiered", case, org_id=case.school_id, from_severity=before, to_severity=tier.severity
    )


def assign(session: Session, actor: Actor, *, case_id: int, account_id: int) -> None:
    """Let somebody else look after a case; raises Refused unless they work on cases and reach this one."""
    scope = require(actor, Capability.WORK_CASES)
    case = loaded(session, scope, case_id)
    check_open(case)
    check_carer(session, account_id, case)
    case.responsible_id = account_id
    session.add(case)
    session.flush()
    audit.record(session, actor, "case.assigned", case, org_id=case.school_id, account_id=account_id)
