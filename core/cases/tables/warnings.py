"""Rows of warnings."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, LargeBinary, UniqueConstraint, text
from sqlmodel import Field

from core.cases.rules.states import Source, WarningState
from core.database import Base, Sealed, coded, owned

ORDER = (text("urgent desc"), text("severity desc"), "raised_at")
"""Lists of warnings are read in this order: same-day reviews first, then the gravest, then the oldest."""


class Warning(Base, table=True):  # the field's word; nothing here warns in Python's sense
    """A signal that a trained person should talk with somebody; at most one a person and campaign.

    Without `campaign_id` somebody reported it by hand. `reasons` are the structured reasons as one text (of a report: what
    was seen); `fingerprint` is a keyed digest of all that a file says, so that SQL can tell what changed. `level` is the
    handling level (班级/校级/区级…) of the tier policy, `care_level` a farther one that also looks after it since it
    escalated, `escalated_for` the day whose clock ran out then. `touched` says that somebody has written something down.
    Once confirmed, `state` is that of the case.
    """

    __tablename__ = "warning"
    __table_args__ = (
        UniqueConstraint("campaign_id", "person_id"),
        CheckConstraint("severity between 1 and 4", name="severity"),
        Index("ix_warning_list", "campaign_id", "state", *ORDER, "id", "school_id"),  # counted from the index alone
        Index("ix_warning_school", "school_id", "campaign_id", "state", *ORDER),
        Index("ix_warning_due", "state", "due_on"),
        owned("school_id", klass="class_id", levels=("level", "care_level"), staff="is_staff"),
    )

    id: int | None = Field(default=None, primary_key=True)
    campaign_id: int | None = Field(default=None, foreign_key="campaign.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    school_id: int = Field(foreign_key="organisation.id")
    class_id: int | None = Field(default=None, foreign_key="school_class.id")
    grade: int
    is_staff: bool = False
    severity: int
    level: str = Field(max_length=20)
    care_level: str | None = Field(default=None, max_length=20)
    urgent: bool = False
    source: Source = Field(default=Source.SCREENING, sa_type=coded(Source))
    state: WarningState = Field(default=WarningState.AWAITING_INTERVIEW, sa_type=coded(WarningState))
    case_id: int | None = Field(default=None, foreign_key="care_case.id", index=True)
    reasons: str = Field(sa_type=Sealed("warning.reasons"))
    fingerprint: bytes = Field(default=b"", sa_type=LargeBinary)
    raised_at: datetime
    raised_by: int | None = Field(default=None, foreign_key="account.id")
    revised_at: datetime | None = None
    due_on: date | None = None
    escalated_at: datetime | None = None
    escalated_for: date | None = None
    touched: bool = False
    decided_at: datetime | None = None
    decided_by: int | None = Field(default=None, foreign_key="account.id")
    decision: str | None = Field(default=None, sa_type=Sealed("warning.decision"))
