"""Rows of public education that are no activities: calls of a hotline, in numbers alone."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, Index, Numeric
from sqlmodel import Field

from core.database import Base, owned


class HotlineCount(Base, table=True):
    """How many calls of one category (热线接待) were taken on a day; nothing is kept of who called.

    `minutes` is the mean time until somebody answered; None where nobody took it down.
    """

    __tablename__ = "hotline_count"
    __table_args__ = (
        CheckConstraint("calls > 0", name="some"),
        CheckConstraint("minutes >= 0", name="waited"),
        Index("ix_hotline_count_org", "org_id", "taken_on"),
        owned("org_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    org_id: int = Field(foreign_key="organisation.id")
    taken_on: date
    category: str = Field(max_length=24)
    calls: int
    minutes: Decimal | None = Field(default=None, sa_type=Numeric(6, 1))
    made_by: int = Field(foreign_key="account.id")
    made_at: datetime
    removed_at: datetime | None = None
