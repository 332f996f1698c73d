"""Tier policies are tried on stored scores and published; what is published is never changed."""

from typing import NoReturn

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, func, select

from core import audit, clock
from core.access import SYSTEM_SCOPE, Actor, Capability, require
from core.database import within
from core.errors import Conflict, Refused
from core.organisations.queries import get as organisation
from core.screening import packs
from core.screening.queries.campaigns import campaign as find
from core.screening.queries.policies import bound_from_above, in_force
from core.screening.queries.rollups import counts
from core.screening.rules.cutoffs import words
from core.screening.rules.policy import TierPolicy, check_against
from core.screening.rules.stricter import Laxer, laxer_points
from core.screening.rules.trials import MOST
from core.screening.tables import PolicyVersion

PUBLISH = Capability.PUBLISH_POLICY
MAX_NOTE = 300


def begin_trial(session: Session, actor: Actor, *, campaign_id: int) -> int:
    """Write down that the stored scores of a campaign are about to be tried under other cut-offs; answers of how many people.

    Raises Refused where nobody was tested, or more than a trial can hold.
    """
    scope = require(actor, PUBLISH)
    campaign = find(session, scope, campaign_id)
    tested = counts(session, scope, campaign.id).completion.tested
    if not tested:
        raise Refused("screening.nothing_to_try")
    if tested > MOST:
        raise Refused("screening.too_many_to_try", most=MOST)
    audit.record(session, actor, "policy.simulated", org_id=actor.org_id, campaign=campaign.id, people=tested)
    return tested


def publish_policy(session: Session, actor: Actor, *, org_id: int, policy: TierPolicy, note: str) -> int:
    """Publish a policy as the organisation's next version of its key; answers the row's id.

    It holds for campaigns made from then on, never for those that exist. Raises Refused for a key that is not shipped, for
    cut-offs that a scale cannot reach, without a note, for what counts already, and for what is laxer anywhere than the
    version that binds from above; Conflict when somebody else publishes at the same moment.
    """
    scope = require(actor, PUBLISH)
    org = organisation(session, scope, org_id)
    _insist(session, org.id, policy, note)
    version = _next(session, policy)
    row = PolicyVersion(
        org_id=org.id, key=policy.key, version=version, title=policy.title, based_on=policy.version,
        content=policy.model_copy(update={"version": version}).model_dump_json(), published_at=clock.now(),
        by_id=actor.user_id, note=note.strip(),
    )  # fmt: skip
    _keep(session, row)
    audit.record(
        session, actor, "policy.published", row, org_id=org.id, key=row.key, version=version, based_on=row.based_on
    )
    return row.id or 0


def _insist(session: Session, org_id: int, policy: TierPolicy, note: str) -> None:
    if policy.key not in packs.policies():
        raise Refused("screening.unknown_policy")
    try:
        check_against(policy, packs.scales())
    except ValueError as error:
        raise Refused("screening.policy_unsound") from error
    if not note.strip():
        raise Refused("screening.policy_note_missing")
    if len(note.strip()) > MAX_NOTE:
        raise Refused("screening.policy_note_too_long", most=MAX_NOTE)
    upper = bound_from_above(session, org_id=org_id, key=policy.key)
    if upper is not None and (points := laxer_points(policy, upper)):
        _refuse_laxer(upper, points)
    if _same(policy, in_force(session, org_id=org_id)[policy.key]):
        raise Refused("screening.policy_same")


def _refuse_laxer(upper: TierPolicy, points: tuple[Laxer, ...]) -> NoReturn:
    first = points[0]
    level = upper.level(first.severity)
    if first.condition is None:
        wanted = "关键题"
    else:
        scale = packs.scale(first.condition.scale)
        wanted = f"{scale.title} {words(first.condition, scale)}"
    label = level.label if level else ""
    raise Refused("screening.policy_laxer", points=len(points), level=label, wanted=wanted, version=upper.version)


def _same(one: TierPolicy, other: TierPolicy) -> bool:
    return one.model_copy(update={"version": other.version}) == other


def _next(session: Session, policy: TierPolicy) -> str:
    """The shipped version with the number of the publication behind it, so that neither ever meets the other's numbers."""
    counted = select(func.count()).where(col(PolicyVersion.key) == policy.key)
    known = session.exec(within(SYSTEM_SCOPE, counted, PolicyVersion)).one()
    return f"{packs.policy(policy.key).version}.{known + 1}"


def _keep(session: Session, row: PolicyVersion) -> None:
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError as error:
        raise Conflict("screening.policy_moved_on") from error
