"""Who may try and publish tier policies."""

from typing import Any

from sqlmodel import Session, select

from core.access import SYSTEM_SCOPE, Actor, Capability, Scope
from core.database import within
from core.errors import NotFound
from core.screening import actions, packs, queries
from core.screening.actions.rollups import rebuild
from core.screening.rules.cutoffs import adjusted
from core.screening.rules.policy import Severity, TierPolicy
from core.screening.rules.states import CampaignState, Mark, SheetStatus
from core.screening.tables import Campaign, Rollup, Testee
from tests.access_cases import Action, Query
from tests.screening.standing import Standing, asked, holds, standing
from tests.world import World

PUBLISH = Capability.PUBLISH_POLICY
PUBLISHERS = {"a": "researcher centre"}
OPEN = CampaignState.OPEN


def stricter() -> TierPolicy:
    return adjusted(packs.policy("ban_xiao_qu"), {(Severity.GRAVEST, 0): 21}, packs.scales())


def published(session: Session, actor: Actor, world: World, at: str) -> object:
    return actions.publish_policy(session, actor, org_id=world.orgs[at], policy=stricter(), note="试一试")


def begun(session: Session, actor: Actor, world: World, _: str) -> object:
    if actor.can(PUBLISH) and not holds(actor, world.paths["a"]):
        raise NotFound  # the campaign of a bureau above may be seen; nobody was tested there
    with standing(session, world, OPEN) as kept:
        tested(session, kept)
        return actions.begin_trial(session, actor, campaign_id=kept.campaign)


def tested(session: Session, kept: Standing) -> None:
    """The first pupil's sheet counts."""
    _first(session, kept).status = SheetStatus.VALID
    session.flush()
    rebuild(session, kept.campaign)


def _first(session: Session, kept: Standing) -> Testee:
    return session.exec(within(SYSTEM_SCOPE, select(Testee).where(Testee.id == kept.testees[0]), Testee)).one()


def of(question: Any) -> Any:  # a question of the standing campaign
    def call(session: Session, scope: Scope, world: World, _: str) -> object:
        def ask(kept: Standing) -> object:
            tested(session, kept)
            return question(session, scope, kept)

        return asked(session, world, ask, OPEN)

    return call


def seen_versions(session: Session, scope: Scope, world: World, at: str) -> object:
    """A version of the organisation itself, published beside the standing world."""
    savepoint = session.begin_nested()
    try:
        actions.publish_policy(
            session, world.actor("city_centre"), org_id=world.orgs[at], policy=stricter(), note="试一试"
        )
        return queries.policy_versions(session, scope)
    finally:
        savepoint.rollback()
        session.expire_all()


def before(session: Session, scope: Scope, kept: Standing) -> object:
    """Last year's list of school A, in a campaign a year before the standing one."""
    now = queries.campaign(session, SYSTEM_SCOPE, kept.campaign)
    facts = {name: getattr(now, name) for name in Campaign.model_fields if hasattr(now, name) and name != "id"}
    earlier = Campaign(**{**facts, "grades": [5], "school_year": now.school_year - 1})
    session.add(earlier)
    session.flush()
    school = _first(session, kept).school_id
    session.add(
        Rollup(
            campaign_id=earlier.id or 0, school_id=school, grade=5, mark=Mark.DUE, status=SheetStatus.VALID, severity=2,
            critical=False, people=3,
        )
    )  # fmt: skip
    session.flush()
    return queries.last_year(session, scope, campaign_id=kept.campaign)


ACTIONS = {
    "begin_trial": Action(PUBLISH, PUBLISHERS, begun),
    "publish_policy": Action(PUBLISH, {"county": "researcher centre", **PUBLISHERS}, published),
}
QUERIES = {
    "wave": Query(PUBLISH, PUBLISHERS, of(lambda s, scope, kept: len(queries.wave(s, scope, campaign_id=kept.campaign)))),
    "twofold": Query(PUBLISH, PUBLISHERS, of(lambda s, scope, kept: len(queries.twofold(
        s, scope, campaign_id=kept.campaign, before_id=kept.campaign, scale="mht").now))),
    "last_year": Query(PUBLISH, PUBLISHERS, of(before)),
    "counsellors": Query(PUBLISH, PUBLISHERS, lambda s, scope, world, at: queries.counsellors(s, scope).get(
        world.orgs[at])),
    "policy_versions": Query(PUBLISH, PUBLISHERS, seen_versions),
}  # fmt: skip
INTERNAL = {
    "queries.in_force": "what campaigns are graded by is no secret",
    "queries.bound_from_above": "what campaigns are graded by is no secret",
}
