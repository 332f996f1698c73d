"""Rows of what people did with resources and what they think of them."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from core.database import Base, coded, owned
from core.library.rules import UseKind


class ResourceUse(Base, table=True):
    """A download, or a lesson in which the resource was used (`on`, for how many pupils, where told)."""

    __tablename__ = "resource_use"
    __table_args__ = (
        CheckConstraint("pupils >= 0", name="people"),
        Index("ix_resource_use_resource", "resource_id", "kind"),
        owned("org_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    resource_id: int = Field(foreign_key="resource.id")
    org_id: int = Field(foreign_key="organisation.id", index=True)
    account_id: int = Field(foreign_key="account.id")
    kind: UseKind = Field(sa_type=coded(UseKind))
    on: date
    pupils: int | None = None
    at: datetime


class ResourceRating(Base, table=True):
    """What one person thinks of a resource: 1 to 5, and perhaps a line."""

    __tablename__ = "resource_rating"
    __table_args__ = (
        UniqueConstraint("resource_id", "account_id"),
        CheckConstraint("stars between 1 and 5", name="stars"),
        owned("org_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    resource_id: int = Field(foreign_key="resource.id")
    org_id: int = Field(foreign_key="organisation.id", index=True)
    account_id: int = Field(foreign_key="account.id")
    stars: int
    words: str = Field(default="", max_length=200)
    at: datetime
