"""What was handed in, settled or made public does not change by a side way."""

from datetime import timedelta

import pytest

from core import clock
from core.access import Capability
from core.database import reading, writing
from core.errors import NotFound, Refused
from core.evaluation import actions, queries
from core.evaluation.rules.marks import Mark
from core.evaluation.rules.rounds import RoundDraft
from core.evaluation.rules.states import (
    AssignmentState,
    EntryState,
    ExemptReason,
    RoundKind,
    RoundState,
)
from core.evaluation.rules.timeline import Lack, notes
from core.evaluation.tables import EntryResult, EvidenceLink, Moderation
from tests.cases.test_together import together
from tests.evaluation.after import LAST_DAY, rows_of
from tests.evaluation.builders import OPENS, PUBLICITY_UNTIL, REVIEW_UNTIL, SELF_UNTIL, a_round, an_entry
from tests.evaluation.marking import EVERY_KIND, FULL, a_case
from tests.evaluation.rated import a_sheet, advanced, kept
from tests.evaluation.selfing import PDF, School, a_school
from tests.world import SCHOOL_YEAR, World

GOOD = {"1.1": 10, "1.2": 9, "1.3": 0}
POOR = {"1.1": 2, "1.2": 1, "1.3": 0}


def left_out(school: School) -> School:
    """The school with its sheet handed in, and then exempt."""
    school._replace(who="researcher").act("exempt", entry_id=school.entry, reason=ExemptReason.MERGED)
    return school


def versions_beside(entry_id: int) -> set[int]:
    return {link.evidence_id for link in rows_of(EvidenceLink) if link.entry_id == entry_id}


def test_evidence_handed_in_is_not_renewed_while_its_school_is_left_out(world: World) -> None:
    school = a_school(world)
    evidence = school.fill()
    school.submit()
    left_out(school).renew(evidence, PDF + b"% another")
    school._replace(who="researcher").act("readmit", entry_id=school.entry)
    assert versions_beside(school.entry) == {evidence}


def test_evidence_handed_in_is_not_taken_away_while_its_school_is_left_out(world: World) -> None:
    school = a_school(world)
    evidence = school.fill()
    school.submit()
    with pytest.raises(Refused) as refused:
        left_out(school).act("remove_evidence", evidence_id=evidence)
    assert refused.value.code == "evaluation.evidence_frozen"


def test_evidence_of_a_draft_that_is_left_out_may_still_go(world: World) -> None:
    school = a_school(world)
    evidence = school.fill()
    left_out(school).act("remove_evidence", evidence_id=evidence)
    assert versions_beside(school.entry) == set()


def results() -> set[int]:
    return {row.entry_id for row in rows_of(EntryResult)}


@pytest.mark.parametrize("state", [EntryState.RETURNED, EntryState.DRAFTING, EntryState.WAITING])
def test_a_school_that_did_not_hand_in_has_no_result_though_somebody_marked_it(world: World, state: EntryState) -> None:
    round_ = kept(world, {"a": [GOOD, GOOD]})
    with writing() as session:
        other = an_entry(session, world, round_.round_id, "b", state)
        a_sheet(session, world, other, "reviewer", GOOD)
        a_sheet(session, world, other, "centre", POOR, state=AssignmentState.MARKING)
    advanced(world, round_.round_id, RoundState.MODERATION)
    assert rows_of(Moderation) == []
    advanced(world, round_.round_id, RoundState.PUBLICITY)
    assert results() == {round_.entries["a"]}


def test_a_school_with_fewer_raters_than_the_round_asks_for_is_told_before_the_moderation(world: World) -> None:
    round_ = kept(world, {"a": [GOOD, GOOD], "b": [GOOD]})
    with reading() as session:
        scope = world.actor("researcher").over(Capability.MANAGE_EVALUATION)
        found = queries.standing(session, scope, round_id=round_.round_id)
    assert Lack("evaluation.too_few_rate", 1) in notes(RoundState.MODERATION, found)


def the_moderation() -> int:
    (row,) = rows_of(Moderation)
    return int(row.id)


def test_half_an_agreement_is_none(world: World) -> None:
    """An item with a number a standard is settled with both, or its school would be left without a result in silence."""
    lower = FULL | {"A1.1": Mark((("basic", Mark.of(0).value("") or 0), ("model", Mark.of(0).value("") or 0)))}
    round_ = kept(world, {"a": [FULL, lower]}, rubric=EVERY_KIND, gap_points=1)
    advanced(world, round_.round_id, RoundState.MODERATION)
    half = Mark((("basic", Mark.of(2).values[0][1]),))
    with pytest.raises(Refused) as refused, writing() as session:
        actions.settle(
            session, world.actor("researcher"), moderation_id=the_moderation(), mark=half, reason="一起看过了"
        )
    assert refused.value.code == "moderation.mark_incomplete"


