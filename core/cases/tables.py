"""Rows of warnings."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from core.cases.rules import WarningState
from core.database import Base, Sealed, coded, owned


class Warning(Base, table=True):  # the field's word; nothing here warns in Python's sense
    """A signal that a trained person should talk with somebody; at most one a person and campaign.

    `reasons` is a JSON list of structured reasons. `level` is the handling level (班级/校级/区级…) of the tier policy.
    """

    __tablename__ = "warning"
    __table_args__ = (
        UniqueConstraint("campaign_id", "person_id"),
        CheckConstraint("severity between 1 and 4", name="severity"),
        Index("ix_warning_list", "campaign_id", "state", "severity", "school_id"),
        owned("school_id", klass="class_id", level="level"),
    )

    id: int | None = Field(default=None, primary_key=True)
    campaign_id: int = Field(foreign_key="campaign.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    school_id: int = Field(foreign_key="organisation.id", index=True)
    class_id: int | None = Field(default=None, foreign_key="school_class.id")
    grade: int
    severity: int
    level: str = Field(max_length=20)
    urgent: bool = False
    state: WarningState = Field(default=WarningState.AWAITING_INTERVIEW, sa_type=coded(WarningState))
    reasons: str = Field(sa_type=Sealed("warning.reasons"))
    raised_at: datetime
    revised_at: datetime | None = None
