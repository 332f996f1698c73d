"""Reads of what is written down, planned and kept with a case."""

import json
from collections.abc import Collection
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from core.access import Scope
from core.cases.rules.deciding import Verdict
from core.cases.tables import Attachment, Entry, Task, WarningDecision
from core.database import within


class EntryRow(NamedTuple):
    """One entry; `content` answers the form by field, `replaced_by` is the entry that corrects it."""

    id: int
    warning_id: int
    form: str
    version: str
    held_on: date
    at: datetime
    by_id: int
    content: dict[str, Any]  # texts, lists of texts, numbers, yes and no
    replaced_by: int | None


class VerdictRow(NamedTuple):
    """One decision about a warning, and why."""

    id: int
    warning_id: int
    at: datetime
    by_id: int
    verdict: Verdict
    severity: int
    case_id: int | None
    why: str


class TaskRow(NamedTuple):
    """A goal or a measure; `done_at` without `dropped` is done, with it given up."""

    id: int
    is_goal: bool
    what: str
    who: str
    due_on: date | None
    created_at: datetime
    created_by: int
    done_at: datetime | None
    done_by: int | None
    dropped: bool


class AttachmentRow(NamedTuple):
    """A file of a case; `size` in bytes."""

    id: int
    title: str
    kind: str
    size: int
    at: datetime
    by_id: int


def entries(session: Session, scope: Scope, *, warning_ids: Collection[int]) -> list[EntryRow]:
    """What is written down for these warnings, by the day it was held; `scope` is where the reader may see scores."""
    statement = select(Entry).where(col(Entry.warning_id).in_(sorted(warning_ids)))
    rows = session.exec(within(scope, statement, Entry).order_by(col(Entry.held_on), col(Entry.id)))
    return [
        EntryRow(
            row.id or 0, row.warning_id, row.form, row.version, row.held_on, row.at, row.by_id, json.loads(row.content),
            row.replaced_by,
        )
        for row in rows
    ]  # fmt: skip


def verdicts(session: Session, scope: Scope, *, warning_ids: Collection[int]) -> list[VerdictRow]:
    """What was decided about these warnings, oldest first; `scope` is where the reader may see scores."""
    statement = select(*_facts(WarningDecision, VerdictRow)).where(
        col(WarningDecision.warning_id).in_(sorted(warning_ids))
    )
    rows = session.exec(within(scope, statement, WarningDecision).order_by(col(WarningDecision.id)))
    return [VerdictRow(*row) for row in rows]


def tasks(session: Session, scope: Scope, case_id: int) -> list[TaskRow]:
    """The plan of a case: goals first, open ones before what has ended, then by the day they are due."""
    statement = select(*_facts(Task, TaskRow)).where(Task.case_id == case_id)
    order = (col(Task.is_goal).desc(), col(Task.done_at).is_not(None), col(Task.due_on).is_(None), col(Task.due_on))
    return [TaskRow(*row) for row in session.exec(within(scope, statement, Task).order_by(*order, col(Task.id)))]


def attachments(session: Session, scope: Scope, case_id: int) -> list[AttachmentRow]:
    """The files of a case that were not removed, newest first; `scope` is where the reader may see scores."""
    statement = select(*_facts(Attachment, AttachmentRow)).where(Attachment.case_id == case_id)
    kept = within(scope, statement.where(col(Attachment.removed_at).is_(None)), Attachment)
    return [AttachmentRow(*row) for row in session.exec(kept.order_by(col(Attachment.id).desc()))]


def _facts(table: Any, row: Any) -> Any:  # the columns of a row
    return [getattr(table, name) for name in row._fields]
