"""Rows of people in training sessions: their state with its history, sign-ins, and the certificate of completion."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import Numeric, UniqueConstraint
from sqlmodel import Field

from core.database import Base, Sealed, coded, owned, part_of
from core.training.rules import PartState, SignInWay


class Participation(Base, table=True):
    """Somebody in a session, sent by the school they were at then; `score` is that of the assessment."""

    __tablename__ = "participation"
    __table_args__ = (UniqueConstraint("session_id", "staff_id"), owned("school_id"))

    id: int | None = Field(default=None, primary_key=True)
    session_id: int = Field(foreign_key="training_session.id")
    staff_id: int = Field(foreign_key="staff_member.id", index=True)
    school_id: int = Field(foreign_key="organisation.id", index=True)
    state: PartState = Field(default=PartState.ENROLLED, sa_type=coded(PartState))
    score: Decimal | None = Field(default=None, sa_type=Numeric(5, 1))
    gave_feedback: bool = False


class ParticipationStep(Base, table=True):
    """One change of somebody's state; `by_id` None stands for the code in the hall."""

    __tablename__ = "participation_step"
    __table_args__ = part_of("participation", "participation_id")

    id: int | None = Field(default=None, primary_key=True)
    participation_id: int = Field(foreign_key="participation.id", index=True)
    state: PartState = Field(sa_type=coded(PartState))
    at: datetime
    by_id: int | None = Field(default=None, foreign_key="account.id")
    reason: str = Field(max_length=200)


class SignIn(Base, table=True):
    """That somebody was there, at one module ("" for a session of one sitting)."""

    __tablename__ = "sign_in"
    __table_args__ = (UniqueConstraint("participation_id", "module"), part_of("participation", "participation_id"))

    id: int | None = Field(default=None, primary_key=True)
    participation_id: int = Field(foreign_key="participation.id")
    module: str = Field(default="", max_length=20)
    at: datetime
    way: SignInWay = Field(sa_type=coded(SignInWay))
    by_id: int | None = Field(default=None, foreign_key="account.id")


class Completion(Base, table=True):
    """The certificate of a completed session. Whoever holds the paper can verify it by `number` and `code`."""

    __tablename__ = "completion"
    __table_args__ = part_of("participation", "participation_id")

    id: int | None = Field(default=None, primary_key=True)
    participation_id: int = Field(foreign_key="participation.id", unique=True)
    number: str = Field(max_length=30, unique=True)
    code: str = Field(sa_type=Sealed("completion.code"))
    issued_by: int = Field(foreign_key="account.id")
    issued_at: datetime
    revoked_by: int | None = Field(default=None, foreign_key="account.id")
    revoked_at: datetime | None = None
    reason: str = Field(default="", max_length=200)
