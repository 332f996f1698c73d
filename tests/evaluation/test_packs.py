"""The rubrics that are shipped: complete, clean, honest about what is proposed."""

from decimal import Decimal

import pytest

from core.evaluation import packs
from core.evaluation.rules.freezing import frozen, thawed
from core.evaluation.rules.lint import lint
from core.evaluation.rules.marks import Mark
from core.evaluation.rules.spec import Kind, NaRule, RubricSpec
from core.evaluation.rules.tally import tally
from core.organisations.rules import Stage

POINTS = {
    "room_standard": 100,
    "model_school": 100,
    "supervision_four": 100,
    "supervision_five": 100,
    "example_anchored": 30,
    "example_grades": 45,
    "example_dual": 12,
    "room_grades": 30,
    "activity_award": 100,
    "resource_selection": 100,
}
EACH = pytest.mark.parametrize("rubric", packs.rubrics().values(), ids=packs.rubrics().keys())


def best_mark(rubric: RubricSpec, code: str) -> Mark:
    """The mark with the most points: the best anchor or grade, every step, the end of the best band."""
    item = rubric.by_code[code]
    match item.kind:
        case Kind.ANCHORS:
            number = Decimal(max(range(len(item.anchors)), key=lambda at: (item.anchors[at].score, at)))
        case Kind.MEASURE | Kind.COUNT:
            ends = [band.low or 0 for each in (item, *item.requirements) for band in each.bands if band.high is None]
            number = Decimal(0) if item.proposal == "staff.pupils_each" else max(ends)
        case Kind.GRADES | Kind.VETO | Kind.DEDUCT:
            number = Decimal(0)
        case Kind.CHECK:
            number = Decimal(1)
        case _:
            number = item.points
    return Mark(tuple((key, number) for key in rubric.marks_of(item)))


def test_the_ten_rubrics_are_shipped() -> None:
    assert set(packs.rubrics()) == set(POINTS)
    assert len({rubric.title for rubric in packs.rubrics().values()}) == len(POINTS)


@EACH
def test_the_linter_says_nothing_about_a_shipped_rubric(rubric: RubricSpec) -> None:
    assert lint(rubric) == ()


@EACH
def test_a_perfect_school_has_the_printed_points_and_the_best_grade(rubric: RubricSpec) -> None:
    found = tally(rubric, {code: best_mark(rubric, code) for code in rubric.by_code})
    assert found.missing == ()
    for key, result in found.standards.items():
        lines = [line for line in rubric.lines if line.standard in ("", key)]
        assert result.total == result.most == rubric.total == POINTS[rubric.key]
        assert result.grade == max(lines, key=lambda line: line.at_least).title


@EACH
def test_every_indicator_prints_what_its_parts_come_to(rubric: RubricSpec) -> None:
    for result in tally(rubric, {}).standards.values():
        assert {node.code: node.points for node in rubric.nodes} == {
            code: part.most for code, part in result.nodes.items()
        }


@EACH
def test_a_shipped_rubric_says_where_it_comes_from_and_what_is_proposed(rubric: RubricSpec) -> None:
    assert rubric.source.document
    assert "建议" in rubric.source.note or "我们写的" in rubric.source.note
    assert set(rubric.stages) <= set(Stage)


@EACH
def test_a_shipped_rubric_is_the_same_after_it_was_kept_as_text(rubric: RubricSpec) -> None:
    assert thawed(frozen(rubric)) == rubric
    assert thawed(frozen(rubric)) is thawed(frozen(rubric))


@pytest.mark.parametrize("key", ["room_standard", "model_school", "supervision_four", "supervision_five"])
def test_items_that_weigh_name_the_training_that_helps(key: str) -> None:
    rubric = packs.rubric(key)
    named = sum(item.points for item in rubric.items if item.need)
    assert named >= sum(item.points for item in rubric.items) * Decimal("0.7")


def test_every_item_of_the_room_rubric_asks_for_evidence_and_guides() -> None:
    room = packs.rubric("room_standard")
    assert all(item.evidence and item.guidance for item in room.items)
    assert room.na_rule is NaRule.SIBLINGS
    assert {item.code for item in room.items if item.may_be_na} == {"A5.2", "B2", "E3"}


def test_an_unknown_key_is_no_rubric() -> None:
    with pytest.raises(KeyError):
        packs.rubric("nothing")
