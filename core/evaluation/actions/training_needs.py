"""What a result shows to be weak becomes a training need."""

from collections.abc import Collection
from decimal import Decimal

from sqlmodel import Session

from core import audit
from core.access import Actor, Capability, require
from core.errors import NotFound, Refused
from core.evaluation.actions.loading import check_state, loaded_round
from core.evaluation.queries.rectifications import SOURCE, raised_needs, weak_schools
from core.evaluation.queries.results import result_rows
from core.evaluation.rules.freezing import thawed
from core.evaluation.rules.timeline import SEEN_BY_SCHOOLS
from core.training.actions import raise_need

TOPIC = 200  # characters


def raise_training_needs(
    session: Session,
    actor: Actor,
    *,
    round_id: int,
    standard: str,
    code: str,
    school_ids: Collection[int] = (),
    below: Decimal | None = None,
    topic: str = "",
) -> int:
    """Raise the training need of an item for these schools of a round, or for all that reached less than `below` of it.

    The topic is what the rubric says helps there, unless another is told. Answers how many are new: a school's need is
    raised once a round and item. For those who hold the round. Raises NotFound for a school without a result in it.
    """
    scope = require(actor, Capability.MANAGE_EVALUATION)
    round_ = loaded_round(session, scope, round_id)
    check_state(round_, *SEEN_BY_SCHOOLS)
    item = thawed(round_.rubric).by_code.get(code)
    said = (topic.strip() or (item.need if item else ""))[:TOPIC]
    if item is None or not said:
        raise Refused("training_need.topic")
    if not {row.school_id for row in result_rows(session, scope, round_id=round_id, standard=standard)} >= {
        *school_ids
    }:
        raise NotFound
    chosen = set(school_ids)
    if below is not None:
        weak = weak_schools(session, scope, round_id=round_id, standard=standard, code=code, below=below)
        chosen |= {one.school_id for one in weak}
    fresh = chosen - raised_needs(session, scope, round_id=round_id).get(code, frozenset())
    for school_id in sorted(fresh):
        raise_need(session, actor, school_id=school_id, topic=said, source=f"{SOURCE}:{round_id}:{code}")
    audit.record(session, actor, "evaluation.needs_raised", round_, org_id=round_.org_id, code=code, schools=len(fresh))
    return len(fresh)
