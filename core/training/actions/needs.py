"""A training need is written down once, whatever it came from, and met when somebody above the school says so."""

from sqlmodel import Session, select

from core import audit, clock
from core.access import Actor, Capability, Scope, require
from core.database import within
from core.errors import NotFound, Refused
from core.organisations.queries import get
from core.training.actions.reach import refuse_below
from core.training.tables import TrainingNeed

HOW = 200  # characters


def raise_need(session: Session, actor: Actor, *, school_id: int, topic: str, source: str) -> int:
    """Write down what a school needs to be trained in; answers the need's id.

    `source` names what raised it ("evaluation:<round>:<code>"): the same source at the same school raises no second need
    and leaves the first as it is. Raises NotFound outside the actor's scope, Refused without a topic or a source.
    """
    scope = require(actor, Capability.MANAGE_STAFF)
    school = get(session, scope, school_id)
    topic, source = topic.strip(), source.strip()
    if not (0 < len(topic) <= 200 and 0 < len(source) <= 80):
        raise Refused("training.need_words")
    known = select(TrainingNeed).where(TrainingNeed.school_id == school.id, TrainingNeed.source == source)
    if found := session.exec(within(scope, known, TrainingNeed)).first():
        return found.id or 0
    need = TrainingNeed(
        school_id=school.id, topic=topic, source=source, raised_by=actor.user_id, raised_at=clock.now()
    )  # fmt: skip
    session.add(need)
    session.flush()
    audit.record(session, actor, "training.need_raised", need, org_id=school.id)
    return need.id or 0


def meet_need(session: Session, actor: Actor, *, need_id: int, how: str) -> None:
    """Say that a need is met, and by what; it goes off the list of those that stand.

    For those above the school. Raises NotFound, Refused without words and for a need that is met already.
    """
    scope = require(actor, Capability.PLAN_TRAINING)
    row, said = _loaded(session, scope, need_id), how.strip()
    if row.met_at is not None:
        raise Refused("training.need_met")
    if not 0 < len(said) <= HOW:
        raise Refused("training.need_how")
    row.met_at, row.met_by, row.how = clock.now(), actor.user_id, said
    audit.record(session, actor, "training.need_met", row, org_id=row.school_id)


def reopen_need(session: Session, actor: Actor, *, need_id: int) -> None:
    """Say that a need stands after all. For those above the school. Raises NotFound, Refused for one that stands."""
    scope = require(actor, Capability.PLAN_TRAINING)
    row = _loaded(session, scope, need_id)
    if row.met_at is None:
        raise Refused("training.need_stands")
    row.met_at, row.met_by, row.how = None, None, ""
    audit.record(session, actor, "training.need_reopened", row, org_id=row.school_id)


def _loaded(session: Session, scope: Scope, need_id: int) -> TrainingNeed:
    statement = select(TrainingNeed).where(TrainingNeed.id == need_id)
    row = session.exec(within(scope, statement, TrainingNeed).with_for_update()).first()
    if row is None:
        raise NotFound
    refuse_below(session, scope, row.school_id)
    return row
