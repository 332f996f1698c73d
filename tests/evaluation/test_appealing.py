"""Appeals through the acts: in time, one at a time, answered by somebody who had no part in it; on both databases."""

from datetime import timedelta
from decimal import Decimal

import pytest

from core.access import SYSTEM_SCOPE, Capability
from core.database import reading, writing
from core.errors import Conflict, NotAllowed, NotFound, Refused
from core.evaluation import queries
from core.evaluation.rules.appealing import Apart
from core.evaluation.rules.marks import Mark, packed
from core.evaluation.rules.spec import Item, RubricSpec
from core.evaluation.rules.states import AppealState, AssignmentState, EntryState, RoundState, TieKind
from core.evaluation.tables import Appeal, EntryResult, Moderation, RaterTie
from tests.evaluation.after import BEST, FAIR, GRADED, LAST_DAY, POOR, act, an_appeal, published, rows_of
from tests.evaluation.builders import AT, PUBLICITY_UNTIL, SMALL, a_round, an_assignment, an_entry
from tests.evaluation.rated import Stood, a_sheet, advanced, kept
from tests.world import World

UPHELD, PARTLY, REJECTED = AppealState.UPHELD, AppealState.PARTLY, AppealState.REJECTED
PLEA = "场地在改建以后已经达到要求"


def filed(world: World, entry_id: int, *codes: str, who: str = "counsellor_a", **other: object) -> int:
    return int(act(world, who, "file_appeal", entry_id=entry_id, codes=codes, plea=PLEA, **other))


def answered(
    world: World, appeal: int, outcome: AppealState = UPHELD, *, who: str = "researcher", **marks: int
) -> None:
    told = {code.replace("_", "."): Mark.of(value) for code, value in (marks or {"1.2": 8}).items()}
    told = {} if outcome is REJECTED else told
    act(world, who, "answer_appeal", appeal_id=appeal, outcome=outcome, answer="看了现场照片", marks=told)


def result_of(entry_id: int) -> EntryResult:
    return next(row for row in rows_of(EntryResult) if row.entry_id == entry_id)


def test_a_school_appeals_and_the_result_is_decided_anew(world: World) -> None:
    round_ = published(world, {"a": [FAIR], "b": [FAIR]})
    appeal = filed(world, round_.entries["a"], "1.2")
    answered(world, appeal, **{"1_2": 9})
    (row,) = rows_of(Appeal)
    assert (row.state, row.codes, row.plea, row.answer) == (UPHELD, "1.2", PLEA, "看了现场照片")
    assert (row.answered_by, row.answered_at) == (world.accounts["researcher"], LAST_DAY)
    changed, other = result_of(round_.entries["a"]), result_of(round_.entries["b"])
    assert (changed.total, changed.grade, changed.changed_by_appeal) == (Decimal(18), "优秀", True)  # 9 + 9
    assert (other.total, other.grade, other.changed_by_appeal) == (Decimal(14), "合格", False)


def test_a_rejected_appeal_changes_nothing(world: World) -> None:
    round_ = published(world, {"a": [FAIR]})
    before = result_of(round_.entries["a"]).model_dump()
    answered(world, filed(world, round_.entries["a"]), REJECTED)
    assert result_of(round_.entries["a"]).model_dump() == before
    assert not rows_of(Moderation)


def test_a_second_appeal_counts_what_the_first_put_in_place(world: World) -> None:
    round_ = published(world, {"a": [FAIR]})
    answered(world, filed(world, round_.entries["a"], "1.2"), **{"1_2": 8})
    answered(world, filed(world, round_.entries["a"], "1.1"), PARTLY, **{"1_1": 10})
    assert result_of(round_.entries["a"]).total == Decimal(18)  # 10 + 8


def test_one_appeal_is_open_at_a_time(world: World) -> None:
    round_ = published(world, {"a": [FAIR]})
    appeal = filed(world, round_.entries["a"])
    with pytest.raises(Refused, match=r"appeal\.open_already"):
        filed(world, round_.entries["a"])
    act(world, "school_admin_a", "withdraw_appeal", appeal_id=appeal)
    filed(world, round_.entries["a"])
    assert [row.state for row in rows_of(Appeal)] == [AppealState.WITHDRAWN, AppealState.OPEN]


