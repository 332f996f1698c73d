"""Tier policies: shipped ones, and the versions that organisations have published."""

from collections.abc import Collection
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE, Scope
from core.database import within
from core.organisations.queries import ids_of
from core.organisations.tables import Organisation
from core.screening import packs
from core.screening.rules.policy import TierPolicy
from core.screening.rules.stricter import is_stricter
from core.screening.tables import PolicyVersion


class PolicyRow(NamedTuple):
    """One published version, and who published it."""

    id: int
    org_id: int
    org_name: str
    key: str
    version: str
    title: str
    based_on: str
    published_at: datetime
    by_id: int
    note: str


def published(session: Session, named: Collection[tuple[str, str]]) -> dict[tuple[str, str], TierPolicy]:
    """The published versions among these keys and versions; shipped ones are not asked for, and cost no read."""
    wanted = {pair for pair in named if not _is_shipped(*pair)}
    if not wanted:
        return {}
    keys, versions = ({pair[at] for pair in wanted} for at in (0, 1))
    statement = select(PolicyVersion.key, PolicyVersion.version, PolicyVersion.content).where(
        col(PolicyVersion.key).in_(sorted(keys)), col(PolicyVersion.version).in_(sorted(versions))
    )
    found = session.exec(within(SYSTEM_SCOPE, statement, PolicyVersion))
    return {(key, version): read(content) for key, version, content in found if (key, version) in wanted}


def resolved(session: Session, key: str, version: str) -> TierPolicy:
    """The policy of that key and version: the shipped pack, else the published one; the pack where neither is left."""
    return published(session, [(key, version)]).get((key, version)) or packs.policy(key)


def in_force(session: Session, *, org_id: int) -> dict[str, TierPolicy]:
    """By key what a campaign of this organisation is graded by: the shipped policy until somebody publishes.

    The nearest organisation that has published counts with its newest version, unless one further up has published since what
    is stricter: then that one counts. What the levels are is no secret: no scope is asked for.
    """
    line = _line(session, org_id)
    return {**packs.policies(), **_bound(session, line)}


def bound_from_above(session: Session, *, org_id: int, key: str) -> TierPolicy | None:
    """The published policy that a version of this organisation must not be laxer than; None where nobody above published.

    The shipped policies bind nobody: their cut-offs are defaults that wait to be confirmed locally.
    """
    return _bound(session, _line(session, org_id)[:-1]).get(key)


def policy_versions(session: Session, scope: Scope, *, limit: int = 20) -> list[PolicyRow]:
    """What was published at, above and below the organisations of the scope, newest first."""
    above = sorted({org for reach in scope.reaches for org in ids_of(reach.path)})
    inside = within(scope, select(col(Organisation.id)), Organisation)
    rows: Any = [getattr(PolicyVersion, name) for name in PolicyRow._fields if name != "org_name"]
    statement = select(col(Organisation.name), *rows).join(Organisation, col(Organisation.id) == PolicyVersion.org_id)
    statement = statement.where(col(PolicyVersion.org_id).in_(above) | col(PolicyVersion.org_id).in_(inside))
    narrowed = within(SYSTEM_SCOPE, within(SYSTEM_SCOPE, statement, PolicyVersion), Organisation)
    found = session.exec(narrowed.order_by(col(PolicyVersion.id).desc()).limit(limit))
    return [PolicyRow(row[1], row[2], row[0], *row[3:]) for row in found]


@lru_cache(maxsize=64)
def read(content: str) -> TierPolicy:
    """A stored version as a policy; it was checked when it was published."""
    return TierPolicy.model_validate_json(content)


def _is_shipped(key: str, version: str) -> bool:
    found = packs.policies().get(key)
    return found is not None and found.version == version


def _line(session: Session, org_id: int) -> tuple[int, ...]:
    """The organisation with everybody above it, from the top."""
    statement = select(col(Organisation.path)).where(Organisation.id == org_id)
    return ids_of(session.exec(within(SYSTEM_SCOPE, statement, Organisation)).first() or "")


def _bound(session: Session, line: tuple[int, ...]) -> dict[str, TierPolicy]:
    """What counts at the end of the line, from what each organisation on it published last."""
    statement = select(PolicyVersion.org_id, PolicyVersion.key, PolicyVersion.content).where(
        col(PolicyVersion.org_id).in_(line)
    )
    rows = session.exec(within(SYSTEM_SCOPE, statement, PolicyVersion).order_by(col(PolicyVersion.id)))
    newest = {(org, key): content for org, key, content in rows}
    found: dict[str, TierPolicy] = {}
    for (_, key), content in sorted(newest.items(), key=lambda item: line.index(item[0][0])):
        own = read(content)
        if key not in found or is_stricter(own, found[key]):
            found[key] = own
    return found
