"""Who may plan training sessions, who may enrol people in them, and who may read who is in them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlmodel import Session

from core.access import Actor, Capability
from core.sheets.export import csv_bytes
from core.training import actions, queries
from core.training.rules import SessionKind, SessionState
from core.training.rules.drafts import SessionDraft
from core.training.rules.enrolment_sheet import EnrolmentCheck
from core.training.tables import Participation, SessionNeed, StaffMember, TrainingNeed, TrainingSession
from tests.access_cases import Action, Given, Query
from tests.training.builders import LONG_AGO, TODAY, a_counsellor, the
from tests.training.session_builders import a_part, a_session
from tests.world import World

PLAN, ENROL = Capability.PLAN_TRAINING, Capability.ENROL_STAFF
PLANNERS = {"a": "researcher centre school_admin"}
EVERYWHERE = {"a": "researcher centre school_admin", "county": "researcher centre school_admin"}
SENDERS = {"a": "researcher centre school_admin school_lead counsellor"}
FAR = date(2100, 1, 1)


def draft(world: World, at: str) -> SessionDraft:
    starts, ends = datetime(2100, 1, 5, 1, tzinfo=UTC), datetime(2100, 1, 5, 9, tzinfo=UTC)
    return SessionDraft(
        world.orgs[at], SessionKind.TRAINING, "危机识别", starts, ends, Decimal(8), "training", date(2100, 1, 1)
    )


def held(state: SessionState, **other: Any) -> Given:
    """A session that school A holds, with one of its people on the register."""

    def given(session: Session, world: World) -> None:
        a_counsellor(session, world)
        a_session(session, world, at="a", state=state, enrol_until=FAR, **other)

    return given


def taken(session: Session, world: World) -> None:
    """One of school A is in a session of school A, which answers a need of it."""
    here = a_session(session, world, at="a", enrol_until=FAR)
    a_part(session, world, here, a_counsellor(session, world))
    raised = {"raised_by": world.accounts["admin"], "raised_at": LONG_AGO}
    need = TrainingNeed(school_id=world.orgs["a"], topic="危机识别", source="evaluation:1:A1", **raised)
    session.add(need)
    session.flush()
    session.add(SessionNeed(session_id=here, need_id=need.id or 0))
    session.flush()


def checked(session: Session, actor: Actor, world: World, at: str) -> EnrolmentCheck:
    """A workbook of the one person on the register."""
    content = csv_bytes(["学校", "姓名"], [["云溪一小", "林示例"]])
    here = the(session, TrainingSession)
    return actions.check_enrolment(session, actor, session_id=here, content=content, filename="报名表.csv")


PLANNED, ENROLLING = held(SessionState.PLANNED), held(SessionState.ENROLLING)
ACTIONS = {
    "make_session": Action(PLAN, EVERYWHERE, lambda s, actor, w, at: actions.make_session(s, actor, draft=draft(w, at))),
    "change_session": Action(PLAN, PLANNERS, lambda s, actor, w, at: actions.change_session(
        s, actor, session_id=the(s, TrainingSession), edition=0, draft=draft(w, at)), given=PLANNED),
    "drop_session": Action(PLAN, PLANNERS, lambda s, actor, w, at: actions.drop_session(
        s, actor, session_id=the(s, TrainingSession)), given=PLANNED),
    "open_enrolment": Action(PLAN, PLANNERS, lambda s, actor, w, at: actions.open_enrolment(
        s, actor, session_id=the(s, TrainingSession)), given=PLANNED),
    "start_session": Action(PLAN, PLANNERS, lambda s, actor, w, at: actions.start_session(
        s, actor, session_id=the(s, TrainingSession)), given=ENROLLING),
    "take_step_back": Action(PLAN, PLANNERS, lambda s, actor, w, at: actions.take_step_back(
        s, actor, session_id=the(s, TrainingSession)), given=ENROLLING),
    "cancel_session": Action(PLAN, PLANNERS, lambda s, actor, w, at: actions.cancel_session(
        s, actor, session_id=the(s, TrainingSession), reason="台风停课"), given=taken),
    "set_quotas": Action(PLAN, PLANNERS, lambda s, actor, w, at: actions.set_quotas(
        s, actor, session_id=the(s, TrainingSession), quotas={w.orgs["a"]: 3}), given=ENROLLING),
    "answer_needs": Action(PLAN, PLANNERS, lambda s, actor, w, at: actions.answer_needs(
        s, actor, session_id=the(s, TrainingSession), need_ids=[the(s, TrainingNeed)]), given=taken),
    "enrol": Action(ENROL, SENDERS, lambda s, actor, w, at: actions.enrol(
        s, actor, session_id=the(s, TrainingSession), school_id=w.orgs[at], staff_ids=[the(s, StaffMember)]),
        given=ENROLLING),
    "check_enrolment": Action(ENROL, SENDERS, checked, audited=False, given=ENROLLING),
    "import_enrolment": Action(ENROL, SENDERS, lambda s, actor, w, at: actions.import_enrolment(
        s, actor, checked(s, actor, w, at)), given=ENROLLING),
    "export_participants": Action(ENROL, SENDERS, lambda s, actor, w, at: actions.export_participants(
        s, actor, session_id=the(s, TrainingSession)), given=taken),
    "withdraw": Action(ENROL, SENDERS, lambda s, actor, w, at: actions.withdraw(
        s, actor, participation_id=the(s, Participation), reason="临时请假"), given=taken),
}  # fmt: skip
QUERIES = {
    "sessions_seen": Query(ENROL, SENDERS, lambda s, scope, w, at: queries.sessions_seen(s, scope), taken),
    "session_seen": Query(ENROL, SENDERS, lambda s, scope, w, at: queries.session_seen(
        s, scope, the(s, TrainingSession)), taken),
    "participants": Query(ENROL, SENDERS, lambda s, scope, w, at: queries.participants(
        s, scope, session_id=the(s, TrainingSession)), taken),
    "part_steps": Query(ENROL, SENDERS, lambda s, scope, w, at: queries.part_steps(
        s, scope, participation_id=the(s, Participation)), taken),
    "places": Query(ENROL, SENDERS, lambda s, scope, w, at: queries.places(
        s, scope, session_id=the(s, TrainingSession)), taken),
    "candidates": Query(ENROL, SENDERS, lambda s, scope, w, at: queries.candidates(
        s, scope, session_id=the(s, TrainingSession), school_id=w.orgs[at], today=TODAY), taken),
    "answered_needs": Query(PLAN, PLANNERS, lambda s, scope, w, at: queries.answered_needs(
        s, scope, session_id=the(s, TrainingSession)), taken),
}  # fmt: skip
