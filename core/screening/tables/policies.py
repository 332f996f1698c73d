"""Rows of tier policies that organisations have published."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from core.database import Base, owned


class PolicyVersion(Base, table=True):
    """One published version of a tier policy, never changed afterwards: campaigns name it by key and version.

    `content` is the whole TierPolicy as JSON, `based_on` the version it was made from. Versions of a key are counted over
    the whole installation, so that key and version name one row alone.
    """

    __tablename__ = "policy_version"
    __table_args__ = (UniqueConstraint("key", "version"), owned("org_id"))

    id: int | None = Field(default=None, primary_key=True)
    org_id: int = Field(foreign_key="organisation.id", index=True)
    key: str = Field(max_length=40)
    version: str = Field(max_length=20)
    title: str = Field(max_length=60)
    content: str
    based_on: str = Field(max_length=20)
    published_at: datetime
    by_id: int = Field(foreign_key="account.id")
    note: str = Field(max_length=300)
