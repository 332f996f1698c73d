"""Several raters' sheets as one result; the order of the raters never matters."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from core.evaluation.rules.marks import Mark
from core.evaluation.rules.results import MergedResult
from core.evaluation.rules.rolling import MISSING, Given, rolled
from core.evaluation.rules.spec import Item, RubricSpec
from core.evaluation.rules.states import ResultRule
from core.evaluation.rules.tally import given_by

TRIM_FROM = 4
"""From so many points for an item on the highest and the lowest are left out (ResultRule.TRIMMED)."""
Reckoning = Callable[[Item, Mark, str], Given]
"""What a mark gives for an item by a standard, as `tally.given_by`."""
Votes = dict[str, list[Given]]
"""What the raters gave, by item."""
NOTHING = Mark()


def reckoning() -> Reckoning:
    """`given_by` that remembers its answers: for many sheets of one rubric, and of one rubric alone."""
    known: dict[tuple[str, Mark, str], Given] = {}

    def reckon(item: Item, mark: Mark, standard: str) -> Given:
        key = item.code, mark, standard
        found = known.get(key)
        if found is None:
            found = known[key] = given_by(item, mark, standard)
        return found

    return reckon


def merged(
    rubric: RubricSpec,
    sheets: Sequence[Mapping[str, Mark]],
    settled: Mapping[str, Mark],
    rule: ResultRule,
    *,
    reckon: Reckoning = given_by,
) -> MergedResult:
    """One result of several sheets: for every item the mean of the raters' points, exactly, by each standard.

    A settled mark replaces the raters'. An item does not apply when most raters say so; in a tie it applies, and those
    who say that it does not have no part in its mean. TRIMMED leaves out the highest and the lowest points of an item
    that has at least four. Under CHAIR an item that differs must be settled, under every rule a veto that raters see
    differently; until then it is `unsettled` and missing. An item that any rater left open is missing too.
    """
    votes = {key: _votes(rubric, sheets, key, reckon) for key in rubric.standard_keys}
    known = {code: rubric.by_code[code] for code in settled if code in rubric.by_code}
    agreed = {
        key: {code: _together(each, rule) for code, each in votes[key].items()}
        | {code: reckon(item, settled[code], key) for code, item in known.items()}
        for key in votes
    }
    missing = tuple(code for code in rubric.by_code if any(each[code].missing for each in agreed.values()))
    disputed = {code for each in votes.values() for code in each if _in_dispute(each[code], rule)} - settled.keys()
    unsettled = tuple(code for code in missing if code in disputed)
    standards = {key: rolled(rubric, key, each, complete=not missing) for key, each in agreed.items()}
    return MergedResult(standards, missing, unsettled)


def differ_on_veto(votes: Sequence[Given]) -> bool:
    """Whether some raters see a veto and others do not."""
    return len({vote.veto for vote in votes}) > 1


def differ(votes: Sequence[Given]) -> bool:
    """Whether the raters' points differ, or whether the item applies, or whether it is a veto."""
    return len(set(votes)) > 1


def _votes(rubric: RubricSpec, sheets: Sequence[Mapping[str, Mark]], standard: str, reckon: Reckoning) -> Votes:
    return {
        code: [reckon(item, sheet.get(code, NOTHING), standard) for sheet in sheets]
        for code, item in rubric.by_code.items()
    }


def _together(votes: Sequence[Given], rule: ResultRule) -> Given:
    if not votes or any(vote.missing for vote in votes) or _must_settle(votes, rule):
        return MISSING
    points = [vote.points for vote in votes if vote.points is not None]
    if 2 * len(points) < len(votes):
        return Given(None, na=True)
    return Given(_mean(points, rule), veto=votes[0].veto)


def _must_settle(votes: Sequence[Given], rule: ResultRule) -> bool:
    return differ_on_veto(votes) or (rule is ResultRule.CHAIR and differ(votes))


def _in_dispute(votes: Sequence[Given], rule: ResultRule) -> bool:
    """Whether the marks that are there make it necessary to settle the item."""
    return _must_settle([vote for vote in votes if not vote.missing], rule)


def _mean(points: Sequence[Fraction], rule: ResultRule) -> Fraction:
    trims = rule is ResultRule.TRIMMED and len(points) >= TRIM_FROM
    counted = sorted(points)[1:-1] if trims else points
    return sum(counted, Fraction(0)) / len(counted)
