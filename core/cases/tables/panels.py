"""Rows of panels (研判会) and of what they decided."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from core.cases.rules.panels import Decision, PanelState
from core.database import Base, Sealed, coded, owned, part_of


class Panel(Base, table=True):
    """One meeting of those who know the pupils, at a school or at a bureau; `held_on` is the planned day until it is held."""

    __tablename__ = "panel"
    __table_args__ = owned("org_id")

    id: int | None = Field(default=None, primary_key=True)
    org_id: int = Field(foreign_key="organisation.id", index=True)
    campaign_id: int | None = Field(default=None, foreign_key="campaign.id", index=True)
    held_on: date
    title: str = Field(max_length=60)
    attendees: str = Field(default="", sa_type=Sealed("panel.attendees"))
    note: str = Field(default="", sa_type=Sealed("panel.note"))
    state: PanelState = Field(default=PanelState.OPEN, sa_type=coded(PanelState))
    planned_by: int = Field(foreign_key="account.id")
    planned_at: datetime
    closed_by: int | None = Field(default=None, foreign_key="account.id")
    closed_at: datetime | None = None


class PanelItem(Base, table=True):
    """One person a panel talks about: a warning that is not confirmed, or a case."""

    __tablename__ = "panel_item"
    __table_args__ = (
        UniqueConstraint("panel_id", "warning_id"),
        UniqueConstraint("panel_id", "case_id"),
        CheckConstraint("(warning_id is null) <> (case_id is null)", name="one_of_both"),
        part_of("panel", "panel_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    panel_id: int = Field(foreign_key="panel.id")
    warning_id: int | None = Field(default=None, foreign_key="warning.id", index=True)
    case_id: int | None = Field(default=None, foreign_key="care_case.id", index=True)
    decision: Decision | None = Field(default=None, sa_type=coded(Decision))
    rationale: str = Field(default="", sa_type=Sealed("panel_item.rationale"))
    decided_by: int | None = Field(default=None, foreign_key="account.id")
    decided_at: datetime | None = None