def test_every_item_of_a_long_rubric_can_be_appealed_against(world: World) -> None:
    codes = [f"1.{number:06d}" for number in range(100)]
    items = tuple(Item(code=code, parent="1", title="项", points=Decimal("0.2")) for code in codes)
    long = RubricSpec(**SMALL.model_dump(exclude={"items"}), items=items)
    round_ = published(world, {"a": [dict.fromkeys(codes, 0)]}, rubric=long)
    filed(world, round_.entries["a"], *codes)
    (row,) = rows_of(Appeal)
    assert row.codes == " ".join(codes), "899 characters"


def test_the_database_itself_keeps_a_second_open_appeal_out(world: World) -> None:
    round_ = published(world, {"a": [FAIR]})

    def once_more() -> None:
        with writing() as session:
            an_appeal(session, world, round_.entries["a"])

    once_more()
    with pytest.raises(Conflict):
        once_more()


@pytest.mark.parametrize(("days", "in_time"), [(-1, True), (0, True), (1, False)])
def test_an_appeal_comes_in_time(world: World, days: int, in_time: bool) -> None:
    round_ = published(world, {"a": [FAIR]})
    at = LAST_DAY + timedelta(days=days)
    if in_time:
        filed(world, round_.entries["a"], at=at)
    else:
        with pytest.raises(Refused, match=r"appeal\.not_now"):
            filed(world, round_.entries["a"], at=at)


@pytest.mark.parametrize("state", [RoundState.MODERATION, RoundState.RECOGNISED, RoundState.CLOSED])
def test_nobody_appeals_outside_of_publicity(world: World, state: RoundState) -> None:
    round_ = published(world, {"a": [FAIR]}, state=state)
    with pytest.raises(Refused, match=r"appeal\.not_now"):
        filed(world, round_.entries["a"])


def test_without_a_result_there_is_nothing_to_appeal_against(world: World) -> None:
    with writing() as session:
        round_id = a_round(session, world, state=RoundState.PUBLICITY, rubric=GRADED)
        entry = an_entry(session, world, round_id, state=EntryState.SUBMITTED)
    with pytest.raises(Refused, match=r"appeal\.no_result"):
        filed(world, entry)


def test_a_school_appeals_for_itself_alone(world: World) -> None:
    round_ = published(world, {"a": [FAIR], "b": [FAIR]})
    for who in ("counsellor_b", "school_admin_b", "counsellor_c"):
        with pytest.raises(NotFound):
            filed(world, round_.entries["a"], who=who)
    for who in ("researcher", "reviewer", "leader", "class_teacher_a"):
        with pytest.raises(NotAllowed):
            filed(world, round_.entries["a"], who=who)
    appeal = filed(world, round_.entries["a"])
    with pytest.raises(NotFound):
        act(world, "counsellor_b", "withdraw_appeal", appeal_id=appeal)


def test_a_plea_and_an_answer_are_written(world: World) -> None:
    round_ = published(world, {"a": [FAIR]})
    for plea in ("　", "理" * 2001):
        with pytest.raises(Refused, match=r"appeal\.plea"):
            act(world, "counsellor_a", "file_appeal", entry_id=round_.entries["a"], plea=plea)
    appeal = filed(world, round_.entries["a"])
    with pytest.raises(Refused, match=r"appeal\.answer"):
        act(world, "researcher", "answer_appeal", appeal_id=appeal, outcome=REJECTED, answer=" ", marks={})
    assert rows_of(Appeal)[0].state is AppealState.OPEN


def test_an_appeal_is_answered_once(world: World) -> None:
    round_ = published(world, {"a": [FAIR]})
    appeal = filed(world, round_.entries["a"])
    answered(world, appeal, REJECTED)
    for again in (
        lambda: answered(world, appeal),
        lambda: act(world, "counsellor_a", "withdraw_appeal", appeal_id=appeal),
    ):
        with pytest.raises(Refused, match=r"appeal\.answered_already"):
            again()


def test_only_what_was_appealed_against_changes(world: World) -> None:
    round_ = published(world, {"a": [FAIR]})
    appeal = filed(world, round_.entries["a"], "1.2")
    with pytest.raises(Refused, match=r"appeal\.other_item"):
        answered(world, appeal, **{"1_1": 10})
    assert result_of(round_.entries["a"]).total == Decimal(14)


# --- who answers ---


def keeps(world: World, entry_id: int, who: str) -> Apart | None:
    with reading() as session:
        return queries.keeps_apart(session, SYSTEM_SCOPE, entry_id=entry_id, account_id=world.accounts[who])


