"""Rows of what was decided about warnings."""

from datetime import datetime

from sqlmodel import Field

from core.cases.rules.deciding import Verdict
from core.database import Base, Sealed, coded, part_of
from core.database.append_only import append_only


class WarningDecision(Base, table=True):
    """One decision about a warning: who, when, what, and why. Rows are added, never changed: the database refuses."""

    __tablename__ = "warning_decision"
    __table_args__ = part_of("warning", "warning_id")

    id: int | None = Field(default=None, primary_key=True)
    warning_id: int = Field(foreign_key="warning.id", index=True)
    at: datetime
    by_id: int = Field(foreign_key="account.id")
    verdict: Verdict = Field(sa_type=coded(Verdict))
    severity: int
    case_id: int | None = Field(default=None, foreign_key="care_case.id")
    why: str = Field(sa_type=Sealed("warning_decision.why"))


append_only(WarningDecision.__table__, resealed=["why"])  # type: ignore[attr-defined]  # SQLModel makes it at creation
