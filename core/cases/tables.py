"""Rows of warnings."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, LargeBinary, UniqueConstraint, text
from sqlmodel import Field

from core.cases.rules import WarningState
from core.database import Base, Sealed, coded, owned

ORDER = (text("urgent desc"), text("severity desc"), "raised_at")
"""Lists of warnings are read in this order: same-day reviews first, then the gravest, then the oldest."""


class Warning(Base, table=True):  # the field's word; nothing here warns in Python's sense
    """A signal that a trained person should talk with somebody; at most one a person and campaign.

    `reasons` are the structured reasons as one text; `fingerprint` is a keyed digest of all that a file says, so that SQL
    can tell what changed. `level` is the handling level (班级/校级/区级…) of the tier policy.
    """

    __tablename__ = "warning"
    __table_args__ = (
        UniqueConstraint("campaign_id", "person_id"),
        CheckConstraint("severity between 1 and 4", name="severity"),
        Index("ix_warning_list", "campaign_id", "state", *ORDER, "id", "school_id"),  # counted from the index alone
        Index("ix_warning_school", "school_id", "campaign_id", "state", *ORDER),
        owned("school_id", klass="class_id", level="level"),
    )

    id: int | None = Field(default=None, primary_key=True)
    campaign_id: int = Field(foreign_key="campaign.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    school_id: int = Field(foreign_key="organisation.id")
    class_id: int | None = Field(default=None, foreign_key="school_class.id")
    grade: int
    severity: int
    level: str = Field(max_length=20)
    urgent: bool = False
    state: WarningState = Field(default=WarningState.AWAITING_INTERVIEW, sa_type=coded(WarningState))
    reasons: str = Field(sa_type=Sealed("warning.reasons"))
    fingerprint: bytes = Field(sa_type=LargeBinary)
    raised_at: datetime
    revised_at: datetime | None = None
