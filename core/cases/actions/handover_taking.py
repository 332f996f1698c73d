"""移交: the receiving school takes a file over, or turns it back."""

from sqlalchemy import update
from sqlmodel import Session, col, select

from core import audit, clock
from core.access import SYSTEM_SCOPE, Actor, Capability, require
from core.cases.actions.handovers import answered
from core.cases.actions.loading import hold, person_of
from core.cases.actions.pairing import end_pairings
from core.cases.actions.steps import loaded, stepped
from core.cases.rules.handovers import HandoverKind, HandoverState, HandoverStep
from core.cases.rules.referrals import words_flaw
from core.cases.rules.states import UNDECIDED, Step
from core.cases.tables import Case, Handover, HandoverOffer, Warning
from core.database import within
from core.errors import NotAllowed, NotFound, Refused
from core.students.actions import Placed, transfer


def accept_handover(session: Session, actor: Actor, *, offer_id: int) -> int:
    """Take a file over; answers the case's id. The sender no longer sees it, `origin_school_id` still names them.

    The case with its warnings, the pupil's undecided warnings and the pupil's own file move to the school; pairings with
    people of the old school end. For those who work on every case of the receiving school (NotAllowed for a bureau's centre,
    NotFound for anybody else, the sender too).
    """
    offer = _offered(session, actor, offer_id)
    row, case = _file(session, offer)
    answered(session, actor, row, HandoverStep.ACCEPT, None)
    placed = _moved(session, row, case, offer.to_school_id)
    facts = {
        "school_id": offer.to_school_id, "class_id": placed.class_id, "grade": placed.grade or case.grade,
        "responsible_id": actor.user_id,
    }  # fmt: skip
    end_pairings(session, actor, case)
    stepped(session, actor, case, Step.TAKE_OVER, why=row.note, at=clock.now(), **facts)
    _bring_undecided(session, case, placed)
    audit.record(
        session, actor, "handover.accepted", row, org_id=offer.to_school_id, case=case.id, sent_by=row.from_school_id
    )
    return case.id or 0


def return_handover(session: Session, actor: Actor, *, offer_id: int, why: str) -> None:
    """Turn an offer back, with the reason; the case stays with the sender and is in care again."""
    offer = _offered(session, actor, offer_id)
    if flaw := words_flaw(why):
        raise Refused(flaw)
    row, case = _file(session, offer)
    answered(session, actor, row, HandoverStep.RETURN, why.strip())
    stepped(session, actor, case, Step.TURN_BACK, why=why.strip(), at=clock.now())
    audit.record(session, actor, "handover.returned", row, org_id=offer.to_school_id, case=case.id)


def _offered(session: Session, actor: Actor, offer_id: int) -> HandoverOffer:
    scope = require(actor, Capability.WORK_CASES)
    chosen = select(HandoverOffer).where(HandoverOffer.id == offer_id)
    if session.exec(within(scope, chosen, HandoverOffer)).first() is None:
        raise NotFound
    found = session.exec(within(scope.at_every_level, chosen, HandoverOffer)).first()
    if found is None:
        raise NotAllowed(capability=Capability.WORK_CASES.value)
    if found.state is not HandoverState.PROPOSED:
        raise Refused("cases.no_such_handover_step")
    return found


def _file(session: Session, offer: HandoverOffer) -> tuple[Handover, Case]:
    """What an offer to the actor stands for, held. It lies with the sender, maybe in another county: past the scope on purpose.

    The handover is held before anything else, whichever side answers: two answers at once wait, and never for each other.
    """
    statement = select(Handover).where(Handover.id == offer.handover_id)
    row = session.exec(within(SYSTEM_SCOPE, statement, Handover).with_for_update(of=Handover)).one()
    hold(session, person_of(session, SYSTEM_SCOPE, row.case_id))
    return row, loaded(session, SYSTEM_SCOPE, row.case_id)


def _moved(session: Session, row: Handover, case: Case, to_school_id: int) -> Placed:
    year = None if row.kind is HandoverKind.PROMOTION else clock.school_year(clock.today())
    return transfer(session, person_id=case.person_id, to_school_id=to_school_id, school_year=year)


def _bring_undecided(session: Session, case: Case, placed: Placed) -> None:
    """Warnings that nobody has decided on follow the pupil from whatever school they stand at."""
    theirs = (col(Warning.person_id) == case.person_id, col(Warning.state).in_(sorted(UNDECIDED)))
    facts = {"school_id": case.school_id, "class_id": placed.class_id}
    statement = within(SYSTEM_SCOPE, update(Warning).where(*theirs).values(**facts), Warning)
    session.execute(statement, execution_options={"synchronize_session": False})
    session.expire_all()
