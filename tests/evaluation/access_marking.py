"""Who may mark: raters their own sheets of schools within reach; who holds the round gives a sheet back."""

from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE, Capability
from core.database import within
from core.evaluation import actions, queries
from core.evaluation.rules import offline
from core.evaluation.rules.marks import Mark
from core.evaluation.rules.states import AssignmentState
from core.evaluation.tables import Assignment, ItemMark
from core.sheets.export import Table, workbook
from tests.access_cases import Action, Given, Query
from tests.evaluation.builders import SMALL
from tests.evaluation.marking import case_in
from tests.world import World

SCORE, MANAGE = Capability.SCORE_SCHOOLS, Capability.MANAGE_EVALUATION
RATERS = {"a": "reviewer researcher centre"}
FULL = {"1.1": "10", "1.2": "10", "1.3": "0"}


def with_sheet(*, marked: bool = False, submitted: bool = False) -> Given:
    """A sheet of school A by the small rubric, assigned to whoever asks."""

    def given(session: Session, world: World) -> None:
        case = case_in(session, world, rubric=SMALL, rater="nobody")
        row = session.exec(within(SYSTEM_SCOPE, select(Assignment).where(Assignment.id == case.id), Assignment)).one()
        if submitted:
            row.state = AssignmentState.SUBMITTED
        for code, value in FULL.items() if marked else ():
            session.add(
                ItemMark(
                    assignment_id=case.id, round_id=case.round_id, school_id=row.school_id, code=code,
                    value={"": value}, at=row.assigned_at,
                )
            )  # fmt: skip
        session.flush()

    return given


def filled(assignment_id: int) -> bytes:
    """A workbook of that sheet with one mark in it, as somebody may bring it."""
    rows = [("1.1", "10", ""), ("1.2", "", "")]
    about = offline.aside_rows(offline.Origin(assignment_id, SMALL.key, SMALL.version, "", {}))
    tables = [Table(offline.FORM, ("编号", "打分", "扣分理由"), rows), Table(offline.ASIDE, offline.LAYOUT, about)]
    return workbook(tables)


def sheet(session: Session) -> int:
    """The assignment that was given."""
    statement = select(col(Assignment.id)).order_by(col(Assignment.id).desc())
    return session.exec(within(SYSTEM_SCOPE, statement, Assignment)).first() or 0


ACTIONS = {
    "save_mark": Action(SCORE, RATERS, lambda s, actor, _w, _at: actions.save_mark(
        s, actor, assignment_id=sheet(s), code="1.1", mark=Mark.of(10)), given=with_sheet()),
    "give_reason": Action(SCORE, RATERS, lambda s, actor, _w, _at: actions.give_reason(
        s, actor, assignment_id=sheet(s), code="1.1", reason="材料不全"), given=with_sheet(marked=True)),
    "clear_mark": Action(SCORE, RATERS, lambda s, actor, _w, _at: actions.clear_mark(
        s, actor, assignment_id=sheet(s), code="1.1"), given=with_sheet(marked=True)),
    "remark": Action(SCORE, RATERS, lambda s, actor, _w, _at: actions.remark(
        s, actor, assignment_id=sheet(s), text="整体不错"), given=with_sheet()),
    "submit_marks": Action(SCORE, RATERS, lambda s, actor, _w, _at: actions.submit_marks(
        s, actor, assignment_id=sheet(s)), given=with_sheet(marked=True)),
    "export_sheet": Action(SCORE, RATERS, lambda s, actor, _w, _at: actions.export_sheet(
        s, actor, assignment_id=sheet(s)), given=with_sheet(marked=True)),
    "check_sheet": Action(SCORE, RATERS, lambda s, actor, _w, _at: actions.check_sheet(
        s, actor, assignment_id=sheet(s), content=filled(sheet(s))), given=with_sheet(), audited=False),
    "import_sheet": Action(SCORE, RATERS, lambda s, actor, _w, _at: actions.import_sheet(
        s, actor, assignment_id=sheet(s), content=filled(sheet(s))), given=with_sheet()),
    "reopen_marks": Action(MANAGE, {"county": "researcher centre"}, lambda s, actor, _w, _at: actions.reopen_marks(
        s, actor, assignment_id=sheet(s), reason="有一项看漏了"), given=with_sheet(marked=True, submitted=True)),
}  # fmt: skip
QUERIES = {
    "my_assignments": Query(SCORE, RATERS, lambda s, scope, w, _at: queries.my_assignments(
        s, scope, rater_id=w.accounts["nobody"]), given=with_sheet(marked=True)),
    "my_sheet": Query(SCORE, RATERS, lambda s, scope, w, _at: queries.my_sheet(
        s, scope, assignment_id=sheet(s), rater_id=w.accounts["nobody"]), given=with_sheet(marked=True)),
}  # fmt: skip
