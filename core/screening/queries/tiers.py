"""The levels that the work on a case goes by."""

from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE
from core.cases.rules.tiering import Tier
from core.database import within
from core.organisations.tables import Organisation
from core.screening import packs
from core.screening.queries.policies import resolved
from core.screening.rules.policy import Level
from core.screening.tables import Campaign

USUAL = "ban_xiao_qu"
"""The shipped policy that counts where no campaign has chosen one yet."""


def tiers_for(session: Session, *, campaign_id: int | None, org_id: int) -> tuple[Tier, ...]:
    """The levels of a campaign's policy, gravest first; without a campaign those of the newest at or above `org_id`.

    What the levels are called and how soon they are due is no secret: no scope is asked for.
    """
    statement = (
        select(col(Campaign.policy_key), col(Campaign.policy_version))
        .order_by(col(Campaign.created_at).desc())
        .limit(1)
    )
    if campaign_id is not None:
        statement = statement.where(Campaign.id == campaign_id)
    else:
        path = within(SYSTEM_SCOPE, select(col(Organisation.path)).where(Organisation.id == org_id), Organisation)
        line = [int(one) for one in (session.exec(path).first() or "").split("/") if one]
        statement = statement.where(col(Campaign.org_id).in_(line))
    found = session.exec(within(SYSTEM_SCOPE, statement, Campaign)).first()
    policy = resolved(session, *found) if found else packs.policy(USUAL)
    return tuple(tier_of_level(level) for level in policy.levels)


def tier_of_level(level: Level) -> Tier:
    """A policy's level as the work on cases knows it."""
    return Tier(
        int(level.severity), level.handled_by, level.label, level.needs_review, level.follow_up,
        level.clock.amount, level.clock.unit,
    )  # fmt: skip
