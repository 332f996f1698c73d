"""Who may take sign-ins and scores, settle a session, print and revoke certificates, and say something of a session."""

from decimal import Decimal
from typing import Any

from sqlmodel import Session, select

from core.access import Capability
from core.database import unowned
from core.sheets.export import csv_bytes
from core.training import actions, queries
from core.training.rules import PartState, SessionState
from core.training.rules.feedback import FEWEST, Said
from core.training.tables import Completion, Participation, SessionFeedback, TrainingSession
from tests.access_cases import Action, Given, Query
from tests.training.builders import LONG_AGO, a_counsellor, the
from tests.training.session_builders import a_completion, a_part, a_session
from tests.world import World

PLAN, ENROL, OWN = Capability.PLAN_TRAINING, Capability.ENROL_STAFF, Capability.VIEW_OWN_RECORD
PLANNERS = {"a": "researcher centre school_admin"}
SENDERS = {"a": "researcher centre school_admin school_lead counsellor"}
THEMSELVES = {"a": "researcher centre reviewer school_admin school_lead counsellor class_teacher"}
GOOD = Said(5, 4, 5)


def held(state: SessionState = SessionState.RUNNING, part: PartState = PartState.ENROLLED, **other: Any) -> Given:
    """A session that school A holds, with one of its people in it who has an account; from the assessment on, a certificate."""

    def given(session: Session, world: World) -> None:
        here = a_session(session, world, at="a", state=state, pass_score=60, **other)
        staff_id = a_counsellor(session, world, account_id=world.accounts["nobody"], phone="13900000001")
        place = a_part(session, world, here, staff_id, part)
        if state is SessionState.DONE:
            a_completion(session, world, place)
            answers = (SessionFeedback(session_id=here, useful=5, clear=4, run=5) for _ in range(FEWEST))
            session.add_all(answers)
            session.flush()

    return given


def revoked(session: Session, world: World) -> None:
    """The certificate was revoked."""
    DONE(session, world)
    row = session.exec(unowned(select(Completion), Completion)).one()
    row.revoked_at, row.revoked_by, row.reason = LONG_AGO, world.accounts["researcher"], "姓名印错"
    session.flush()


def hall(session: Session) -> int:
    return the(session, TrainingSession)


