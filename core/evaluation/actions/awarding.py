"""Awards: proposed by rank, changed with a reason; who is recommended upwards; what goes onto the shelf."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from core import audit
from core.access import SYSTEM_SCOPE, Actor, Capability
from core.database import within
from core.errors import NotFound, Refused
from core.evaluation.actions.loading_contests import check_contest, check_seen, held_contest, managed_nomination
from core.evaluation.actions.rounds import told
from core.evaluation.queries.judging import places_of
from core.evaluation.rules.contests import SHOWN, unpacked_awards
from core.evaluation.rules.states import ContestState, NominationState
from core.evaluation.tables import Contest, Nomination

DECIDED_IN = (ContestState.REVIEW, ContestState.PUBLICITY)


def award(
    session: Session, actor: Actor, *, nomination_id: int, award: str, reason: str, edition: int | None = None
) -> None:
    """Give another award than the rank proposes, "" for none, with the reason; from complete sheets on, until the close.

    `edition` is that of the award and its reason as they were read: Conflict if somebody changed them since. Raises
    Refused("contests.not_judged") while a sheet for it is missing, Refused("contests.no_such_award").
    """
    row, contest = managed_nomination(session, actor, nomination_id)
    check_contest(contest, *DECIDED_IN)
    check_seen(edition, row.award, row.decided_reason)
    if row.state is not NominationState.NOMINATED:
        raise Refused("contests.not_nominated")
    if award and award not in {level.key for level in unpacked_awards(contest.awards)}:
        raise Refused("contests.no_such_award")
    scope = actor.over(Capability.MANAGE_EVALUATION)
    found = {place.nomination.id: place for place in places_of(session, scope, contest_id=contest.id or 0)}
    if found[nomination_id].total is None:
        raise Refused("contests.not_judged")
    row.award, row.decided_reason, row.total = award, told(reason), found[nomination_id].total
    row.forwarded = row.forwarded and bool(award)
    session.flush()
    audit.record(session, actor, "nomination.awarded", row, org_id=row.school_id, award=award)


def forward(
    session: Session, actor: Actor, *, contest_id: int, nomination_ids: Collection[int], edition: int | None = None
) -> None:
    """Say who is recommended upwards, of those with an award and no more than the contest names; the others are not.

    `edition` is that of the ids as they were read, in order: Conflict if somebody changed them since. Raises NotFound for a
    nomination of another contest or without an award.
    """
    contest = held_contest(session, actor, contest_id)
    check_contest(contest, *SHOWN)
    wanted = set(nomination_ids)
    if len(wanted) > contest.forward:
        raise Refused("contests.forward_many", most=contest.forward)
    rows = _standing(session, contest)
    check_seen(edition, *(row.id for row in rows if row.forwarded))
    if not wanted <= {row.id for row in rows if row.award}:
        raise NotFound
    for row in rows:
        row.forwarded = row.id in wanted
    session.flush()
    audit.record(session, actor, "contest.forwarded", contest, org_id=contest.org_id, works=len(wanted))


def check_forward(session: Session, contest: Contest, most: int) -> None:
    """Raise Refused("contests.forward_many") when more are recommended upwards already than `most`."""
    if sum(row.forwarded for row in _standing(session, contest)) > most:
        raise Refused("contests.forward_many", most=most)


def settle_places(session: Session, actor: Actor, contest: Contest) -> None:
    """Keep totals, awards and recommendations of a contest that the actor holds, as its sheets propose them.

    An award that was decided by hand stays while there is such an award, and only whoever has one is recommended.
    """
    known = {level.key for level in unpacked_awards(contest.awards)} | {""}
    scope = actor.over(Capability.MANAGE_EVALUATION)
    proposed = {place.nomination.id: place for place in places_of(session, scope, contest_id=contest.id or 0)}
    for row in _standing(session, contest):
        place = proposed[row.id or 0]
        row.total = place.total
        row.award = row.award if row.decided_reason and row.award in known else place.proposed
        row.forwarded = place.proposed_forward and bool(row.award)
    session.flush()


def _standing(session: Session, contest: Contest) -> list[Nomination]:
    """The nominations that take part, in a fixed order, held."""
    statement = select(Nomination).where(
        Nomination.contest_id == contest.id, Nomination.state == NominationState.NOMINATED
    )
    held = within(SYSTEM_SCOPE, statement.order_by(col(Nomination.id)), Nomination).with_for_update(key_share=True)
    return list(session.exec(held.execution_options(populate_existing=True)))
