"""Rows of what a school says of itself, and of the evidence for it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, UniqueConstraint
from sqlmodel import Field

from core.database import Base, owned, part_of


class SelfMark(Base, table=True):
    """What a school put down for one item. `proposed` is what the system offered at that moment, "" for nothing."""

    __tablename__ = "self_mark"
    __table_args__ = (UniqueConstraint("entry_id", "code"), part_of("evaluation_entry", "entry_id"))

    id: int | None = Field(default=None, primary_key=True)
    entry_id: int = Field(foreign_key="evaluation_entry.id")
    code: str = Field(max_length=24)
    value: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    note: str = Field(default="", max_length=2000)
    proposed: str = Field(default="", max_length=400)
    by_id: int = Field(foreign_key="account.id")
    at: datetime


class Evidence(Base, table=True):
    """One file of a school, one version of it; used for as many items and rounds as it serves.

    `taken_on` is the day the evidence is from, `at` when it was uploaded. All versions of one piece share `piece`, the id of
    the first. The content is kept sealed under `digest`.
    """

    __tablename__ = "evidence"
    __table_args__ = (
        UniqueConstraint("piece", "version"),
        Index("ix_evidence_school", "school_id", "removed_at"),
        owned("school_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    school_id: int = Field(foreign_key="organisation.id")
    piece: int | None = None
    version: int = 1
    title: str = Field(max_length=80)
    taken_on: date
    digest: str = Field(max_length=64)
    kind: str = Field(max_length=8)
    size: int
    by_id: int = Field(foreign_key="account.id")
    at: datetime
    removed_at: datetime | None = None


class EvidenceLink(Base, table=True):
    """A piece of evidence, in one version, laid beside an item of an entry. Frozen once the entry is submitted."""

    __tablename__ = "evidence_link"
    __table_args__ = (
        UniqueConstraint("entry_id", "code", "evidence_id"),
        part_of("evaluation_entry", "entry_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    entry_id: int = Field(foreign_key="evaluation_entry.id", index=True)
    code: str = Field(max_length=24)
    evidence_id: int = Field(foreign_key="evidence.id", index=True)
