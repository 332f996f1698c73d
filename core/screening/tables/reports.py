"""Rows of what schools report upwards."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field

from core.database import Base, Sealed, coded, owned
from core.screening.rules.reporting import ReportState


class Report(Base, table=True):
    """逐级上报: one school's account of one campaign to its bureau, in numbers and a statement, without names.

    `counts` (core.screening.rules.reporting.Figures) are those of the moment it was written, so that what was accepted
    stays what it was.
    """

    __tablename__ = "school_report"
    __table_args__ = (UniqueConstraint("campaign_id", "school_id"), owned("school_id"))

    id: int | None = Field(default=None, primary_key=True)
    campaign_id: int = Field(foreign_key="campaign.id")
    school_id: int = Field(foreign_key="organisation.id", index=True)
    state: ReportState = Field(default=ReportState.DRAFT, sa_type=coded(ReportState))
    counts: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    statement: str = Field(default="", sa_type=Sealed("school_report.statement"))
    written_by: int = Field(foreign_key="account.id")
    written_at: datetime
    submitted_by: int | None = Field(default=None, foreign_key="account.id")
    submitted_at: datetime | None = None
    reviewed_by: int | None = Field(default=None, foreign_key="account.id")
    reviewed_at: datetime | None = None
    review_note: str = Field(default="", sa_type=Sealed("school_report.review_note"))
