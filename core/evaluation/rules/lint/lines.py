"""Grade lines and caps on grades: each grade can be reached, and each cap names something."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from core.evaluation.rules.grading import lines_of
from core.evaluation.rules.lint.finding import Findings, error, hint, named, twice
from core.evaluation.rules.results import StandardResult
from core.evaluation.rules.spec import SHARED, GradeCap, GradeLine, Kind, RubricSpec
from core.evaluation.rules.tally import tally


def check_lines(rubric: RubricSpec) -> Findings:
    """Every grade line and every cap, each finding once however many standards share it."""
    empty = tally(rubric, {}).standards
    found = [each for standard, whole in empty.items() for each in _lines(rubric, standard, whole.most)]
    found += [each for cap in rubric.grade_caps for each in _cap(rubric, empty, cap)]
    yield from dict.fromkeys(found)


def _lines(rubric: RubricSpec, standard: str, top: Decimal) -> Findings:
    lines = [line for line in rubric.lines if line.standard in (SHARED, standard)]
    of = named(rubric, standard) if any(line.standard for line in lines) else ""
    for line in lines:
        if line.at_least > top:
            yield error("line_unreachable", standard=of, grade=line.title, at_least=line.at_least, most=top)
        elif line.at_least < 0:
            yield error("line_negative", standard=of, grade=line.title, at_least=line.at_least)
    for title in twice(line.title.strip() for line in lines):
        yield error("line_title_twice", standard=of, grade=title)
    for at_least in twice(line.at_least for line in lines):
        yield error("line_threshold_twice", standard=of, at_least=at_least)
    yield from _order(lines, of)


def _order(lines: Sequence[GradeLine], of: str) -> Findings:
    thresholds = [line.at_least for line in lines]
    if thresholds != sorted(thresholds, reverse=True):
        yield hint("lines_not_descending", standard=of)
    if 0 in thresholds:
        yield hint("line_at_zero", standard=of, grade=lines[thresholds.index(Decimal(0))].title)


def _cap(rubric: RubricSpec, empty: Mapping[str, StandardResult], cap: GradeCap) -> Findings:
    keys = (cap.standard,) if cap.standard else rubric.standard_keys
    known = [{**empty[key].nodes, **empty[key].items} for key in keys]
    if cap.code not in known[0]:
        yield error("cap_unknown_code", code=cap.code)
        return
    top = max(parts[cap.code].most for parts in known)
    if cap.below <= _least(rubric, cap.code):
        yield error("grade_cap_never", cap.code, grade=cap.at_most, below=cap.below)
    elif cap.below > top:
        yield error("grade_cap_always", cap.code, grade=cap.at_most, below=cap.below, most=top)
    for standard in keys:
        yield from _cap_grade(rubric, cap, standard)


def _least(rubric: RubricSpec, code: str) -> Decimal:
    """The fewest points something can come to: below nothing for a deduction alone."""
    item = rubric.by_code.get(code)
    return -item.points if item is not None and item.kind is Kind.DEDUCT else Decimal(0)


def _cap_grade(rubric: RubricSpec, cap: GradeCap, standard: str) -> Findings:
    titles = [line.title for line in lines_of(rubric, standard)]
    if cap.at_most not in titles:
        yield error("grade_cap_unknown_grade", cap.code, grade=cap.at_most)
    elif cap.at_most == titles[0]:
        yield hint("grade_cap_on_best", cap.code, grade=cap.at_most)
