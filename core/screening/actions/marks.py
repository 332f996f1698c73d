"""Leave and exemption take somebody out of the count; late comers are put on the list."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from core import audit
from core.access import Actor, Capability, Scope, require
from core.database import within
from core.errors import NotFound, Refused
from core.screening.actions.freezing import freeze
from core.screening.actions.locking import locked
from core.screening.actions.rollups import rebuild
from core.screening.queries.campaigns import campaign as find
from core.screening.rules.completion import LeaveReason
from core.screening.rules.states import CampaignState, Mark, SheetStatus
from core.screening.tables import Campaign, Testee

MOST = 500
"""People marked in one act; more is a mistake of the list, not of the people."""


def mark(
    session: Session, actor: Actor, *, campaign_id: int, testees: Collection[int], as_: Mark, reason: LeaveReason | None
) -> int:
    """Mark people of the actor's schools as on leave, exempt or due again; answers how many changed.

    A reason is needed unless they are due again. Whoever has handed a sheet in is tested and cannot be taken out.
    """
    scope = require(actor, Capability.MARK_LEAVE)
    campaign = _open(session, scope, campaign_id)
    if (reason is None) != (as_ is Mark.DUE):
        raise Refused("screening.reason_missing")
    rows = _theirs(session, scope, campaign_id, testees)
    if as_ is not Mark.DUE and any(row.status is not SheetStatus.UNTESTED for row in rows):
        raise Refused("screening.tested_already")
    changed = [row for row in rows if (row.mark, row.mark_reason) != (as_, reason)]
    for row in changed:
        row.mark, row.mark_reason = as_, reason
    session.flush()
    _counted(session, campaign, {row.school_id for row in changed})
    said = reason.value if reason else None
    audit.record(
        session, actor, "testee.marked", campaign, org_id=rows[0].school_id, mark=as_.value, reason=said,
        people=len(changed), first=min(testees),
    )  # fmt: skip
    return len(changed)


def add_late(session: Session, actor: Actor, *, campaign_id: int) -> int:
    """Put those on the list who were enrolled at the actor's schools after it was frozen (补录); answers how many."""
    scope = require(actor, Capability.MARK_LEAVE)
    campaign = _open(session, scope, campaign_id)
    people = freeze(session, campaign, scope, added=True)
    if people:
        _counted(session, campaign, None)
        audit.record(session, actor, "testee.added", campaign, people=people)
    return people


def _open(session: Session, scope: Scope, campaign_id: int) -> Campaign:
    """The campaign, locked, once it is one that these schools are asked in and that is open."""
    seen = find(session, scope, campaign_id)
    if seen.state is not CampaignState.OPEN:
        raise Refused("screening.not_open")
    return locked(session, seen)


def _theirs(session: Session, scope: Scope, campaign_id: int, ids: Collection[int]) -> list[Testee]:
    if not 0 < len(set(ids)) <= MOST:
        raise Refused("screening.too_many_marked", most=MOST)
    statement = select(Testee).where(Testee.campaign_id == campaign_id, col(Testee.id).in_(sorted(set(ids))))
    rows = list(session.exec(within(scope, statement, Testee)))
    if len(rows) < len(set(ids)):
        raise NotFound
    return rows


def _counted(session: Session, campaign: Campaign, schools: set[int] | None) -> None:
    rebuild(session, campaign.id or 0, schools)
    campaign.data_version += 1
