"""Checklists that a bureau may begin from: its own newest versions, those of bureaus above it, and the shipped ones."""

from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE, Scope
from core.activities import packs
from core.activities.rules.checklists import ChecklistSpec
from core.activities.tables import Checklist
from core.database import within
from core.organisations.queries import get, ids_of
from core.organisations.tables import Organisation


class HeldChecklist(NamedTuple):
    """A checklist and who published it; org_id 0 is a shipped one."""

    spec: ChecklistSpec
    org_id: int
    org_name: str


class ChecklistRow(NamedTuple):
    """One published version, who published it and when."""

    id: int
    org_id: int
    org_name: str
    key: str
    version: str
    title: str
    published_at: datetime
    by_id: int
    note: str
    spec: ChecklistSpec


def checklists_for(session: Session, scope: Scope, *, org_id: int) -> list[HeldChecklist]:
    """What an organisation within the scope may begin a season with, one a key: of the nearest bureau that published it.

    Its own come first, then those of bureaus above, then shipped ones, the plain one before the others.
    Raises NotFound outside the scope.
    """
    nearest: dict[str, HeldChecklist] = {}
    line = ids_of(get(session, scope, org_id).path)
    rows = sorted(_rows(session, line), key=lambda row: (line.index(row.org_id), row.id), reverse=True)
    for row in rows:
        nearest.setdefault(row.key, HeldChecklist(row.spec, row.org_id, row.org_name))
    shipped = [HeldChecklist(spec, 0, "") for key, spec in packs.checklists().items() if key not in nearest]
    shipped.sort(key=lambda one: one.spec.key != packs.PLAIN)
    return [*nearest.values(), *shipped]


def checklist_history(session: Session, scope: Scope, *, org_id: int) -> list[ChecklistRow]:
    """What this organisation and those above it have published, the newest first. Raises NotFound outside the scope.

    What bureaus above have published is no secret.
    """
    return _rows(session, ids_of(get(session, scope, org_id).path))


def newest_of(session: Session, org_id: int, key: str) -> ChecklistSpec | None:
    """The newest version of a key that this organisation published; None where it published none."""
    statement = select(col(Checklist.content)).where(Checklist.org_id == org_id, Checklist.key == key)
    newest = statement.order_by(col(Checklist.id).desc()).limit(1)
    content = session.exec(within(SYSTEM_SCOPE, newest, Checklist)).first()
    return read(content) if content else None


def own_words(spec: ChecklistSpec, version: str) -> ChecklistSpec:
    """The spec under another version: to tell whether two say the same."""
    return spec.model_copy(update={"version": version})


@lru_cache(maxsize=128)
def read(content: str) -> ChecklistSpec:
    """A stored version as a spec; it was checked when it was published."""
    return ChecklistSpec.model_validate_json(content)


def _rows(session: Session, line: tuple[int, ...]) -> list[ChecklistRow]:
    statement: Any = select(Checklist, Organisation.name).join(Organisation, col(Organisation.id) == Checklist.org_id)
    statement = within(SYSTEM_SCOPE, within(SYSTEM_SCOPE, statement, Checklist), Organisation)
    ordered = statement.where(col(Checklist.org_id).in_(line)).order_by(col(Checklist.id).desc())
    return [
        ChecklistRow(
            row.id, row.org_id, name, row.key, row.version, row.title, row.published_at, row.by_id, row.note,
            read(row.content),
        )
        for row, name in session.exec(ordered)
    ]  # fmt: skip
