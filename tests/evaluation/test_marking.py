"""Marks: saved one by one, seen by their rater alone, handed in whole, given back with a reason."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial

import pytest
from sqlmodel import select

from core import audit
from core.access import SYSTEM_SCOPE, Capability
from core.database import reading, within, writing
from core.errors import AppError, Conflict, NotAllowed, NotFound, Refused
from core.evaluation import actions, queries
from core.evaluation.queries import MySheetRow
from core.evaluation.rules.marks import NOT_APPLICABLE, Mark
from core.evaluation.rules.states import AssignmentState, EntryState, RoundState
from core.evaluation.tables import Assignment, ItemMark, Round, SelfMark
from tests.evaluation.builders import AT, an_assignment
from tests.evaluation.marking import EVERY_KIND, FULL, Case, a_case, seen
from tests.together import together
from tests.world import World

SCORE = Capability.SCORE_SCHOOLS


def listed(world: World, who: str) -> list[MySheetRow]:
    actor = world.actor(who)
    with reading() as session:
        return queries.my_assignments(session, actor.over(SCORE), rater_id=actor.user_id)


def assignment(case: Case) -> Assignment:
    with reading() as session:
        return session.exec(within(SYSTEM_SCOPE, select(Assignment).where(Assignment.id == case.id), Assignment)).one()


def set_state(case: Case, state: RoundState) -> None:
    with writing() as session:
        row = session.exec(within(SYSTEM_SCOPE, select(Round).where(Round.id == case.round_id), Round)).one()
        row.state = state


def second(case: Case, who: str = "researcher") -> Case:
    """Another rater's sheet of the same school."""
    with writing() as session:
        return case._replace(id=an_assignment(session, case.world, case.entry, who), rater=who)


def reopen(case: Case, who: str = "researcher", reason: str = "有一项看漏了") -> None:
    with writing() as session:
        actions.reopen_marks(session, case.world.actor(who), assignment_id=case.id, reason=reason)


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(AppError) as refusal:
        act()
    return refusal.value.code


def test_a_mark_is_there_as_soon_as_it_is_saved(world: World) -> None:
    case = a_case(world)
    case.save("B.5", 12, " 只有一项 ")
    row = case.seen().marks["B.5"]
    assert (row.mark, row.reason, row.points) == (Mark.of(12), "只有一项", Decimal(12))
    assert (listed(world, "reviewer")[0].done, listed(world, "reviewer")[0].items) == (1, len(EVERY_KIND.items))
    assert assignment(case).state is AssignmentState.MARKING


def test_points_are_kept_by_the_first_standard_for_sums(world: World) -> None:
    case = a_case(world)
    for code, mark, points in (
        ("A1.1", Mark((("basic", Decimal(2)), ("model", Decimal(1)))), Decimal(2)),
        ("A1.2", Mark.of("9.5"), Decimal(3)),
        ("A1.3", NOT_APPLICABLE, None),
        ("B.1", Mark.of(1), Decimal(4)),
        ("B.3", Mark.of(2), Decimal(-2)),
    ):
        case.save(code, mark)
        assert case.seen().marks[code].points == points, code


def test_points_lost_without_a_reason_are_kept_but_not_handed_in(world: World) -> None:
    case = a_case(world)
    case.fill("B.5")
    case.save("B.5", 19)
    with pytest.raises(Refused) as refusal:
        case.submit()
    assert (refusal.value.code, refusal.value.details) == ("marking.sheet_incomplete", {"marks": 0, "reasons": 1})
    with writing() as session:
        actions.give_reason(session, world.actor("reviewer"), assignment_id=case.id, code="B.5", reason="少一项")
    case.submit()
    assert assignment(case).state is AssignmentState.SUBMITTED


def test_a_sheet_with_an_item_left_open_is_not_handed_in(world: World) -> None:
    case = a_case(world)
    case.fill("B.5", "B.4")
    with pytest.raises(Refused) as refusal:
        case.submit()
    assert refusal.value.details == {"marks": 2, "reasons": 0}


def test_one_number_of_two_is_kept_until_the_other_comes(world: World) -> None:
    case = a_case(world)
    case.save("A1.1", Mark((("model", Decimal(3)),)))
    case.fill("A1.1")
    assert code_of(case.submit) == "marking.sheet_incomplete"
    case.save("A1.1", FULL["A1.1"])
    case.submit()


def test_a_later_mark_takes_the_place_of_the_earlier_and_no_other(world: World) -> None:
    case = a_case(world)
    first = case.save("B.5", 12, "少两项")
    other = case.save("B.3", 0)
    again = case.save("B.5", 15)
    assert first < other < again
    marks = case.seen().marks
    assert (marks["B.5"].mark, marks["B.5"].reason, marks["B.3"].edition) == (Mark.of(15), "少两项", other)


