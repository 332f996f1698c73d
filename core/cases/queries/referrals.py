"""Referrals of cases, and the steps out of school and back."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from core.access import Scope
from core.cases.queries.institutions import institution_names
from core.cases.rules.institutions import InstitutionKind
from core.cases.rules.referrals import Consented, ReferralState
from core.cases.rules.tracks import Taken, Track, TrackPoint
from core.cases.tables import Case, Referral, TrackStep
from core.database import within


class ReferralRow(NamedTuple):
    """One referral with what was written about it: for those who work on the case.

    `centre_level` is the handling level whose people answer in the system; None = the school writes the answer down.
    `answerable` says whether the reader is among those who answer.
    """

    id: int
    case_id: int
    person_id: int
    school_id: int
    grade: int
    severity: int
    campaign_id: int | None
    institution_id: int
    institution: str
    kind: InstitutionKind
    centre_level: str | None
    reason: str
    consented: Consented
    urgent_why: str | None
    sent_at: datetime
    sent_by: int
    accept_by: date
    state: ReferralState
    answered_at: datetime | None
    answered_by: int | None
    answer: str | None
    returned_at: datetime | None
    returned_by: int | None
    feedback: str | None
    conclusion: str | None
    next_steps: str | None
    answerable: bool


class TrackRow(NamedTuple):
    """One step of 休学 or 复学."""

    id: int
    case_id: int
    track: Track
    point: TrackPoint
    held_on: date
    person: str
    note: str
    passed: bool | None
    at: datetime
    by_id: int

    @property
    def taken(self) -> Taken:
        """The step as the rules read it."""
        return Taken(self.track, self.point, self.held_on, self.passed)


def referrals(
    session: Session,
    scope: Scope,
    *,
    states: Collection[ReferralState] = (),
    case_id: int | None = None,
    referral_id: int | None = None,
    limit: int | None = 200,
) -> list[ReferralRow]:
    """Referrals of the cases within `scope`, newest first; `scope` is where the reader works on cases."""
    statement: Any = select(Referral, Case).join(Case, col(Case.id) == Referral.case_id)
    if states:
        statement = statement.where(col(Referral.state).in_(sorted(states)))
    if case_id is not None:
        statement = statement.where(Referral.case_id == case_id)
    if referral_id is not None:
        statement = statement.where(Referral.id == referral_id)
    ordered = statement.order_by(col(Referral.sent_at).desc(), col(Referral.id).desc()).limit(limit)
    found = list(session.exec(within(scope, within(scope, ordered, Referral), Case)))
    named = institution_names(session, {row.institution_id for row, _ in found})
    return [_row(row, case, scope, *named[row.institution_id]) for row, case in found]


def track_steps(session: Session, scope: Scope, *, case_id: int) -> list[TrackRow]:
    """The steps a case has taken on both tracks, in their order."""
    statement = within(scope, select(TrackStep).where(TrackStep.case_id == case_id), TrackStep)
    found = session.exec(statement.order_by(col(TrackStep.id)))
    return [TrackRow(*(getattr(row, name) for name in TrackRow._fields)) for row in found]


def answers_for(scope: Scope, centre_level: str | None) -> bool:
    """Whether a reach of `scope` is that of the people who answer: those whose role looks after that handling level.

    Where nobody answers in the system (`centre_level` is None) it is whoever works on the case.
    """
    return centre_level is None or any(centre_level in (reach.levels or ()) for reach in scope.reaches)


def _row(row: Referral, case: Case, scope: Scope, institution: str, kind: InstitutionKind) -> ReferralRow:
    own = {name: getattr(row, name) for name in ReferralRow._fields if name in Referral.model_fields}
    theirs = {name: getattr(case, name) for name in ("person_id", "school_id", "grade", "severity", "campaign_id")}
    consented = Consented(row.consent, row.consent_who, row.consent_how, row.consent_on)
    answerable = answers_for(scope, row.centre_level)
    return ReferralRow(**own, **theirs, institution=institution, kind=kind, consented=consented, answerable=answerable)
