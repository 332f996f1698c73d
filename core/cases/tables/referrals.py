"""Rows of referrals and of the steps out of school and back."""

from datetime import date, datetime

from sqlalchemy import Index, text
from sqlmodel import Field

from core.cases.rules.referrals import Consent, ConsentWay, ReferralState
from core.cases.rules.tracks import Track, TrackPoint
from core.database import Base, Sealed, coded, part_of

LIVE = text("state in ('sent', 'accepted')")


class Referral(Base, table=True):
    """One referral of a case, at most one a case that is sent or accepted.

    `centre_level` is the handling level whose people answer in the system; without it the school writes down what the
    institution said. `care_level_before` is what the case goes back to; `urgent_why` is why it went without the guardian's
    yes.
    """

    __tablename__ = "referral"
    __table_args__ = (
        Index("ix_referral_live", "case_id", unique=True, sqlite_where=LIVE, postgresql_where=LIVE),
        Index("ix_referral_due", "state", "accept_by"),
        part_of("care_case", "case_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="care_case.id", index=True)
    institution_id: int = Field(foreign_key="institution.id")
    centre_level: str | None = Field(default=None, max_length=20)
    care_level_before: str | None = Field(default=None, max_length=20)
    reason: str = Field(sa_type=Sealed("referral.reason"))
    consent: Consent = Field(sa_type=coded(Consent))
    consent_who: str = Field(sa_type=Sealed("referral.consent_who"))
    consent_how: ConsentWay = Field(sa_type=coded(ConsentWay))
    consent_on: date
    urgent_why: str | None = Field(default=None, sa_type=Sealed("referral.urgent_why"))
    sent_at: datetime
    sent_by: int = Field(foreign_key="account.id")
    accept_by: date
    state: ReferralState = Field(default=ReferralState.SENT, sa_type=coded(ReferralState))
    answered_at: datetime | None = None
    answered_by: int | None = Field(default=None, foreign_key="account.id")
    answer: str | None = Field(default=None, sa_type=Sealed("referral.answer"))
    returned_at: datetime | None = None
    returned_by: int | None = Field(default=None, foreign_key="account.id")
    feedback: str | None = Field(default=None, sa_type=Sealed("referral.feedback"))
    conclusion: str | None = Field(default=None, sa_type=Sealed("referral.conclusion"))
    next_steps: str | None = Field(default=None, sa_type=Sealed("referral.next_steps"))


class TrackStep(Base, table=True):
    """One step of 休学 or 复学: the day, the people, a note. Rows are added, never changed."""

    __tablename__ = "track_step"
    __table_args__ = part_of("care_case", "case_id")

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="care_case.id", index=True)
    track: Track = Field(sa_type=coded(Track))
    point: TrackPoint = Field(sa_type=coded(TrackPoint))
    held_on: date
    person: str = Field(sa_type=Sealed("track_step.person"))
    note: str = Field(sa_type=Sealed("track_step.note"))
    passed: bool | None = None
    at: datetime
    by_id: int = Field(foreign_key="account.id")
