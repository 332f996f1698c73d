"""Vetoes: no points, always applicable, and something to show for them."""

from core.evaluation.rules.lint.finding import Findings, error
from core.evaluation.rules.lint.scales import worth
from core.evaluation.rules.spec import Item, Kind, RubricSpec


def check_vetoes(rubric: RubricSpec) -> Findings:
    """Items that fail a school by themselves, or by few points."""
    for item in rubric.items:
        if item.kind is Kind.VETO:
            yield from _veto(item)
        elif item.veto_below is not None:
            yield from _threshold(rubric, item)


def _veto(item: Item) -> Findings:
    if item.points:
        yield error("veto_with_points", item.code, points=item.points)
    if item.may_be_na:
        yield error("veto_na", item.code)
    if item.veto_below is not None:
        yield error("veto_below_on_veto", item.code)
    yield from _evidence(item)


def _threshold(rubric: RubricSpec, item: Item) -> Findings:
    if item.veto_below is None:
        return
    if item.veto_below > max(worth(rubric, item)):
        yield error("veto_always", item.code, below=item.veto_below, points=max(worth(rubric, item)))
    elif item.veto_below <= 0:
        yield error("veto_never", item.code, below=item.veto_below)
    yield from _evidence(item)


def _evidence(item: Item) -> Findings:
    if not any(words.strip() for words in item.evidence):
        yield error("veto_without_evidence", item.code)
