"""Rows of what somebody has to show: certificates, hours of training, places on ladders, honours."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, Numeric
from sqlmodel import Field

from core.database import Base, Sealed, coded, part_of
from core.training.rules import HonourLevel, LadderState


class Certificate(Base, table=True):
    """A certificate of a staff member; the last day it is valid, None when it does not lapse.

    `scan` is the digest of the kept file; `checked_at` says that somebody of the bureau compared it with the facts.
    """

    __tablename__ = "certificate"
    __table_args__ = part_of("staff_member", "staff_id")

    id: int | None = Field(default=None, primary_key=True)
    staff_id: int = Field(foreign_key="staff_member.id", index=True)
    kind: str = Field(max_length=40)
    level: str = Field(default="", max_length=20)
    number: str = Field(default="", sa_type=Sealed("certificate.number"))
    issuer: str = Field(default="", max_length=80)
    issued_on: date
    valid_until: date | None = None
    scan: str | None = Field(default=None, max_length=64)
    checked_by: int | None = Field(default=None, foreign_key="account.id")
    checked_at: datetime | None = None


class TrainingHours(Base, table=True):
    """Hours of one training that a staff member completed on a day; `participation_id` where a session credited them."""

    __tablename__ = "training_hours"
    __table_args__ = (CheckConstraint("hours > 0", name="some"), part_of("staff_member", "staff_id"))

    id: int | None = Field(default=None, primary_key=True)
    staff_id: int = Field(foreign_key="staff_member.id", index=True)
    title: str = Field(max_length=80)
    category: str = Field(default="other", max_length=40)
    held_on: date
    hours: Decimal = Field(sa_type=Numeric(6, 1))
    participation_id: int | None = Field(default=None, foreign_key="participation.id", unique=True)


class LadderTerm(Base, table=True):
    """Somebody's place on a ladder (梯队) of the pack: `ladder` and `rung` are its keys."""

    __tablename__ = "ladder_term"
    __table_args__ = part_of("staff_member", "staff_id")

    id: int | None = Field(default=None, primary_key=True)
    staff_id: int = Field(foreign_key="staff_member.id", index=True)
    ladder: str = Field(max_length=40)
    rung: str = Field(max_length=40)
    state: LadderState = Field(sa_type=coded(LadderState))
    nominated_on: date
    since: date | None = None
    until: date | None = None
    made_by: int = Field(foreign_key="account.id")
    made_at: datetime


class Honour(Base, table=True):
    """An honour that somebody was given."""

    __tablename__ = "honour"
    __table_args__ = part_of("staff_member", "staff_id")

    id: int | None = Field(default=None, primary_key=True)
    staff_id: int = Field(foreign_key="staff_member.id", index=True)
    title: str = Field(max_length=80)
    level: HonourLevel = Field(sa_type=coded(HonourLevel))
    awarded_on: date
