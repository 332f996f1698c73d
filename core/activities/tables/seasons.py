"""Rows of seasons (活动月): their checklists, who takes part, plans, visits."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, Index, Text, UniqueConstraint
from sqlmodel import Field

from core.activities.rules import PlanState, SeasonKind, SeasonState, VisitKind
from core.database import Base, coded, owned


class Checklist(Base, table=True):
    """One published version of a bureau's checklist (N 个一), never changed afterwards; `content` is a ChecklistSpec as JSON."""

    __tablename__ = "checklist"
    __table_args__ = (UniqueConstraint("org_id", "key", "version"), owned("org_id"))

    id: int | None = Field(default=None, primary_key=True)
    org_id: int = Field(foreign_key="organisation.id")
    key: str = Field(max_length=40)
    version: str = Field(max_length=20)
    title: str = Field(max_length=60)
    content: str = Field(sa_type=Text)
    published_at: datetime
    by_id: int = Field(foreign_key="account.id")
    note: str = Field(default="", max_length=300)


class Season(Base, table=True):
    """A season of a bureau, for the schools below it. `checklist` is the whole ChecklistSpec as it was when the season was made.

    `counts_sent` says that a report counts once it is sent, without waiting for anybody to accept it.
    """

    __tablename__ = "season"
    __table_args__ = (
        CheckConstraint("starts_on <= ends_on", name="in_order"),
        CheckConstraint("report_until >= starts_on", name="reported_after"),
        Index("ix_season_org", "org_id", "starts_on"),
        owned("org_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    org_id: int = Field(foreign_key="organisation.id")
    kind: SeasonKind = Field(sa_type=coded(SeasonKind))
    title: str = Field(max_length=80)
    school_year: int
    starts_on: date
    ends_on: date
    plan_until: date | None = None
    report_until: date
    guidance: str = Field(default="", max_length=2000)
    checklist: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    counts_sent: bool = False
    state: SeasonState = Field(default=SeasonState.PLANNED, sa_type=coded(SeasonState))
    reason: str = Field(default="", max_length=200)
    edition: int = 0
    made_by: int = Field(foreign_key="account.id")
    made_at: datetime


class SeasonSchool(Base, table=True):
    """That a school takes part in a season; written when the season opens, and when a school is added later."""

    __tablename__ = "season_school"
    __table_args__ = (UniqueConstraint("season_id", "school_id"), owned("school_id"))

    id: int | None = Field(default=None, primary_key=True)
    season_id: int = Field(foreign_key="season.id")
    school_id: int = Field(foreign_key="organisation.id", index=True)
    added_at: datetime
    removed_at: datetime | None = None


class Exemption(Base, table=True):
    """A school need not do one item ("" = the whole season), and why."""

    __tablename__ = "season_exemption"
    __table_args__ = (Index("ix_season_exemption_season", "season_id", "school_id"), owned("school_id"))

    id: int | None = Field(default=None, primary_key=True)
    season_id: int = Field(foreign_key="season.id")
    school_id: int = Field(foreign_key="organisation.id")
    item: str = Field(default="", max_length=24)
    reason: str = Field(max_length=200)
    by_id: int = Field(foreign_key="account.id")
    at: datetime
    removed_at: datetime | None = None


class SeasonPlan(Base, table=True):
    """A school's plan (方案) for a season. `schedule` (配档) is {item code: {"on": ISO date, "who": str, "where": str}}.

    `digest`, `file_kind` and `file_title` tell the attached file, kept sealed; "" without one. `steps` are
    {"state", "by", "at", "comment"} in order.
    """

    __tablename__ = "season_plan"
    __table_args__ = (UniqueConstraint("season_id", "school_id"), owned("school_id"))

    id: int | None = Field(default=None, primary_key=True)
    season_id: int = Field(foreign_key="season.id")
    school_id: int = Field(foreign_key="organisation.id", index=True)
    aims: str = Field(default="", max_length=2000)
    lead: str = Field(default="", max_length=80)
    schedule: dict[str, dict[str, str]] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    digest: str = Field(default="", max_length=64)
    file_kind: str = Field(default="", max_length=10)
    file_title: str = Field(default="", max_length=80)
    state: PlanState = Field(default=PlanState.DRAFT, sa_type=coded(PlanState))
    comment: str = Field(default="", max_length=400)
    sent_at: datetime | None = None
    decided_at: datetime | None = None
    steps: list[dict[str, Any]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    edition: int = 0
    made_by: int = Field(foreign_key="account.id")
    made_at: datetime


class SeasonVisit(Base, table=True):
    """Guidance or a visit (巡视) of the bureau at a school during a season; the school reads it."""

    __tablename__ = "season_visit"
    __table_args__ = (Index("ix_season_visit_season", "season_id", "school_id"), owned("school_id"))

    id: int | None = Field(default=None, primary_key=True)
    season_id: int = Field(foreign_key="season.id")
    school_id: int = Field(foreign_key="organisation.id")
    kind: VisitKind = Field(sa_type=coded(VisitKind))
    visited_on: date
    seen: str = Field(max_length=1000)
    advice: str = Field(default="", max_length=1000)
    by_id: int = Field(foreign_key="account.id")
    at: datetime
    removed_at: datetime | None = None
