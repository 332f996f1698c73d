"""Results through the acts: moderation raised and settled, means, publicity, appeals' changes; on both databases."""

from collections.abc import Sequence
from decimal import Decimal

import pytest
from sqlmodel import col, select

from core.access import SYSTEM_SCOPE
from core.database import reading, within, writing
from core.errors import NotAllowed, NotFound, Refused
from core.evaluation.actions.deciding import decide_results, recompute
from core.evaluation.actions.loading import loaded_entry, loaded_round
from core.evaluation.actions.moderating import raise_moderations, reopen_moderation, settle
from core.evaluation.rules.marks import NOT_APPLICABLE, Mark
from core.evaluation.rules.states import EntryState, ResultRule, RoundState
from core.evaluation.tables import EntryResult, Moderation, Outcome, Round
from tests.evaluation.builders import AT, SMALL
from tests.evaluation.rated import Marks, Stood, advanced, kept, stood
from tests.world import World

MODERATION, PUBLICITY = RoundState.MODERATION, RoundState.PUBLICITY
GOOD: Marks = {"1.1": 9, "1.2": 7, "1.3": 0}
FAIR: Marks = {"1.1": 6, "1.2": 7, "1.3": 0}
REASON = "看了台账，会议记录齐全"


def results(round_id: int) -> dict[tuple[int, str], EntryResult]:
    with reading() as session:
        statement = select(EntryResult).where(EntryResult.round_id == round_id)
        rows = session.exec(within(SYSTEM_SCOPE, statement, EntryResult)).all()
    return {(row.entry_id, row.standard): row for row in rows}


def outcomes(entry_id: int) -> dict[str, tuple[Decimal, Decimal, bool, bool]]:
    with reading() as session:
        statement = select(Outcome).where(Outcome.entry_id == entry_id)
        rows = session.exec(within(SYSTEM_SCOPE, statement, Outcome)).all()
    return {row.code: (row.score, row.most, row.is_item, row.na) for row in rows}


def put_up(round_id: int) -> list[Moderation]:
    with reading() as session:
        statement = select(Moderation).where(Moderation.round_id == round_id).order_by(col(Moderation.id))
        return list(session.exec(within(SYSTEM_SCOPE, statement, Moderation)))


def settled(world: World, moderation_id: int, value: int, *, who: str = "researcher", reason: str = REASON) -> None:
    with writing() as session:
        settle(session, world.actor(who), moderation_id=moderation_id, mark=Mark.of(value), reason=reason)


def reopened(world: World, moderation_id: int, who: str = "researcher") -> None:
    with writing() as session:
        reopen_moderation(session, world.actor(who), moderation_id=moderation_id)


def test_the_mean_of_two_raters_becomes_the_result(world: World) -> None:
    round_ = kept(world, {"a": [GOOD, FAIR]})
    advanced(world, round_.round_id, MODERATION, PUBLICITY)
    entry = round_.entries["a"]
    row = results(round_.round_id)[entry, ""]
    assert (row.total, row.most) == (Decimal("14.5"), Decimal(20))  # (9 + 6) / 2 + (7 + 7) / 2
    assert outcomes(entry)["1.1"] == (Decimal("7.5"), Decimal(10), True, False)
    assert outcomes(entry)["1"] == (Decimal("14.5"), Decimal(20), False, False)


def test_an_item_that_differs_by_more_than_the_gap_is_put_up(world: World) -> None:
    for gap, codes in (("2", ["1.1"]), ("3", [])):  # 9 and 6 lie 3 apart: more than 2, not more than 3
        round_ = kept(world, {"a": [GOOD, FAIR]}, gap_points=Decimal(gap))
        advanced(world, round_.round_id, MODERATION)
        assert [(row.code, row.gap) for row in put_up(round_.round_id)] == [(code, Decimal(3)) for code in codes]


