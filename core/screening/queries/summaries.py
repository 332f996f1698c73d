"""Counts of a campaign by school and grade, as the summary of a screening lists them."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import func
from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE, Scope
from core.cases.rules.institutions import InstitutionKind
from core.cases.rules.referrals import ReferralState
from core.cases.rules.states import BALANCED, Step, WarningState
from core.cases.tables import CaseChange, Entry, Institution, Referral, Warning
from core.database import within
from core.screening.queries.rollups import Slice, completion_of
from core.screening.rules.completion import Completion
from core.screening.tables import Rollup, Testee

Group = tuple[int, int]
"""School and grade."""
DECIDED_AWAY = (WarningState.AWAITING_INTERVIEW, WarningState.EXCLUDED)
SEEN = (ReferralState.ACCEPTED, ReferralState.RETURNED)


class Cared(NamedTuple):
    """What became of a group's warnings; `tiers` counts people by severity."""

    tiers: dict[int, int]
    interviewed: int = 0
    confirmed: int = 0
    referred: int = 0
    treated: int = 0
    told: int = 0

    @property
    def people(self) -> int:
        """Everybody on the list."""
        return sum(self.tiers.values())


def completions(session: Session, scope: Scope, campaign_id: int) -> dict[Group, Completion]:
    """Completion by school and grade: from the roll-up, or from the list itself for a scope of classes."""
    by_class = any(reach.classes is not None for reach in scope.reaches)
    source: Any = Testee if by_class else Rollup
    people: Any = func.count() if by_class else func.sum(col(Rollup.people))
    keys: tuple[Any, ...] = (source.school_id, source.grade, source.mark, source.status)
    counted: Any = select(*keys, people)  # type: ignore[call-overload]  # one table or the other
    counted = counted.where(source.campaign_id == campaign_id)
    statement = within(scope, counted, source).group_by(*keys)
    slices: dict[Group, list[Slice]] = {}
    for school, grade, mark, status, count in session.exec(statement):
        slices.setdefault((school, grade), []).append(Slice(0, mark, status, -1, count))
    return {group: completion_of(rows) for group, rows in sorted(slices.items())}


def cared(
    session: Session, scope: Scope, campaign_id: int, *, interviews: Sequence[str], notice: str
) -> dict[Group, Cared]:
    """What became of a campaign's warnings, by school and grade; `interviews` and `notice` are keys of forms."""
    on_list = (Warning.campaign_id == campaign_id, col(Warning.state).in_(BALANCED))
    tiers: dict[Group, dict[int, int]] = {}
    for school, grade, severity, people in _counted(session, scope, col(Warning.severity), *on_list):
        tiers.setdefault((school, grade), {})[severity] = people
    marks = {
        "interviewed": col(Warning.id).in_(_entries(scope, interviews)),
        "confirmed": col(Warning.case_id).is_not(None) & col(Warning.state).not_in(DECIDED_AWAY),
        "referred": col(Warning.case_id).in_(_referred(scope)),
        "treated": col(Warning.case_id).in_(_in_hospital(scope)),
        "told": col(Warning.id).in_(_entries(scope, [notice])),
    }
    found = {name: _people(session, scope, *on_list, mark) for name, mark in marks.items()}
    return {
        group: Cared(severities, **{name: groups.get(group, 0) for name, groups in found.items()})
        for group, severities in tiers.items()
    }


def _people(session: Session, scope: Scope, *where: Any) -> dict[Group, int]:
    return {(row[0], row[1]): row[3] for row in _counted(session, scope, func.min(0), *where, extra=False)}


def _counted(session: Session, scope: Scope, extra_key: Any, *where: Any, extra: bool = True) -> list[Any]:
    keys = (col(Warning.school_id), col(Warning.grade))
    counted: Any = select(*keys, extra_key, func.count()).where(*where)
    return list(session.exec(within(scope, counted, Warning).group_by(*keys, *([extra_key] if extra else []))))


def _entries(scope: Scope, forms: Sequence[str]) -> Any:
    theirs = select(col(Entry.warning_id)).where(col(Entry.form).in_(list(forms)), col(Entry.replaced_by).is_(None))
    return within(scope, theirs, Entry)


def _referred(scope: Scope) -> Any:
    return within(scope, select(col(CaseChange.case_id)).where(CaseChange.step == Step.REFER), CaseChange)


def _in_hospital(scope: Scope) -> Any:
    statement = select(col(Referral.case_id)).join(Institution, col(Institution.id) == Referral.institution_id)
    hospitals = statement.where(Institution.kind == InstitutionKind.HOSPITAL, col(Referral.state).in_(SEEN))
    return within(scope, within(SYSTEM_SCOPE, hospitals, Institution), Referral)
