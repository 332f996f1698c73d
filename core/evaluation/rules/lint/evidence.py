"""What is asked for and what helps: evidence, guidance, what the system already knows, where the rubric comes from."""

from core.evaluation.rules.lint.finding import Findings, error, hint
from core.evaluation.rules.proposals import KNOWN
from core.evaluation.rules.spec import QUANTITIES, Item, Kind, RubricSpec

TELLS_ITSELF = (Kind.ANCHORS, *QUANTITIES)
"""Kinds whose levels say what they are given for."""
UNITS = {"％": "%", "平方米": "㎡", "m²": "㎡", "m2": "㎡", "人": "名"}
"""Spellings of one unit."""


def check_evidence(rubric: RubricSpec) -> Findings:
    """Evidence, guidance and proposals of every item; the source of the whole."""
    if not rubric.source.document.strip():
        yield error("source_missing")
    for item in rubric.items:
        if item.evidence_required and not any(words.strip() for words in item.evidence):
            yield error("evidence_missing", item.code)
        elif any(not words.strip() for words in item.evidence):
            yield hint("evidence_blank", item.code)
        if not _guided(item):
            yield hint("guidance_missing", item.code)
        yield from _proposal(item)


def _guided(item: Item) -> bool:
    told = (item.guidance, item.method, *(each.text for each in item.requirements))
    return item.kind in TELLS_ITSELF or any(words.strip() for words in told)


def _proposal(item: Item) -> Findings:
    if not item.proposal:
        return
    known = KNOWN.get(item.proposal)
    if known is None:
        yield error("proposal_unknown", item.code, key=item.proposal)
    elif item.kind in QUANTITIES and _unit(item.unit) != _unit(known.unit):
        yield error("proposal_unit", item.code, title=known.title, unit=known.unit, own=item.unit.strip() or "没有写")


def _unit(words: str) -> str:
    return UNITS.get(words.strip(), words.strip())
