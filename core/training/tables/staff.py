"""Rows of people who do psychological work, of their posts, and of what was decided of two that may be one."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import JSON, CheckConstraint, Column, Index, Numeric
from sqlmodel import Field

from core.database import Base, Sealed, coded, owned, part_of
from core.training.rules import Education, Gender, StaffKind, Verdict


class StaffMember(Base, table=True):
    """One person; `school_id` is where the file lies: the school of the main post, or of the last one.

    `birth_month` is "YYYY-MM" or ""; `lessons` are 课时 and `counselling` hours of counselling a week; `retires_on` is
    written down only where it differs from the legal day. `account_id` is the person's own account, who may read the
    file. Somebody with `merged_into` was found to be another person already on file, and is shown nowhere.
    """

    __tablename__ = "staff_member"
    __table_args__ = (owned("school_id"),)

    id: int | None = Field(default=None, primary_key=True)
    school_id: int = Field(foreign_key="organisation.id", index=True)
    name: str = Field(sa_type=Sealed("staff_member.name"))
    gender: Gender = Field(default=Gender.UNTOLD, sa_type=coded(Gender))
    birth_month: str = Field(default="", sa_type=Sealed("staff_member.birth_month"))
    phone: str = Field(default="", sa_type=Sealed("staff_member.phone"))
    education: Education = Field(default=Education.UNTOLD, sa_type=coded(Education))
    major: str = Field(default="", max_length=40)
    title: str = Field(default="", max_length=20)
    lessons: Decimal | None = Field(default=None, sa_type=Numeric(4, 1))
    counselling: Decimal | None = Field(default=None, sa_type=Numeric(4, 1))
    retires_on: date | None = None
    account_id: int | None = Field(default=None, foreign_key="account.id", unique=True)
    merged_into: int | None = Field(default=None, foreign_key="staff_member.id", index=True)
    made_by: int = Field(foreign_key="account.id")
    made_at: datetime


class StaffPost(Base, table=True):
    """A post of somebody at a school from `since` until `until` (the last day; None while in post)."""

    __tablename__ = "staff_post"
    __table_args__ = (
        CheckConstraint("until is null or since <= until", name="in_order"),
        Index("ix_staff_post_school", "school_id", "kind", "until"),
        owned("school_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    staff_id: int = Field(foreign_key="staff_member.id", index=True)
    school_id: int = Field(foreign_key="organisation.id")
    kind: StaffKind = Field(sa_type=coded(StaffKind))
    subject: str = Field(default="", max_length=40)
    since: date
    until: date | None = None
    made_by: int = Field(foreign_key="account.id")
    made_at: datetime


class SamePerson(Base, table=True):
    """What was decided of two people who may be one; it stands until it is undone.

    `moved` are the ids that a merge brought from the other person to the one kept, by table, so that it can be undone.
    """

    __tablename__ = "same_person"
    __table_args__ = part_of("staff_member", "kept_id")

    id: int | None = Field(default=None, primary_key=True)
    kept_id: int = Field(foreign_key="staff_member.id", index=True)
    other_id: int = Field(foreign_key="staff_member.id", index=True)
    verdict: Verdict = Field(sa_type=coded(Verdict))
    moved: dict[str, list[int]] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    reason: str = Field(max_length=200)
    decided_by: int = Field(foreign_key="account.id")
    decided_at: datetime
    undone_by: int | None = Field(default=None, foreign_key="account.id")
    undone_at: datetime | None = None
