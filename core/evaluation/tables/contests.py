"""Rows of contests: awards for reports of activities (评选), selections of resources (遴选)."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, Numeric, UniqueConstraint
from sqlmodel import Field

from core.database import Base, coded, owned, part_of
from core.evaluation.rules.states import ContestState, ContestSubject, NominationState


class Contest(Base, table=True):
    """A contest of a bureau. `rubric` is the whole RubricSpec as it was when the contest was made.

    `awards` are {"key", "title", "places"} from the highest; `quota` is the most that one school may nominate, None
    without a limit; `forward` is how many are recommended upwards (推荐上报).
    """

    __tablename__ = "contest"
    __table_args__ = (CheckConstraint("quota > 0 and forward >= 0", name="some"), owned("org_id"))

    id: int | None = Field(default=None, primary_key=True)
    org_id: int = Field(foreign_key="organisation.id", index=True)
    subject: ContestSubject = Field(sa_type=coded(ContestSubject))
    season_id: int | None = Field(default=None, foreign_key="season.id")
    title: str = Field(max_length=80)
    year: int
    words: str = Field(default="", max_length=1000)
    rubric: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    awards: list[dict[str, Any]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    quota: int | None = None
    forward: int = 0
    nominate_until: date
    review_until: date
    public_from: date | None = None
    public_until: date | None = None
    state: ContestState = Field(default=ContestState.PLANNED, sa_type=coded(ContestState))
    reason: str = Field(default="", max_length=200)
    edition: int = 0
    made_by: int = Field(foreign_key="account.id")
    made_at: datetime


class Nomination(Base, table=True):
    """A school's report or resource in a contest. `total` is the mean of the judges' totals; `award` a key of the contest."""

    __tablename__ = "nomination"
    __table_args__ = (
        UniqueConstraint("contest_id", "activity_id"),
        UniqueConstraint("contest_id", "resource_id"),
        CheckConstraint("(activity_id is null) <> (resource_id is null)", name="one_thing"),
        owned("school_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    contest_id: int = Field(foreign_key="contest.id")
    school_id: int = Field(foreign_key="organisation.id", index=True)
    activity_id: int | None = Field(default=None, foreign_key="activity.id")
    resource_id: int | None = Field(default=None, foreign_key="resource.id")
    reason: str = Field(default="", max_length=400)
    state: NominationState = Field(default=NominationState.NOMINATED, sa_type=coded(NominationState))
    total: Decimal | None = Field(default=None, sa_type=Numeric(7, 2))
    award: str = Field(default="", max_length=24)
    forwarded: bool = False
    decided_reason: str = Field(default="", max_length=200)
    by_id: int = Field(foreign_key="account.id")
    at: datetime


class ContestJudge(Base, table=True):
    """Somebody who judges in a contest."""

    __tablename__ = "contest_judge"
    __table_args__ = (UniqueConstraint("contest_id", "account_id"), part_of("contest", "contest_id"))

    id: int | None = Field(default=None, primary_key=True)
    contest_id: int = Field(foreign_key="contest.id")
    account_id: int = Field(foreign_key="account.id", index=True)
    at: datetime


class Judgement(Base, table=True):
    """One judge's sheet for one nomination; `marks` as core.evaluation.rules.marks packs them. A tie (回避) has no total."""

    __tablename__ = "judgement"
    __table_args__ = (UniqueConstraint("nomination_id", "account_id"), part_of("nomination", "nomination_id"))

    id: int | None = Field(default=None, primary_key=True)
    nomination_id: int = Field(foreign_key="nomination.id")
    account_id: int = Field(foreign_key="account.id", index=True)
    marks: dict[str, dict[str, str]] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    words: str = Field(default="", max_length=400)
    total: Decimal | None = Field(default=None, sa_type=Numeric(7, 2))
    tied: bool = False
    done_at: datetime | None = None
    edition: int = 0
