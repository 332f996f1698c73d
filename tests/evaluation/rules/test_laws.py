"""What holds for every rubric and every sheet."""

from decimal import Decimal
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from core.evaluation.rules.freezing import frozen, thawed
from core.evaluation.rules.gaps import gaps
from core.evaluation.rules.marks import NOT_APPLICABLE, Mark, packed, unpacked
from core.evaluation.rules.merging import merged, reckoning
from core.evaluation.rules.results import NodeScore, RubricResult
from core.evaluation.rules.spec import Kind, RubricSpec
from core.evaluation.rules.states import ResultRule
from core.evaluation.rules.tally import checked, tally
from tests.evaluation.rules.forms import (
    BEST,
    WORST,
    everywhere,
    number_for,
    rubrics,
    rubrics_with_sheet,
    sheets,
    uniform,
)

Sheet = dict[str, Mark]
RULES = st.sampled_from(ResultRule)
several = rubrics().flatmap(lambda one: st.tuples(st.just(one), st.lists(sheets(one), min_size=1, max_size=5)))


def shuffled(rubric: RubricSpec, seed: int) -> RubricSpec:
    items, nodes = list(rubric.items), list(rubric.nodes)
    Random(seed).shuffle(items)
    Random(seed).shuffle(nodes)
    return rubric.model_copy(update={"items": tuple(items), "nodes": tuple(nodes)})


def without_order(result: RubricResult) -> object:
    return [
        (key, each._replace(vetoes=tuple(sorted(each.vetoes)))) for key, each in sorted(result.standards.items())
    ], sorted(result.missing)


def in_range(score: NodeScore) -> bool:
    return score.score is None or score.most == 0 or 0 <= score.score <= score.most


@given(rubrics_with_sheet)
def test_every_total_and_every_part_lies_between_nothing_and_its_most(case: tuple[RubricSpec, Sheet]) -> None:
    for result in tally(*case).standards.values():
        assert result.total is None or 0 <= result.total <= result.most
        assert all(in_range(part) for part in (*result.nodes.values(), *result.items.values()))


@given(rubrics_with_sheet)
def test_the_total_is_there_exactly_when_no_mark_is_missing_and_something_applies(
    case: tuple[RubricSpec, Sheet],
) -> None:
    rubric, sheet = case
    scored = [item for item in rubric.items if item.kind not in (Kind.DEDUCT, Kind.VETO)]
    applies = any(not sheet[item.code].na for item in scored) or rubric.na_rule == "full"
    assert all((result.total is not None) == applies for result in tally(rubric, sheet).standards.values())


@given(rubrics(), st.data())
def test_a_missing_mark_leaves_no_total_but_every_other_item_its_points(
    rubric: RubricSpec, data: st.DataObject
) -> None:
    sheet = data.draw(sheets(rubric, with_na=False))
    left_out = data.draw(st.sampled_from(list(sheet)))
    whole, part = tally(rubric, sheet), tally(rubric, {code: sheet[code] for code in sheet if code != left_out})
    assert part.missing == (left_out,)
    for key, result in part.standards.items():
        assert (result.total, result.grade) == (None, None)
        others = {code: score for code, score in result.items.items() if code != left_out}
        assert others == {code: whole.standards[key].items[code] for code in others}


@given(rubrics(), st.data())
def test_what_does_not_apply_never_lowers_the_total_below_that_of_its_worst_mark(
    rubric: RubricSpec, data: st.DataObject
) -> None:
    sheet = data.draw(sheets(rubric))
    item = data.draw(st.sampled_from([item for item in rubric.items if item.may_be_na]))
    worst = tally(rubric, sheet | {item.code: everywhere(rubric, item, number_for(item, WORST))})
    left_out = tally(rubric, sheet | {item.code: NOT_APPLICABLE})
    for key, result in left_out.standards.items():
        before = worst.standards[key].total
        assert result.total is None or before is None or result.total >= before


@given(rubrics(), st.data())
def test_a_full_sheet_stays_full_whatever_does_not_apply(rubric: RubricSpec, data: st.DataObject) -> None:
    best = uniform(rubric, BEST)
    left_out = data.draw(st.sets(st.sampled_from([item.code for item in rubric.items if item.may_be_na])))
    sheet = best | dict.fromkeys(left_out, NOT_APPLICABLE)
    for result in tally(rubric, sheet).standards.values():
        assert result.total is None or result.total == result.most


