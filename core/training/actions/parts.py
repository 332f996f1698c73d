"""Every change of somebody's place in a session is written down beside it: to what, when, by whom, why."""

from collections.abc import Mapping

from sqlmodel import Session

from core import clock
from core.errors import Refused
from core.training.rules import PartState
from core.training.rules.sessions import part_follows
from core.training.tables import Participation, ParticipationStep


def joined(
    session: Session, actor_id: int, *, session_id: int, schools: Mapping[int, int], reason: str
) -> list[Participation]:
    """New places in a session for people by the school that sends them, each with its first step.

    Part of an act that asked for the right and held the session.
    """
    parts = [
        Participation(session_id=session_id, staff_id=staff_id, school_id=school_id)
        for staff_id, school_id in schools.items()
    ]
    session.add_all(parts)
    session.flush()
    session.add_all([_step(actor_id, part, reason) for part in parts])
    session.flush()
    return parts


def stepped(
    session: Session, actor_id: int | None, participation: Participation, state: PartState, reason: str
) -> None:
    """Put somebody into another state: part of an act that asked for the right and held the row.

    `actor_id` None stands for the code in the hall. Raises Refused("training.part_step") for a step that does not follow.
    """
    if not part_follows(participation.state, state):
        raise Refused("training.part_step")
    participation.state = state
    session.add(_step(actor_id, participation, reason))
    session.flush()


def _step(actor_id: int | None, part: Participation, reason: str) -> ParticipationStep:
    return ParticipationStep(
        participation_id=part.id or 0, state=part.state, at=clock.now(), by_id=actor_id, reason=reason
    )
