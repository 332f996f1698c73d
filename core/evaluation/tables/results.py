"""Rows of results: what an entry came to, and how each indicator and item came out."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import Index, Numeric, Text, UniqueConstraint
from sqlmodel import Field

from core.database import Base, owned


class EntryResult(Base, table=True):
    """The total of an entry by one standard ("" where the rubric has none). `vetoes` holds the codes, blank-separated."""

    __tablename__ = "entry_result"
    __table_args__ = (
        UniqueConstraint("entry_id", "standard"),
        Index("ix_entry_result_round", "round_id", "standard", "total"),
        owned("school_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="evaluation_round.id")
    entry_id: int = Field(foreign_key="evaluation_entry.id")
    school_id: int = Field(foreign_key="organisation.id", index=True)
    standard: str = Field(default="", max_length=24)
    total: Decimal = Field(sa_type=Numeric(9, 4))
    most: Decimal = Field(sa_type=Numeric(9, 4))
    grade: str = Field(default="", max_length=300)
    vetoes: str = Field(default="", sa_type=Text)
    changed_by_appeal: bool = False
    decided_by: int = Field(foreign_key="account.id")
    decided_at: datetime


class Outcome(Base, table=True):
    """How one indicator or item of an entry came out by one standard, frozen with the result. `na`: it did not apply.

    The index covers what means over schools are made of.
    """

    __tablename__ = "outcome"
    __table_args__ = (
        UniqueConstraint("entry_id", "standard", "code"),
        Index("ix_outcome_round", "round_id", "standard", "code", "school_id", "is_item", "na", "score", "most"),
        owned("school_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="evaluation_round.id")
    entry_id: int = Field(foreign_key="evaluation_entry.id")
    school_id: int = Field(foreign_key="organisation.id", index=True)
    standard: str = Field(default="", max_length=24)
    code: str = Field(max_length=24)
    is_item: bool
    score: Decimal = Field(sa_type=Numeric(9, 4))
    most: Decimal = Field(sa_type=Numeric(9, 4))
    na: bool = False