@pytest.mark.parametrize(
    ("code", "mark"),
    [
        ("B.5", Mark.of(21)), ("B.5", Mark.of("0.5")), ("B.2", Mark.of("1.5")), ("A1.3", Mark.of(3)),
        ("A.0", Mark.of(2)), ("A.0", NOT_APPLICABLE), ("B.5", Mark()), ("A1.1", Mark.of(1)), ("Z", Mark.of(1)),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_what_was_there_stays(world: World, code: str, mark: Mark) -> None:
    case = a_case(world)
    case.fill()
    before = case.seen().marks
    assert code_of(lambda: case.save(code, mark)) in ("evaluation.bad_mark", "marking.unknown_item")
    assert case.seen().marks == before


def test_a_writer_who_saw_an_older_edition_meets_a_conflict(world: World) -> None:
    case = a_case(world)
    edition = case.save("B.5", 20, edition=0)
    case.save("B.5", 18, "x", edition=edition)
    for stale in (0, edition):
        with pytest.raises(Conflict):
            case.save("B.5", 16, edition=stale)
    assert case.seen().marks["B.5"].mark == Mark.of(18)


def test_a_mark_taken_back_and_given_anew_has_a_newer_edition(world: World) -> None:
    case = a_case(world)
    edition = case.save("B.5", 20)
    with writing() as session:
        actions.clear_mark(session, world.actor("reviewer"), assignment_id=case.id, code="B.5")
    assert case.seen().marks == {}
    assert case.save("B.5", 20) > edition


def test_taking_back_what_is_not_there_changes_nothing(world: World) -> None:
    case = a_case(world)
    with writing() as session:
        actions.clear_mark(session, world.actor("reviewer"), assignment_id=case.id, code="B.5")
    with reading() as session:
        assert audit.events(session, SYSTEM_SCOPE, action="mark.") == []


def test_a_reason_without_a_mark_and_one_that_is_too_long_are_refused(world: World) -> None:
    case = a_case(world)
    with pytest.raises(Refused, match=r"marking\.mark_first"), writing() as session:
        actions.give_reason(session, world.actor("reviewer"), assignment_id=case.id, code="B.5", reason="x")
    assert code_of(lambda: case.save("B.5", 1, "长" * 1001)) == "marking.text_too_long"
    case.save("B.5", 1, "长" * 1000)


def test_a_remark_on_the_whole_is_kept(world: World) -> None:
    case = a_case(world)
    with writing() as session:
        actions.remark(session, world.actor("reviewer"), assignment_id=case.id, text=" 整体不错 ")
    assert case.seen().row.remark == "整体不错"
    with pytest.raises(Refused), writing() as session:
        actions.remark(session, world.actor("reviewer"), assignment_id=case.id, text="长" * 2001)


def test_every_act_is_written_down_with_codes_and_no_mark(world: World) -> None:
    case = a_case(world)
    case.fill()
    case.submit()
    reopen(case)
    with reading() as session:
        acts = audit.events(session, SYSTEM_SCOPE, action="mark.")
    assert [act.action for act in acts[:2]] == ["mark.reopened", "mark.submitted"]
    assert {tuple(sorted(act.details)) for act in acts[2:]} == {("assignment", "code")}
    assert len(acts) == len(FULL) + 2


def test_a_sheet_that_was_handed_in_is_locked_until_it_is_given_back(world: World) -> None:
    case = a_case(world)
    case.fill()
    case.submit()
    assert not listed(world, "reviewer")[0].is_open
    actor = world.actor("reviewer")
    for act in (
        lambda s: actions.save_mark(s, actor, assignment_id=case.id, code="B.5", mark=Mark.of(20)),
        lambda s: actions.give_reason(s, actor, assignment_id=case.id, code="B.5", reason="x"),
        lambda s: actions.clear_mark(s, actor, assignment_id=case.id, code="B.5"),
        lambda s: actions.remark(s, actor, assignment_id=case.id, text="x"),
        lambda s: actions.submit_marks(s, actor, assignment_id=case.id),
    ):
        with pytest.raises(Refused, match=r"marking\.sheet_locked"), writing() as session:
            act(session)
    reopen(case)
    row = assignment(case)
    assert (row.state, row.submitted_at) == (AssignmentState.MARKING, None)
    case.save("B.5", 18, "少一项")
    case.submit()


def test_a_sheet_is_given_back_with_a_reason_and_before_the_moderation_alone(world: World) -> None:
    case = a_case(world)
    assert code_of(lambda: reopen(case)) == "marking.sheet_open"
    case.fill()
    case.submit()
    assert code_of(lambda: reopen(case, reason="  看 ")) == "marking.say_why"
    set_state(case, RoundState.MODERATION)
    assert code_of(lambda: reopen(case)) == "evaluation.other_state"
    set_state(case, RoundState.REVIEW)
    with pytest.raises(NotAllowed):
        reopen(case, "reviewer")
    with pytest.raises(NotFound):
        reopen(case, "centre_c")
    reopen(case)


@pytest.mark.parametrize("state", [one for one in RoundState if one is not RoundState.REVIEW])
def test_marks_are_written_while_the_round_is_under_review_alone(world: World, state: RoundState) -> None:
    case = a_case(world, state=state)
    assert code_of(lambda: case.save("B.5", 20)) == "marking.not_under_review"


def test_a_school_that_is_exempt_is_not_marked(world: World) -> None:
    case = a_case(world, entry=EntryState.EXEMPT)
    assert code_of(lambda: case.save("B.5", 20)) == "marking.entry_exempt"
    assert not listed(world, "reviewer")[0].is_open


def test_nobody_else_reads_or_writes_a_sheet(world: World) -> None:
    case = a_case(world)
    case.save("B.5", 20)
    for who in ("researcher", "centre"):
        assert listed(world, who) == []
        with pytest.raises(NotFound):
            seen(world, case.id, who)
        with pytest.raises(NotFound):
            case.save("B.5", 1, who=who)
    with pytest.raises(NotAllowed):
        case.save("B.5", 1, who="school_admin_a")
    assert case.seen().marks["B.5"].mark == Mark.of(20)


def test_two_raters_of_one_school_never_meet(world: World) -> None:
    case = a_case(world)
    other = second(case)
    case.save("B.5", 20)
    other.save("B.5", 10, "少一半")
    assert case.seen().marks["B.5"].mark == Mark.of(20)
    assert (other.seen().marks["B.5"].mark, other.seen().row.done) == (Mark.of(10), 1)


def test_a_sheet_taken_back_from_a_rater_is_gone_for_them(world: World) -> None:
    case = a_case(world)
    with writing() as session:
        row = session.exec(within(SYSTEM_SCOPE, select(Assignment).where(Assignment.id == case.id), Assignment)).one()
        row.state = AssignmentState.WITHDRAWN
    assert listed(world, "reviewer") == []
    with pytest.raises(NotFound):
        case.seen()
    with pytest.raises(NotFound):
        case.save("B.5", 20)


@pytest.mark.parametrize(
    ("shows", "entry", "expected"),
    [
        (True, EntryState.SUBMITTED, {"B.5": Mark.of(17)}),
        (False, EntryState.SUBMITTED, {}),
        (True, EntryState.DRAFTING, {}),
        (True, EntryState.RETURNED, {}),
    ],
)
def test_what_a_school_put_down_is_shown_once_it_submitted_and_where_the_round_shows_it(
    world: World, shows: bool, entry: EntryState, expected: dict[str, Mark]
) -> None:
    case = a_case(world, entry=entry, shows_self=shows)
    with writing() as session:
        session.add(
            SelfMark(entry_id=case.entry, code="B.5", value={"": "17"}, by_id=world.accounts["school_admin_a"], at=AT)
        )
    assert {code: row.mark for code, row in case.seen().selfs.items()} == expected


def rows(case: Case) -> dict[tuple[int, str], str]:
    with reading() as session:
        found = session.exec(within(SYSTEM_SCOPE, select(ItemMark).where(ItemMark.round_id == case.round_id), ItemMark))
        return {(row.assignment_id, row.code): row.value.get("", "") for row in found}


def test_two_researchers_at_the_same_time_lose_nothing(world: World) -> None:
    case = a_case(world)
    other = second(case)
    case.save("B.5", 9)  # the audit's chain has begun, as it has wherever somebody signed in
    codes = ("B.5", "B.2", "B.3")
    deeds = [partial(one.save, code, value) for value, one in enumerate((case, other)) for code in codes]
    editions = together(*deeds)
    assert (sorted(editions[:3]), sorted(editions[3:])) == ([2, 3, 4], [1, 2, 3])
    assert rows(case) == {(one.id, code): str(value) for value, one in enumerate((case, other)) for code in codes}


def test_one_rater_on_two_devices_makes_one_row_an_item(world: World) -> None:
    case = a_case(world)
    case.save("A.0", 1)
    assert sorted(together(*(partial(case.save, "B.5", value) for value in range(6)))) == [2, 3, 4, 5, 6, 7]
    assert sorted(rows(case)) == [(case.id, "A.0"), (case.id, "B.5")]
    assert assignment(case).edition == case.seen().marks["B.5"].edition == 7


def test_a_sheet_handed_in_while_a_mark_is_written_holds_what_was_written_before(world: World) -> None:
    case = a_case(world)
    case.fill()
    handed_in, marked = together(case.submit, lambda: case.save("B.5", 20))
    assert handed_in is None
    assert marked in (len(FULL) + 1, "marking.sheet_locked")
    assert assignment(case).state is AssignmentState.SUBMITTED
