"""The end of a case: proposed, decided by a second person where the tier wants one, and undone."""

from sqlalchemy import func
from sqlmodel import Session, col, select

from core import audit, clock
from core.access import SYSTEM_SCOPE, Actor, Capability, require
from core.cases.actions.loading import hold, open_case_of, person_of
from core.cases.actions.opening import UNDONE, follow_up_day
from core.cases.actions.pairing import end_pairings
from core.cases.actions.steps import loaded, stepped
from core.cases.rules.deciding import reason
from core.cases.rules.states import Closing, Outcome, Step, after, check_closing
from core.cases.tables import Case, Task
from core.database import within
from core.errors import Conflict


def propose_closing(session: Session, actor: Actor, *, case_id: int, outcome: Outcome, why: str) -> None:
    """Propose that a case ends, and how it did."""
    scope = require(actor, Capability.WORK_CASES)
    case, at = loaded(session, scope, case_id), clock.now()
    facts = {"outcome": outcome, "proposed_by": actor.user_id, "proposed_at": at}
    stepped(session, actor, case, Step.PROPOSE, why=reason(why), at=at, **facts)
    audit.record(session, actor, "case.closing_proposed", case, org_id=case.school_id, outcome=outcome.value)


def close(session: Session, actor: Actor, *, case_id: int, why: str) -> None:
    """Close a proposed case: with an outcome, no open task, and a second person where the tier wants one (Refused)."""
    scope = require(actor, Capability.APPROVE_CASES)
    case, at = loaded(session, scope, case_id), clock.now()
    after(case.state, Step.CLOSE)  # what is not proposed has no outcome either: say the first thing first
    tasks = _open_tasks(session, case)
    check_closing(Closing(case.outcome, tasks, case.second_person, case.proposed_by, actor.user_id))
    facts = {"closed_by": actor.user_id, "closed_at": at, "next_on": None}
    stepped(session, actor, case, Step.CLOSE, why=reason(why), at=at, **facts)
    end_pairings(session, actor, case)
    outcome = case.outcome.value if case.outcome else None
    audit.record(session, actor, "case.closed", case, org_id=case.school_id, outcome=outcome)


def keep_open(session: Session, actor: Actor, *, case_id: int, why: str) -> None:
    """Turn a proposal to close down: the care goes on."""
    scope = require(actor, Capability.APPROVE_CASES)
    case = loaded(session, scope, case_id)
    stepped(session, actor, case, Step.KEEP, why=reason(why), at=clock.now(), **UNDONE)
    audit.record(session, actor, "case.kept_open", case, org_id=case.school_id)


def reopen(session: Session, actor: Actor, *, case_id: int, why: str) -> None:
    """Take a closed case up again; raises Conflict where the person has another open one."""
    scope = require(actor, Capability.WORK_CASES)
    person_id = person_of(session, scope, case_id)
    hold(session, person_id)
    case = loaded(session, scope, case_id)
    after(case.state, Step.REOPEN)
    if open_case_of(session, person_id) is not None:
        raise Conflict("cases.other_case_open")
    next_on = follow_up_day(session, case.school_id, case.follow_up)
    stepped(session, actor, case, Step.REOPEN, why=reason(why), at=clock.now(), **UNDONE, next_on=next_on)
    audit.record(session, actor, "case.reopened", case, org_id=case.school_id)


def _open_tasks(session: Session, case: Case) -> int:
    counted = select(func.count()).select_from(Task).where(Task.case_id == case.id, col(Task.done_at).is_(None))
    return int(session.exec(within(SYSTEM_SCOPE, counted, Task)).one())
