"""A training need is written down once, whatever it came from."""

from sqlmodel import Session, select

from core import audit, clock
from core.access import Actor, Capability, require
from core.database import within
from core.errors import Refused
from core.organisations.queries import get
from core.training.tables import TrainingNeed


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
