"""Rows of what was held: activities, their files, who held them together, and what became of their reports."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, Column, Index, UniqueConstraint
from sqlmodel import Field

from core.activities.rules import ActivityKind, JointState, ReportState
from core.database import Base, coded, owned, part_of


class Activity(Base, table=True):
    """One activity, entered once by who held it: a school or a bureau.

    `sessions` is how often it was held (场次). `pupils`, `teachers`, `parents`, `community` are the people counted each
    time (人次); None means that it was not for them, 0 that nobody came. `works` counts the works by kind, `partners`
    are keys of the pack. A LOGGED one belongs to no season; `item` is the code of the season's checklist.
    `first_sent_at` decides timeliness, whatever was put right later. `edition` counts changes.
    """

    __tablename__ = "activity"
    __table_args__ = (
        CheckConstraint("sessions > 0", name="held"),
        CheckConstraint("pupils >= 0 and teachers >= 0 and parents >= 0 and community >= 0", name="people"),
        CheckConstraint("held_on <= until", name="in_order"),
        CheckConstraint("(season_id is null) = (item = '')", name="placed"),
        Index("ix_activity_org", "org_id", "held_on"),
        Index("ix_activity_season", "season_id", "org_id", "item"),
        owned("org_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    org_id: int = Field(foreign_key="organisation.id")
    season_id: int | None = Field(default=None, foreign_key="season.id")
    item: str = Field(default="", max_length=24)
    kind: ActivityKind = Field(sa_type=coded(ActivityKind))
    title: str = Field(max_length=80)
    held_on: date
    until: date
    place: str = Field(default="", max_length=80)
    sessions: int = 1
    pupils: int | None = None
    teachers: int | None = None
    parents: int | None = None
    community: int | None = None
    works: dict[str, int] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    partners: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    note: str = Field(default="", max_length=2000)
    state: ReportState = Field(sa_type=coded(ReportState))
    comment: str = Field(default="", max_length=400)
    first_sent_at: datetime | None = None
    sent_at: datetime | None = None
    decided_at: datetime | None = None
    edition: int = 0
    made_by: int = Field(foreign_key="account.id")
    made_at: datetime
    removed_at: datetime | None = None


class ActivityFile(Base, table=True):
    """A photograph or file of an activity, kept sealed; `thumb` is the digest of a small picture, "" for no picture.

    `source` is the digest of what was sent, before it was drawn anew: the same sent again adds nothing. `faces` is how
    many faces may show, `boxes` where (each left, top, width, height as shares of the picture); `looked_by` is who said
    that the picture may stay as it is, or blurred it.
    """

    __tablename__ = "activity_file"
    __table_args__ = (
        Index("ix_activity_file_activity", "activity_id", "position"),
        Index("ix_activity_file_digest", "digest"),
        part_of("activity", "activity_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    activity_id: int = Field(foreign_key="activity.id")
    position: int = 0
    title: str = Field(max_length=80)
    kind: str = Field(max_length=10)
    digest: str = Field(max_length=64)
    thumb: str = Field(default="", max_length=64)
    source: str = Field(default="", max_length=64)
    size: int
    faces: int = 0
    boxes: list[list[float]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    blurred: bool = False
    looked_by: int | None = Field(default=None, foreign_key="account.id")
    made_by: int = Field(foreign_key="account.id")
    made_at: datetime
    removed_at: datetime | None = None


class JointSchool(Base, table=True):
    """A school with which an activity was held together; `attendances` are its own people, where it told them."""

    __tablename__ = "joint_school"
    __table_args__ = (
        UniqueConstraint("activity_id", "school_id"),
        CheckConstraint("attendances >= 0", name="people"),
        owned("school_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    activity_id: int = Field(foreign_key="activity.id")
    school_id: int = Field(foreign_key="organisation.id", index=True)
    state: JointState = Field(default=JointState.NAMED, sa_type=coded(JointState))
    attendances: int | None = None
    by_id: int = Field(foreign_key="account.id")
    at: datetime


class ActivityStep(Base, table=True):
    """What became of a report, and when: sent, returned with a comment, accepted."""

    __tablename__ = "activity_step"
    __table_args__ = (part_of("activity", "activity_id"),)

    id: int | None = Field(default=None, primary_key=True)
    activity_id: int = Field(foreign_key="activity.id", index=True)
    state: ReportState = Field(sa_type=coded(ReportState))
    comment: str = Field(default="", max_length=400)
    by_id: int = Field(foreign_key="account.id")
    at: datetime
