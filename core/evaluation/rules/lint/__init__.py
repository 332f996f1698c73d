"""The linter of rubrics: what has a meaning, and still was hardly meant."""

from collections.abc import Callable

from core.evaluation.rules.lint.bands import check_bands
from core.evaluation.rules.lint.codes import check_codes, codes_twice
from core.evaluation.rules.lint.evidence import check_evidence
from core.evaluation.rules.lint.finding import Finding, Findings, Gravity
from core.evaluation.rules.lint.kinds import check_kinds
from core.evaluation.rules.lint.lines import check_lines
from core.evaluation.rules.lint.scales import check_scales
from core.evaluation.rules.lint.standards import check_standards
from core.evaluation.rules.lint.sums import check_sums
from core.evaluation.rules.lint.vetoes import check_vetoes
from core.evaluation.rules.spec import RubricSpec

__all__ = ["Finding", "Gravity", "codes_twice", "lint"]

CHECKS: tuple[Callable[[RubricSpec], Findings], ...] = (
    check_scales,
    check_bands,
    check_vetoes,
    check_standards,
    check_kinds,
    check_evidence,
)


def lint(rubric: RubricSpec) -> tuple[Finding, ...]:
    """Everything that deserves a look, errors first, each in the order of the sheet; () for a clean rubric.

    Where a code stands twice nothing can be added up; sums and grade lines are looked at once that is put right.
    """
    found = dict.fromkeys(check_codes(rubric))
    summing = () if codes_twice(rubric) else (check_sums, check_lines)
    found |= dict.fromkeys(finding for check in (*CHECKS, *summing) for finding in check(rubric))
    codes = [*(node.code for node in rubric.nodes), *(item.code for item in rubric.items)]
    places = {code: at for at, code in enumerate(codes, 1)}
    return tuple(sorted(found, key=lambda one: (one.gravity is Gravity.HINT, places.get(one.where, 0))))
