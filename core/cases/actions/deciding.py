"""Decisions about warnings: excluded, confirmed into a case, or taken up again."""

from sqlmodel import Session

from core import audit, clock
from core.access import Actor, Capability, require
from core.cases.actions.carers import check_carer
from core.cases.actions.loading import case_of_warning, count_interviews, open_case_of, warned
from core.cases.actions.opening import Confirmed, begun, joined, taken_up
from core.cases.actions.steps import mirror
from core.cases.rules import deciding
from core.cases.rules.deciding import Standing, Verdict, Way, reason, way
from core.cases.rules.states import WarningState, mirrored
from core.cases.rules.tiering import Tier
from core.cases.tables import Case, Warning, WarningDecision
from core.errors import Refused
from core.organisations import queries as organisations


def exclude(session: Session, actor: Actor, *, warning_id: int, why: str) -> None:
    """Decide after a talk that nothing calls for care.

    Needs an interview and a reason (Refused); Conflict where it is decided already.
    """
    scope = require(actor, Capability.WORK_CASES)
    warning = warned(session, scope, warning_id)
    deciding.check_exclusion(_standing(session, warning, case_of_warning(session, warning)))
    _decide(session, actor, warning, Verdict.EXCLUDED, WarningState.EXCLUDED, reason(why))
    audit.record(session, actor, "warning.excluded", warning, org_id=warning.school_id, urgent=warning.urgent)


def confirm(
    session: Session, actor: Actor, *, warning_id: int, tier: Tier, why: str, responsible_id: int | None = None
) -> int:
    """Decide after a talk that somebody needs care at `tier`; answers the id of the person's one open case.

    It is opened, or joined where there is one (whose tier only rises), or it is the closed one that this warning was in,
    where that lies at the same school.
    Without `responsible_id` whoever confirms looks after a case that nobody looks after yet. Needs an interview and a
    reason (Refused), Refused("cases.open_elsewhere") where the case lies with another school; Conflict where it is decided
    already.
    """
    scope = require(actor, Capability.WORK_CASES)
    warning = warned(session, scope, warning_id)
    own = case_of_warning(session, warning)
    deciding.check_confirmation(_standing(session, warning, own))
    confirmed = Confirmed(tier, reason(why), clock.now())
    case, how = _case(session, actor, warning, own, confirmed)
    if responsible_id is not None:
        check_carer(session, responsible_id, case)
    case.responsible_id = responsible_id or case.responsible_id or actor.user_id
    warning.case_id = case.id
    _decide(session, actor, warning, Verdict.CONFIRMED, mirrored(case.state), confirmed.why)
    mirror(session, case)
    audit.record(
        session, actor, "warning.confirmed", warning, org_id=warning.school_id, how=how.value, case_id=case.id,
        severity=tier.severity,
    )  # fmt: skip
    return case.id or 0


def reconsider(session: Session, actor: Actor, *, warning_id: int, why: str) -> None:
    """Let an excluded warning wait for a talk again, due on the next school day (a same-day review: today)."""
    scope = require(actor, Capability.WORK_CASES)
    warning = warned(session, scope, warning_id)
    deciding.check_reconsidering(warning.state)
    calendar = organisations.calendar(session, org_id=warning.school_id)
    warning.due_on = clock.today() if warning.urgent else calendar.after(clock.today(), 1)
    warning.escalated_at = warning.escalated_for = None
    _decide(session, actor, warning, Verdict.RECONSIDERED, WarningState.AWAITING_INTERVIEW, reason(why))
    audit.record(session, actor, "warning.reconsidered", warning, org_id=warning.school_id)


def _case(session: Session, actor: Actor, warning: Warning, own: Case | None, confirmed: Confirmed) -> tuple[Case, Way]:
    open_ = open_case_of(session, warning.person_id)
    if open_ is not None and open_.school_id != warning.school_id:
        raise Refused("cases.open_elsewhere")
    here = own if own is not None and own.school_id == warning.school_id else None  # one elsewhere stays closed
    how = way(open_ is not None, here.state if here else None)
    if how is Way.JOIN and open_ is not None:
        return joined(session, actor, open_, warning, confirmed), how
    if how is Way.REOPEN and here is not None:
        return taken_up(session, actor, here, warning, confirmed), how
    return begun(session, actor, warning, confirmed), how


def _standing(session: Session, warning: Warning, own: Case | None) -> Standing:
    return Standing(warning.state, count_interviews(session, warning), own.state if own else None)


def _decide(session: Session, actor: Actor, warning: Warning, verdict: Verdict, state: WarningState, why: str) -> None:
    """Write the decision down and let the warning stand where it leads."""
    at = clock.now()
    warning.state, warning.decision, warning.touched = state, why, True
    warning.decided_at, warning.decided_by = at, actor.user_id
    decision = WarningDecision(
        warning_id=warning.id or 0, at=at, by_id=actor.user_id, verdict=verdict, severity=warning.severity,
        case_id=warning.case_id, why=why,
    )  # fmt: skip
    session.add_all([warning, decision])
    session.flush()
