"""What is decided above a school, and not by the school itself."""

from sqlmodel import Session

from core.access import Scope
from core.errors import NotFound
from core.organisations.queries import OrgRow, get
from core.organisations.rules import Level


def school_below(session: Session, scope: Scope, school_id: int) -> OrgRow:
    """The school, where a bureau above it lies within `scope`; NotFound otherwise: for the school itself it is out of reach."""
    school = get(session, scope, school_id)
    if school.level is not Level.SCHOOL:
        raise NotFound
    get(session, scope, school.parent_id or 0)
    return school


def own_school(session: Session, scope: Scope, school_id: int) -> OrgRow:
    """A school within `scope`; NotFound for anything else."""
    school = get(session, scope, school_id)
    if school.level is not Level.SCHOOL:
        raise NotFound
    return school


def bureau(session: Session, scope: Scope, org_id: int) -> OrgRow:
    """A bureau within `scope`; NotFound for anything else."""
    org = get(session, scope, org_id)
    if org.level is Level.SCHOOL:
        raise NotFound
    return org