def refused_to(world: World, round_: Stood, who: str, why: Apart) -> None:
    entry = round_.entries["a"]
    assert keeps(world, entry, who) is why
    appeal = filed(world, entry)
    with pytest.raises(Refused, match=r"appeal\.not_apart") as refusal:
        answered(world, appeal, who=who)
    assert refusal.value.details == {"why": why.value}
    assert result_of(entry).changed_by_appeal is False
    answered(world, appeal, who="researcher" if who != "researcher" else "city_centre")
    assert result_of(entry).changed_by_appeal is True


def test_whoever_rated_the_entry_does_not_answer(world: World) -> None:
    refused_to(world, published(world, {"a": [FAIR, FAIR]}, raters=("reviewer", "centre")), "centre", Apart.RATED)


def test_whoever_rated_another_school_answers(world: World) -> None:
    round_ = published(world, {"a": [FAIR]})
    with writing() as session:
        other = an_entry(session, world, round_.round_id, "b", EntryState.SUBMITTED)
        a_sheet(session, world, other, "centre", FAIR)
    answered(world, filed(world, round_.entries["a"]), who="centre")
    assert rows_of(Appeal)[0].answered_by == world.accounts["centre"]


@pytest.mark.parametrize(("marks", "why"), [({"1.1": 3}, Apart.RATED), ({}, None)])
def test_a_withdrawn_rater_does_not_answer_once_there_was_a_mark(
    world: World, marks: dict[str, int], why: Apart | None
) -> None:
    round_ = published(world, {"a": [FAIR]})
    with writing() as session:
        a_sheet(session, world, round_.entries["a"], "centre", marks, state=AssignmentState.WITHDRAWN)
    assert keeps(world, round_.entries["a"], "centre") is why


def test_whoever_was_assigned_and_did_not_hand_in_does_not_answer(world: World) -> None:
    round_ = published(world, {"a": [FAIR]})
    with writing() as session:
        an_assignment(session, world, round_.entries["a"], "centre")
    assert keeps(world, round_.entries["a"], "centre") is Apart.RATED


def a_settlement(world: World, round_: Stood, school: str, who: str, *, by_appeal: bool = False) -> None:
    with writing() as session:
        session.add(
            Moderation(
                round_id=round_.round_id, entry_id=round_.entries[school], school_id=world.orgs[school], code="1.1",
                gap=Decimal(3), value=packed(Mark.of(9)), settled_by=world.accounts[who], settled_at=AT,
                by_appeal=by_appeal,
            )
        )  # fmt: skip


def test_whoever_settled_an_item_of_the_entry_does_not_answer(world: World) -> None:
    round_ = published(world, {"a": [FAIR]})
    a_settlement(world, round_, "a", "centre")
    refused_to(world, round_, "centre", Apart.SETTLED)


def test_whoever_settled_an_item_that_was_opened_again_does_not_answer(world: World) -> None:
    round_ = kept(world, {"a": [FAIR, BEST], "b": [FAIR, BEST]}, gap_points=Decimal(2), rubric=GRADED)
    advanced(world, round_.round_id, RoundState.MODERATION)
    items = {row.entry_id: row.id for row in rows_of(Moderation)}  # 5 and 9 for 1.2 at each school
    mark = {"mark": Mark.of(8), "reason": "按现场定"}
    act(world, "city_centre", "settle", moderation_id=items[round_.entries["a"]], **mark)
    act(world, "researcher", "reopen_moderation", moderation_id=items[round_.entries["a"]])
    for item in items.values():
        act(world, "researcher", "settle", moderation_id=item, **mark)
    advanced(world, round_.round_id, RoundState.PUBLICITY)
    assert keeps(world, round_.entries["a"], "city_centre") is Apart.SETTLED
    assert keeps(world, round_.entries["b"], "city_centre") is None
    with pytest.raises(Refused, match=r"appeal\.not_apart"):
        answered(world, filed(world, round_.entries["a"], "1.2"), who="city_centre")


def test_whoever_settled_elsewhere_or_answered_before_answers(world: World) -> None:
    round_ = published(world, {"a": [FAIR], "b": [FAIR]})
    a_settlement(world, round_, "b", "centre")
    a_settlement(world, round_, "a", "researcher", by_appeal=True)
    assert keeps(world, round_.entries["a"], "centre") is None
    assert keeps(world, round_.entries["a"], "researcher") is None


def test_the_chair_does_not_answer(world: World) -> None:
    refused_to(world, published(world, {"a": [FAIR]}, chair_id=world.accounts["researcher"]), "researcher", Apart.CHAIR)


