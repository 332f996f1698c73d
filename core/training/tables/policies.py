"""Rows of the requirements on staff that bureaus have published."""

from datetime import datetime

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field

from core.database import Base, owned


class StaffPolicy(Base, table=True):
    """One published version of a bureau's requirements, never changed afterwards; the newest of the nearest bureau holds.

    `content` is the whole RequirementSpec as JSON.
    """

    __tablename__ = "staff_policy"
    __table_args__ = (UniqueConstraint("org_id", "version"), owned("org_id"))

    id: int | None = Field(default=None, primary_key=True)
    org_id: int = Field(foreign_key="organisation.id")
    version: str = Field(max_length=20)
    title: str = Field(max_length=60)
    content: str = Field(sa_type=Text)
    published_at: datetime
    by_id: int = Field(foreign_key="account.id")
    note: str = Field(max_length=300)
