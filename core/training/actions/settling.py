"""Scores of the assessment, and the end of a session: everybody completed it or did not, hours are credited once."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from sqlmodel import Session, col, select

from core import audit, clock
from core.access import SYSTEM_SCOPE, Actor, Capability, Scope, require
from core.database import within
from core.errors import Refused
from core.training.actions.attending import KEPT, parts_of, signed_modules
from core.training.actions.handing import taken_off
from core.training.actions.issuing import Papers
from core.training.actions.loading_sessions import check_session, loaded_session
from core.training.actions.opening import told
from core.training.actions.parts import stepped
from core.training.rules import PartState, SessionState
from core.training.rules.completing import WHY_TITLES, Outcome, Terms, outcome, score_flaw, terms
from core.training.rules.sessions import LONGEST_REASON, unpacked_modules
from core.training.tables import Participation, TrainingHours, TrainingSession


class Settled(NamedTuple):
    """What settling a session did: people who completed it and who did not, how many of them changed, hours credited."""

    completed: int
    failed: int
    changed: int
    hours: Decimal


def set_scores(
    session: Session, actor: Actor, *, session_id: int, scores: Mapping[int, Decimal | None]
) -> int:  # fmt: skip
    """Write down scores of the assessment by participation (None: not assessed); answers how many differ from before.

    Raises NotFound for a session that the actor does not hold and for people who are not in it; Refused before it runs,
    without an assessment, and for a score beyond 0 to 100 or with more than one decimal.
    """
    scope = require(actor, Capability.PLAN_TRAINING)
    row = loaded_session(session, scope, session_id, lock=True)
    check_session(row, *KEPT)
    if row.pass_score is None:
        raise Refused("training.no_assessment")
    if flaw := next((flaw for score in scores.values() if (flaw := score_flaw(score))), None):
        raise Refused(flaw)
    parts = [part for part in parts_of(session, scope, row, scores.keys()) if part.score != scores[part.id or 0]]
    for part in parts:
        part.score = scores[part.id or 0]
    audit.record(session, actor, "session.scored", row, org_id=row.org_id, people=len(parts))
    return len(parts)


def settle_session(session: Session, actor: Actor, *, session_id: int) -> Settled:
    """End a session: everybody in it completed it or did not by its rule; hours are credited, certificates numbered.

    Two people who settle together: one does, the other is refused. Raises NotFound for a session that the actor does not
    hold; Refused unless it runs, and before its last day ("training.not_over").
    """
    scope = require(actor, Capability.PLAN_TRAINING)
    row = loaded_session(session, scope, session_id, lock=True)
    check_session(row, SessionState.RUNNING)
    if clock.today() < clock.local(row.ends_at).date():
        raise Refused("training.not_over")
    row.state, row.code, row.code_until = SessionState.DONE, "", None
    done = _settle(session, actor, scope, row, "")
    audit.record(
        session, actor, "session.settled", row, org_id=row.org_id, completed=done.completed, failed=done.failed
    )
    return done


def resettle_session(session: Session, actor: Actor, *, session_id: int, reason: str) -> Settled:
    """Settle a session anew after sign-ins or scores were put right; only what differs is written, with the reason.

    Hours of who no longer completed it are taken back and the certificate is revoked; of who does now they are credited.
    Raises NotFound for a session that the actor does not hold, Refused unless it was settled, and without a reason.
    """
    scope = require(actor, Capability.PLAN_TRAINING)
    row = loaded_session(session, scope, session_id, lock=True)
    check_session(row, SessionState.DONE)
    said = told(reason)
    done = _settle(session, actor, scope, row, said)
    audit.record(
        session, actor, "session.resettled", row, org_id=row.org_id, purpose=said, changed=done.changed,
        completed=done.completed, failed=done.failed,
    )  # fmt: skip
    return done


def terms_of(row: TrainingSession) -> Terms:
    """What a session asks for and gives."""
    return terms(row.kind, row.hours, unpacked_modules(row.modules), row.must_attend, row.pass_score)


def _settle(session: Session, actor: Actor, scope: Scope, row: TrainingSession, reason: str) -> Settled:
    asked, signed = terms_of(row), signed_modules(session, row)
    credited, papers = _credited(session, row), Papers(session, actor, row)
    found = [
        (part, outcome(asked, signed.get(part.id or 0, ()), part.score)) for part in parts_of(session, scope, row)
    ]  # fmt: skip
    changed = [part for part, result in found if part.state is not result.state]
    for part, result in found:
        why = (f"{reason}（{WHY_TITLES[result.why]}）" if reason else WHY_TITLES[result.why])[:LONGEST_REASON]
        if part.state is not result.state:
            _move(session, actor.user_id, part, result.state, why)
        _credit(session, row, part, result, credited.get(part.id or 0))
        papers.keep(part, why)
    session.flush()
    completed = sum(result.state is PartState.COMPLETED for _, result in found)
    total = sum((result.hours for _, result in found), Decimal(0))
    return Settled(completed, len(found) - completed, len(changed), total)


def _move(session: Session, by_id: int, part: Participation, state: PartState, why: str) -> None:
    """Somebody put into the state of the result; who was taken in late goes through having been there."""
    if part.state is PartState.ENROLLED and state is PartState.COMPLETED:
        stepped(session, by_id, part, PartState.ATTENDING, why)
    stepped(session, by_id, part, state, why)


def _credited(session: Session, row: TrainingSession) -> dict[int, TrainingHours]:
    """The hours of this session that are on file already, by participation."""
    here = select(col(Participation.id)).where(Participation.session_id == row.id)
    statement = select(TrainingHours).where(
        col(TrainingHours.participation_id).in_(within(SYSTEM_SCOPE, here, Participation))
    )
    rows = session.exec(within(SYSTEM_SCOPE, statement, TrainingHours).with_for_update())
    return {hours.participation_id or 0: hours for hours in rows}


def _credit(
    session: Session, row: TrainingSession, part: Participation, result: Outcome, known: TrainingHours | None
) -> None:
    """Hours on file as the result has them: written once a participation, changed, or taken away."""
    if known is None and result.hours:
        day = clock.local(row.ends_at).date()
        session.add(
            TrainingHours(
                staff_id=part.staff_id, title=row.title, category=row.category, held_on=day, hours=result.hours,
                participation_id=part.id,
            )
        )  # fmt: skip
    elif known is not None and not result.hours:
        taken_off(session, known)
    elif known is not None and known.hours != result.hours:
        known.hours = result.hours
