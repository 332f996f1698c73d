"""Rows of ledgers that somebody made to take along."""

from datetime import datetime

from sqlmodel import Field

from core.database import Base, Sealed, coded, owned
from core.screening.rules.ledgers import Ledger


class LedgerExport(Base, table=True):
    """An encrypted workbook that its maker may fetch again until it expires; its password is kept nowhere.

    `digest` names the kept file; `removed` says that it is gone. `rows` counts what it lists, `downloads` how often it
    was fetched.
    """

    __tablename__ = "ledger_export"
    __table_args__ = owned("org_id")

    id: int | None = Field(default=None, primary_key=True)
    org_id: int = Field(foreign_key="organisation.id", index=True)
    kind: Ledger = Field(sa_type=coded(Ledger))
    campaign_id: int | None = Field(default=None, foreign_key="campaign.id")
    by_id: int = Field(foreign_key="account.id", index=True)
    at: datetime
    expires_at: datetime = Field(index=True)
    purpose: str = Field(sa_type=Sealed("ledger_export.purpose"))
    digest: str = Field(max_length=64)
    rows: int
    downloads: int = 0
    removed: bool = False
