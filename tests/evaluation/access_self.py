"""Who may fill in a self-assessment, keep evidence, hand in, give back, and open what was laid beside."""

from datetime import date

from sqlmodel import Session

from core import clock
from core.access import Capability
from core.database import files
from core.evaluation import actions, queries
from core.evaluation.rules.marks import Mark, packed
from core.evaluation.rules.states import EntryState, RoundState
from core.evaluation.tables import Assignment, Entry, Evidence, EvidenceLink, Round, SelfMark
from tests.access_cases import Action, Given, Query
from tests.evaluation.builders import AT, a_room, a_round, an_assignment, an_entry, last
from tests.evaluation.selfing import DAY, OWED, PDF, SHEET, WHOLE
from tests.world import World

FILL, MANAGE = Capability.SELF_ASSESS, Capability.MANAGE_EVALUATION
SCHOOLS = {"a": "school_admin school_lead counsellor"}
MANAGERS = {"county": "researcher centre"}
READERS = {"a": "leader researcher centre school_admin school_lead counsellor"}
FAR = date(2100, 1, 1)


def part(
    state: EntryState = EntryState.DRAFTING,
    *,
    at: str = "county",
    marked: bool = True,
    laid: bool = True,
    round_state: RoundState = RoundState.SELF,
) -> Given:
    """School A in a round of `at`, filled in, with one piece of evidence beside the items that ask for it."""

    def given(session: Session, world: World) -> None:
        round_id = a_round(
            session, world, rubric=SHEET, at=at, state=round_state, self_until=FAR, review_until=FAR,
            publicity_until=FAR,
        )  # fmt: skip
        entry = an_entry(session, world, round_id, state=state)
        if marked:
            put_down(session, world, entry)
        evidence = a_piece(session, world)
        if laid:
            session.add_all(EvidenceLink(entry_id=entry, code=code, evidence_id=evidence) for code in OWED)
        an_assignment(session, world, entry, rater="nobody")
        a_room(session, world, area=12)
        session.flush()

    return given


def put_down(session: Session, world: World, entry: int) -> None:
    """Every mark of the sheet."""
    for code, mark in WHOLE.items():
        session.add(SelfMark(entry_id=entry, code=code, value=packed(mark), by_id=world.accounts["nobody"], at=AT))
    session.flush()


def a_piece(session: Session, world: World, school: str = "a") -> int:
    """One piece of evidence of the school. Answers its id."""
    row = Evidence(
        school_id=world.orgs[school], title="制度文件", taken_on=DAY, digest=files.keep(PDF), kind="pdf",
        size=len(PDF), by_id=world.accounts["nobody"], at=clock.now(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    row.piece = row.id
    session.flush()
    return row.id or 0


OTHER = PDF + b"% another"
ACTIONS = {
    "save_self_mark": Action(FILL, SCHOOLS, lambda s, actor, _w, _at: actions.save_self_mark(
        s, actor, entry_id=last(s, Entry), code="B1", mark=Mark.of(3), note="有记录"), given=part()),
    "clear_self_mark": Action(FILL, SCHOOLS, lambda s, actor, _w, _at: actions.clear_self_mark(
        s, actor, entry_id=last(s, Entry), code="B1"), given=part()),
    "take_proposals": Action(FILL, SCHOOLS, lambda s, actor, _w, _at: actions.take_proposals(
        s, actor, entry_id=last(s, Entry), codes=["A2"]), given=part(marked=False)),
    "state_entry": Action(FILL, SCHOOLS, lambda s, actor, _w, _at: actions.state_entry(
        s, actor, entry_id=last(s, Entry), statement="我校重视"), given=part()),
    "submit_entry": Action(FILL, SCHOOLS, lambda s, actor, _w, _at: actions.submit_entry(
        s, actor, entry_id=last(s, Entry)), given=part()),
    "return_entry": Action(MANAGE, MANAGERS, lambda s, actor, _w, _at: actions.return_entry(
        s, actor, entry_id=last(s, Entry), reason="请补上照片"), given=part(EntryState.SUBMITTED)),
    "add_evidence": Action(FILL, SCHOOLS, lambda s, actor, w, at: actions.add_evidence(
        s, actor, school_id=w.orgs[at], title="制度文件", taken_on=DAY, content=PDF)),
    "new_version": Action(FILL, SCHOOLS, lambda s, actor, _w, _at: actions.new_version(
        s, actor, evidence_id=last(s, Evidence), taken_on=DAY, content=OTHER), given=part()),
    "remove_evidence": Action(FILL, SCHOOLS, lambda s, actor, _w, _at: actions.remove_evidence(
        s, actor, evidence_id=last(s, Evidence)), given=part()),
    "link_evidence": Action(FILL, SCHOOLS, lambda s, actor, _w, _at: actions.link_evidence(
        s, actor, entry_id=last(s, Entry), evidence_id=last(s, Evidence), codes=["B1"]), given=part()),
    "unlink_evidence": Action(FILL, SCHOOLS, lambda s, actor, _w, _at: actions.unlink_evidence(
        s, actor, entry_id=last(s, Entry), evidence_id=last(s, Evidence), codes=OWED), given=part()),
    "print_self_sheet": Action(FILL, {"a": "researcher centre school_admin school_lead counsellor"},
        lambda s, actor, _w, _at: actions.print_self_sheet(s, actor, entry_id=last(s, Entry)),
        given=part(EntryState.SUBMITTED), also=MANAGE),
    "open_evidence": Action(FILL, {"a": "researcher centre school_admin school_lead counsellor"},
        lambda s, actor, _w, _at: actions.open_evidence(s, actor, evidence_id=last(s, Evidence)),
        given=part(EntryState.SUBMITTED, at="a"), also=MANAGE),
    "open_evidence_as_rater": Action(Capability.SCORE_SCHOOLS, {"a": "researcher centre reviewer"},
        lambda s, actor, _w, _at: actions.open_evidence_as_rater(
            s, actor, assignment_id=last(s, Assignment), evidence_id=last(s, Evidence)),
        given=part(EntryState.SUBMITTED, round_state=RoundState.REVIEW)),
}  # fmt: skip
QUERIES = {
    "self_sheet": Query(Capability.VIEW_EVALUATION, READERS, lambda s, scope, _w, _at: queries.self_sheet(
        s, scope, entry_id=last(s, Entry)).items, given=part()),
    "self_progress": Query(Capability.VIEW_EVALUATION, READERS, lambda s, scope, _w, _at: queries.self_progress(
        s, scope, round_id=last(s, Round)), given=part()),
    "evidence": Query(FILL, SCHOOLS, lambda s, scope, w, at: queries.evidence(
        s, scope, school_id=w.orgs[at]), given=part()),
}  # fmt: skip
