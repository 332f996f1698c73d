"""Rows of the supervision that counsellors had. What was talked about are topics of a pack, never a pupil."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import JSON, CheckConstraint, Column, Numeric, UniqueConstraint
from sqlmodel import Field

from core.database import Base, Sealed, coded, owned
from core.training.rules import SupervisionKind


class Supervision(Base, table=True):
    """One meeting: `topics` are keys of the pack, `cases` how many cases were talked about."""

    __tablename__ = "supervision"
    __table_args__ = (
        CheckConstraint("hours > 0", name="some"),
        CheckConstraint("cases >= 0", name="cases"),
        owned("org_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    org_id: int = Field(foreign_key="organisation.id", index=True)
    kind: SupervisionKind = Field(sa_type=coded(SupervisionKind))
    held_on: date
    hours: Decimal = Field(sa_type=Numeric(4, 1))
    supervisor: str = Field(sa_type=Sealed("supervision.supervisor"))
    topics: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    cases: int = 0
    made_by: int = Field(foreign_key="account.id")
    made_at: datetime
    removed_at: datetime | None = None


class SupervisionSeat(Base, table=True):
    """That a counsellor took part, sent by the school they were at then."""

    __tablename__ = "supervision_seat"
    __table_args__ = (UniqueConstraint("supervision_id", "staff_id"), owned("school_id"))

    id: int | None = Field(default=None, primary_key=True)
    supervision_id: int = Field(foreign_key="supervision.id")
    staff_id: int = Field(foreign_key="staff_member.id", index=True)
    school_id: int = Field(foreign_key="organisation.id", index=True)
