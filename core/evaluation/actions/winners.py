"""Resources that won a selection (遴选) come onto the shelf of the bureau that held it."""

from collections.abc import Collection
from typing import NamedTuple

from sqlmodel import Session

from core import audit
from core.access import Actor, Capability, require
from core.errors import NotFound
from core.evaluation.actions.loading_contests import check_contest, held_contest
from core.evaluation.queries.nominations import nominations
from core.evaluation.rules.contests import SHOWN
from core.library import actions as library
from core.library import queries as shelves
from core.library.rules import ResourceState


class Shelved(NamedTuple):
    """How many came onto the shelf, and how many lack a stage or a topic: their tags are put on by hand, in 上架审核."""

    new: int
    untagged: int


def shelve_winners(session: Session, actor: Actor, *, contest_id: int, nomination_ids: Collection[int]) -> Shelved:
    """Put awarded resources that wait for review onto the organiser's shelf, found by the tags that their schools gave.

    What stands on a shelf stays where it is. Raises NotFound for a nomination without an award or of another contest, and
    NotAllowed for somebody who keeps no library.
    """
    scope = require(actor, Capability.KEEP_LIBRARY)
    contest = held_contest(session, actor, contest_id)
    check_contest(contest, *SHOWN)
    rows = nominations(session, actor.over(Capability.MANAGE_EVALUATION), contest_id=contest_id)
    won = {row.id: row.resource_id for row in rows if row.award and row.resource_id is not None}
    if not set(nomination_ids) <= won.keys():
        raise NotFound
    found = [shelves.own_resource(session, scope, resource_id=won[one] or 0) for one in sorted(set(nomination_ids))]
    waiting = [row for row in found if row.state is ResourceState.SENT]
    tagged = [row for row in waiting if row.stages and row.topics]
    for row in tagged:
        library.shelve(
            session, actor, resource_id=row.id, edition=row.edition, shelf_id=contest.org_id, stages=row.stages,
            topics=row.topics, courses=row.courses,
        )  # fmt: skip
    audit.record(session, actor, "contest.winners_shelved", contest, org_id=contest.org_id, works=len(tagged))
    return Shelved(len(tagged), len(waiting) - len(tagged))