def test_under_the_chairs_rule_every_item_that_differs_is_put_up(world: World) -> None:
    chair = world.accounts["reviewer"]
    round_ = kept(world, {"a": [GOOD, FAIR]}, rule=ResultRule.CHAIR, chair_id=chair)
    advanced(world, round_.round_id, MODERATION)
    (row,) = put_up(round_.round_id)
    assert row.code == "1.1"
    with pytest.raises(Refused) as refusal:
        settled(world, row.id or 0, 8)
    assert refusal.value.code == "moderation.not_the_chair"
    settled(world, row.id or 0, 8, who="reviewer")
    advanced(world, round_.round_id, PUBLICITY)
    assert results(round_.round_id)[round_.entries["a"], ""].total == Decimal(15)  # 8 + 7


def test_what_was_settled_takes_the_place_of_the_mean(world: World) -> None:
    round_ = kept(world, {"a": [GOOD, FAIR]}, gap_points=Decimal(2))
    advanced(world, round_.round_id, MODERATION)
    settled(world, put_up(round_.round_id)[0].id or 0, 9)
    advanced(world, round_.round_id, PUBLICITY)
    assert results(round_.round_id)[round_.entries["a"], ""].total == Decimal(16)  # 9 + 7, not 7.5 + 7


def test_the_highest_and_the_lowest_of_four_are_left_out(world: World) -> None:
    sheets = [{"1.1": points, "1.2": 5, "1.3": 0} for points in (0, 6, 8, 10)]
    round_ = kept(world, {"a": sheets}, rule=ResultRule.TRIMMED)
    advanced(world, round_.round_id, MODERATION, PUBLICITY)
    assert results(round_.round_id)[round_.entries["a"], ""].total == Decimal(12)  # (6 + 8) / 2 + 5


def test_a_veto_takes_the_grade_and_not_the_total(world: World) -> None:
    round_ = kept(world, {"a": [{**GOOD, "1.3": 1}, {**GOOD, "1.3": 1}]})
    advanced(world, round_.round_id, MODERATION, PUBLICITY)
    row = results(round_.round_id)[round_.entries["a"], ""]
    assert (row.total, row.grade, row.vetoes) == (Decimal(16), "", "1.3")


def test_an_item_that_does_not_apply_is_told_so(world: World) -> None:
    sheet: Marks = {"1.1": 8, "1.2": NOT_APPLICABLE, "1.3": 0}
    round_ = kept(world, {"a": [sheet, sheet]})
    advanced(world, round_.round_id, MODERATION, PUBLICITY)
    assert outcomes(round_.entries["a"])["1.2"][3]
    assert results(round_.round_id)[round_.entries["a"], ""].total == Decimal(16)  # 8 of 10 stands for 16 of 20


def test_schools_that_nobody_rated_are_told_and_have_no_result(world: World) -> None:
    with writing() as session:
        round_ = stood(session, world, {"a": [GOOD], "b": []}, state=MODERATION)
        row = loaded_round(session, SYSTEM_SCOPE, round_.round_id)
        done = decide_results(session, world.actor("researcher"), row)
    assert (done.entries, done.unrated, done.incomplete) == (1, (round_.entries["b"],), ())
    assert {entry for entry, _ in results(round_.round_id)} == {round_.entries["a"]}


def test_a_sheet_with_a_gap_gives_no_result_rather_than_a_low_one(world: World) -> None:
    with writing() as session:
        round_ = stood(session, world, {"a": [{"1.1": 9}]}, state=MODERATION)
        done = decide_results(session, world.actor("researcher"), loaded_round(session, SYSTEM_SCOPE, round_.round_id))
    assert (done.entries, done.incomplete) == (0, (round_.entries["a"],))
    assert results(round_.round_id) == {}


def test_an_exempt_school_has_no_result(world: World) -> None:
    with writing() as session:
        round_ = stood(session, world, {"a": [GOOD]}, state=MODERATION)
        loaded_entry(session, SYSTEM_SCOPE, round_.entries["a"]).state = EntryState.EXEMPT
        done = decide_results(session, world.actor("researcher"), loaded_round(session, SYSTEM_SCOPE, round_.round_id))
    assert done == (0, (), ())


