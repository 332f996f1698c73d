"""Rows of the organisation tree, of school facts and of classes."""

from datetime import date

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint
from sqlmodel import Field

from core.database import Base, coded, owned
from core.organisations.rules import Level, Setting

PATH = 200
BY_BYTES = String(PATH).with_variant(String(PATH, collation="C"), "postgresql")
"""Paths are compared byte by byte: a database's Chinese collation would skip the slashes and break every range."""


class Organisation(Base, table=True):
    """A bureau or a school. `path` is "/1/7/42/": the ids from the top down to itself."""

    __tablename__ = "organisation"
    __table_args__ = (
        UniqueConstraint("parent_id", "name"),
        Index("ix_organisation_path", "path", unique=True),
        owned("path"),
    )

    id: int | None = Field(default=None, primary_key=True)
    parent_id: int | None = Field(default=None, foreign_key="organisation.id", index=True)
    path: str = Field(default="", sa_type=BY_BYTES)
    level: Level = Field(sa_type=coded(Level))
    name: str = Field(max_length=80)
    code: str | None = Field(default=None, max_length=20, index=True)
    opened_on: date | None = None
    closed_on: date | None = None


class SchoolFacts(Base, table=True):
    """What the bureau knows of a school; one row a school."""

    __tablename__ = "school_facts"
    __table_args__ = (CheckConstraint("stages <> ''", name="has_a_stage"), owned("school_id"))

    school_id: int = Field(foreign_key="organisation.id", primary_key=True)
    stages: str = Field(max_length=60)
    setting: Setting = Field(default=Setting.URBAN, sa_type=coded(Setting))
    district: str = Field(default="", max_length=40)
    alliance: str = Field(default="", max_length=40)
    pilot: bool = False
    boarding: bool = False


class SchoolClass(Base, table=True):
    """A class of one school year, and who heads it."""

    __tablename__ = "school_class"
    __table_args__ = (
        UniqueConstraint("school_id", "school_year", "grade", "name"),
        CheckConstraint("grade between 1 and 12", name="grade"),
        owned("school_id", klass="id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    school_id: int = Field(foreign_key="organisation.id", index=True)
    school_year: int
    grade: int
    name: str = Field(max_length=20)
    head_id: int | None = Field(default=None, foreign_key="account.id", index=True)


class CalendarDay(Base, table=True):
    """A day on which an organisation and all below it hold school, or do not, other than the shipped holidays say."""

    __tablename__ = "calendar_day"
    __table_args__ = (UniqueConstraint("org_id", "day"), owned("org_id"))

    id: int | None = Field(default=None, primary_key=True)
    org_id: int = Field(foreign_key="organisation.id")
    day: date
    school: bool
    title: str = Field(max_length=40)
