"""Every change of somebody's place in a session is written down beside it: to what, when, by whom, why."""

from sqlmodel import Session

from core import clock
from core.errors import Refused
from core.training.rules import PartState
from core.training.rules.sessions import part_follows
from core.training.tables import Participation, ParticipationStep


def joined(
    session: Session, actor_id: int, *, session_id: int, staff_id: int, school_id: int, reason: str
) -> Participation:
    """A new place in a session, with its first step: part of an act that asked for the right and held the session."""
    part = Participation(session_id=session_id, staff_id=staff_id, school_id=school_id)
    session.add(part)
    session.flush()
    _step(session, actor_id, part, reason)
    return part


def stepped(
    session: Session, actor_id: int | None, participation: Participation, state: PartState, reason: str
) -> None:
    """Put somebody into another state: part of an act that asked for the right and held the row.

    `actor_id` None stands for the code in the hall. Raises Refused("training.part_step") for a step that does not follow.
    """
    if not part_follows(participation.state, state):
        raise Refused("training.part_step")
    participation.state = state
    _step(session, actor_id, participation, reason)


def _step(session: Session, actor_id: int | None, part: Participation, reason: str) -> None:
    session.add(
        ParticipationStep(
            participation_id=part.id or 0, state=part.state, at=clock.now(), by_id=actor_id, reason=reason
        )
    )
    session.flush()
