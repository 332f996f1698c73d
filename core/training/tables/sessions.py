"""Rows of training sessions, of the places each school has in them, of what they answer, and of what people say of them."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, Index, Numeric, UniqueConstraint
from sqlmodel import Field

from core.database import Base, Sealed, coded, owned, part_of
from core.training.rules import SessionKind, SessionState


class TrainingSession(Base, table=True):
    """A session and its rule of completion: enough of its modules attended, and the assessment passed where there is one.

    `modules` are {"code", "title", "hours"} in order, [] for a session of one sitting; `hours` is what completing all of
    it credits. `must_attend` is the share of the hours in percent; `pass_score` None means there is no assessment.
    `edition` counts changes, so that nobody writes over what somebody else changed meanwhile.
    `code` is what the hall shows, good until `code_until`, for the module `code_module` ("" for the whole).
    """

    __tablename__ = "training_session"
    __table_args__ = (
        CheckConstraint("starts_at <= ends_at", name="in_order"),
        CheckConstraint("hours > 0", name="some"),
        CheckConstraint("must_attend between 1 and 100", name="share"),
        Index("ix_training_session_org", "org_id", "starts_at"),
        owned("org_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    org_id: int = Field(foreign_key="organisation.id")
    kind: SessionKind = Field(sa_type=coded(SessionKind))
    title: str = Field(max_length=80)
    topic: str = Field(default="", max_length=400)
    place: str = Field(default="", max_length=80)
    lecturer: str = Field(default="", sa_type=Sealed("training_session.lecturer"))
    starts_at: datetime
    ends_at: datetime
    hours: Decimal = Field(sa_type=Numeric(6, 1))
    category: str = Field(max_length=40)
    modules: list[dict[str, Any]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    must_attend: int = 100
    pass_score: int | None = None
    seats: int | None = None
    enrol_until: date
    certificate_title: str = Field(default="", max_length=80)
    state: SessionState = Field(default=SessionState.PLANNED, sa_type=coded(SessionState))
    reason: str = Field(default="", max_length=200)
    edition: int = 0
    code: str = Field(default="", sa_type=Sealed("training_session.code"))
    code_module: str = Field(default="", max_length=20)
    code_until: datetime | None = None
    code_misses: int = 0
    made_by: int = Field(foreign_key="account.id")
    made_at: datetime


class SessionQuota(Base, table=True):
    """How many places a school has; a session without quotas is open to every school below its organiser."""

    __tablename__ = "session_quota"
    __table_args__ = (
        UniqueConstraint("session_id", "school_id"),
        CheckConstraint("places >= 0", name="some"),
        owned("school_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    session_id: int = Field(foreign_key="training_session.id")
    school_id: int = Field(foreign_key="organisation.id", index=True)
    places: int


class SessionNeed(Base, table=True):
    """That a session answers a training need."""

    __tablename__ = "session_need"
    __table_args__ = (UniqueConstraint("session_id", "need_id"), part_of("training_session", "session_id"))

    id: int | None = Field(default=None, primary_key=True)
    session_id: int = Field(foreign_key="training_session.id")
    need_id: int = Field(foreign_key="training_need.id", index=True)


class SessionFeedback(Base, table=True):
    """What one participant said, nobody knows who: 1 to 5 for use, clarity and organisation, and perhaps words.

    `batch` says with which others it is told.
    """

    __tablename__ = "session_feedback"
    __table_args__ = (
        CheckConstraint("useful between 1 and 5 and clear between 1 and 5 and run between 1 and 5", name="stars"),
        part_of("training_session", "session_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    session_id: int = Field(foreign_key="training_session.id", index=True)
    batch: int = 0
    useful: int
    clear: int
    run: int
    words: str = Field(default="", sa_type=Sealed("session_feedback.words"))