def test_publicity_does_not_begin_when_its_last_day_is_over(world: World) -> None:
    """Schools would see a result against which nobody can appeal any more."""
    round_ = kept(world, {"a": [GOOD, GOOD]})
    advanced(world, round_.round_id, RoundState.MODERATION)

    def step(days: int) -> None:
        with clock.stopped_at(LAST_DAY + timedelta(days=days)), writing() as session:
            actions.advance(session, world.actor("researcher"), round_id=round_.round_id, to=RoundState.PUBLICITY)

    with pytest.raises(Refused) as refused:
        step(1)
    assert refused.value.code == "evaluation.publicity_over"
    step(0)
    assert results() == {round_.entries["a"]}


@pytest.mark.parametrize("_again", range(3))
def test_a_mark_and_the_step_to_moderation_have_an_order(world: World, _again: int) -> None:
    case = a_case(world)
    case.fill()
    case.submit()
    with writing() as session:
        actions.reopen_marks(session, world.actor("researcher"), assignment_id=case.id, reason="请再看一遍")
    answers = together(
        lambda: case.save("B.5", 3, "看过了"),
        lambda: advanced(world, case.round_id, RoundState.MODERATION),
    )
    assert answers[1] == "evaluation.sheets_open"
    assert isinstance(answers[0], int)


@pytest.mark.parametrize("_again", range(3))
def test_handing_in_and_the_step_to_moderation_have_an_order(world: World, _again: int) -> None:
    case = a_case(world)
    case.fill()
    handed_in, advanced_ = together(case.submit, lambda: advanced(world, case.round_id, RoundState.MODERATION))
    assert handed_in is None
    assert advanced_ in (None, "evaluation.sheets_open")


@pytest.mark.parametrize("_again", range(3))
def test_giving_a_sheet_back_and_the_step_to_moderation_have_an_order(world: World, _again: int) -> None:
    case = a_case(world)
    case.fill()
    case.submit()

    def back() -> None:
        with writing() as session:
            actions.reopen_marks(session, world.actor("researcher"), assignment_id=case.id, reason="请再看一遍")

    answers = together(back, lambda: advanced(world, case.round_id, RoundState.MODERATION))
    assert answers in ([None, "evaluation.sheets_open"], ["evaluation.other_state", None])


@pytest.mark.parametrize(("kind", "at"), [(RoundKind.INSPECTION, "county"), (RoundKind.SUPERVISION, "city")])
def test_a_draft_with_schools_does_not_become_a_round_of_something_else(world: World, kind: RoundKind, at: str) -> None:
    """Whole schools would stand in an inspection of rooms, a county's schools alone in a city's round."""
    with writing() as session:
        round_id = a_round(session, world, state=RoundState.DRAFT)
        entry = an_entry(session, world, round_id)
    draft = RoundDraft(
        world.orgs[at], kind, "另一轮", SCHOOL_YEAR, "pack:supervision_four", OPENS, SELF_UNTIL, REVIEW_UNTIL,
        PUBLICITY_UNTIL,
    )  # fmt: skip

    def change() -> None:
        with writing() as session:
            actions.change_round(session, world.actor("city_centre"), round_id=round_id, edition=0, draft=draft)

    with pytest.raises(Refused) as refused:
        change()
    assert refused.value.code == "evaluation.entries_do_not_fit"
    with writing() as session:
        actions.remove_entry(session, world.actor("city_centre"), entry_id=entry)
    change()


def test_no_round_is_the_one_before_itself(world: World) -> None:
    with writing() as session:
        round_id = a_round(session, world, state=RoundState.DRAFT)
    draft = RoundDraft(
        world.orgs["county"], RoundKind.SUPERVISION, "一轮", SCHOOL_YEAR, "pack:supervision_four", OPENS, SELF_UNTIL,
        REVIEW_UNTIL, PUBLICITY_UNTIL, previous_id=round_id,
    )  # fmt: skip
    with pytest.raises(NotFound), writing() as session:
        actions.change_round(session, world.actor("researcher"), round_id=round_id, edition=0, draft=draft)