@given(rubrics())
def test_the_worst_sheet_has_nothing(rubric: RubricSpec) -> None:
    assert {result.total for result in tally(rubric, uniform(rubric, WORST)).standards.values()} == {Decimal(0)}


@given(rubrics_with_sheet, st.integers())
def test_the_order_of_items_and_indicators_is_irrelevant(case: tuple[RubricSpec, Sheet], seed: int) -> None:
    rubric, sheet = case
    assert without_order(tally(shuffled(rubric, seed), sheet)) == without_order(tally(rubric, sheet))


@given(several, RULES, st.integers(), st.integers(0, 4))
def test_the_order_of_raters_is_irrelevant(
    case: tuple[RubricSpec, list[Sheet]], rule: ResultRule, seed: int, apart: int
) -> None:
    rubric, together = case
    mixed = Random(seed).sample(together, len(together))
    assert merged(rubric, mixed, {}, rule) == merged(rubric, together, {}, rule)
    limits = {"points": Decimal(apart), "anchors": apart}
    assert gaps(rubric, mixed, **limits) == gaps(rubric, together, **limits)


@given(rubrics_with_sheet, RULES, st.integers(1, 6))
def test_raters_who_agree_in_everything_have_the_result_of_one(
    case: tuple[RubricSpec, Sheet], rule: ResultRule, raters: int
) -> None:
    rubric, sheet = case
    together, alone = merged(rubric, [sheet] * raters, {}, rule), tally(rubric, sheet)
    assert (together.standards, together.missing, together.unsettled) == (alone.standards, alone.missing, ())


@given(several, RULES)
def test_a_reckoning_that_remembers_gives_the_same(case: tuple[RubricSpec, list[Sheet]], rule: ResultRule) -> None:
    rubric, together = case
    reckon = reckoning()
    for some in (together, together[:1], together):
        assert merged(rubric, some, together[0], rule, reckon=reckon) == merged(rubric, some, together[0], rule)
        assert merged(rubric, some, {}, rule, reckon=reckon) == merged(rubric, some, {}, rule)


@given(several, RULES)
def test_a_merged_total_lies_within_what_can_be_had(case: tuple[RubricSpec, list[Sheet]], rule: ResultRule) -> None:
    result = merged(*case, {}, rule)
    assert set(result.unsettled) <= set(result.missing)
    for each in result.standards.values():
        assert each.total is None or 0 <= each.total <= each.most


@given(several, RULES, st.data())
def test_everything_settled_gives_what_was_settled(
    case: tuple[RubricSpec, list[Sheet]], rule: ResultRule, data: st.DataObject
) -> None:
    rubric, together = case
    settled = data.draw(sheets(rubric))
    assert merged(rubric, together, settled, rule) == (*tally(rubric, settled), ())


@given(several)
def test_every_item_to_settle_under_the_chair_is_a_gap_of_more_than_nothing(
    case: tuple[RubricSpec, list[Sheet]],
) -> None:
    rubric, together = case
    raised = gaps(rubric, together, points=Decimal(0), anchors=0)
    assert set(merged(rubric, together, {}, ResultRule.CHAIR).unsettled) <= set(raised)


@given(rubrics_with_sheet)
def test_a_rubric_read_back_from_its_text_is_the_same_and_gives_the_same(case: tuple[RubricSpec, Sheet]) -> None:
    rubric, sheet = case
    text = frozen(rubric)
    again = thawed(text)
    assert again == rubric
    assert frozen(again) == text
    assert tally(again, sheet) == tally(rubric, sheet)


@given(rubrics_with_sheet)
def test_every_mark_that_can_be_put_down_is_kept_as_it_is(case: tuple[RubricSpec, Sheet]) -> None:
    rubric, sheet = case
    for code, mark in sheet.items():
        assert unpacked(packed(checked(rubric, code, mark))) == mark


@given(rubrics_with_sheet)
def test_marks_of_unknown_items_change_nothing(case: tuple[RubricSpec, Sheet]) -> None:
    rubric, sheet = case
    assert tally(rubric, {**sheet, "nowhere": Mark.of(1)}) == tally(rubric, sheet)
