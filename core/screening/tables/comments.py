"""Rows of what class teachers say about their pupils."""

from datetime import datetime

from sqlalchemy import Index, text
from sqlmodel import Field

from core.database import Base, Sealed, coded, owned
from core.screening.rules.comments import Concern


class Comment(Base, table=True):
    """班主任评语: what the class teacher of a pupil noticed, without having seen any result.

    A pupil has one that stands in a campaign; writing anew adds a row and leaves the old one readable as not current.
    """

    __tablename__ = "comment"
    __table_args__ = (
        Index(
            "ix_comment_current",
            *("campaign_id", "person_id"),
            unique=True,
            sqlite_where=text("is_current"),
            postgresql_where=text("is_current"),
        ),
        Index("ix_comment_class", "campaign_id", "class_id", "is_current", "concern"),
        owned("school_id", klass="class_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    campaign_id: int = Field(foreign_key="campaign.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    school_id: int = Field(foreign_key="organisation.id", index=True)
    class_id: int = Field(foreign_key="school_class.id")
    by_id: int = Field(foreign_key="account.id")
    at: datetime
    concern: Concern = Field(sa_type=coded(Concern))
    note: str = Field(default="", sa_type=Sealed("comment.note"))
    is_current: bool = True
