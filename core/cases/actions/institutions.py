"""The registry of institutions is kept."""

from sqlmodel import Session, select

from core import audit
from core.access import Actor, Capability, Scope, require
from core.cases.rules.institutions import InstitutionFacts, institution_flaw, tidied
from core.cases.tables import Institution
from core.database import within
from core.errors import NotFound, Refused
from core.organisations.queries import get


def save_institution(
    session: Session, actor: Actor, *, org_id: int, facts: InstitutionFacts, institution_id: int | None = None
) -> int:
    """Add an institution to what an organisation keeps, or change one; answers its id.

    For those who manage the organisation and those who work on cases there. Raises NotFound outside their scope, Refused
    without a name or a telephone number.
    """
    scope = _keeping(actor)
    org = get(session, scope, org_id)
    given = tidied(facts)
    if flaw := institution_flaw(given):
        raise Refused(flaw)
    row = Institution(org_id=org.id, kind=given.kind, name=given.name)
    if institution_id is not None:
        row = _loaded(session, scope, institution_id, org.id)
    for name, value in given._asdict().items():
        setattr(row, name, value)
    session.add(row)
    session.flush()
    audit.record(session, actor, "institution.saved", row, org_id=org.id, kind=given.kind.value, active=given.active)
    return row.id or 0


def _keeping(actor: Actor) -> Scope:
    """Where the actor manages organisations or works on cases."""
    scopes = (actor.over(Capability.MANAGE_ORGANISATIONS), actor.over(Capability.WORK_CASES))
    both = Scope(tuple(reach for scope in scopes for reach in scope.reaches))
    return both or require(actor, Capability.WORK_CASES)


def _loaded(session: Session, scope: Scope, institution_id: int, org_id: int) -> Institution:
    statement = select(Institution).where(Institution.id == institution_id, Institution.org_id == org_id)
    row = session.exec(within(scope, statement, Institution).with_for_update()).first()
    if row is None:
        raise NotFound
    return row
