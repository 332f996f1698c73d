"""休学 and 复学, step by step."""

from datetime import date

from sqlmodel import Session

from core import audit, clock
from core.access import Actor, Capability, require
from core.cases.actions.steps import loaded
from core.cases.queries.referrals import track_steps
from core.cases.rules.states import CaseState
from core.cases.rules.tracks import Taken, Track, TrackPoint, track_flaw
from core.cases.tables import Case, TrackStep
from core.errors import Refused


def take_track_step(
    session: Session,
    actor: Actor,
    *,
    case_id: int,
    track: Track,
    point: TrackPoint,
    held_on: date,
    person: str,
    note: str,
    passed: bool | None = None,
) -> int:
    """Write down the next step out of school or back: its day, who was there, what was said; answers its id.

    `passed` is the answer of 通过/不通过's step and None elsewhere. Raises Refused out of order, ahead of today, without
    a note, or on a closed case.
    """
    scope = require(actor, Capability.WORK_CASES)
    case = loaded(session, scope, case_id)
    if case.state is CaseState.CLOSED:
        raise Refused("cases.track_closed")
    step = Taken(track, point, held_on, passed)
    taken = [row.taken for row in track_steps(session, scope, case_id=case_id)]
    if flaw := track_flaw(taken, step, person=person, note=note, today=clock.today()):
        raise Refused(flaw)
    row = TrackStep(
        **step._asdict(), case_id=case_id, person=person.strip(), note=note.strip(), at=clock.now(), by_id=actor.user_id
    )
    return _written(session, actor, case, row)


def _written(session: Session, actor: Actor, case: Case, row: TrackStep) -> int:
    session.add(row)
    session.flush()
    audit.record(
        session, actor, "track.step_taken", row, org_id=case.school_id, case=row.case_id, track=row.track.value,
        step=row.point.value,
    )  # fmt: skip
    return row.id or 0