def test_whoever_has_a_tie_to_the_school_does_not_answer(world: World) -> None:
    round_ = published(world, {"a": [FAIR]})
    with writing() as session:
        session.add(
            RaterTie(
                account_id=world.accounts["centre"], school_id=world.orgs["a"], kind=TieKind.FAMILY,
                told_by=world.accounts["researcher"], told_at=AT,
            )
        )  # fmt: skip
    refused_to(world, round_, "centre", Apart.TIED)


@pytest.mark.parametrize(
    ("who", "error"),
    [
        ("centre_c", NotFound),
        *(
            (who, NotAllowed)
            for who in ("leader", "admin", "reviewer", "school_admin_a", "school_lead_a", "counsellor_a")
        ),
        *((who, NotAllowed) for who in ("counsellor_b", "class_teacher_a", "province_leader", "nobody")),
    ],
)
def test_an_outsider_and_every_role_but_the_bureaus_does_not_answer(
    world: World, who: str, error: type[Exception]
) -> None:
    round_ = published(world, {"a": [FAIR]})
    appeal = filed(world, round_.entries["a"])
    with pytest.raises(error):
        answered(world, appeal, who=who)
    assert rows_of(Appeal)[0].state is AppealState.OPEN


@pytest.mark.parametrize("who", ["researcher", "centre", "city_centre"])
def test_whoever_holds_the_round_and_had_no_part_answers(world: World, who: str) -> None:
    round_ = published(world, {"a": [FAIR]})
    answered(world, filed(world, round_.entries["a"]), who=who)
    assert rows_of(Appeal)[0].answered_by == world.accounts[who]


def test_the_county_does_not_answer_for_the_round_of_the_city(world: World) -> None:
    round_ = published(world, {"a": [FAIR]}, at="city")
    appeal = filed(world, round_.entries["a"])
    with pytest.raises(NotFound):
        answered(world, appeal, who="researcher")
    answered(world, appeal, who="city_centre")


# --- reads ---


def test_a_round_is_not_recognised_while_an_appeal_is_open(world: World) -> None:
    round_ = published(world, {"a": [FAIR]}, publicity_until=PUBLICITY_UNTIL)
    appeal = filed(world, round_.entries["a"])
    with pytest.raises(Refused, match=r"evaluation\.appeals_open"):
        advanced(world, round_.round_id, RoundState.RECOGNISED)
    answered(world, appeal, REJECTED)
    advanced(world, round_.round_id, RoundState.RECOGNISED)


def test_open_appeals_stand_first_and_schools_see_their_own(world: World) -> None:
    round_ = published(world, {"a": [FAIR], "b": [POOR]})
    answered(world, filed(world, round_.entries["a"]), REJECTED)
    filed(world, round_.entries["b"], "1.1", "1.2", who="counsellor_b")
    with reading() as session:
        seen = queries.appeals(session, world.actor("researcher").over(Capability.MANAGE_EVALUATION))
        own = queries.appeals(session, world.actor("counsellor_a").over(Capability.SELF_ASSESS))
    assert [(row.school, row.codes, row.is_open) for row in seen] == [
        ("云溪中学", ("1.1", "1.2"), True), ("云溪一小", (), False),
    ]  # fmt: skip
    assert [(row.school, row.answer) for row in own] == [("云溪一小", "看了现场照片")]


def test_whoever_answers_sees_the_marks_without_names(world: World) -> None:
    round_ = published(world, {"a": [FAIR, BEST]}, raters=("reviewer", "centre"))
    a_settlement(world, round_, "a", "researcher")
    part, whole = filed(world, round_.entries["a"], "1.1"), None
    with reading() as session:
        scope = world.actor("researcher").over(Capability.MANAGE_EVALUATION)
        (rating,) = queries.appealed_ratings(session, scope, appeal_id=part).values()
        school = world.actor("counsellor_a").over(Capability.VIEW_EVALUATION)
        assert queries.appealed_ratings(session, school, appeal_id=part) == {}
    assert [(one.mark, one.rater_id) for one in rating.said] == [(Mark.of(9), None), (Mark.of(10), None)]
    assert (rating.agreed, rating.appealed) == (Mark.of(9), None)
    act(world, "counsellor_a", "withdraw_appeal", appeal_id=part)
    whole = filed(world, round_.entries["a"])
    with reading() as session:
        assert set(queries.appealed_ratings(session, scope, appeal_id=whole)) == {"1.1", "1.2", "1.3"}
