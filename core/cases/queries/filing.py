"""All that is written down about people on lists, gathered in one go: for ledgers, and for one pupil's file."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Integer, Table
from sqlmodel import Session, col, select

from core.access import Scope
from core.cases.queries.institutions import institution_names
from core.cases.queries.records import EntryRow
from core.cases.rules.institutions import InstitutionKind
from core.cases.rules.states import BALANCED, Source, WarningState
from core.cases.tables import (
    Attachment,
    Case,
    CaseChange,
    Entry,
    Handover,
    Mentor,
    Referral,
    Task,
    TrackStep,
    Warning,
)
from core.database import Base, bulk, within

Row = TypeVar("Row", bound=Base)
Told = Mapping[int, Sequence[Row]]


class FiledWarning(NamedTuple):
    """A warning with its reasons: codes of a screening, of a report what was seen."""

    id: int
    campaign_id: int | None
    person_id: int
    school_id: int
    class_id: int | None
    grade: int
    severity: int
    level: str
    care_level: str | None
    source: Source
    state: WarningState
    case_id: int | None
    reasons: str
    raised_at: datetime


FACTS: Any = [getattr(Warning, name) for name in FiledWarning._fields]


@dataclass(frozen=True)
class Filed:
    """Warnings, oldest first, their cases by id, and what hangs on either, by its id, in the order it was written."""

    warnings: tuple[FiledWarning, ...]
    cases: Mapping[int, Case]
    entries: Mapping[int, Sequence[EntryRow]]
    changes: Told[CaseChange]
    tasks: Told[Task]
    mentors: Told[Mentor]
    attachments: Told[Attachment]
    referrals: Told[Referral]
    tracks: Told[TrackStep]
    handovers: Told[Handover]
    institutions: Mapping[int, tuple[str, InstitutionKind]]


def filed(
    session: Session, scope: Scope, *, campaign_id: int | None = None, people: Collection[int] | None = None
) -> Filed:
    """What is written down about whoever stands on a list within `scope`: of one campaign or of all, about some or all.

    Corrected entries, dropped tasks and removed attachments are left out. Who reads it writes that down.
    """
    found = _warnings(session, scope, campaign_id, people)
    warnings = bulk.stage(session, {"id": Integer()}, ((row.id,) for row in found))
    cases = bulk.stage(session, {"id": Integer()}, ((key,) for key in {row.case_id for row in found if row.case_id}))
    parts = _parts(session, scope, warnings, cases)
    places = {row.institution_id for rows in parts["referrals"].values() for row in rows}
    bulk.discard(session, warnings)
    bulk.discard(session, cases)
    return Filed(tuple(found), **parts, institutions=institution_names(session, places))


def _warnings(
    session: Session, scope: Scope, campaign_id: int | None, people: Collection[int] | None
) -> list[FiledWarning]:
    statement: Any = select(*FACTS).where(col(Warning.state).in_(BALANCED))
    if campaign_id is not None:
        statement = statement.where(Warning.campaign_id == campaign_id)
    if people is not None:
        statement = statement.where(col(Warning.person_id).in_(sorted(people)))
    ordered = statement.order_by(col(Warning.raised_at), col(Warning.id))
    return [FiledWarning(*row) for row in session.exec(within(scope, ordered, Warning))]


def _parts(session: Session, scope: Scope, warnings: Table, cases: Table) -> dict[str, Any]:
    entries = _of(session, scope, Entry, "warning_id", warnings, col(Entry.replaced_by).is_(None))
    found = session.exec(within(scope, select(Case).where(col(Case.id).in_(select(cases.c.id))), Case))
    return {
        "cases": {row.id or 0: row for row in found},
        "entries": {key: [_entry(row) for row in rows] for key, rows in entries.items()},
        "changes": _of(session, scope, CaseChange, "case_id", cases),
        "tasks": _of(session, scope, Task, "case_id", cases, col(Task.dropped).is_(False)),
        "mentors": _of(session, scope, Mentor, "case_id", cases, col(Mentor.ended_at).is_(None)),
        "attachments": _of(session, scope, Attachment, "case_id", cases, col(Attachment.removed_at).is_(None)),
        "referrals": _of(session, scope, Referral, "case_id", cases),
        "tracks": _of(session, scope, TrackStep, "case_id", cases),
        "handovers": _of(session, scope, Handover, "case_id", cases),
    }


def _entry(row: Entry) -> EntryRow:
    told = {name: getattr(row, name) for name in EntryRow._fields}
    return EntryRow(**{**told, "content": json.loads(row.content)})


def _of(session: Session, scope: Scope, model: type[Row], key: str, parents: Table, *also: Any) -> dict[int, list[Row]]:
    """Rows of a table by what they hang on."""
    columns: Any = model
    statement = select(model).where(getattr(columns, key).in_(select(parents.c.id)), *also)
    found: dict[int, list[Row]] = {}
    for row in session.exec(within(scope, statement.order_by(columns.id), model)):
        found.setdefault(getattr(row, key), []).append(row)
    return found
