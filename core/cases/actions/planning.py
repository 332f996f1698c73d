"""一生一策: the goals and measures of a case."""

from datetime import date

from sqlmodel import Session, select

from core import audit, clock
from core.access import Actor, Capability, Scope, require
from core.cases.actions.loading import check_open
from core.cases.actions.steps import loaded
from core.cases.tables import Case, Task
from core.database import within
from core.errors import Conflict, NotFound, Refused


def add_task(
    session: Session, actor: Actor, *, case_id: int, is_goal: bool, what: str, who: str, due_on: date | None
) -> int:
    """Add a goal or a measure to the plan; answers its id. An open one keeps the case from being closed."""
    scope = require(actor, Capability.WORK_CASES)
    case = loaded(session, scope, case_id)
    check_open(case)
    if not what.strip():
        raise Refused("cases.what_needed")
    task = Task(
        case_id=case_id, is_goal=is_goal, what=what.strip(), who=who.strip(), due_on=due_on, created_at=clock.now(),
        created_by=actor.user_id,
    )  # fmt: skip
    session.add(task)
    session.flush()
    audit.record(session, actor, "task.added", task, org_id=case.school_id, case_id=case_id, is_goal=is_goal)
    return task.id or 0


def finish_task(session: Session, actor: Actor, *, task_id: int) -> None:
    """A goal is reached, or a measure done."""
    scope = require(actor, Capability.WORK_CASES)
    task, case = _ended(session, scope, actor, task_id, dropped=False)
    audit.record(session, actor, "task.finished", task, org_id=case.school_id, case_id=case.id)


def drop_task(session: Session, actor: Actor, *, task_id: int) -> None:
    """A goal or measure is given up; it stays in the plan, struck out."""
    scope = require(actor, Capability.WORK_CASES)
    task, case = _ended(session, scope, actor, task_id, dropped=True)
    audit.record(session, actor, "task.dropped", task, org_id=case.school_id, case_id=case.id)


def _ended(session: Session, scope: Scope, actor: Actor, task_id: int, *, dropped: bool) -> tuple[Task, Case]:
    statement = within(scope, select(Task).where(Task.id == task_id), Task).with_for_update(key_share=True)
    task = session.exec(statement).first()
    if task is None:
        raise NotFound
    if task.done_at is not None:
        raise Conflict("cases.task_ended")
    task.done_at, task.done_by, task.dropped = clock.now(), actor.user_id, dropped
    session.add(task)
    session.flush()
    return task, loaded(session, scope, task.case_id)
