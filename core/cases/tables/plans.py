"""Rows of mentors and of attached files."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field

from core.database import Base, Sealed, owned, part_of


class Mentor(Base, table=True):
    """结对: somebody of the school who walks beside the person; open until it ends, at most one open a case and mentor."""

    __tablename__ = "case_mentor"
    __table_args__ = (
        Index(
            "ix_case_mentor_open",
            "case_id",
            "account_id",
            unique=True,
            sqlite_where=text("ended_at is null"),
            postgresql_where=text("ended_at is null"),
        ),
        part_of("care_case", "case_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="care_case.id", index=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    since: datetime
    by_id: int = Field(foreign_key="account.id")
    ended_at: datetime | None = None
    ended_by: int | None = Field(default=None, foreign_key="account.id")


class MentorCapacity(Base, table=True):
    """How many people somebody may walk beside at a time, where the school said other than usual."""

    __tablename__ = "mentor_capacity"
    __table_args__ = (CheckConstraint("capacity between 0 and 50", name="capacity"), owned("org_id"))

    account_id: int = Field(foreign_key="account.id", primary_key=True)
    org_id: int = Field(foreign_key="organisation.id", index=True)
    capacity: int


class Attachment(Base, table=True):
    """A file that belongs to a case, kept sealed under its digest; a removed one stays written down."""

    __tablename__ = "case_attachment"
    __table_args__ = part_of("care_case", "case_id")

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="care_case.id", index=True)
    title: str = Field(sa_type=Sealed("case_attachment.title"))
    digest: str = Field(max_length=64)
    kind: str = Field(max_length=8)
    size: int
    at: datetime
    by_id: int = Field(foreign_key="account.id")
    removed_at: datetime | None = None
    removed_by: int | None = Field(default=None, foreign_key="account.id")
