"""Rows of raters, of their marks, and of what had to be talked over."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, Column, Index, Numeric, UniqueConstraint
from sqlmodel import Field

from core.database import Base, coded, owned
from core.evaluation.rules.states import AssignmentState, TieKind


class RaterTie(Base, table=True):
    """Why a rater must not rate a school: own, former, family. What accounts and roles tell by themselves is not here."""

    __tablename__ = "rater_tie"
    __table_args__ = (UniqueConstraint("account_id", "school_id", "kind"), owned("school_id"))

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    school_id: int = Field(foreign_key="organisation.id")
    kind: TieKind = Field(sa_type=coded(TieKind))
    note: str = Field(default="", max_length=200)
    told_by: int = Field(foreign_key="account.id")
    told_at: datetime


class Assignment(Base, table=True):
    """One rater for one entry. `drawn` says it came from a draw with the round's seed; `edition` grows with every mark."""

    __tablename__ = "rating_assignment"
    __table_args__ = (
        UniqueConstraint("entry_id", "rater_id"),
        Index("ix_rating_assignment_rater", "rater_id", "state"),
        owned("school_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="evaluation_round.id", index=True)
    entry_id: int = Field(foreign_key="evaluation_entry.id")
    school_id: int = Field(foreign_key="organisation.id", index=True)
    rater_id: int = Field(foreign_key="account.id")
    state: AssignmentState = Field(default=AssignmentState.ASSIGNED, sa_type=coded(AssignmentState))
    drawn: bool = False
    assigned_by: int = Field(foreign_key="account.id")
    assigned_at: datetime
    remark: str = Field(default="", max_length=2000)
    edition: int = 0
    submitted_at: datetime | None = None


class ItemMark(Base, table=True):
    """One rater's mark for one item. `points` are its points by the round's rubric and first standard, for sums in SQL.

    `edition` grows with every change of this mark: a sheet that was filled in offline names the one it began from.
    """

    __tablename__ = "item_mark"
    __table_args__ = (
        UniqueConstraint("assignment_id", "code"),
        Index("ix_item_mark_round", "round_id", "code", "school_id", "points"),
        owned("school_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    assignment_id: int = Field(foreign_key="rating_assignment.id")
    round_id: int = Field(foreign_key="evaluation_round.id")
    school_id: int = Field(foreign_key="organisation.id", index=True)
    code: str = Field(max_length=24)
    value: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    points: Decimal | None = Field(default=None, sa_type=Numeric(9, 4))
    reason: str = Field(default="", max_length=1000)
    edition: int = 1
    at: datetime


class Moderation(Base, table=True):
    """An item of an entry that raters saw too differently, and what was agreed. `value` stays empty until it is settled.

    `by_appeal` marks what the answer to an appeal put in place; it stands beside what was agreed before, and counts.
    """

    __tablename__ = "moderation"
    __table_args__ = (UniqueConstraint("entry_id", "code", "by_appeal"), owned("school_id"))

    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="evaluation_round.id", index=True)
    entry_id: int = Field(foreign_key="evaluation_entry.id")
    school_id: int = Field(foreign_key="organisation.id", index=True)
    code: str = Field(max_length=24)
    by_appeal: bool = False
    gap: Decimal = Field(sa_type=Numeric(9, 4))
    value: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON))
    reason: str = Field(default="", max_length=1000)
    settled_by: int | None = Field(default=None, foreign_key="account.id")
    settled_at: datetime | None = None
