"""Rows of who is told at once, of what people were told, and of files opened in an emergency."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index
from sqlmodel import Field

from core.cases.rules.notices import NoticeCode
from core.database import Base, Sealed, coded, owned


class Responder(Base, table=True):
    """Who at a school looks at a same-day review first; one person a school."""

    __tablename__ = "responder"
    __table_args__ = owned("school_id")

    school_id: int = Field(foreign_key="organisation.id", primary_key=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    set_at: datetime
    set_by: int = Field(foreign_key="account.id")


class Notice(Base, table=True):
    """Something one person was told; `about` holds ids and counts, never words. Belongs to the person, not to a place."""

    __tablename__ = "notice"
    __table_args__ = (Index("ix_notice_unread", "account_id", "read_at"),)

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id")
    at: datetime
    code: NoticeCode = Field(sa_type=coded(NoticeCode))
    about: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    read_at: datetime | None = None


class Glass(Base, table=True):
    """A file opened in an emergency by somebody who usually may not: why, from when, until when. Belongs to the person."""

    __tablename__ = "break_glass"
    __table_args__ = (Index("ix_break_glass_holder", "account_id", "until"),)

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    reason: str = Field(sa_type=Sealed("break_glass.reason"))
    at: datetime
    until: datetime
    given_back_at: datetime | None = None
