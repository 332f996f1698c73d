"""Rows of handovers: the file's own, the receiving school's minimum, and the sending school's slip."""

from datetime import date, datetime

from sqlalchemy import Index, text
from sqlmodel import Field

from core.cases.rules.handovers import TIER, HandoverKind, HandoverState
from core.cases.rules.referrals import Consent, ConsentWay
from core.database import Base, Sealed, coded, owned, part_of

PROPOSED = text("state = 'proposed'")


class Handover(Base, table=True):
    """One handover of a case, at most one a case that is not answered. It goes where the case goes.

    Outside the system there is no `to_school_id`: `to_name` says where the paper package goes, under the number `paper`.
    """

    __tablename__ = "handover"
    __table_args__ = (
        Index("ix_handover_live", "case_id", unique=True, sqlite_where=PROPOSED, postgresql_where=PROPOSED),
        part_of("care_case", "case_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="care_case.id", index=True)
    from_school_id: int = Field(foreign_key="organisation.id")
    to_school_id: int | None = Field(default=None, foreign_key="organisation.id")
    to_name: str | None = Field(default=None, sa_type=Sealed("handover.to_name"))
    paper: str | None = Field(default=None, max_length=24, unique=True)
    kind: HandoverKind = Field(sa_type=coded(HandoverKind))
    consent: Consent = Field(sa_type=coded(Consent))
    consent_who: str = Field(sa_type=Sealed("handover.consent_who"))
    consent_how: ConsentWay = Field(sa_type=coded(ConsentWay))
    consent_on: date
    note: str = Field(sa_type=Sealed("handover.note"))
    proposed_at: datetime
    proposed_by: int = Field(foreign_key="account.id")
    answer_by: date
    state: HandoverState = Field(default=HandoverState.PROPOSED, sa_type=coded(HandoverState))
    answered_at: datetime | None = None
    answered_by: int | None = Field(default=None, foreign_key="account.id")
    answer: str | None = Field(default=None, sa_type=Sealed("handover.answer"))


class HandoverOffer(Base, table=True):
    """All that a receiving school knows before it accepts: how grave, how old the pupil is, and whom to call."""

    __tablename__ = "handover_offer"
    __table_args__ = (Index("ix_handover_offer_open", "to_school_id", "state"), owned("to_school_id"))

    id: int | None = Field(default=None, primary_key=True)
    handover_id: int = Field(foreign_key="handover.id", unique=True)
    to_school_id: int = Field(foreign_key="organisation.id")
    from_school_id: int = Field(foreign_key="organisation.id")
    severity: int
    tier: str = Field(max_length=TIER)
    age: int | None = None
    contact: str = Field(sa_type=Sealed("handover_offer.contact"))
    phone: str = Field(default="", sa_type=Sealed("handover_offer.phone"))
    sent_on: date
    answer_by: date
    state: HandoverState = Field(default=HandoverState.PROPOSED, sa_type=coded(HandoverState))


class HandoverSlip(Base, table=True):
    """What the sending school and its bureau keep: that a file went where and when, and how that ended. No person, no tier."""

    __tablename__ = "handover_slip"
    __table_args__ = (Index("ix_handover_slip_due", "from_school_id", "state", "answer_by"), owned("from_school_id"))

    id: int | None = Field(default=None, primary_key=True)
    handover_id: int = Field(foreign_key="handover.id", unique=True)
    from_school_id: int = Field(foreign_key="organisation.id")
    to_school_id: int | None = Field(default=None, foreign_key="organisation.id")
    kind: HandoverKind = Field(sa_type=coded(HandoverKind))
    sent_on: date
    answer_by: date
    answered_on: date | None = None
    state: HandoverState = Field(default=HandoverState.PROPOSED, sa_type=coded(HandoverState))
