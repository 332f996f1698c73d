"""What a tier policy would do to the lists of schools."""

from sqlalchemy import func
from sqlmodel import Session, col, select

from core.access import Capability, Scope
from core.accounts.packs import roles
from core.accounts.tables import Account, RoleGrant
from core.database import within
from core.screening.queries.campaigns import campaign as find
from core.screening.queries.campaigns import previous_campaign
from core.screening.queries.rollups import counts_by_school


def last_year(session: Session, scope: Scope, *, campaign_id: int) -> dict[int, tuple[int, int]]:
    """How many stood on each school's list in the previous campaign, and how many were tested; empty without one."""
    earlier = previous_campaign(session, scope, find(session, scope, campaign_id))
    groups = counts_by_school(session, scope, earlier.id) if earlier else []
    return {one.group: (one.found, max(one.completion.tested, one.found)) for one in groups if one.completion.tested}


def counsellors(session: Session, scope: Scope) -> dict[int, int]:
    """How many people hold, at a school itself, a role that works on cases; by school. Closed accounts do not count."""
    working = sorted(key for key, role in roles().items() if Capability.WORK_CASES in role.capabilities)
    statement = (
        select(RoleGrant.org_id, func.count(col(RoleGrant.account_id).distinct()))
        .join(Account, col(Account.id) == RoleGrant.account_id)
        .where(col(RoleGrant.role).in_(working), col(Account.is_active))
    )
    narrowed = within(scope, within(scope, statement, RoleGrant), Account)
    return dict(iter(session.exec(narrowed.group_by(col(RoleGrant.org_id)))))
