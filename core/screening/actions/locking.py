"""Acts on one campaign wait for each other, so that its counts and its data version are always of one piece."""

from sqlmodel import Session, select

from core.access import Scope
from core.database import within
from core.screening.queries.campaigns import CampaignRow
from core.screening.tables import Campaign


def locked(session: Session, seen: CampaignRow) -> Campaign:
    """The row of a campaign that the actor was found to see, held until the transaction ends."""
    statement = select(Campaign).where(Campaign.id == seen.id).with_for_update()
    return session.exec(within(Scope.at(seen.org_path), statement, Campaign)).one()
