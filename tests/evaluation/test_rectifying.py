"""What has to be put right: written down in one go, replied to, looked at again; and training needs; on both databases."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

import pytest

from core.access import SYSTEM_SCOPE, Capability
from core.database import reading, writing
from core.errors import NotAllowed, NotFound, Refused
from core.evaluation import queries
from core.evaluation.actions.loading import loaded_entry
from core.evaluation.queries import RectificationRow
from core.evaluation.rules.rectifying import Wanted
from core.evaluation.rules.spec import Item, RubricSpec
from core.evaluation.rules.states import EntryState, RectificationState, RoundState, TieKind
from core.evaluation.tables import RaterTie, Rectification
from core.training.tables import TrainingNeed
from tests.evaluation.after import FAIR, GRADED, LATER, POOR, a_rectification, act, published, rows_of
from tests.evaluation.rated import Stood, advanced
from tests.evaluation.selfing import PDF
from tests.world import World

TODAY, RECOGNISED = LATER.date(), RoundState.RECOGNISED
DUE = TODAY + timedelta(days=30)
OPEN, DONE, PASSED, AGAIN = RectificationState
WANTED = (Wanted("1.1", "补齐制度", "德育处", DUE), Wanted("1.2", "添置沙盘", "总务处", DUE))


def recognised(world: World, **other: object) -> Stood:
    return published(world, {"a": [POOR], "b": [FAIR]}, **({"state": RECOGNISED} | other))


def raised(world: World, entry_id: int, wanted: Sequence[Wanted] = WANTED, who: str = "researcher") -> int:
    return int(act(world, who, "raise_rectification", at=LATER, entry_id=entry_id, wanted=wanted))


def replied(
    world: World, one: int, who: str = "counsellor_a", evidence: int | None = None, reply: str = "已补齐"
) -> None:
    given = {"rectification_id": one, "reply": reply, "evidence_id": evidence}
    act(world, who, "reply_rectification", at=LATER, **given)


def checked(world: World, one: int, passed: bool, *, due_on: date | None = None, who: str = "researcher") -> None:
    given = {"rectification_id": one, "passed": passed, "finding": "看了现场", "due_on": due_on}
    act(world, who, "recheck", at=LATER, **given)


def evidence(world: World, school: str = "a") -> int:
    given = {"school_id": world.orgs[school], "title": "制度", "taken_on": TODAY, "content": PDF}
    return int(act(world, f"counsellor_{school}", "add_evidence", at=LATER, **given).id)


def listed(world: World, who: str = "researcher", today: date = TODAY, **other: object) -> list[RectificationRow]:
    with reading() as session:
        scope = world.actor(who).over(Capability.VIEW_EVALUATION)
        return queries.rectifications(session, scope, today=today, **other)  # type: ignore[arg-type]  # by name


def test_several_items_are_written_down_in_one_go_and_each_once(world: World) -> None:
    entry = recognised(world).entries["a"]
    assert raised(world, entry, WANTED[:1]) == 1
    assert raised(world, entry, [*WANTED, WANTED[1]]) == 1
    rows = rows_of(Rectification)
    assert [(row.code, row.what, row.who, row.due_on, row.state) for row in rows] == [
        ("1.1", "补齐制度", "德育处", DUE, OPEN), ("1.2", "添置沙盘", "总务处", DUE, OPEN),
    ]  # fmt: skip


def test_whoever_has_a_tie_to_the_school_does_not_check_it(world: World) -> None:
    raised(world, recognised(world).entries["a"], WANTED[:1])
    (one,) = rows_of(Rectification)
    replied(world, one.id)
    with writing() as session:
        session.add(
            RaterTie(
                account_id=world.accounts["researcher"],
                school_id=world.orgs["a"],
                kind=TieKind.FAMILY,
                told_by=world.accounts["centre"],
                told_at=LATER,
            )
        )
    with pytest.raises(Refused, match=r"rectification\.tied"):
        checked(world, one.id, passed=True)
    checked(world, one.id, passed=True, who="centre")


def test_one_wrong_item_keeps_all_of_them_out(world: World) -> None:
    entry = recognised(world).entries["a"]
    with pytest.raises(Refused, match=r"rectification\.who"):
        raised(world, entry, [WANTED[0], WANTED[1]._replace(who="")])
    assert not rows_of(Rectification)


def test_what_passed_may_be_written_down_again(world: World) -> None:
    entry = recognised(world).entries["a"]
    with writing() as session:
        a_rectification(session, world, entry, state=PASSED)
    assert raised(world, entry, WANTED[:1]) == 1


@pytest.mark.parametrize("state", [RoundState.PUBLICITY, RoundState.CLOSED])
def test_nothing_is_put_up_before_recognition_or_after_the_end(world: World, state: RoundState) -> None:
    entry = recognised(world, state=state).entries["a"]
    with pytest.raises(Refused, match=r"evaluation\.other_state"):
        raised(world, entry)


def test_an_exempt_school_has_nothing_to_put_right(world: World) -> None:
    round_ = recognised(world)
    with writing() as session:
        loaded_entry(session, SYSTEM_SCOPE, round_.entries["b"]).state = EntryState.EXEMPT
    with pytest.raises(Refused, match=r"evaluation\.exempt_already"):
        raised(world, round_.entries["b"])


def test_a_school_replies_with_evidence_and_the_bureau_finds_it_done(world: World) -> None:
    entry = recognised(world).entries["a"]
    raised(world, entry, WANTED[:1])
    (one,) = listed(world)
    replied(world, one.id, evidence=evidence(world))
    (row,) = listed(world)
    assert (row.state, row.reply, row.has_evidence, row.done_at) == (DONE, "已补齐", True, LATER)
    opened = act(world, "researcher", "open_reply_evidence", at=LATER, rectification_id=one.id)
    assert (opened.content, opened.kind) == (PDF, "pdf")
    checked(world, one.id, True)
    (row,) = listed(world, "school_admin_a")
    assert (row.state, row.finding, row.checked_at, row.due_on) == (PASSED, "看了现场", LATER, DUE)


def test_what_is_not_done_well_is_done_again_by_a_new_day(world: World) -> None:
    raised(world, recognised(world).entries["a"], WANTED[:1])
    (one,) = listed(world)
    replied(world, one.id)
    with pytest.raises(Refused, match=r"rectification\.new_day"):
        checked(world, one.id, False)
    with pytest.raises(Refused, match=r"rectification\.due_passed"):
        checked(world, one.id, False, due_on=TODAY - timedelta(days=1))
    checked(world, one.id, False, due_on=TODAY)
    assert [(row.state, row.due_on) for row in listed(world)] == [(AGAIN, TODAY)]
    replied(world, one.id, reply="这次补齐了")
    checked(world, one.id, True)
    assert [(row.state, row.reply) for row in listed(world)] == [(PASSED, "这次补齐了")]


@pytest.mark.parametrize("state", [DONE, PASSED])
def test_a_school_replies_only_where_something_is_to_be_done(world: World, state: RectificationState) -> None:
    entry = recognised_in(world)
    with writing() as session:
        one = a_rectification(session, world, entry, state=state)
    with pytest.raises(Refused, match=r"rectification\.nothing_to_do"):
        replied(world, one)


@pytest.mark.parametrize("state", [OPEN, AGAIN, PASSED])
def test_only_what_is_said_to_be_done_is_looked_at_again(world: World, state: RectificationState) -> None:
    entry = recognised_in(world)
    with writing() as session:
        one = a_rectification(session, world, entry, state=state)
    with pytest.raises(Refused, match=r"rectification\.not_done"):
        checked(world, one, True)


def test_evidence_of_another_school_goes_with_no_reply(world: World) -> None:
    raised(world, recognised(world).entries["a"], WANTED[:1])
    (one,) = listed(world)
    foreign = evidence(world, "b")
    with pytest.raises(NotFound):
        replied(world, one.id, evidence=foreign)


def test_evidence_of_a_reply_stays(world: World) -> None:
    raised(world, recognised(world).entries["a"], WANTED[:1])
    (one,) = listed(world)
    proof = evidence(world)
    replied(world, one.id, evidence=proof)
    with pytest.raises(Refused, match=r"evaluation\.evidence_frozen"):
        act(world, "counsellor_a", "remove_evidence", at=LATER, evidence_id=proof)


def test_who_may_what(world: World) -> None:
    entry = recognised(world).entries["a"]
    for who, error in (("counsellor_a", NotAllowed), ("leader", NotAllowed), ("centre_c", NotFound)):
        with pytest.raises(error):
            raised(world, entry, who=who)
    raised(world, entry, WANTED[:1])
    (one,) = listed(world)
    for who, error in (("counsellor_b", NotFound), ("researcher", NotAllowed)):
        with pytest.raises(error):
            replied(world, one.id, who)
    replied(world, one.id, evidence=evidence(world))
    for who, error in (("counsellor_a", NotAllowed), ("centre_c", NotFound)):
        with pytest.raises(error):
            checked(world, one.id, True, who=who)
    for who, error in (("counsellor_b", NotFound), ("centre_c", NotFound), ("leader", NotAllowed)):
        with pytest.raises(error):
            act(world, who, "open_reply_evidence", at=LATER, rectification_id=one.id)
    assert listed(world, "counsellor_b") == []


def test_what_was_written_down_by_mistake_is_taken_back_before_a_reply(world: World) -> None:
    raised(world, recognised(world).entries["a"])
    first, second = listed(world)
    act(world, "researcher", "drop_rectification", at=LATER, rectification_id=first.id, reason="看错了学校")
    replied(world, second.id)
    with pytest.raises(Refused, match=r"rectification\.replied_already"):
        act(world, "researcher", "drop_rectification", at=LATER, rectification_id=second.id, reason="看错了学校")
    assert [row.id for row in listed(world)] == [second.id]


def test_a_round_closes_once_everything_has_passed(world: World) -> None:
    round_ = recognised(world)
    raised(world, round_.entries["a"], WANTED[:1])
    (one,) = listed(world)
    with pytest.raises(Refused, match=r"evaluation\.rectifications_open"):
        advanced(world, round_.round_id, RoundState.CLOSED)
    advanced(world, round_.round_id, RoundState.RECTIFYING)
    replied(world, one.id)
    checked(world, one.id, True)
    advanced(world, round_.round_id, RoundState.CLOSED)


def test_overdue_stands_first_then_what_waits_for_the_bureau(world: World) -> None:
    entry = recognised_in(world)
    with writing() as session:
        kinds = [(DONE, -9), (OPEN, 9), (PASSED, -9), (AGAIN, -1), (OPEN, 0), (OPEN, -2)]
        ids = [
            a_rectification(session, world, entry, state=state, due_on=TODAY + timedelta(days=days))
            for state, days in kinds
        ]
    done, later, passed, again, due_today, longest = ids
    rows = listed(world)
    assert [row.id for row in rows] == [again, longest, done, due_today, later, passed]
    assert [row.overdue for row in rows] == [True, True, False, False, False, False]
    assert {row.id for row in listed(world, states=[OPEN])} == {later, due_today, longest}


def recognised_in(world: World) -> int:
    return recognised(world).entries["a"]


# --- training needs ---

NEEDY = RubricSpec(
    **GRADED.model_dump(exclude={"key", "items"}),
    key="needy",
    items=tuple(
        Item(**item.model_dump(exclude={"need"}), need="沙盘使用培训" if item.code == "1.2" else "")
        for item in GRADED.items
    ),
)


def needs(world: World, round_id: int) -> dict[str, frozenset[int]]:
    with reading() as session:
        scope = world.actor("researcher").over(Capability.MANAGE_EVALUATION)
        return queries.raised_needs(session, scope, round_id=round_id)


def need(world: World, round_: Stood, code: str = "1.2", who: str = "researcher", **other: object) -> int:
    given = {"round_id": round_.round_id, "standard": "", "code": code} | other
    return int(act(world, who, "raise_training_needs", at=LATER, **given))


def test_a_weak_item_becomes_a_need_of_one_school_once(world: World) -> None:
    round_ = recognised(world, rubric=NEEDY)
    assert need(world, round_, school_ids=[world.orgs["a"]]) == 1
    assert need(world, round_, school_ids=[world.orgs["a"]]) == 0
    (row,) = rows_of(TrainingNeed)
    assert (row.topic, row.source, row.school_id) == (
        "沙盘使用培训", f"evaluation:{round_.round_id}:1.2", world.orgs["a"],
    )  # fmt: skip
    assert needs(world, round_.round_id) == {"1.2": frozenset({world.orgs["a"]})}


@pytest.mark.parametrize(("below", "schools"), [("0.5", ""), ("0.51", "b"), ("0.6", "b"), ("0.61", "ab")])
def test_a_need_is_raised_for_all_schools_below_a_share(world: World, below: str, schools: str) -> None:
    """Item 1.2: school A reached 6 of 10, school B 5 of 10."""
    round_ = recognised(world, rubric=NEEDY)
    assert need(world, round_, below=Decimal(below)) == len(schools)
    assert {row.school_id for row in rows_of(TrainingNeed)} == {world.orgs[school] for school in schools}


def test_without_words_of_the_rubric_the_topic_is_told(world: World) -> None:
    round_ = recognised(world, rubric=NEEDY)
    with pytest.raises(Refused, match=r"training_need\.topic"):
        need(world, round_, "1.1", below=Decimal(1))
    assert need(world, round_, "1.1", below=Decimal("0.6"), topic=" 制度建设 ") == 1
    assert rows_of(TrainingNeed)[0].topic == "制度建设"
    with pytest.raises(Refused, match=r"training_need\.topic"):
        need(world, round_, "9.9", below=Decimal(1), topic="制度建设")


def test_needs_are_raised_by_whoever_holds_the_round_for_its_schools_alone(world: World) -> None:
    round_ = recognised(world, rubric=NEEDY)
    for who, error in (("school_admin_a", NotAllowed), ("centre_c", NotFound)):
        with pytest.raises(error):
            need(world, round_, who=who, school_ids=[world.orgs["a"]])
    with pytest.raises(NotFound):
        need(world, round_, school_ids=[world.orgs["c"]])
    assert not rows_of(TrainingNeed)
