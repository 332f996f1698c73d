"""Campaigns are drafted, opened, closed and reopened; opening freezes who is due."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col, select

from core import audit, clock
from core.access import Actor, Capability, Scope, require
from core.database import within
from core.errors import NotFound, Refused
from core.organisations.queries import get as organisation
from core.screening import packs
from core.screening.actions.freezing import freeze
from core.screening.actions.rollups import rebuild
from core.screening.queries.policies import in_force
from core.screening.rules.drafts import Draft, flaw, unsuitable
from core.screening.rules.states import CampaignState
from core.screening.tables import Campaign, CampaignScale

MANAGE = Capability.MANAGE_CAMPAIGNS


def create_campaign(session: Session, actor: Actor, *, draft: Draft, acknowledged: Collection[str] = ()) -> Campaign:
    """A new draft. Scales that their pack does not recommend for a grade are refused unless `acknowledged` names them."""
    scope = require(actor, MANAGE)
    _insist(session, scope, draft, acknowledged)
    campaign = Campaign(**_facts(session, draft), created_at=clock.now())
    session.add(campaign)
    session.flush()
    _set_scales(session, campaign, draft)
    audit.record(session, actor, "campaign.created", campaign, org_id=draft.org_id, **_said(draft, acknowledged))
    return campaign


def edit_campaign(
    session: Session, actor: Actor, *, campaign_id: int, draft: Draft, acknowledged: Collection[str] = ()
) -> Campaign:
    """Change a draft; a campaign that has opened stays as it is."""
    scope = require(actor, MANAGE)
    campaign = _own(session, scope, campaign_id, CampaignState.DRAFT, "screening.not_a_draft")
    _insist(session, scope, draft, acknowledged)
    for name, value in _facts(session, draft).items():
        setattr(campaign, name, value)
    session.exec(delete(CampaignScale).where(col(CampaignScale.campaign_id) == campaign.id))
    _set_scales(session, campaign, draft)
    audit.record(session, actor, "campaign.edited", campaign, org_id=draft.org_id, **_said(draft, acknowledged))
    return campaign


def open_campaign(session: Session, actor: Actor, *, campaign_id: int) -> int:
    """Freeze who is due from the enrolment of its school year, and let sheets come in; answers how many are due."""
    scope = require(actor, MANAGE)
    campaign = _own(session, scope, campaign_id, CampaignState.DRAFT, "screening.not_a_draft")
    people = freeze(session, campaign, Scope.at(organisation(session, scope, campaign.org_id).path))
    if not people:
        raise Refused("screening.nobody_due")
    campaign.state = CampaignState.OPEN
    rebuild(session, campaign_id)
    audit.record(session, actor, "campaign.opened", campaign, org_id=campaign.org_id, people=people)
    return people


def close_campaign(session: Session, actor: Actor, *, campaign_id: int) -> None:
    """Take no more sheets in."""
    scope = require(actor, MANAGE)
    campaign = _own(session, scope, campaign_id, CampaignState.OPEN, "screening.not_open")
    campaign.state = CampaignState.CLOSED
    audit.record(session, actor, "campaign.closed", campaign, org_id=campaign.org_id)


def reopen_campaign(session: Session, actor: Actor, *, campaign_id: int) -> None:
    """Take sheets in again; who was due stays due."""
    scope = require(actor, MANAGE)
    campaign = _own(session, scope, campaign_id, CampaignState.CLOSED, "screening.not_closed")
    campaign.state = CampaignState.OPEN
    audit.record(session, actor, "campaign.reopened", campaign, org_id=campaign.org_id)


def _own(session: Session, scope: Scope, campaign_id: int, state: CampaignState, otherwise: str) -> Campaign:
    statement = select(Campaign).where(Campaign.id == campaign_id).with_for_update()
    campaign = session.exec(within(scope, statement, Campaign)).first()
    if campaign is None:
        raise NotFound
    if campaign.state is not state:
        raise Refused(otherwise)
    return campaign


def _insist(session: Session, scope: Scope, draft: Draft, acknowledged: Collection[str]) -> None:
    organisation(session, scope, draft.org_id)
    if code := flaw(draft, packs.scales(), packs.policies()):
        raise Refused(code)
    for scale, grades in unsuitable(draft, packs.scales()):
        if scale.key not in acknowledged:
            listed = "、".join(map(str, grades))
            raise Refused("screening.unsuitable", scale=scale.title, grades=listed, reason=scale.audience.source)


def _facts(session: Session, draft: Draft) -> dict[str, Any]:  # columns of every type
    same = ("org_id", "school_year", "term", "population", "opens_on", "closes_on", "policy_key")
    return {
        **{name: getattr(draft, name) for name in same},
        "title": draft.title.strip(),
        "grades": sorted(draft.grades),
        "policy_version": in_force(session, org_id=draft.org_id)[draft.policy_key].version,
    }


def _set_scales(session: Session, campaign: Campaign, draft: Draft) -> None:
    for position, choice in enumerate(draft.scales):
        version = packs.scale(choice.key).version
        session.add(
            CampaignScale(
                campaign_id=campaign.id or 0,
                scale_key=choice.key,
                scale_version=version,
                respondent=choice.respondent,
                position=position,
            )
        )
    session.flush()


def _said(draft: Draft, acknowledged: Collection[str]) -> dict[str, Any]:  # an audit row's details
    scales = ",".join(choice.key for choice in draft.scales)
    beyond = ",".join(
        sorted(each.scale.key for each in unsuitable(draft, packs.scales()) if each.scale.key in acknowledged)
    )
    return {"scales": scales, "policy": draft.policy_key, "acknowledged": beyond}
