"""One step of a case, whoever takes it: legal or refused, written down, and its warnings follow."""

from datetime import datetime
from typing import Any

from sqlalchemy import case as either
from sqlalchemy import update
from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE, Actor, Scope
from core.cases.rules.states import Step, WarningState, after, mirrored
from core.cases.rules.tiering import farther
from core.cases.tables import Case, CaseChange, Warning
from core.database import within
from core.errors import NotFound

OWN_WAY = (WarningState.AWAITING_INTERVIEW, WarningState.EXCLUDED, WarningState.WITHDRAWN)
"""States of a warning that its case does not decide."""


def loaded(session: Session, scope: Scope, case_id: int) -> Case:
    """The case, locked until the unit of work ends; raises NotFound outside the scope."""
    statement = within(scope, select(Case).where(Case.id == case_id), Case).with_for_update(key_share=True)
    found = session.exec(statement).first()
    if found is None:
        raise NotFound
    return found


def stepped(
    session: Session, actor: Actor, case: Case, step: Step, *, why: str, at: datetime, **facts: Any
) -> CaseChange:
    """Take a step with a loaded case: its state and `facts` change, the step is written down, its warnings follow.

    Raises Refused("cases.no_such_step") where the step is not legal. The caller has asked for the right and writes the
    audit row.
    """
    to_state, from_severity = after(case.state, step), case.severity
    change = CaseChange(
        case_id=case.id or 0, at=at, by_id=actor.user_id, step=step, from_state=case.state, to_state=to_state,
        from_severity=from_severity, to_severity=facts.get("severity", from_severity), why=why,
    )  # fmt: skip
    for name, fact in {**facts, "state": to_state}.items():
        setattr(case, name, fact)
    session.add_all([case, change])
    session.flush()
    mirror(session, case)
    return change


def mirror(session: Session, case: Case) -> None:
    """Bring the case's warnings to where it stands: state, school and class, and who else looks after it.

    Whoever handles the case also sees the warnings and what is written down for them, at whatever level they were raised.
    """
    level = farther(case.level, case.care_level)
    facts = {
        "state": mirrored(case.state), "school_id": case.school_id, "class_id": case.class_id, "grade": case.grade,
        "care_level": either((col(Warning.level) == level, None), else_=level),
    }  # fmt: skip
    theirs = (col(Warning.case_id) == case.id, col(Warning.state).not_in(OWN_WAY))
    statement = within(SYSTEM_SCOPE, update(Warning).where(*theirs).values(**facts), Warning)
    session.execute(statement, execution_options={"synchronize_session": False})
    session.expire_all()
