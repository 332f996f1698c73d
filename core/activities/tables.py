"""Rows of activities."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from core.activities.rules import Audience
from core.database import Base, coded, owned


class Activity(Base, table=True):
    """One activity of a school on a day: `sessions` times held (场次), for `attendances` people counted each time (人次)."""

    __tablename__ = "activity"
    __table_args__ = (
        CheckConstraint("sessions > 0", name="held"),
        CheckConstraint("attendances >= 0", name="people"),
        Index("ix_activity_school", "school_id", "held_on"),
        owned("school_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    school_id: int = Field(foreign_key="organisation.id")
    title: str = Field(max_length=80)
    audience: Audience = Field(sa_type=coded(Audience))
    held_on: date
    sessions: int = 1
    attendances: int = 0
    note: str = Field(default="", max_length=400)
    made_by: int = Field(foreign_key="account.id")
    made_at: datetime
    removed_at: datetime | None = None
