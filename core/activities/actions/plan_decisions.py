"""A bureau accepts plans of schools, or returns one with a comment; it writes down its guidance and visits."""

from collections.abc import Collection, Mapping

from sqlmodel import Session, col, select

from core import audit, clock
from core.access import Actor, Capability, require
from core.activities.actions.loading_plans import check_edition, plan_below, stepped
from core.activities.actions.loading_seasons import check_season, loaded_season
from core.activities.actions.reach import school_below
from core.activities.rules import PlanState, SeasonState
from core.activities.rules.plans import COMMENT, LEAST, VisitFacts, visit_flaw
from core.activities.tables import SeasonVisit
from core.database import within
from core.errors import NotFound, Refused


def accept_plans(
    session: Session, actor: Actor, *, plan_ids: Collection[int], editions: Mapping[int, int] | None = None
) -> int:
    """Accept plans that were sent, all or none; answers how many. `editions`, by id, are those that were read.

    Raises NotFound for one out of the actor's reach, Conflict for one that was changed since it was read.
    """
    scope = require(actor, Capability.RUN_SEASONS)
    for plan_id in sorted(set(plan_ids)):
        row = plan_below(session, scope, plan_id)
        check_edition(row, (editions or {}).get(plan_id))
        stepped(session, actor, row, PlanState.ACCEPTED)
        audit.record(session, actor, "plan.accepted", row, org_id=row.school_id)
    return len(set(plan_ids))


def return_plan(session: Session, actor: Actor, *, plan_id: int, comment: str, edition: int | None = None) -> None:
    """Give a plan back with a comment, also one that was accepted; `edition` is the one that was read.

    Raises NotFound and Conflict as `accept_plans`, Refused without a comment.
    """
    row = plan_below(session, require(actor, Capability.RUN_SEASONS), plan_id)
    check_edition(row, edition)
    said = comment.strip()
    if not LEAST <= len(said) <= COMMENT:
        raise Refused("activities.comment_needed", most=COMMENT)
    stepped(session, actor, row, PlanState.RETURNED, said)
    audit.record(session, actor, "plan.returned", row, org_id=row.school_id)


def record_visit(session: Session, actor: Actor, *, season_id: int, school_id: int, facts: VisitFacts) -> int:
    """Write down guidance or a visit at a school; the school reads it. Answers its id.

    For whoever runs seasons at a bureau above the school. Raises Refused for a day to come and for empty words.
    """
    scope = require(actor, Capability.RUN_SEASONS)
    school_below(session, scope, school_id)
    season = loaded_season(session, scope, season_id)
    check_season(season, SeasonState.OPEN, SeasonState.CLOSED)
    said = facts._replace(seen=facts.seen.strip(), advice=facts.advice.strip())
    if code := visit_flaw(said, clock.today(), season.starts_on):
        raise Refused(code)
    row = SeasonVisit(
        season_id=season_id, school_id=school_id, **said._asdict(), by_id=actor.user_id, at=clock.now()
    )  # fmt: skip
    session.add(row)
    session.flush()
    audit.record(session, actor, "season.visited", row, org_id=school_id, kind=said.kind.value)
    return row.id or 0


def remove_visit(session: Session, actor: Actor, *, visit_id: int) -> None:
    """Take a visit off the record; its row stays, marked. Raises NotFound."""
    scope = require(actor, Capability.RUN_SEASONS)
    statement = select(SeasonVisit).where(SeasonVisit.id == visit_id, col(SeasonVisit.removed_at).is_(None))
    row = session.exec(within(scope, statement, SeasonVisit).with_for_update()).first()
    if row is None:
        raise NotFound
    school_below(session, scope, row.school_id)
    row.removed_at = clock.now()
    session.flush()
    audit.record(session, actor, "season.visit_removed", row, org_id=row.school_id)
