"""Rows of staff, of their certificates and of the hours they were trained."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, Index, Numeric
from sqlmodel import Field

from core.database import Base, Sealed, coded, owned, part_of
from core.training.rules import StaffKind


class StaffMember(Base, table=True):
    """One person at one school, from `since` until `until` (the last day; None while in post)."""

    __tablename__ = "staff_member"
    __table_args__ = (
        CheckConstraint("until is null or since <= until", name="in_order"),
        Index("ix_staff_member_school", "school_id", "kind", "until"),
        owned("school_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    school_id: int = Field(foreign_key="organisation.id")
    name: str = Field(sa_type=Sealed("staff_member.name"))
    kind: StaffKind = Field(sa_type=coded(StaffKind))
    subject: str = Field(default="", max_length=40)
    since: date
    until: date | None = None
    made_by: int = Field(foreign_key="account.id")
    made_at: datetime


class Certificate(Base, table=True):
    """A certificate of a staff member; the last day it is valid, None when it does not lapse."""

    __tablename__ = "certificate"
    __table_args__ = part_of("staff_member", "staff_id")

    id: int | None = Field(default=None, primary_key=True)
    staff_id: int = Field(foreign_key="staff_member.id", index=True)
    kind: str = Field(max_length=40)
    number: str = Field(default="", sa_type=Sealed("certificate.number"))
    issued_on: date
    valid_until: date | None = None


class TrainingHours(Base, table=True):
    """Hours of one training that a staff member completed on a day."""

    __tablename__ = "training_hours"
    __table_args__ = (CheckConstraint("hours > 0", name="some"), part_of("staff_member", "staff_id"))

    id: int | None = Field(default=None, primary_key=True)
    staff_id: int = Field(foreign_key="staff_member.id", index=True)
    title: str = Field(max_length=80)
    held_on: date
    hours: Decimal = Field(sa_type=Numeric(6, 1))
