"""A rubric in words: what an item gives and for what, what the linter says of it."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from core.errors import Problem
from core.evaluation.rules.headings import titles
from core.evaluation.rules.lint import Finding, Gravity
from core.evaluation.rules.points import most_points
from core.evaluation.rules.spec import QUANTITIES, Band, Combine, Item, Kind, Node, RubricSpec
from core.evaluation.rules.titles import ITEM_KINDS
from core.ui.words import ProblemRow, problem_words

GRAVITIES = {Gravity.ERROR: "要改", Gravity.HINT: "提醒"}


def figure(value: Decimal) -> str:
    """A number as people write it: 7, 0.5."""
    return format(value.normalize(), "f") if value else "0"


def points_words(spec: RubricSpec, item: Item) -> str:
    """7 分; 一票否决; 最多扣 4 分; 达标 3 分、示范 5 分."""
    if item.kind is Kind.VETO:
        return ITEM_KINDS[Kind.VETO]
    if item.kind is Kind.DEDUCT:
        return f"每次扣 {figure(item.each)} 分，最多扣 {figure(item.points)} 分"
    worth = {standard: most_points(item, standard) for standard in spec.standard_keys}
    if len(set(worth.values())) == 1:
        return f"{figure(next(iter(worth.values())))} 分"
    named = {standard.key: standard.title for standard in spec.standards}
    return "、".join(f"{named[key]} {figure(points)} 分" for key, points in worth.items())


def level_words(spec: RubricSpec, item: Item) -> Iterator[str]:
    """What each level gives, a line each; bands of one standard alone say which."""
    named = {standard.key: standard.title for standard in spec.standards}
    for anchor in item.anchors:
        own = "".join(
            f"，{named[key]} {figure(score)} 分" for key, score in anchor.scores.items() if score != anchor.score
        )
        yield f"{figure(anchor.score)} 分{own}：{anchor.label}"
    for grade in item.grades:
        yield f"{grade.label}：{figure(grade.share * item.points)} 分（系数 {figure(grade.share)}）"
    yield from (f"{band_words(band, item)}：{figure(band.score)} 分" for band in item.bands)
    for asked in item.requirements:
        yield from (
            f"{named[asked.standard]} · {band_words(band, item)}：{figure(band.score)} 分" for band in asked.bands
        )


def band_words(band: Band, item: Item) -> str:
    """不到 60 ㎡; 60—100 ㎡（不含 100）; 3 名; 120 ㎡ 及以上."""
    unit = f" {item.unit}" if item.unit else ""
    if band.low is None or band.high is None:
        return _one_sided(band, unit)
    if band.low == band.high:
        return f"{figure(band.low)}{unit}"
    left_out = [figure(end) for end, out in ((band.low, band.low_open), (band.high, not band.high_closed)) if out]
    tail = f"（不含 {'、'.join(left_out)}）" if left_out else ""
    return f"{figure(band.low)}—{figure(band.high)}{unit}{tail}"


def _one_sided(band: Band, unit: str) -> str:
    if band.low is not None:
        return f"超过 {figure(band.low)}{unit}" if band.low_open else f"{figure(band.low)}{unit} 及以上"
    if band.high is not None:
        return f"{figure(band.high)}{unit} 及以下" if band.high_closed else f"不到 {figure(band.high)}{unit}"
    return "不论多少"


def node_words(node: Node) -> str:
    """组织领导　10 分; how its points come together where that is not a sum."""
    told = [f"{figure(node.points)} 分"] if node.points is not None else []
    told += ["按平均"] if node.combine is Combine.MEAN else []
    told += [f"折算为 {figure(node.scale_to)} 分"] if node.scale_to is not None else []
    told += [f"最多 {figure(node.cap)} 分"] if node.cap is not None else []
    return "，".join(told)


def how(item: Item) -> str:
    """The way of marking, with what belongs to it: 按测量值（㎡）."""
    unit = f"（{item.unit}）" if item.kind in QUANTITIES and item.unit else ""
    return f"{ITEM_KINDS[item.kind]}{unit}"


def finding_rows(spec: RubricSpec, found: Iterable[Finding]) -> Iterator[ProblemRow]:
    """Findings as rows of a problem list: where, how grave, what it is and how to mend it."""
    known = titles(spec)
    for one in found:
        words = problem_words(Problem("", 0, "", "", one.code, details=one.details))
        where = f"{one.where} {known.get(one.where, '')}".strip() or "整份标准"
        yield ProblemRow(where, GRAVITIES[one.gravity], words.what, words.fix)
