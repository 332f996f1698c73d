"""Who may do what in the life of a warning: from the report to the closing.

The standing case stands in school A, at the level that the centre looks after, so that the school and the centre may both
act; a class teacher sees it nowhere, whoever approves closings sees it without what was written.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, select

from core.access import SYSTEM_SCOPE, Actor, Capability, Scope
from core.cases import actions, queries
from core.cases.rules.states import CaseState, Outcome, Source, WarningState
from core.cases.tables import Attachment, Case, CaseChange, Entry, Mentor, Task, Warning, WarningDecision
from core.database import files, within
from core.screening.rules.states import CampaignState
from core.students.tables import Person
from tests.access_cases import Action, AskedBeside, Beside, Query
from tests.cases.care import FILLED, GRAVE, MIDDLE, NOW, WHY
from tests.screening.standing import Standing, write
from tests.world import World

WORK, APPROVE, VIEW, SCORES = (
    Capability.WORK_CASES,
    Capability.APPROVE_CASES,
    Capability.VIEW_WARNINGS,
    Capability.SEE_SCORES,
)
WORKERS = {"a": "centre counsellor"}
APPROVERS = {"a": "centre school_lead counsellor"}
VIEWERS = {"a": "centre school_lead counsellor"}
REPORTERS = {"a": "centre school_lead counsellor class_teacher"}
HELD = date(2025, 10, 9)
PAPER = b"%PDF-1.7 standing"
DUE = date(2025, 10, 10)


@dataclass
class Cared:
    """Ids of the standing case and of all that hangs on it."""

    list: Standing
    warning: int = 0
    case: int = 0
    entry: int = 0
    task: int = 0
    mentor: int = 0
    attachment: int = 0


Step = Callable[[Session, Actor, World, Cared], object]
Question = Callable[[Session, Scope, World, Cared], object]


def cared_for(session: Session, world: World, state: CaseState | WarningState) -> Cared:
    """The standing campaign, whose first warning is in `state`: with an interview, and unless undecided with a case."""
    listed = write(session, world, CampaignState.OPEN)
    kept = Cared(listed, warning=listed.warnings[0])
    warning = _row(session, Warning, kept.warning)
    person = _row(session, Person, listed.people[0])
    person.groups = "left_behind"
    nobody = world.accounts["nobody"]
    kept.entry = _added(
        session,
        Entry(
            warning_id=kept.warning, form="interview", version="1.0", held_on=HELD, at=NOW, by_id=nobody, content="{}"
        ),
    )
    _added(
        session, WarningDecision(warning_id=kept.warning, at=NOW, by_id=nobody, verdict="excluded", severity=2, why=WHY)
    )
    warning.touched = True
    if isinstance(state, CaseState):
        kept.case = _case(session, world, warning, state)
        _around(session, world, kept)
    else:
        warning.state = state
    session.flush()
    return kept


def _case(session: Session, world: World, warning: Warning, state: CaseState) -> int:
    nobody = world.accounts["nobody"]
    case = Case(
        person_id=warning.person_id, school_id=warning.school_id, class_id=warning.class_id,
        origin_school_id=warning.school_id, grade=5, source=Source.SCREENING, severity=4, level="区级", state=state,
        follow_up=5, next_on=DUE, responsible_id=nobody, opened_at=NOW, opened_by=nobody,
        outcome=Outcome.STABLE if state is not CaseState.IN_CARE else None,
    )  # fmt: skip
    _added(session, case)
    _added(
        session,
        CaseChange(case_id=case.id, at=NOW, by_id=nobody, step="open", to_state="in_care", to_severity=4, why=WHY),
    )
    warning.case_id, warning.state = case.id, WarningState(state.value)
    return case.id or 0


def _around(session: Session, world: World, kept: Cared) -> None:
    """A task and a mentor unless the case is to be closed, and a file."""
    nobody = world.accounts["nobody"]
    if _row(session, Case, kept.case).state is CaseState.IN_CARE:
        kept.task = _added(session, Task(case_id=kept.case, what="每周谈心", who="", created_at=NOW, created_by=nobody))
        kept.mentor = world.accounts["counsellor_a"]
        _added(session, Mentor(case_id=kept.case, account_id=kept.mentor, since=NOW, by_id=nobody))
    kept.attachment = _added(
        session,
        Attachment(
            case_id=kept.case, title="证明", digest=files.keep(PAPER), kind="pdf", size=len(PAPER), at=NOW, by_id=nobody
        ),
    )


def _row(session: Session, table: Any, row_id: int) -> Any:
    return session.exec(within(SYSTEM_SCOPE, select(table).where(table.id == row_id), table)).one()


def _added(session: Session, row: Any) -> int:
    session.add(row)
    session.flush()
    return int(row.id)


def on(state: CaseState | WarningState, step: Step) -> Beside:
    """The step taken on the standing case in that state."""
    return Beside(lambda s, world: cared_for(s, world, state), lambda s, actor, w, _at, kept: step(s, actor, w, kept))


def of(question: Question, state: CaseState | WarningState = CaseState.IN_CARE) -> AskedBeside:
    """The question asked of the standing case."""
    return AskedBeside(
        lambda s, world: cared_for(s, world, state), lambda s, scope, w, _at, kept: question(s, scope, w, kept)
    )


WAITING, EXCLUDED = WarningState.AWAITING_INTERVIEW, WarningState.EXCLUDED
IN_CARE, CLOSING, CLOSED = CaseState.IN_CARE, CaseState.CLOSING, CaseState.CLOSED
SEEN = {"source": Source.OBSERVATION, "seen": "说不想上学", "urgent": False, "tier": MIDDLE}


def left_behind(session: Session, world: World, kept: Cared) -> int:
    """The warning of somebody whose open case still lies with school B."""
    warning = _row(session, Warning, kept.warning)
    nobody = world.accounts["nobody"]
    _added(
        session,
        Case(
            person_id=warning.person_id, school_id=world.orgs["b"], origin_school_id=world.orgs["b"], grade=5,
            source=Source.SCREENING, severity=2, level="班级", opened_at=NOW, opened_by=nobody, responsible_id=nobody,
        ),
    )  # fmt: skip
    return kept.warning


PLAN = {"is_goal": False, "what": "每周谈心", "who": "班主任", "due_on": None}

ACTIONS = {
    "report": Action(Capability.REPORT_CONCERN, REPORTERS, on(WAITING, lambda s, actor, w, kept: actions.report(
        s, actor, person_id=kept.list.people[0], **SEEN))),
    "exclude": Action(WORK, WORKERS, on(WAITING, lambda s, actor, w, kept: actions.exclude(
        s, actor, warning_id=kept.warning, why=WHY))),
    "confirm": Action(WORK, WORKERS, on(WAITING, lambda s, actor, w, kept: actions.confirm(
        s, actor, warning_id=kept.warning, tier=GRAVE, why=WHY))),
    "ask_for_file": Action(WORK, WORKERS, on(WAITING, lambda s, actor, w, kept: actions.ask_for_file(
        s, actor, warning_id=left_behind(s, w, kept)))),
    "reconsider": Action(WORK, WORKERS, on(EXCLUDED, lambda s, actor, w, kept: actions.reconsider(
        s, actor, warning_id=kept.warning, why=WHY))),
    "retier": Action(WORK, WORKERS, on(IN_CARE, lambda s, actor, w, kept: actions.retier(
        s, actor, case_id=kept.case, tier=MIDDLE, why=WHY))),
    "assign": Action(WORK, WORKERS, on(IN_CARE, lambda s, actor, w, kept: actions.assign(
        s, actor, case_id=kept.case, account_id=w.accounts["counsellor_a2"]))),
    "write_entry": Action(WORK, WORKERS, on(IN_CARE, lambda s, actor, w, kept: actions.write_entry(
        s, actor, warning_id=kept.warning, form="interview", held_on=HELD, content=FILLED["interview"]))),
    "correct_entry": Action(WORK, WORKERS, on(IN_CARE, lambda s, actor, w, kept: actions.correct_entry(
        s, actor, entry_id=kept.entry, content=FILLED["interview"]))),
    "add_task": Action(WORK, WORKERS, on(IN_CARE, lambda s, actor, w, kept: actions.add_task(
        s, actor, case_id=kept.case, **PLAN))),
    "finish_task": Action(WORK, WORKERS, on(IN_CARE, lambda s, actor, w, kept: actions.finish_task(
        s, actor, task_id=kept.task))),
    "drop_task": Action(WORK, WORKERS, on(IN_CARE, lambda s, actor, w, kept: actions.drop_task(
        s, actor, task_id=kept.task))),
    "pair": Action(WORK, WORKERS, on(IN_CARE, lambda s, actor, w, kept: actions.pair(
        s, actor, case_id=kept.case, account_id=w.accounts["class_teacher_a"]))),
    "unpair": Action(WORK, WORKERS, on(IN_CARE, lambda s, actor, w, kept: actions.unpair(
        s, actor, case_id=kept.case, account_id=kept.mentor))),
    "set_capacity": Action(WORK, WORKERS, on(IN_CARE, lambda s, actor, w, kept: actions.set_capacity(
        s, actor, account_id=w.accounts["class_teacher_a"], capacity=3))),
    "attach": Action(WORK, WORKERS, on(IN_CARE, lambda s, actor, w, kept: actions.attach(
        s, actor, case_id=kept.case, title="证明", content=PAPER))),
    "open_attachment": Action(SCORES, WORKERS, on(IN_CARE, lambda s, actor, w, kept: actions.open_attachment(
        s, actor, attachment_id=kept.attachment))),
    "remove_attachment": Action(WORK, WORKERS, on(IN_CARE, lambda s, actor, w, kept: actions.remove_attachment(
        s, actor, attachment_id=kept.attachment))),
    "propose_closing": Action(WORK, WORKERS, on(IN_CARE, lambda s, actor, w, kept: actions.propose_closing(
        s, actor, case_id=kept.case, outcome=Outcome.STABLE, why=WHY))),
    "close": Action(APPROVE, APPROVERS, on(CLOSING, lambda s, actor, w, kept: actions.close(
        s, actor, case_id=kept.case, why=WHY))),
    "keep_open": Action(APPROVE, APPROVERS, on(CLOSING, lambda s, actor, w, kept: actions.keep_open(
        s, actor, case_id=kept.case, why=WHY))),
    "reopen": Action(WORK, WORKERS, on(CLOSED, lambda s, actor, w, kept: actions.reopen(
        s, actor, case_id=kept.case, why=WHY))),
}  # fmt: skip

QUERIES = {
    "cases": Query(VIEW, VIEWERS, of(lambda s, scope, w, kept: queries.cases(s, scope, queries.CaseFilter()))),
    "count_cases": Query(VIEW, VIEWERS, of(lambda s, scope, w, kept: queries.count_cases(
        s, scope, queries.CaseFilter()))),
    "case": Query(VIEW, VIEWERS, of(lambda s, scope, w, kept: queries.case(s, scope, kept.case))),
    "lies_elsewhere": Query(WORK, WORKERS, of(lambda s, scope, w, kept: queries.lies_elsewhere(
        s, scope, warning_id=left_behind(s, w, kept)), WAITING)),
    "changes": Query(VIEW, VIEWERS, of(lambda s, scope, w, kept: queries.changes(s, scope, kept.case))),
    "warnings_of": Query(VIEW, VIEWERS, of(lambda s, scope, w, kept: queries.warnings_of(
        s, scope, case_id=kept.case))),
    "workload": Query(VIEW, VIEWERS, of(lambda s, scope, w, kept: queries.workload(s, scope, due_by=DUE))),
    "entries": Query(SCORES, WORKERS, of(lambda s, scope, w, kept: queries.entries(
        s, scope, warning_ids=[kept.warning]))),
    "verdicts": Query(SCORES, WORKERS, of(lambda s, scope, w, kept: queries.verdicts(
        s, scope, warning_ids=[kept.warning]))),
    "tasks": Query(VIEW, VIEWERS, of(lambda s, scope, w, kept: queries.tasks(s, scope, kept.case))),
    "mentors": Query(VIEW, VIEWERS, of(lambda s, scope, w, kept: queries.mentors(s, scope, kept.case))),
    "mentor_loads": Query(VIEW, VIEWERS, of(lambda s, scope, w, kept: queries.mentor_loads(s, scope))),
    "visits_owed": Query(VIEW, VIEWERS, of(lambda s, scope, w, kept: queries.visits_owed(
        s, scope, term_begins=HELD))),
    "attachments": Query(SCORES, WORKERS, of(lambda s, scope, w, kept: queries.attachments(s, scope, kept.case))),
    "balance": Query(VIEW, {"a": "centre school_lead counsellor class_teacher"}, of(
        lambda s, scope, w, kept: sum(queries.balance(s, scope, campaign_id=kept.list.campaign).values()))),
}  # fmt: skip
