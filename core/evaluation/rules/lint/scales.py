"""Steps, anchors, grades and deductions: what may be put down, and what it gives."""

from decimal import Decimal

from core.evaluation.rules.lint.finding import Findings, error, figure, hint, named, twice
from core.evaluation.rules.points import most_points
from core.evaluation.rules.spec import SHARED, Item, Kind, RubricSpec

FEWEST = 2


def check_scales(rubric: RubricSpec) -> Findings:
    """Points of every item, and the levels of its scale."""
    for item in rubric.items:
        yield from _points(rubric, item)
        if item.kind is Kind.STEPS:
            yield from _steps(rubric, item)
        elif item.kind is Kind.ANCHORS:
            yield from _anchors(rubric, item)
        elif item.kind is Kind.GRADES:
            yield from _grades(item)
        elif item.kind is Kind.DEDUCT:
            yield from _deduct(item)


def worth(rubric: RubricSpec, item: Item) -> list[Decimal]:
    """The points of an item, of each standard where they differ; for a deduction the most it takes away."""
    if item.kind is Kind.DEDUCT:
        return [item.points]
    return list(dict.fromkeys(most_points(item, standard) for standard in rubric.standard_keys))


def scores_of(item: Item, standard: str) -> list[Decimal]:
    """What the anchors give under a standard, in their order."""
    return [anchor.scores.get(standard, anchor.score) for anchor in item.anchors]


def _points(rubric: RubricSpec, item: Item) -> Findings:
    if item.kind is Kind.VETO:
        return
    points = worth(rubric, item)
    if min(points) < 0:
        yield error("points_negative", item.code, points=min(points))
    elif not any(points):
        yield error("points_missing", item.code)
    elif not item.points and all(each.points is None for each in item.requirements):
        yield hint("points_not_told", item.code, points=max(points))


def _steps(rubric: RubricSpec, item: Item) -> Findings:
    points = worth(rubric, item)
    if item.step <= 0:
        yield error("step_not_positive", item.code, step=item.step)
    elif any(0 < most < item.step for most in points):
        yield error("step_over_points", item.code, step=item.step, points=min(most for most in points if most > 0))
    elif rest := [most for most in points if most % item.step]:
        yield error("step_does_not_divide", item.code, step=item.step, points=rest[0])


def _anchors(rubric: RubricSpec, item: Item) -> Findings:
    if len(item.anchors) < FEWEST:
        yield error("anchors_too_few", item.code, count=len(item.anchors))
        return
    labels = [anchor.label.strip() for anchor in item.anchors]
    if "" in labels:
        yield error("anchor_blank", item.code, number=labels.index("") + 1)
    for label in twice(label for label in labels if label):
        yield error("anchor_label_twice", item.code, label=label)
    for scores in twice(zip(*(scores_of(item, standard) for standard in rubric.standard_keys), strict=True)):
        yield error("anchor_score_twice", item.code, score="、".join(dict.fromkeys(map(figure, scores))))
    for standard in rubric.standard_keys:
        yield from _anchor_scores(rubric, item, standard)


def _anchor_scores(rubric: RubricSpec, item: Item, standard: str) -> Findings:
    scores, most = scores_of(item, standard), most_points(item, standard)
    own = scores != [anchor.score for anchor in item.anchors] or most != item.points
    if not own and standard not in (SHARED, rubric.standard_keys[0]):
        return  # the same as for the standard before
    of = named(rubric, standard) if own else ""
    if min(scores) < 0:
        yield error("anchor_negative", item.code, standard=of, score=min(scores))
    if max(scores) != most:
        yield error("anchor_best", item.code, standard=of, score=max(scores), points=most)
    if scores != sorted(scores):
        yield hint("anchors_not_ascending", item.code, standard=of)


def _grades(item: Item) -> Findings:
    if len(item.grades) < FEWEST:
        yield error("grades_too_few", item.code, count=len(item.grades))
        return
    labels, shares = [grade.label.strip() for grade in item.grades], [grade.share for grade in item.grades]
    if "" in labels:
        yield error("grade_blank", item.code, number=labels.index("") + 1)
    for label in twice(label for label in labels if label):
        yield error("grade_label_twice", item.code, label=label)
    for share in twice(shares):
        yield error("grade_share_twice", item.code, share=share)
    if outside := [share for share in shares if not 0 <= share <= 1]:
        yield error("grade_share_outside", item.code, share=outside[0])
    elif max(shares) != 1:
        yield error("grade_none_full", item.code, share=max(shares))
    if shares != sorted(shares, reverse=True):
        yield hint("grades_not_descending", item.code)


def _deduct(item: Item) -> Findings:
    if item.each <= 0:
        yield error("deduct_without_each", item.code)
    elif 0 < item.points < item.each:
        yield error("deduct_each_over_points", item.code, each=item.each, points=item.points)
