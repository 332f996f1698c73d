"""Rows of campaigns, of who is due, of uploads, answer sheets and roll-ups."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, Index, LargeBinary, UniqueConstraint, text
from sqlmodel import Field

from core.database import Base, Sealed, coded, owned
from core.screening.rules.completion import LeaveReason
from core.screening.rules.states import CampaignState, Mark, SheetStatus
from core.students.rules import Population


class Campaign(Base, table=True):
    """普测批次: who is asked what, when, and under which tier policy. `grades` is a list of grades."""

    __tablename__ = "campaign"
    __table_args__ = (CheckConstraint("opens_on <= closes_on", name="window"), owned("org_id"))

    id: int | None = Field(default=None, primary_key=True)
    org_id: int = Field(foreign_key="organisation.id", index=True)
    title: str = Field(max_length=60)
    school_year: int
    term: int
    population: Population = Field(default=Population.STUDENT, sa_type=coded(Population))
    grades: list[int] = Field(sa_column=Column(JSON, nullable=False))
    opens_on: date
    closes_on: date
    state: CampaignState = Field(default=CampaignState.DRAFT, sa_type=coded(CampaignState))
    policy_key: str = Field(max_length=40)
    policy_version: str = Field(max_length=20)
    data_version: int = 0
    created_at: datetime


class CampaignScale(Base, table=True):
    """A scale of a campaign, in the version its results are scored with."""

    __tablename__ = "campaign_scale"

    campaign_id: int = Field(foreign_key="campaign.id", primary_key=True)
    scale_key: str = Field(max_length=40, primary_key=True)
    scale_version: str = Field(max_length=20)
    respondent: str = Field(default="self", max_length=20)
    position: int = 0


class Testee(Base, table=True):
    """One person of a campaign's 应测 list, frozen when it opens, with the standing result of all scales.

    `severity` 0 (nothing found) needs complete and valid sheets of every scale; a finding counts on whatever sheet it
    stands, a flagged critical item (`critical`) too. None = nothing can be said. `added` marks who came in later (补录).
    """

    __test__ = False  # not a test, whatever pytest thinks of the name
    __tablename__ = "testee"
    __table_args__ = (
        UniqueConstraint("campaign_id", "person_id"),
        Index("ix_testee_counts", "campaign_id", "school_id", "grade", "class_id", "mark", "status", "severity"),
        CheckConstraint("severity between 0 and 4", name="severity"),
        owned("school_id", klass="class_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    campaign_id: int = Field(foreign_key="campaign.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    school_id: int = Field(foreign_key="organisation.id")
    class_id: int | None = Field(default=None, foreign_key="school_class.id")
    grade: int
    mark: Mark = Field(default=Mark.DUE, sa_type=coded(Mark))
    mark_reason: LeaveReason | None = Field(default=None, sa_type=coded(LeaveReason))
    added: bool = False
    status: SheetStatus = Field(default=SheetStatus.UNTESTED, sa_type=coded(SheetStatus))
    severity: int | None = None
    critical: bool = False


class Upload(Base, table=True):
    """回执: one confirmed file. The file itself is kept sealed under its digest; its name is not kept: it may be a person's."""

    __tablename__ = "upload"
    __table_args__ = (Index("ix_upload_file", "campaign_id", "file_digest"), owned("org_id"))

    id: int | None = Field(default=None, primary_key=True)
    campaign_id: int = Field(foreign_key="campaign.id", index=True)
    org_id: int = Field(foreign_key="organisation.id", index=True)
    file_digest: str = Field(max_length=64)
    by_id: int = Field(foreign_key="account.id")
    at: datetime
    counts: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))


class Response(Base, table=True):
    """One answer sheet of one scale. A re-upload adds a row and leaves the old one readable as not current.

    `sealed` holds what was given and the scores (core.screening.rules.records), encrypted as one value; `fingerprint` is
    a keyed digest of what was given by whom, so that the same sheet is known again without opening it.
    """

    __tablename__ = "response"
    __table_args__ = (
        Index(
            "ix_response_current",
            *("campaign_id", "person_id", "scale_key"),
            unique=True,
            sqlite_where=text("is_current"),
            postgresql_where=text("is_current"),
        ),
        owned("school_id", klass="class_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    campaign_id: int = Field(foreign_key="campaign.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    school_id: int = Field(foreign_key="organisation.id")
    class_id: int | None = Field(default=None, foreign_key="school_class.id")
    upload_id: int = Field(foreign_key="upload.id", index=True)
    scale_key: str = Field(max_length=40)
    scale_version: str = Field(max_length=20)
    status: SheetStatus = Field(sa_type=coded(SheetStatus))
    is_current: bool = True
    fingerprint: bytes = Field(sa_type=LargeBinary)
    sealed: str = Field(sa_type=Sealed("response.sealed"))


class Rollup(Base, table=True):
    """Counts of one campaign by school, grade, mark, status and severity; rebuilt in the import's own transaction.

    `severity` −1 stands for none: nothing can be said.
    """

    __tablename__ = "rollup"
    __table_args__ = (
        UniqueConstraint("campaign_id", "school_id", "grade", "mark", "status", "severity", "critical"),
        owned("school_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    campaign_id: int = Field(foreign_key="campaign.id")
    school_id: int = Field(foreign_key="organisation.id", index=True)
    grade: int
    mark: Mark = Field(sa_type=coded(Mark))
    status: SheetStatus = Field(sa_type=coded(SheetStatus))
    severity: int
    critical: bool
    people: int
