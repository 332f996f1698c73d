"""What the sheets of a file would do to the list of warnings, before anything is stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from sqlmodel import Session

from core.access import SYSTEM_SCOPE
from core.cases.actions import Finding, Terms, fingerprints
from core.cases.queries import Standing, standing
from core.cases.rules.clocks import due_on
from core.cases.rules.states import WarningState, may_withdraw
from core.organisations.queries import calendar
from core.screening.actions.uploads.weighing import Weighed
from core.screening.queries.campaigns import CampaignRow
from core.screening.rules.policy import TierPolicy
from core.screening.rules.reasons import Kind, Reason, decode, encode
from core.students.rules import Population


@dataclass(frozen=True)
class Outlook:
    """Findings to raise or revise, people whose warning would be taken back, and how many of each."""

    findings: tuple[Finding, ...]
    cleared: tuple[int, ...]
    raised: int
    revised: int
    withdrawn: int


def outlook(session: Session, campaign: CampaignRow, weighed: Weighed) -> Outlook:
    """Compare what the sheets say now with the warnings that stand, whoever may see those."""
    people = weighed.people.tolist()
    stood = {row.person_id: row for row in standing(session, SYSTEM_SCOPE, campaign_id=campaign.id, people=people)}
    at_once = {person for person, row in stood.items() if row.urgent}
    listed = [at for at, person in enumerate(people) if weighed.severity[at] > 0 or person in at_once]
    findings = [_finding(campaign.policy, weighed, at, stood.get(people[at])) for at in listed]
    found = {finding.person_id for finding in findings}
    cleared = [row for person, row in stood.items() if person not in found]
    return Outlook(tuple(findings), tuple(row.person_id for row in cleared), *_counted(findings, stood, cleared))


def terms(session: Session, campaign: CampaignRow, day: date) -> Terms:
    """By when the campaign's findings of `day` are due, and whether they concern teachers."""
    school_days = calendar(session, org_id=campaign.org_id)
    due = {
        int(level.severity): due_on(
            day, urgent=False, amount=level.clock.amount, unit=level.clock.unit, calendar=school_days
        )
        for level in campaign.policy.levels
    }
    return Terms(due, day, campaign.population is Population.TEACHER)


def finding_of(
    policy: TierPolicy,
    person: int,
    place: tuple[int, int | None, int],
    severity: int,
    urgent: bool,
    reasons: Sequence[Reason],
) -> Finding:
    """A finding under the policy's handling level. `place` is school, class and grade."""
    level = policy.level(severity)
    if level is None:
        raise ValueError("the policy has no level of this severity")
    return Finding(person, *place, severity, level.handled_by, urgent, encode(reasons))


def _finding(policy: TierPolicy, weighed: Weighed, at: int, stood: Standing | None) -> Finding:
    """A flagged critical item stays on the list until a person has looked: a corrected file cannot unsay it."""
    severity, urgent = int(weighed.severity[at]), bool(weighed.critical[at])
    reasons = weighed.tiers.reasons(at) if severity > 0 else ()
    if stood is not None and stood.urgent:
        kept = [one for one in decode(stood.reasons) if one.kind is Kind.CRITICAL]
        told = {one[:3] for one in reasons}
        reasons = (*reasons, *(one for one in kept if one[:3] not in told))
        severity, urgent = max(severity, int(policy.critical.severity)), True
    return finding_of(policy, int(weighed.people[at]), _place(weighed, at), severity, urgent, reasons)


def _place(weighed: Weighed, at: int) -> tuple[int, int | None, int]:
    school, klass, grade = weighed.place.row(at)
    return school, klass, grade


def _counted(
    findings: Sequence[Finding], stood: dict[int, Standing], cleared: Sequence[Standing]
) -> tuple[int, int, int]:
    prints = fingerprints(findings)
    before = [stood.get(finding.person_id) for finding in findings]
    raised = [row is None or row.state is WarningState.WITHDRAWN for row in before]
    changed = [row is not None and row.fingerprint != new for row, new in zip(before, prints, strict=True)]
    revised = int(np.sum(np.array(changed, dtype=bool) & ~np.array(raised, dtype=bool)))
    return sum(raised), revised, sum(may_withdraw(row.state, urgent=row.urgent, touched=row.touched) for row in cleared)