def test_results_wait_until_everything_is_settled(world: World) -> None:
    round_ = kept(world, {"a": [GOOD, FAIR]}, gap_points=Decimal(2))
    advanced(world, round_.round_id, MODERATION)
    with pytest.raises(Refused) as refusal, writing() as session:
        decide_results(session, world.actor("researcher"), loaded_round(session, SYSTEM_SCOPE, round_.round_id))
    assert (refusal.value.code, refusal.value.details) == ("moderation.left", {"left": 1})
    with pytest.raises(Refused):
        advanced(world, round_.round_id, PUBLICITY)


def test_raising_twice_changes_nothing(world: World) -> None:
    round_ = kept(world, {"a": [GOOD, FAIR]}, gap_points=Decimal(2))
    advanced(world, round_.round_id, MODERATION)
    settled(world, put_up(round_.round_id)[0].id or 0, 9)
    before = [row.model_dump() for row in put_up(round_.round_id)]
    with writing() as session:
        left = raise_moderations(
            session, world.actor("researcher"), loaded_round(session, SYSTEM_SCOPE, round_.round_id)
        )
    assert left == 0
    assert [row.model_dump() for row in put_up(round_.round_id)] == before


def test_deciding_twice_writes_the_same_rows(world: World) -> None:
    round_ = kept(world, {"a": [GOOD, FAIR], "b": [FAIR, FAIR]})
    advanced(world, round_.round_id, MODERATION, PUBLICITY)
    before = {key: (row.total, row.most, row.grade) for key, row in results(round_.round_id).items()}
    parts = {entry: outcomes(entry) for entry in round_.entries.values()}
    with writing() as session:
        decide_results(session, world.actor("researcher"), loaded_round(session, SYSTEM_SCOPE, round_.round_id))
    assert {key: (row.total, row.most, row.grade) for key, row in results(round_.round_id).items()} == before
    assert {entry: outcomes(entry) for entry in round_.entries.values()} == parts


def test_the_order_of_the_raters_is_irrelevant(world: World) -> None:
    sheets: Sequence[Marks] = [GOOD, FAIR, {"1.1": 1, "1.2": NOT_APPLICABLE, "1.3": 0}]
    told = []
    for order in (sheets, sheets[::-1]):
        round_ = kept(world, {"a": order}, gap_points=Decimal(2))
        advanced(world, round_.round_id, MODERATION)
        raised = {row.code: row.gap for row in put_up(round_.round_id)}
        for row in put_up(round_.round_id):
            settled(world, row.id or 0, 5)
        advanced(world, round_.round_id, PUBLICITY)
        entry = round_.entries["a"]
        told.append((raised, results(round_.round_id)[entry, ""].total, outcomes(entry)))
    assert told[0] == told[1]


@pytest.mark.parametrize(
    ("reason", "code"), [("", "reason_needed"), ("  ", "reason_needed"), ("因" * 1001, "reason_too_long")]
)
def test_settling_demands_a_reason_of_some_length(world: World, reason: str, code: str) -> None:
    _, row = in_moderation(world)
    with pytest.raises(Refused) as refusal:
        settled(world, row.id or 0, 8, reason=reason)
    assert refusal.value.code == f"moderation.{code}"


def test_only_a_mark_of_the_rubric_is_settled(world: World) -> None:
    _, row = in_moderation(world)
    with pytest.raises(Refused):
        settled(world, row.id or 0, 11)
    assert put_up(row.round_id)[0].settled_at is None


def test_what_is_settled_is_opened_before_it_is_settled_anew(world: World) -> None:
    _, row = in_moderation(world)
    settled(world, row.id or 0, 8)
    with pytest.raises(Refused) as refusal:
        settled(world, row.id or 0, 9)
    assert refusal.value.code == "moderation.settled"
    reopened(world, row.id or 0)
    settled(world, row.id or 0, 9)
    assert put_up(row.round_id)[0].value == {"": "9"}
    reopened(world, row.id or 0)
    with pytest.raises(Refused) as refusal:
        reopened(world, row.id or 0)
    assert refusal.value.code == "moderation.open"


