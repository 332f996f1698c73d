"""The linter: each defect put into a clean rubric is found, and found alone."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.evaluation import packs
from core.evaluation.rules.lint import Gravity, codes_twice, lint
from core.evaluation.rules.spec import Combine, Kind, RubricSpec
from core.ui.words.areas import PROBLEMS
from core.ui.words.blanks import fill
from tests.evaluation.clean import GONE, SHEET, clean

Change = tuple[str, Any]
ERROR, HINT = Gravity.ERROR, Gravity.HINT
BANDS = "items.m.bands"
ITEM = {"title": "另一项", "kind": "steps", "points": "5", "guidance": "看材料"}
"""Worth five points more; the sums have to follow it."""
MORE: list[Change] = [("nodes.A.points", "25"), ("nodes.A1.points", "17"), ("total", "65")]

DEFECTS: dict[str, tuple[list[Change], str, str]] = {
    # bands
    "a measured item has no bands at all": ([("items.p.bands", [])], "bands_missing", "p"),
    "one of two standards has no bands": (
        [("items.p.bands", []), ("items.p.requirements", [{"standard": "pass", "bands": [{"score": 3}]}])],
        "bands_missing", "p",
    ),
    "a band holds no number": ([("items.p.bands.0.high", -1), ("items.p.bands.1.low", 0)], "band_empty", "p"),
    "two bands hold the same number": ([("items.p.bands.1.low", 59)], "band_overlap", "p"),
    "two bands hold the same end": ([(f"{BANDS}.2.high_closed", True)], "band_overlap", "m"),
    "numbers between two bands have no points": ([("items.p.bands.0.high", 50)], "band_gap", "p"),
    "a single number between two bands has no points": ([("items.p.bands.1.low_open", True)], "band_gap", "p"),
    "whole numbers between two bands have no points": ([("items.n.bands.2.low", 5)], "band_gap", "n"),
    "small numbers have no points": ([("items.p.bands.0.low", 10)], "band_no_start", "p"),
    "nothing at all has no points": ([("items.p.bands.0.low_open", True)], "band_no_start", "p"),
    "large numbers have no points": ([(f"{BANDS}.3.high", 500)], "band_no_end", "m"),
    "a hundred per cent have no points": ([("items.p.bands.1.high_closed", False)], "band_no_end", "p"),
    "a band gives more than the item": ([("items.p.bands.1.score", 4)], "band_over_points", "p"),
    "no band gives the item's points": ([("items.p.bands.1.score", 2)], "band_below_points", "p"),
    "a band takes points away": ([("items.p.bands.0.score", -1)], "band_negative", "p"),
    "a larger quantity gives less in the middle": ([("items.n.bands.0.score", 4)], "bands_not_monotone", "n"),
    # points and scales
    "an item gives no points": (
        [("items.c.points", 0), ("nodes.A1.points", 10), ("nodes.A.points", 18), ("total", 58)], "points_missing", "c",
    ),
    "an item gives less than nothing": (
        [("items.c.points", -2), ("nodes.A1.points", 10), ("nodes.A.points", 18), ("total", 58)], "points_negative", "c",
    ),
    "a deduction takes nothing away": ([("items.d.points", 0)], "points_missing", "d"),
    "a measured item leaves its points to its bands": ([("items.p.points", 0)], "points_not_told", "p"),
    "the step is nothing": ([("items.s.step", 0)], "step_not_positive", "s"),
    "the step is larger than the points": ([("items.s.step", 6)], "step_over_points", "s"),
    "steps do not lead to the points": ([("items.s.step", 2)], "step_does_not_divide", "s"),
    "there is one anchor": ([("items.a.anchors", [{"label": "好", "score": 5}])], "anchors_too_few", "a"),
    "an anchor says nothing": ([("items.a.anchors.1.label", " ")], "anchor_blank", "a"),
    "two anchors say the same": ([("items.a.anchors.1.label", "好 ")], "anchor_label_twice", "a"),
    "two anchors give the same": ([("items.a.anchors.1", {"label": "有", "score": 5})], "anchor_score_twice", "a"),
    "an anchor takes points away": ([("items.a.anchors.0.score", -1)], "anchor_negative", "a"),
    "no anchor gives the points": ([("items.a.anchors.2.score", 4), ("items.a.anchors.1.scores", {})],
                                   "anchor_best", "a"),
    "anchors jump": ([("items.a.anchors.0.score", 4)], "anchors_not_ascending", "a"),
    "there is one grade": ([("items.g1.grades", [{"label": "A", "share": 1}])], "grades_too_few", "g1"),
    "a grade has no name": ([("items.g1.grades.1.label", "")], "grade_blank", "g1"),
    "two grades have one name": ([("items.g1.grades.1.label", "A")], "grade_label_twice", "g1"),
    "two grades have one share": ([("items.g1.grades.1.share", "0.6")], "grade_share_twice", "g1"),
    "a grade gives more than all": ([("items.g1.grades.0.share", "1.2")], "grade_share_outside", "g1"),
    "a grade takes points away": ([("items.g1.grades.2.share", "-0.6")], "grade_share_outside", "g1"),
    "no grade gives all": ([("items.g1.grades.0.share", "0.9")], "grade_none_full", "g1"),
    "grades jump": ([("items.g1.grades.1.share", "0.5")], "grades_not_descending", "g1"),
    "a deduction does not say how much": ([("items.d.each", 0)], "deduct_without_each", "d"),
    "one deduction takes more than all": ([("items.d.each", 5)], "deduct_each_over_points", "d"),
    # sums
    "an indicator prints three, its parts come to nine": ([("nodes.A1.points", 3)], "node_sum", "A1"),
    "the total is not the sum": ([("total", 100)], "total_sum", ""),
    "an indicator has nothing below it": (
        [("nodes.+", {"code": "D", "title": "空的"})], "node_empty", "D",
    ),
    "a mean has no points": ([("nodes.A2.points", GONE)], "mean_without_points", "A2"),
    "the whole is a mean without points": (
        [("combine", "mean"), ("total", GONE), ("lines", []), ("grade_caps", []), ("na_rule", "siblings")],
        "mean_without_points", "",
    ),
    "a part of a mean has no weight": ([("items.g1.weight", 0)], "weight_not_positive", "g1"),
    "a part of a sum has a weight": ([("items.s.weight", 3)], "weight_ignored", "s"),
    "points are stretched to nothing": (
        [("nodes.C.cap", GONE), ("nodes.C.scale_to", -10), ("nodes.C.points", GONE), ("total", GONE),
         ("na_rule", "siblings"), ("lines", []), ("grade_caps", [])], "scale_not_positive", "C",
    ),
    "the most is nothing": (
        [("nodes.C.cap", 0), ("nodes.C.points", 0), ("total", 50), ("lines.0.at_least", 45)], "cap_not_positive", "C",
    ),
    "points are stretched beyond their cap": ([("nodes.B.cap", 12)], "scale_and_cap", "B"),
    "a cap is never reached": (
        [("nodes.C.cap", 20), ("nodes.C.points", 12), ("total", 62)], "cap_never_reached", "C",
    ),
    "what does not apply is scaled to no total": ([("total", GONE)], "whole_without_total", ""),
    "nothing has to apply": (
        [(f"items.{code}.may_be_na", True) for code in ("s", "a", "c", "g2", "m", "n", "p", "e", "d")],
        "all_may_be_na", "",
    ),
    # grade lines and caps on grades
    "a grade asks for more than there is": ([("lines.0.at_least", "60.5")], "line_unreachable", ""),
    "a grade asks for less than nothing": ([("lines.1.at_least", -1)], "line_negative", ""),
    "two grades are called the same": (
        [("lines.+", {"title": "合格", "at_least": 20})], "line_title_twice", "",
    ),
    "two grades begin at the same points": (
        [("lines.+", {"title": "基本合格", "at_least": 36})], "line_threshold_twice", "",
    ),
    "grades stand in no order": ([("lines.+", {"title": "良好", "at_least": 48})], "lines_not_descending", ""),
    "everybody has a grade": ([("lines.1.at_least", 0)], "line_at_zero", ""),
    "a cap names nothing there is": ([("grade_caps.0.code", "Z")], "cap_unknown_code", ""),
    "a cap names no grade": ([("grade_caps.0.at_most", "良好")], "grade_cap_unknown_grade", "B"),
    "a cap allows the best grade": ([("grade_caps.0.at_most", "优秀")], "grade_cap_on_best", "B"),
    "a cap always holds": ([("grade_caps.0.below", 31)], "grade_cap_always", "B"),
    "a cap never holds": ([("grade_caps.1.below", 0)], "grade_cap_never", "s"),
    # codes, titles, levels
    "two items have one code": (
        [("items.+", {"code": "s", "parent": "A1", **ITEM}), *MORE], "item_code_twice", "s",
    ),
    "two indicators have one code": (
        [("nodes.+", {"code": "A1", "parent": "B", "title": "又一个"})], "node_code_twice", "A1",
    ),
    "an item is called like an indicator": (
        [("items.+", {"code": "B", "parent": "A1", **ITEM}), *MORE], "code_of_both", "B",
    ),
    "an item has no title": ([("items.s.title", " ")], "title_blank", "s"),
    "an indicator has no title": ([("nodes.B.title", "　")], "title_blank", "B"),
    "the sheet has no title": ([("title", " ")], "title_blank", ""),
    "two neighbours have one title": ([("items.a.title", "机构健全")], "title_twice", "A1"),
    "there are more levels than names": ([("level_names", ["一级指标"])], "level_names_too_few", ""),
    "two levels have one name": ([("level_names", ["指标", "指标"])], "level_name_twice", ""),
    # vetoes
    "a veto gives points": ([("items.v.points", 5)], "veto_with_points", "v"),
    "a veto may not apply": ([("items.v.may_be_na", True)], "veto_na", "v"),
    "a veto has a threshold": ([("items.v.veto_below", 1)], "veto_below_on_veto", "v"),
    "a veto asks for no evidence": ([("items.v.evidence", [])], "veto_without_evidence", "v"),
    "few points are a veto without evidence": ([("items.n.evidence", [])], "veto_without_evidence", "n"),
    "full points are a veto": ([("items.n.veto_below", 7)], "veto_always", "n"),
    "no points are no veto": ([("items.n.veto_below", 0)], "veto_never", "n"),
    # standards
    "two standards are called the same": ([("standards.1.title", "达标")], "standard_twice", ""),
    "there is one standard": (
        [("standards.1", GONE), ("items.a.requirements.model", GONE), ("items.a.anchors.1.scores", {}),
         ("items.m.requirements", []), ("items.g2.separate", False)], "standard_alone", "",
    ),
    "marks are separate for no standards": (
        [("standards", []), ("items.a.requirements", []), ("items.a.anchors.1.scores", {}),
         ("items.m.requirements", [])], "separate_without_standards", "g2",
    ),
    "a standard asks twice": (
        [("items.a.requirements.+", {"standard": "model", "text": "再写一次"})], "requirement_twice", "a",
    ),
    "a standard asks nothing": ([("items.a.requirements.model", GONE)], "requirement_missing", "a"),
    "both standards ask the same": (
        [("items.g2.requirements", [{"standard": "pass", "text": "有"}, {"standard": "model", "text": "有"}])],
        "requirement_same", "g2",
    ),
    "an item counts for one standard alone": (
        [("items.c.requirements", [{"standard": "pass", "points": 0}])], "one_standard_only", "c",
    ),
    "the harder standard is the easier one for an area": (
        [("items.m.requirements.model.bands.0.high", 50), ("items.m.requirements.model.bands.1.low", 50)],
        "standard_more_lenient", "m",
    ),
    "the harder standard is the easier one for an anchor": (
        [("items.a.anchors.1.scores", {"model": 4})], "standard_more_lenient", "a",
    ),
    # kinds
    "steps have bands": ([("items.s.bands", [{"score": 5}])], "scale_ignored", "s"),
    "steps have anchors": ([("items.s.anchors", [{"label": "有", "score": 5}])], "scale_ignored", "s"),
    "anchors have grades": ([("items.a.grades", [{"label": "A", "share": 1}])], "scale_ignored", "a"),
    "anchors have a step": ([("items.a.step", "0.5")], "field_ignored", "a"),
    "anchors have a deduction": ([("items.a.each", 1)], "field_ignored", "a"),
    "a tick has a unit": ([("items.c.unit", "次")], "field_ignored", "c"),
    "an area has no unit": ([("items.p.unit", ""), ("items.p.bands.1.high", GONE)], "unit_missing", "p"),
    # evidence, guidance, source
    "evidence is demanded and none is named": ([("items.s.evidence", [])], "evidence_missing", "s"),
    "a line of evidence is blank": ([("items.s.evidence", ["文件", " "])], "evidence_blank", "s"),
    "nothing says when points are given": ([("items.c.method", "")], "guidance_missing", "c"),
    "something unknown is proposed": ([("items.m.proposal", "rooms.windows")], "proposal_unknown", "m"),
    "what is proposed has another unit": ([("items.m.proposal", "rooms.count")], "proposal_unit", "m"),
    "no document is named": ([("source.document", " ")], "source_missing", ""),
}  # fmt: skip


def test_a_clean_rubric_deserves_no_remark() -> None:
    assert lint(clean()) == ()


@pytest.mark.parametrize(("changes", "code", "where"), DEFECTS.values(), ids=list(DEFECTS))
def test_a_defect_is_found_and_nothing_else(changes: list[Change], code: str, where: str) -> None:
    found = lint(clean(*changes))
    assert {(one.code, one.where) for one in found} == {(f"rubric.{code}", where)}


@pytest.mark.parametrize(("changes", "code", "_"), DEFECTS.values(), ids=list(DEFECTS))
def test_a_defect_is_said_in_whole_sentences(changes: list[Change], code: str, _: str) -> None:
    for one in lint(clean(*changes)):
        said = [fill(sentence, dict(one.details)) for sentence in PROBLEMS[f"rubric.{code}"]]
        assert all(said)


def test_every_sentence_of_the_linter_has_a_defect_that_it_is_about() -> None:
    known = {code for _, code, _ in DEFECTS.values()}
    said = {code.removeprefix("rubric.") for code in PROBLEMS if code.startswith("rubric.")}
    assert said - known == set()


@pytest.mark.parametrize("spec", packs.rubrics().values(), ids=list(packs.rubrics()))
def test_a_shipped_rubric_deserves_no_remark(spec: RubricSpec) -> None:
    assert lint(spec) == ()


def test_what_must_be_mended_stands_before_what_may() -> None:
    found = lint(clean(("items.c.method", ""), ("lines.1.at_least", 0), ("items.v.evidence", [])))
    assert [one.gravity for one in found] == [ERROR, HINT, HINT]


def test_codes_that_stand_twice_are_named_once() -> None:
    spec = clean(("items.+", {"code": "s", **ITEM}), ("items.+", {"code": "s", **ITEM}), ("items.c.code", "B"))
    assert codes_twice(spec) == ("B", "s")


NUMBERS = st.decimals(-20, 120, places=2).map(str)
FIELDS = ["points", "step", "each", "weight", "veto_below"]
ITEM_CODES = [item["code"] for item in SHEET["items"]]
NODE_CODES = [node["code"] for node in SHEET["nodes"]]
CHANGES = st.one_of(
    st.tuples(
        st.tuples(st.sampled_from(ITEM_CODES), st.sampled_from(FIELDS)).map(lambda one: f"items.{one[0]}.{one[1]}"),
        NUMBERS,
    ),
    st.tuples(st.sampled_from(ITEM_CODES).map(lambda code: f"items.{code}.kind"), st.sampled_from(list(Kind))),
    st.tuples(
        st.tuples(
            st.sampled_from(ITEM_CODES), st.sampled_from(["anchors", "grades", "bands", "requirements", "evidence"])
        ).map(lambda one: f"items.{one[0]}.{one[1]}"),
        st.just([]),
    ),
    st.tuples(
        st.tuples(st.sampled_from(NODE_CODES), st.sampled_from(["points", "cap", "scale_to", "weight"])).map(
            lambda one: f"nodes.{one[0]}.{one[1]}"
        ),
        NUMBERS,
    ),
    st.tuples(st.sampled_from(NODE_CODES).map(lambda code: f"nodes.{code}.combine"), st.sampled_from(list(Combine))),
    st.tuples(st.sampled_from(["combine"]), st.sampled_from(list(Combine))),
)


@given(changes=st.lists(CHANGES, max_size=6))
def test_the_linter_has_an_answer_to_every_rubric(changes: list[Change]) -> None:
    for one in lint(clean(*changes)):
        assert all(fill(sentence, dict(one.details)) for sentence in PROBLEMS[one.code])
