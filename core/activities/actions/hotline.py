"""Calls of a hotline are taken down, put right, and taken back: numbers alone, nothing of who called."""

from sqlmodel import Session, col, select

from core import audit, clock
from core.access import SYSTEM_SCOPE, Actor, Capability, Scope, require
from core.activities import packs
from core.activities.queries.hotline import hotline_facts_of
from core.activities.rules.hotline import HotlineFacts, edition_of, hotline_flaw, tidied_hotline
from core.activities.tables import HotlineCount
from core.database import within
from core.errors import Conflict, NotFound, Refused
from core.organisations.actions import queue_up
from core.organisations.queries import get


def record_hotline(session: Session, actor: Actor, *, org_id: int, facts: HotlineFacts) -> int:
    """Take down the calls of one category on a day; answers the id.

    Raises NotFound outside the actor's scope, Refused for facts that cannot be and for a day and category on record.
    """
    org = get(session, require(actor, Capability.RECORD_ACTIVITIES), org_id)
    given = _checked(facts)
    queue_up(session)
    _alone(session, org.id, given, 0)
    row = written_calls(session, actor, org.id, given)
    session.flush()
    audit.record(session, actor, "hotline.recorded", row, org_id=org.id, calls=given.calls)
    return row.id or 0


def change_hotline(
    session: Session, actor: Actor, *, hotline_id: int, facts: HotlineFacts, edition: int | None = None
) -> None:
    """Put calls right. Raises NotFound, also for what was removed; Refused as `record_hotline`; Conflict when somebody
    put them right since `edition` was read.
    """
    scope = require(actor, Capability.RECORD_ACTIVITIES)
    queue_up(session)
    row, given = loaded_calls(session, scope, hotline_id), _checked(facts)
    if edition not in (None, edition_of(hotline_facts_of(row))):
        raise Conflict
    _alone(session, row.org_id, given, hotline_id)
    rewritten_calls(row, given)
    session.flush()
    audit.record(session, actor, "hotline.changed", row, org_id=row.org_id, calls=given.calls)


def remove_hotline(session: Session, actor: Actor, *, hotline_id: int) -> None:
    """Take calls out of lists and counts; the row stays, marked. Raises NotFound."""
    row = loaded_calls(session, require(actor, Capability.RECORD_ACTIVITIES), hotline_id)
    row.removed_at = clock.now()
    session.flush()
    audit.record(session, actor, "hotline.removed", row, org_id=row.org_id, calls=row.calls)


def written_calls(session: Session, actor: Actor, org_id: int, facts: HotlineFacts) -> HotlineCount:
    """A new row: part of an act that asked for the right."""
    row = HotlineCount(org_id=org_id, made_by=actor.user_id, made_at=clock.now(), **facts._asdict())
    session.add(row)
    return row


def rewritten_calls(row: HotlineCount, facts: HotlineFacts) -> None:
    """The facts written over: part of an act that holds the row."""
    for name, value in facts._asdict().items():
        setattr(row, name, value)


def loaded_calls(session: Session, scope: Scope, hotline_id: int) -> HotlineCount:
    """A row that still counts, held until the act is done; raises NotFound outside the scope."""
    statement = select(HotlineCount).where(HotlineCount.id == hotline_id, col(HotlineCount.removed_at).is_(None))
    row = session.exec(within(scope, statement, HotlineCount).with_for_update()).first()
    if row is None:
        raise NotFound
    return row


def _checked(facts: HotlineFacts) -> HotlineFacts:
    given = tidied_hotline(facts)
    if flaw := hotline_flaw(given, packs.hotline().titles, clock.today()):
        raise Refused(flaw)
    return given


def _alone(session: Session, org_id: int, facts: HotlineFacts, hotline_id: int) -> None:
    """Raises Refused where another row tells of the same day and category: the sum would count those calls twice."""
    statement = select(col(HotlineCount.id)).where(
        HotlineCount.org_id == org_id,
        HotlineCount.taken_on == facts.taken_on,
        HotlineCount.category == facts.category,
        col(HotlineCount.removed_at).is_(None),
        HotlineCount.id != hotline_id,
    )
    if session.exec(within(SYSTEM_SCOPE, statement, HotlineCount)).first() is not None:
        raise Refused("activities.hotline_known")
