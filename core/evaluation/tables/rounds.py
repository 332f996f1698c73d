"""Rows of rounds and of the schools in them."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, Index, Numeric, Text, text
from sqlmodel import Field

from core.database import Base, coded, owned
from core.evaluation.rules.states import EntryState, ExemptReason, ResultRule, RoundKind, RoundState

WHOLE_SCHOOL, ONE_ROOM = text("room_id is null"), text("room_id is not null")


class Round(Base, table=True):
    """One round of an organisation over schools below it. `rubric` is its frozen RubricSpec as JSON: nothing that is
    published later reaches it.

    `edition` grows with every change of the round itself. `chair_id` leads the moderation. A supervision or inspection may
    do without self-assessment or without publicity.
    """

    __tablename__ = "evaluation_round"
    __table_args__ = (
        CheckConstraint("self_until <= review_until and review_until <= publicity_until", name="in_order"),
        CheckConstraint("target is null or target > 0", name="target"),
        owned("org_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    org_id: int = Field(foreign_key="organisation.id", index=True)
    kind: RoundKind = Field(sa_type=coded(RoundKind))
    title: str = Field(max_length=60)
    school_year: int
    rubric_key: str = Field(max_length=40)
    rubric_version: str = Field(max_length=20)
    rubric: str = Field(sa_type=Text)
    state: RoundState = Field(default=RoundState.DRAFT, sa_type=coded(RoundState))
    target: int | None = None
    opens_on: date
    self_until: date
    review_until: date
    publicity_until: date
    rectify_until: date | None = None
    raters: int = 2
    shows_self: bool = True
    with_self: bool = True
    with_publicity: bool = True
    gap_points: Decimal | None = Field(default=None, sa_type=Numeric(9, 4))
    gap_anchors: int | None = None
    rule: ResultRule = Field(default=ResultRule.MEAN, sa_type=coded(ResultRule))
    chair_id: int | None = Field(default=None, foreign_key="account.id")
    seed: int | None = None
    previous_id: int | None = Field(default=None, foreign_key="evaluation_round.id")
    edition: int = 0
    made_by: int = Field(foreign_key="account.id")
    made_at: datetime
    publicised_at: datetime | None = None


class Entry(Base, table=True):
    """One school in a round, or in an inspection one of its rooms. The papers for an exemption are kept under `exempt_paper`.

    `stood` is where an exempt entry stood before.
    """

    __tablename__ = "evaluation_entry"
    __table_args__ = (
        Index(
            "ix_evaluation_entry_school", "round_id", "school_id", unique=True, sqlite_where=WHOLE_SCHOOL,
            postgresql_where=WHOLE_SCHOOL,
        ),
        Index(
            "ix_evaluation_entry_room", "round_id", "room_id", unique=True, sqlite_where=ONE_ROOM,
            postgresql_where=ONE_ROOM,
        ),
        owned("school_id"),
    )  # fmt: skip

    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="evaluation_round.id", index=True)
    school_id: int = Field(foreign_key="organisation.id", index=True)
    room_id: int | None = Field(default=None, foreign_key="counselling_room.id")
    state: EntryState = Field(default=EntryState.WAITING, sa_type=coded(EntryState))
    due_on: date | None = None
    due_reason: str = Field(default="", max_length=200)
    stood: EntryState | None = Field(default=None, sa_type=coded(EntryState))
    exempt_reason: ExemptReason | None = Field(default=None, sa_type=coded(ExemptReason))
    exempt_note: str = Field(default="", max_length=200)
    exempt_paper: str | None = Field(default=None, max_length=64)
    return_note: str = Field(default="", max_length=400)
    statement: str = Field(default="", max_length=2000)
    submitted_at: datetime | None = None
    submitted_by: int | None = Field(default=None, foreign_key="account.id")
