"""Who may try and publish tier policies."""

from collections.abc import Callable

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
from tests.access_cases import Action, AskedBeside, Beside, Query
from tests.screening.standing import Standing, holds, write
from tests.world import World

PUBLISH = Capability.PUBLISH_POLICY
PUBLISHERS = {"a": "researcher centre"}


def stricter() -> TierPolicy:
    return adjusted(packs.policy("ban_xiao_qu"), {(Severity.GRAVEST, 0): 21}, packs.scales())


def published(session: Session, actor: Actor, world: World, at: str) -> object:
    return actions.publish_policy(session, actor, org_id=world.orgs[at], policy=stricter(), note="试一试")


def tested(session: Session, world: World) -> Standing:
    """The standing campaign, where the first pupil's sheet counts."""
    kept = write(session, world, CampaignState.OPEN)
    _first(session, kept).status = SheetStatus.VALID
    session.flush()
    rebuild(session, kept.campaign)
    return kept


def _first(session: Session, kept: Standing) -> Testee:
    return session.exec(within(SYSTEM_SCOPE, select(Testee).where(Testee.id == kept.testees[0]), Testee)).one()


def begun(session: Session, actor: Actor, world: World, _: str, kept: Standing) -> object:
    """A trial; the campaign of a bureau above may be seen, and nobody was tested there."""
    if actor.can(PUBLISH) and not holds(actor, world.paths["a"]):
        raise NotFound
    return actions.begin_trial(session, actor, campaign_id=kept.campaign)


def of(question: Callable[[Session, Scope, Standing], object]) -> AskedBeside:
    """The question asked of that campaign."""
    return AskedBeside(tested, lambda s, scope, _w, _at, kept: question(s, scope, kept))


def versioned(session: Session, world: World) -> None:
    """School A's own version of the policy."""
    published(session, world.actor("city_centre"), world, "a")


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
    "begin_trial": Action(PUBLISH, PUBLISHERS, Beside(tested, begun)),
    "publish_policy": Action(PUBLISH, {"county": "researcher centre", **PUBLISHERS}, published),
}
QUERIES = {
    "wave": Query(PUBLISH, PUBLISHERS, of(lambda s, scope, kept: len(queries.wave(s, scope, campaign_id=kept.campaign)))),
    "twofold": Query(PUBLISH, PUBLISHERS, of(lambda s, scope, kept: len(queries.twofold(
        s, scope, campaign_id=kept.campaign, before_id=kept.campaign, scale="mht").now))),
    "last_year": Query(PUBLISH, PUBLISHERS, of(before)),
    "counsellors": Query(PUBLISH, PUBLISHERS, lambda s, scope, world, at: queries.counsellors(s, scope).get(
        world.orgs[at])),
    "policy_versions": Query(PUBLISH, PUBLISHERS, lambda s, scope, world, at: queries.policy_versions(s, scope),
        versioned),
}  # fmt: skip
INTERNAL = {
    "queries.in_force": "what campaigns are graded by is no secret",
    "queries.bound_from_above": "what campaigns are graded by is no secret",
}
