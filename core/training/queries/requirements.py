"""Which requirements hold where: the newest version of the nearest bureau that published, else the shipped basic ones."""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import func
from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE, Scope
from core.database import within
from core.errors import NotFound
from core.organisations.queries import get, ids_of
from core.organisations.tables import Organisation
from core.training import packs
from core.training.rules.requirements import RequirementSpec
from core.training.tables import StaffPolicy


class HeldRequirements(NamedTuple):
    """What holds at an organisation; `org_name` is who published it, "" for the shipped basic ones."""

    spec: RequirementSpec
    version: str
    org_name: str
    org_id: int | None = None


class Trial(NamedTuple):
    """Requirements that a bureau thinks of publishing."""

    org_id: int
    spec: RequirementSpec


class PolicyRow(NamedTuple):
    """One published version and who published it."""

    id: int
    org_id: int
    org_name: str
    version: str
    title: str
    published_at: datetime
    by_id: int
    note: str


def requirements_for(session: Session, scope: Scope, *, org_id: int) -> HeldRequirements:
    """What holds at an organisation within the scope; raises NotFound outside it.

    What bureaus above have published is no secret.
    """
    path = get(session, scope, org_id).path
    return requirements_by_path(session, [path])[path]


def requirements_by_path(
    session: Session, paths: Iterable[str], *, trial: Trial | None = None
) -> dict[str, HeldRequirements]:
    """What holds at each of these organisations, by path; one read whatever their number. No scope is asked for.

    With `trial`, as if that bureau had published it: whoever lies below a nearer publisher keeps what holds there.
    """
    lines = {path: ids_of(path) for path in set(paths)}
    newest = _newest(session, {one for line in lines.values() for one in line})
    if trial:
        newest[trial.org_id] = HeldRequirements(trial.spec, trial.spec.version, "", trial.org_id)
    return {
        path: next((newest[one] for one in reversed(line) if one in newest), shipped()) for path, line in lines.items()
    }


def shipped() -> HeldRequirements:
    """The basic requirements, which hold where nobody has published."""
    spec = packs.requirement_packs()[packs.BASIC]
    return HeldRequirements(spec, spec.version, "")


def requirement_versions(session: Session, scope: Scope, *, org_id: int) -> list[PolicyRow]:
    """What this organisation and those above it have published, the newest first; raises NotFound outside the scope."""
    line = ids_of(get(session, scope, org_id).path)
    statement = _published(*(getattr(StaffPolicy, name) for name in PolicyRow._fields if name != "org_name"))
    found = session.exec(
        statement.where(col(StaffPolicy.org_id).in_(line)).order_by(col(StaffPolicy.id).desc())
    ).all()  # fmt: skip
    return [PolicyRow(row[1], row[2], row[0], *row[3:]) for row in found]


def requirement_version(session: Session, scope: Scope, *, org_id: int, version_id: int) -> HeldRequirements:
    """One version that holds or held at an organisation; raises NotFound for any other."""
    line = ids_of(get(session, scope, org_id).path)
    statement = _published(StaffPolicy.org_id, StaffPolicy.version, StaffPolicy.content)
    row = session.exec(statement.where(StaffPolicy.id == version_id, col(StaffPolicy.org_id).in_(line))).first()
    if row is None:
        raise NotFound
    return HeldRequirements(read(row[3]), row[2], row[0], row[1])


@lru_cache(maxsize=64)
def read(content: str) -> RequirementSpec:
    """A stored version as a spec; it was checked when it was published."""
    return RequirementSpec.model_validate_json(content)


def _newest(session: Session, orgs: set[int]) -> dict[int, HeldRequirements]:
    """The newest version of each of these organisations that published any."""
    last = within(SYSTEM_SCOPE, select(func.max(col(StaffPolicy.id))), StaffPolicy).group_by(col(StaffPolicy.org_id))
    statement = _published(StaffPolicy.org_id, StaffPolicy.version, StaffPolicy.content)
    rows = session.exec(statement.where(col(StaffPolicy.id).in_(last)))
    return {
        org: HeldRequirements(read(content), version, name, org) for name, org, version, content in rows if org in orgs
    }


def _published(*columns: Any) -> Any:
    """A select over every organisation's versions, its name first."""
    statement: Any = select(col(Organisation.name), *columns)
    joined = statement.join(Organisation, col(Organisation.id) == StaffPolicy.org_id)
    return within(SYSTEM_SCOPE, within(SYSTEM_SCOPE, joined, StaffPolicy), Organisation)
