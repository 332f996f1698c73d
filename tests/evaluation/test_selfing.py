"""自评: filled in, proposed, handed in and frozen, given back, late, extended."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from core import audit
from core.access import SYSTEM_SCOPE, Capability
from core.database import reading, within, writing
from core.errors import NotFound, Refused
from core.evaluation import actions, queries
from core.evaluation.rules.marks import NOT_APPLICABLE, Mark
from core.evaluation.rules.states import AssignmentState, EntryState, RoundState
from core.evaluation.tables import Assignment, Entry, SelfMark
from tests.evaluation.builders import SELF_UNTIL, a_room, an_assignment, an_entry
from tests.evaluation.marking import seen
from tests.evaluation.rated import a_sheet
from tests.evaluation.selfing import DURING, WHOLE, School, a_school
from tests.world import World

LATE = DURING + timedelta(days=1)


@pytest.fixture
def school(world: World) -> School:
    return a_school(world)


def acts(prefix: str) -> list[str]:
    with reading() as session:
        return [event.action for event in reversed(audit.events(session, SYSTEM_SCOPE, action=prefix))]


def refused(school: School, verb: str, **given: object) -> str:
    with pytest.raises(Refused) as refusal:
        school.act(verb, **given)
    return refusal.value.code


def test_the_first_mark_begins_the_sheet(school: School) -> None:
    assert school.sheet().entry.state is EntryState.WAITING
    school.mark("A1", 1, note=" 有成文的制度 ")
    sheet = school.sheet()
    assert sheet.entry.state is EntryState.DRAFTING
    assert (sheet.items["A1"].mark, sheet.items["A1"].note) == (Mark.of(1), "有成文的制度")
    assert sheet.items["A1"].by_id == school.world.accounts["counsellor_a"]
    assert acts("self.") == ["self.marked"]


def test_a_mark_put_down_again_replaces_the_first_and_keeps_its_note(school: School) -> None:
    school.mark("B1", 3, note="有记录")
    school.mark("B1", "4.5")
    school.mark("B1", "4.5", note="")
    school.mark("B1", "4.5", note="都有")
    with reading() as session:
        rows = session.exec(within(SYSTEM_SCOPE, select(SelfMark), SelfMark)).all()
        assert [(row.code, row.value, row.note) for row in rows] == [("B1", {"": "4.5"}, "都有")]


@pytest.mark.parametrize(
    ("code", "mark"),
    [("A1", Mark.of(2)), ("B1", Mark.of("4.25")), ("B1", Mark.of(6)), ("B1", NOT_APPLICABLE), ("Z", Mark.of(1))],
)
def test_a_mark_that_cannot_be_is_refused(school: School, code: str, mark: Mark) -> None:
    assert refused(school, "save_self_mark", entry_id=school.entry, code=code, mark=mark) == "evaluation.bad_mark"
    assert school.sheet().entry.state is EntryState.WAITING


def test_a_mark_may_be_taken_back(school: School) -> None:
    school.mark("B1", 3)
    school.act("clear_self_mark", entry_id=school.entry, code="B1")
    school.act("clear_self_mark", entry_id=school.entry, code="B1")
    assert school.sheet().items == {}
    assert acts("self.cleared") == ["self.cleared"]


def test_a_statement_is_kept_and_may_not_be_endless(school: School) -> None:
    school.act("state_entry", entry_id=school.entry, statement=" 我校重视 ")
    assert school.sheet().entry.statement == "我校重视"
    long = refused(school, "state_entry", entry_id=school.entry, statement="字" * 2001)
    assert long == "evaluation.self_text_too_long"


def test_what_the_system_knows_is_filled_in_with_its_words(school: School) -> None:
    with writing() as session:
        a_room(session, school.world, area=12)
    assert school.act("take_proposals", entry_id=school.entry, codes=["A1", "A2", "A2", "B2", "Z"]) == 1
    item = school.sheet().items["A2"]
    assert item.mark == Mark.of(12)
    assert item.proposed.startswith("辅导室面积 12 ㎡")
    assert acts("self.") == ["self.proposals_taken"]


def test_a_proposal_leaves_the_schools_own_mark_unless_asked(school: School) -> None:
    with writing() as session:
        a_room(session, school.world, area=12)
    school.mark("A2", 20, note="新装修")
    assert school.act("take_proposals", entry_id=school.entry, codes=["A2"]) == 0
    assert school.sheet().items["A2"].mark == Mark.of(20)
    assert school.act("take_proposals", entry_id=school.entry, codes=["A2"], over=True) == 1
    taken = school.sheet().items["A2"]
    assert (taken.mark, taken.note) == (Mark.of(12), "新装修")


def test_a_mark_changed_after_it_was_proposed_is_their_own(school: School) -> None:
    with writing() as session:
        a_room(session, school.world, area=12)
    school.act("take_proposals", entry_id=school.entry, codes=["A2"])
    school.mark("A2", 12, note="量过")
    assert school.sheet().items["A2"].proposed, "the same number, still the system's"
    school.mark("A2", 13)
    assert school.sheet().items["A2"].proposed == ""


def test_a_whole_sheet_is_handed_in_and_then_stays_as_it_is(school: School) -> None:
    evidence = school.fill()
    school.submit()
    sheet = school.sheet()
    assert sheet.entry.state is EntryState.SUBMITTED
    assert (sheet.entry.submitted_at, sheet.entry.submitted_by) == (DURING, school.world.accounts["counsellor_a"])
    entry = {"entry_id": school.entry}
    for verb, given in {
        "save_self_mark": {"code": "B1", "mark": Mark.of(1)},
        "clear_self_mark": {"code": "B1"},
        "take_proposals": {"codes": ["A2"], "over": True},
        "state_entry": {"statement": "再说一句"},
        "link_evidence": {"evidence_id": evidence, "codes": ["B1"]},
        "unlink_evidence": {"evidence_id": evidence, "codes": ["A1"]},
        "submit_entry": {},
    }.items():
        assert refused(school, verb, **entry, **given) == "evaluation.entry_submitted", verb
    assert school.sheet() == sheet


@pytest.mark.parametrize("code", list(WHOLE))
def test_a_sheet_with_an_item_open_is_not_handed_in(school: School, code: str) -> None:
    school.fill(code)
    with pytest.raises(Refused) as refusal:
        school.submit()
    assert (refusal.value.code, refusal.value.details) == ("evaluation.incomplete", {"marks": 1, "evidence": 0})


def test_a_sheet_without_evidence_that_is_owed_is_not_handed_in(school: School) -> None:
    evidence = school.fill()
    school.act("unlink_evidence", entry_id=school.entry, evidence_id=evidence, codes=["A1"])
    with pytest.raises(Refused) as refusal:
        school.submit()
    assert refusal.value.details == {"marks": 0, "evidence": 1}
    school.mark("A1", 0)
    school.submit()


def test_an_item_that_does_not_apply_owes_no_evidence(school: School) -> None:
    evidence = school.fill()
    school.act("unlink_evidence", entry_id=school.entry, evidence_id=evidence, codes=["A2"])
    school.mark("A2", NOT_APPLICABLE)
    school.submit()


def test_after_the_last_day_it_is_too_late_unless_extended(school: School) -> None:
    school.fill()
    late = school._replace(at=LATE)
    late.mark("B1", 5)  # the round still stands at self-assessment
    with pytest.raises(Refused) as refusal:
        late.submit()
    assert refusal.value.details == {"year": SELF_UNTIL.year, "month": SELF_UNTIL.month, "day": SELF_UNTIL.day}
    late._replace(who="researcher").act("extend", entry_id=school.entry, due_on=LATE.date(), reason="校舍维修")
    late.submit()
    assert late.sheet().entry.state is EntryState.SUBMITTED


def test_an_extended_school_goes_on_while_others_are_reviewed(school: School) -> None:
    school.fill()
    with writing() as session:
        row = session.exec(within(SYSTEM_SCOPE, select(Entry).where(Entry.id == school.entry), Entry)).one()
        row.due_on = LATE.date()
    school.move(RoundState.REVIEW)
    school._replace(at=LATE).mark("B1", 5)
    over = school._replace(at=LATE + timedelta(days=1))
    assert refused(over, "save_self_mark", entry_id=school.entry, code="B1", mark=Mark.of(1)) == "evaluation.self_over"
    school._replace(at=LATE).submit()


def test_without_extension_the_review_closes_the_sheet(school: School) -> None:
    school.fill()
    school.move(RoundState.REVIEW)
    assert refused(school, "submit_entry", entry_id=school.entry) == "evaluation.self_over"


def test_what_is_given_back_is_completed_and_handed_in_again(school: School) -> None:
    school.fill()
    school.submit()
    school.move(RoundState.REVIEW)
    school.back("请补上面积的照片")
    sheet = school.sheet()
    assert (sheet.entry.state, sheet.entry.return_note) == (EntryState.RETURNED, "请补上面积的照片")
    late = school._replace(at=LATE + timedelta(days=9))
    late.mark("B1", 5)
    late.submit()
    assert late.sheet().marks["B1"] == Mark.of(5)
    assert acts("self.")[-4:] == ["self.submitted", "self.returned", "self.marked", "self.resubmitted"]


def sheets(*ids: int) -> list[Assignment]:
    with reading() as session:
        statement = select(Assignment).where(col(Assignment.id).in_(ids)).order_by(col(Assignment.id))
        return list(session.exec(within(SYSTEM_SCOPE, statement, Assignment)))


def test_sheets_handed_in_are_open_again_with_their_marks_when_the_entry_goes_back(school: School) -> None:
    school.fill()
    school.submit()
    school.move(RoundState.REVIEW)
    at_b = an_entry_of_b(school)
    with writing() as session:
        done = a_sheet(session, school.world, school.entry, "reviewer", WHOLE)
        begun = an_assignment(session, school.world, school.entry, "centre", AssignmentState.MARKING)
        gone = an_assignment(session, school.world, school.entry, "city_centre", AssignmentState.WITHDRAWN)
        elsewhere = a_sheet(session, school.world, at_b, "reviewer", WHOLE)
    school.back()
    found = sheets(done, begun, gone, elsewhere)
    assert [row.state.value for row in found] == ["marking", "marking", "withdrawn", "submitted"]
    assert [row.submitted_at is None for row in found[:1] + found[3:]] == [True, False]
    assert len(seen(school.world, done, "reviewer").marks) == len(WHOLE)
    with reading() as session:
        (event,) = audit.events(session, SYSTEM_SCOPE, action="self.returned")
    assert event.details == {"sheets": 1}


def test_nobody_hands_a_sheet_in_before_the_school_did_again(school: School) -> None:
    school.fill()
    school.submit()
    school.move(RoundState.REVIEW)
    with writing() as session:
        done = a_sheet(session, school.world, school.entry, "reviewer", WHOLE)
    school.back()
    rater = school._replace(who="reviewer")
    rater.act("save_mark", assignment_id=done, code="B1", mark=Mark.of(5))
    assert refused(rater, "submit_marks", assignment_id=done) == "marking.entry_returned"
    school.submit()
    rater.act("submit_marks", assignment_id=done)
    (row,) = sheets(done)
    assert (row.state, row.submitted_at) == (AssignmentState.SUBMITTED, DURING)


def an_entry_of_b(school: School) -> int:
    with writing() as session:
        return an_entry(session, school.world, school.round_id, "b", EntryState.SUBMITTED)


@pytest.mark.parametrize("reason", ["", "  ", "字" * 401])
def test_giving_back_needs_a_reason_of_reasonable_length(school: School, reason: str) -> None:
    school.fill()
    school.submit()
    with pytest.raises(Refused) as refusal:
        school.back(reason)
    assert refusal.value.code == "evaluation.return_reason"


def test_only_what_was_handed_in_is_given_back_and_only_until_the_review_is_over(school: School) -> None:
    with pytest.raises(Refused) as early:
        school.back()
    assert early.value.code == "evaluation.not_handed_in"
    school.fill()
    school.submit()
    school.move(RoundState.MODERATION)
    with pytest.raises(Refused) as late:
        school.back()
    assert late.value.code == "evaluation.too_late_to_return"


def test_an_exempt_school_has_nothing_to_fill_in(world: World) -> None:
    school = a_school(world, state=EntryState.EXEMPT)
    assert refused(school, "state_entry", entry_id=school.entry, statement="x") == "evaluation.entry_exempt"


def test_a_school_fills_in_its_own_sheet_alone(school: School) -> None:
    stranger = school._replace(who="counsellor_b")
    with pytest.raises(NotFound):
        stranger.mark("A1", 1)
    with pytest.raises(NotFound):
        stranger.sheet()


def test_a_bureau_sees_how_far_its_schools_are(school: School) -> None:
    with writing() as session:
        other = an_entry(session, school.world, school.round_id, "b")
    school.mark("A1", 1)
    school.mark("B1", 2)
    school.link(school.upload())
    with reading() as session:
        scope = school.world.actor("researcher").over(Capability.MANAGE_EVALUATION)
        found = queries.self_progress(session, scope, round_id=school.round_id)
        own = school.world.actor("counsellor_a").over(Capability.VIEW_EVALUATION)
        assert set(queries.self_progress(session, own, round_id=school.round_id)) == {school.entry}
    assert found == {school.entry: (2, 5, 2), other: (0, 5, 0)}


def test_two_colleagues_who_mark_different_items_lose_nothing(school: School) -> None:
    with writing() as session:
        for who, code in (("counsellor_a", "A1"), ("school_admin_a", "B3")):
            actions.save_self_mark(session, school.world.actor(who), entry_id=school.entry, code=code, mark=WHOLE[code])
    assert set(school.sheet().items) == {"A1", "B3"}
