"""Flagged critical items are brought before a person the same day, whatever else is wrong with the file."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from sqlmodel import Session

from core import audit, clock
from core.access import SYSTEM_SCOPE, Actor, Capability, require
from core.cases.actions import Finding, settle
from core.cases.queries import Standing, standing
from core.errors import NotAllowed, Refused
from core.screening.actions.locking import locked
from core.screening.actions.uploads.identity import Identified
from core.screening.actions.uploads.outlook import finding_of, terms
from core.screening.actions.uploads.parsing import Parsed
from core.screening.actions.uploads.samples import masked
from core.screening.actions.uploads.shapes import CheckedUpload
from core.screening.queries.campaigns import CampaignRow
from core.screening.queries.campaigns import campaign as find
from core.screening.rules.banding import Pupils
from core.screening.rules.policy import TierPolicy
from core.screening.rules.previews import UrgentRow
from core.screening.rules.reasons import Kind, Reason, decode
from core.screening.rules.records import Given
from core.screening.rules.scores import NO_BAND, Bools, Ints


def urgent_rows(
    campaign: CampaignRow, parsed: Parsed, identified: Identified
) -> tuple[tuple[UrgentRow, ...], tuple[int, ...]]:
    """Rows of known people with a flagged critical item, and the rows of flagged items whose person is not known.

    Where the coding is still open, an item counts that every coding that fits flags.
    """
    flagged = {key: _flagged(parsed, key) for key in parsed.given}
    rows = np.flatnonzero(np.logical_or.reduce([found.any(axis=1) for found, _ in flagged.values()]))
    known = identified.known
    severity = int(campaign.policy.critical.severity)
    urgent = [_row(parsed, identified, int(at), flagged, severity) for at in rows if known[at]]
    return tuple(urgent), tuple(int(parsed.rows[at]) for at in rows if not known[at])


def raise_urgent(session: Session, actor: Actor, checked: CheckedUpload) -> int:
    """Put the people of `checked.urgent` on the list for a same-day look, with their critical items alone.

    For a file that has to be mended first: no sheet is stored. Answers how many were put there or moved up.
    """
    scope = require(actor, Capability.UPLOAD_ANSWERS)
    if checked.actor_id != actor.user_id:
        raise NotAllowed
    campaign = find(session, scope, checked.campaign.id)
    if not checked.urgent:
        raise Refused("screening.nobody_urgent")
    people = [row.person_id for row in checked.urgent]
    stood = {row.person_id: row for row in standing(session, SYSTEM_SCOPE, campaign_id=campaign.id, people=people)}
    findings = [_finding(campaign.policy, row, stood.get(row.person_id)) for row in _one_a_person(checked.urgent)]
    agreed, at = terms(session, campaign, clock.today()), clock.now()
    done = settle(session, campaign_id=campaign.id, findings=findings, cleared=(), terms=agreed, at=at)
    audit.record(
        session, actor, "warning.raised_at_once", locked(session, campaign), people=len(findings), raised=done.raised,
        file=checked.digest,
    )  # fmt: skip
    return done.raised + done.revised


def _one_a_person(rows: Iterable[UrgentRow]) -> Iterable[UrgentRow]:
    """Somebody who stands in the file twice once, with the items of both rows."""
    found: dict[int, UrgentRow] = {}
    for row in rows:
        before = found.get(row.person_id)
        more = [one for one in row.reasons if before is None or one not in before.reasons]
        found[row.person_id] = row._replace(reasons=(*(before.reasons if before else ()), *more))
    return found.values()


def _finding(policy: TierPolicy, row: UrgentRow, stood: Standing | None) -> Finding:
    """The critical items beside whatever else a standing same-day warning says; the gravest severity of both."""
    told = {reason[:3] for reason in row.reasons}
    kept = [one for one in decode(stood.reasons) if one[:3] not in told] if stood and stood.urgent else []
    before = stood.severity if stood else 0
    severity = max(int(policy.critical.severity), before)
    place = (row.school_id, row.class_id, row.grade)
    return finding_of(policy, row.person_id, place, severity, True, [*kept, *row.reasons])


def _flagged(parsed: Parsed, key: str) -> tuple[Bools, Ints]:
    """Where critical items of a scale are flagged, under every coding that fits, and what stands there."""
    readings = parsed.either.get(key) or (parsed.given[key],)
    found = [_critical(given) for given in readings]
    return np.logical_and.reduce([flags for flags, _ in found]), found[0][1]


def _critical(given: Given) -> tuple[Bools, Ints]:
    if not given.spec.critical:
        return np.zeros((len(given), 0), dtype=np.bool_), np.zeros((len(given), 0), dtype=np.int8)
    scores = given.scores(Pupils())
    return scores.critical, scores.critical_answers


def _row(
    parsed: Parsed, identified: Identified, at: int, flagged: dict[str, tuple[Bools, Ints]], severity: int
) -> UrgentRow:
    reasons = tuple(
        Reason(
            key,
            Kind.CRITICAL,
            parsed.given[key].spec.critical[column].item,
            float(answers[at, column]),
            NO_BAND,
            severity,
        )
        for key, (flags, answers) in flagged.items()
        for column in _columns(flags[at])
    )
    return UrgentRow(
        int(parsed.rows[at]),
        int(identified.person[at]),
        masked(identified, at),
        int(identified.school[at]),
        int(identified.klass[at]) or None,
        max(int(identified.grade[at]), 0),
        reasons,
    )


def _columns(flags: NDArray[np.bool_]) -> list[int]:
    found: list[int] = np.flatnonzero(flags).tolist()
    return found
