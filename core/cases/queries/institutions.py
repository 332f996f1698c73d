"""The registry of institutions as a school sees it."""

from collections.abc import Collection
from typing import NamedTuple

from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE
from core.cases.rules.institutions import InstitutionFacts, InstitutionKind
from core.cases.rules.referrals import answering_level
from core.cases.tables import Institution
from core.database import within
from core.organisations.queries import get, ids_of
from core.organisations.rules import Level
from core.organisations.tables import Organisation

CENTRE_LEVELS = {Level.COUNTY: "区级", Level.CITY: "市级"}
"""The handling level of a bureau's own centre; other organisations' centres answer on paper."""


class InstitutionRow(NamedTuple):
    """One institution; `level` is the handling level whose people answer in the system, None where the school records it."""

    id: int
    org_id: int
    keeper: str
    facts: InstitutionFacts
    level: str | None


def institutions(session: Session, *, org_id: int, inactive: bool = False) -> list[InstitutionRow]:
    """What `org_id` and the bureaus above it keep, the nearest keeper first, then by kind and name.

    Whom one may turn to is no secret: no scope is asked for.
    """
    line = ids_of(get(session, SYSTEM_SCOPE, org_id).path)
    statement = select(Institution, Organisation).join(Organisation, col(Organisation.id) == Institution.org_id)
    statement = statement.where(col(Institution.org_id).in_(line))
    if not inactive:
        statement = statement.where(col(Institution.active).is_(True))
    found = session.exec(within(SYSTEM_SCOPE, within(SYSTEM_SCOPE, statement, Institution), Organisation))
    rows = [_row(*pair) for pair in found]
    kinds = list(InstitutionKind)
    return sorted(rows, key=lambda row: (-line.index(row.org_id), kinds.index(row.facts.kind), row.facts.name, row.id))


def institution_names(session: Session, ids: Collection[int]) -> dict[int, tuple[str, InstitutionKind]]:
    """Name and kind by id, of institutions that rows read within a scope speak of."""
    statement = select(col(Institution.id), col(Institution.name), col(Institution.kind))
    found = within(SYSTEM_SCOPE, statement.where(col(Institution.id).in_(sorted(ids))), Institution)
    return {key or 0: (name, kind) for key, name, kind in session.exec(found)}


def _row(row: Institution, keeper: Organisation) -> InstitutionRow:
    facts = InstitutionFacts(row.kind, row.name, row.contact, row.phone, row.note, row.active)
    level = answering_level(row.kind, CENTRE_LEVELS.get(keeper.level))
    return InstitutionRow(row.id or 0, row.org_id, keeper.name, facts, level)