def test_nothing_is_settled_or_opened_once_results_are_public(world: World) -> None:
    round_, row = in_moderation(world)
    settled(world, row.id or 0, 8)
    advanced(world, round_.round_id, PUBLICITY)
    for act in (lambda: settled(world, row.id or 0, 9), lambda: reopened(world, row.id or 0)):
        with pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.code == "moderation.not_now"


def test_a_rater_settles_nothing_and_a_stranger_finds_nothing(world: World) -> None:
    _, row = in_moderation(world)
    with pytest.raises(NotAllowed):
        settled(world, row.id or 0, 8, who="reviewer")
    with pytest.raises(NotFound):
        settled(world, row.id or 0, 8, who="centre_c")


def test_a_mark_that_changed_since_opens_what_was_settled(world: World) -> None:
    round_, row = in_moderation(world)
    with writing() as session:
        found = select(Moderation).where(Moderation.id == row.id)
        one = session.exec(within(SYSTEM_SCOPE, found, Moderation)).one()
        one.value, one.reason, one.settled_at = {"": "8"}, REASON, AT.replace(year=2024)  # before the sheets' marks
    with writing() as session:
        raise_moderations(session, world.actor("researcher"), loaded_round(session, SYSTEM_SCOPE, round_.round_id))
    assert put_up(round_.round_id)[0].settled_at is None


def test_a_change_by_appeal_is_counted_and_outlives_the_next_one(world: World) -> None:
    round_, row = in_moderation(world)
    settled(world, row.id or 0, 8)
    advanced(world, round_.round_id, PUBLICITY)
    entry = round_.entries["a"]
    for settling, total in (({"1.1": Mark.of(10)}, 17), ({"1.2": Mark.of(8)}, 18), ({"1.1": Mark.of(9)}, 17)):
        with writing() as session:
            recompute(session, world.actor("researcher"), loaded_entry(session, SYSTEM_SCOPE, entry), settling)
        changed = results(round_.round_id)[entry, ""]
        assert (changed.total, changed.changed_by_appeal) == (Decimal(total), True)
    assert outcomes(entry)["1"][0] == Decimal(17)
    agreed = [one for one in put_up(round_.round_id) if not one.by_appeal]
    assert [one.value for one in agreed] == [{"": "8"}], "what moderation agreed stays readable"
    with writing() as session:
        decide_results(session, world.actor("researcher"), loaded_round(session, SYSTEM_SCOPE, round_.round_id))
    again = results(round_.round_id)[entry, ""]
    assert (again.total, again.changed_by_appeal) == (Decimal(17), True)


def test_a_rubric_published_later_leaves_decided_rounds_as_they_are(world: World) -> None:
    round_ = kept(world, {"a": [GOOD, FAIR]})
    advanced(world, round_.round_id, MODERATION, PUBLICITY)
    before = everything(round_)
    dearer = SMALL.model_copy(
        update={
            "version": "2",
            "items": tuple(one.model_copy(update={"points": one.points * 2}) for one in SMALL.items),
        }
    )
    other = kept(world, {"b": [GOOD, GOOD]}, rubric=dearer)
    advanced(world, other.round_id, MODERATION, PUBLICITY)
    assert everything(round_) == before
    assert results(other.round_id)[other.entries["b"], ""].most == Decimal(40)


def everything(round_: Stood) -> list[object]:
    """Every result row of the round, as kept."""
    with reading() as session:
        row = session.exec(within(SYSTEM_SCOPE, select(Round).where(Round.id == round_.round_id), Round)).one()
        parts = session.exec(
            within(SYSTEM_SCOPE, select(Outcome).where(Outcome.round_id == round_.round_id), Outcome).order_by(
                col(Outcome.id)
            )
        )
        kept_rows = [one.model_dump() for one in parts]
    totals = [one.model_dump() for one in results(round_.round_id).values()]
    return [row.rubric, totals, kept_rows]


def in_moderation(world: World) -> tuple[Stood, Moderation]:
    """A round in moderation with one item put up."""
    round_ = kept(world, {"a": [GOOD, FAIR]}, gap_points=Decimal(2))
    advanced(world, round_.round_id, MODERATION)
    return round_, put_up(round_.round_id)[0]
