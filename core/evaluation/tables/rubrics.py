"""Rows of rubrics that a bureau drafted, imported or published."""

from datetime import datetime

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field

from core.database import Base, owned
from core.database.append_only import frozen_once


class RubricVersion(Base, table=True):
    """One version of a rubric: a draft until it is published, then never changed. `body` is its RubricSpec as JSON.

    `findings` counts what the linter still said at publishing; `reason` is why it was published nevertheless.
    """

    __tablename__ = "rubric_version"
    __table_args__ = (UniqueConstraint("org_id", "key", "version"), owned("org_id"))

    id: int | None = Field(default=None, primary_key=True)
    org_id: int = Field(foreign_key="organisation.id", index=True)
    key: str = Field(max_length=40)
    version: str = Field(max_length=20)
    title: str = Field(max_length=300)
    body: str = Field(sa_type=Text)
    based_on: str = Field(default="", max_length=64)
    edition: int = 0
    made_by: int = Field(foreign_key="account.id")
    made_at: datetime
    published_by: int | None = Field(default=None, foreign_key="account.id")
    published_at: datetime | None = None
    findings: int = 0
    reason: str = Field(default="", max_length=400)


frozen_once(RubricVersion.__table__, "published_at")  # type: ignore[attr-defined]  # SQLModel makes it at class creation
