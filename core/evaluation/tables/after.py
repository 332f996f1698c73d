"""Rows of what follows a result: appeals, recognitions, and what has to be put right."""

from datetime import date, datetime

from sqlalchemy import Index, Text, UniqueConstraint, text
from sqlmodel import Field

from core.database import Base, coded, owned
from core.evaluation.rules.states import AppealState, Rank, RectificationState

OPEN_APPEAL = text("state = 'open'")
STANDING_ENTRY = text("entry_id is not null and withdrawn_on is null")


class Appeal(Base, table=True):
    """A school's appeal against items of its result (`codes`, blank-separated; "" for the whole). At most one open an entry."""

    __tablename__ = "appeal"
    __table_args__ = (
        Index("ix_appeal_open", "entry_id", unique=True, sqlite_where=OPEN_APPEAL, postgresql_where=OPEN_APPEAL),
        owned("school_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="evaluation_round.id", index=True)
    entry_id: int = Field(foreign_key="evaluation_entry.id", index=True)
    school_id: int = Field(foreign_key="organisation.id", index=True)
    codes: str = Field(default="", sa_type=Text)
    plea: str = Field(max_length=2000)
    filed_by: int = Field(foreign_key="account.id")
    filed_at: datetime
    state: AppealState = Field(default=AppealState.OPEN, sa_type=coded(AppealState))
    answer: str = Field(default="", max_length=2000)
    answered_by: int | None = Field(default=None, foreign_key="account.id")
    answered_at: datetime | None = None


class Recognition(Base, table=True):
    """认定: what a school (or room) is recognised as, at which level, under which number, until when.

    What a round gave stands once an entry, until it is withdrawn.
    """

    __tablename__ = "recognition"
    __table_args__ = (
        UniqueConstraint("number"),
        Index(
            "ix_recognition_entry", "entry_id", unique=True, sqlite_where=STANDING_ENTRY,
            postgresql_where=STANDING_ENTRY,
        ),
        owned("school_id"),
    )  # fmt: skip

    id: int | None = Field(default=None, primary_key=True)
    school_id: int = Field(foreign_key="organisation.id", index=True)
    room_id: int | None = Field(default=None, foreign_key="counselling_room.id")
    title: str = Field(max_length=60)
    grade: str = Field(default="", max_length=300)
    rank: Rank = Field(sa_type=coded(Rank))
    number: str = Field(max_length=40)
    granted_on: date
    valid_until: date | None = None
    round_id: int | None = Field(default=None, foreign_key="evaluation_round.id", index=True)
    entry_id: int | None = Field(default=None, foreign_key="evaluation_entry.id")
    made_by: int = Field(foreign_key="account.id")
    made_at: datetime
    withdrawn_on: date | None = None
    withdrawn_reason: str = Field(default="", max_length=400)


class Rectification(Base, table=True):
    """整改: one thing a school has to put right, who sees to it, by when, and what the re-check found."""

    __tablename__ = "rectification"
    __table_args__ = owned("school_id")

    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="evaluation_round.id", index=True)
    entry_id: int = Field(foreign_key="evaluation_entry.id", index=True)
    school_id: int = Field(foreign_key="organisation.id", index=True)
    code: str = Field(max_length=24)
    what: str = Field(max_length=400)
    who: str = Field(max_length=60)
    due_on: date
    state: RectificationState = Field(default=RectificationState.OPEN, sa_type=coded(RectificationState))
    reply: str = Field(default="", max_length=2000)
    evidence_id: int | None = Field(default=None, foreign_key="evidence.id")
    done_at: datetime | None = None
    done_by: int | None = Field(default=None, foreign_key="account.id")
    checked_at: datetime | None = None
    checked_by: int | None = Field(default=None, foreign_key="account.id")
    finding: str = Field(default="", max_length=1000)
    made_by: int = Field(foreign_key="account.id")
    made_at: datetime