RUNNING, SAT = held(), held(part=PartState.ATTENDING)
DONE = held(SessionState.DONE, PartState.COMPLETED)
SHOWN = held(code="123456", code_until=LONG_AGO.replace(year=2100))
SIGNED, SCORED = csv_bytes(["姓名"], [["林示例"]]), csv_bytes(["姓名", "成绩"], [["林示例", "80"]])
ACTIONS = {
    "sign_in": Action(PLAN, PLANNERS, lambda s, actor, w, at: actions.sign_in(
        s, actor, session_id=hall(s), participation_ids=[the(s, Participation)]), given=RUNNING),
    "take_back_sign_in": Action(PLAN, PLANNERS, lambda s, actor, w, at: actions.take_back_sign_in(
        s, actor, session_id=hall(s), participation_ids=[the(s, Participation)]), given=RUNNING),
    "check_sign_in": Action(PLAN, PLANNERS, lambda s, actor, w, at: actions.check_sign_in(
        s, actor, session_id=hall(s), content=SIGNED, filename="签到.csv"), given=RUNNING, audited=False),
    "import_sign_in": Action(PLAN, PLANNERS, lambda s, actor, w, at: actions.import_sign_in(
        s, actor, actions.check_sign_in(s, actor, session_id=hall(s), content=SIGNED, filename="签到.csv")),
        given=RUNNING),
    "check_scores": Action(PLAN, PLANNERS, lambda s, actor, w, at: actions.check_scores(
        s, actor, session_id=hall(s), content=SCORED, filename="成绩.csv"), given=RUNNING, audited=False),
    "import_scores": Action(PLAN, PLANNERS, lambda s, actor, w, at: actions.import_scores(
        s, actor, actions.check_scores(s, actor, session_id=hall(s), content=SCORED, filename="成绩.csv")),
        given=RUNNING),
    "set_scores": Action(PLAN, PLANNERS, lambda s, actor, w, at: actions.set_scores(
        s, actor, session_id=hall(s), scores={the(s, Participation): Decimal(80)}), given=RUNNING),
    "show_code": Action(PLAN, PLANNERS, lambda s, actor, w, at: actions.show_code(
        s, actor, session_id=hall(s)), given=RUNNING),
    "stop_code": Action(PLAN, PLANNERS, lambda s, actor, w, at: actions.stop_code(
        s, actor, session_id=hall(s)), given=RUNNING),
    "settle_session": Action(PLAN, PLANNERS, lambda s, actor, w, at: actions.settle_session(
        s, actor, session_id=hall(s)), given=RUNNING),
    "resettle_session": Action(PLAN, PLANNERS, lambda s, actor, w, at: actions.resettle_session(
        s, actor, session_id=hall(s), reason="补登签到"), given=DONE),
    "print_diplomas": Action(ENROL, SENDERS, lambda s, actor, w, at: actions.print_diplomas(
        s, actor, completion_ids=[the(s, Completion)]), given=DONE),
    "revoke_completion": Action(PLAN, PLANNERS, lambda s, actor, w, at: actions.revoke_completion(
        s, actor, completion_id=the(s, Completion), reason="姓名印错"), given=DONE),
    "restore_completion": Action(PLAN, PLANNERS, lambda s, actor, w, at: actions.restore_completion(
        s, actor, completion_id=the(s, Completion)), given=revoked),
    "enter_feedback": Action(ENROL, SENDERS, lambda s, actor, w, at: actions.enter_feedback(
        s, actor, participation_id=the(s, Participation), said=GOOD), given=SAT),
    "give_feedback": Action(OWN, THEMSELVES, lambda s, actor, w, at: actions.give_feedback(
        s, actor, session_id=hall(s), said=GOOD), given=SAT),
    "sign_in_own": Action(OWN, THEMSELVES, lambda s, actor, w, at: actions.sign_in_own(
        s, actor, code="123456"), given=SHOWN),
    "print_own_diploma": Action(OWN, THEMSELVES, lambda s, actor, w, at: actions.print_own_diploma(
        s, actor, completion_id=the(s, Completion)), given=DONE),
}  # fmt: skip
QUERIES = {
    "hall": Query(PLAN, PLANNERS, lambda s, scope, w, at: queries.hall(s, scope, session_id=hall(s)), SHOWN),
    "sittings": Query(PLAN, PLANNERS, lambda s, scope, w, at: queries.sittings(s, scope, session_id=hall(s)), RUNNING),
    "results": Query(PLAN, PLANNERS, lambda s, scope, w, at: queries.results(s, scope, session_id=hall(s)), RUNNING),
    "completions": Query(ENROL, SENDERS, lambda s, scope, w, at: queries.completions(
        s, scope, session_id=hall(s)), DONE),
    "completions_of": Query(Capability.MANAGE_STAFF, PLANNERS, lambda s, scope, w, at: queries.completions_of(
        s, scope, staff_id=s.exec(unowned(select(Participation.staff_id), Participation)).one()), DONE),
    "last_certified": Query(ENROL, SENDERS, lambda s, scope, w, at: queries.last_certified(s, scope), DONE),
    "feedback": Query(PLAN, PLANNERS, lambda s, scope, w, at: queries.feedback(
        s, scope, session_id=hall(s)).many, DONE),
    "owes_feedback": Query(OWN, THEMSELVES, lambda s, scope, w, at: queries.owes_feedback(
        s, scope, user_id=w.accounts["nobody"]), SAT),
}  # fmt: skip
INTERNAL = {
    "actions.sign_in_by_code": "is for phones in the hall: the code, the name and four digits are asked for instead",
    "queries.verified": "is for whoever holds the paper: number and code are asked for instead",
}
