"""What the demo's schools and raters put down: plausible marks, the reason wherever points are lost, a file as evidence."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO

import numpy as np
from PIL import Image, ImageDraw

from core.evaluation.rules import tally
from core.evaluation.rules.filling import Given
from core.evaluation.rules.marks import Mark
from core.evaluation.rules.spec import Band, Item, Kind, RubricSpec

LUCK = 0.16
"""How far single items lie from how well a school does, as a standard deviation."""
STRICTER, LESS = 0.1, 0.3
"""How often a rater sees less than the school does, and by which share of the points."""
HUNDRED = ("%", "分")
"""Units that end at a hundred."""
INK, PAPER = (74, 96, 88), (246, 244, 238)


def judged(spec: RubricSpec, strength: float, noise: np.random.Generator) -> dict[str, Mark]:
    """A whole sheet of a school that reaches about the share `strength` of the points."""
    luck = noise.normal(0, LUCK, len(spec.by_code))
    return {
        code: mark_of(item, strength + float(at)) for (code, item), at in zip(spec.by_code.items(), luck, strict=True)
    }


def seen(spec: RubricSpec, marks: Mapping[str, Mark], noise: np.random.Generator) -> dict[str, Mark]:
    """The same sheet as a rater sees it: here and there a little less."""
    stricter = noise.random(len(spec.by_code)) < STRICTER
    return {
        code: mark_of(item, share_of(item, marks[code]) - LESS) if less and item.kind is not Kind.VETO else marks[code]
        for (code, item), less in zip(spec.by_code.items(), stricter, strict=True)
    }


def share_of(item: Item, mark: Mark) -> float:
    """The share of the item's points that a mark reaches; 1 where it does not apply."""
    points = tally.points_of(item, mark, "")
    return 1.0 if points is None or not item.points else float(points / item.points)


def mark_of(item: Item, share: float) -> Mark:
    """A mark that reaches about that share of the item's points."""
    match item.kind:
        case Kind.ANCHORS:
            return Mark.of(_nearest([one.score for one in item.anchors], share))
        case Kind.GRADES:
            return Mark.of(_nearest([one.share for one in item.grades], share))
        case Kind.STEPS:
            steps = int(item.points / item.step)
            return Mark.of(item.step * min(max(round(share * steps), 0), steps))
        case Kind.CHECK:
            return Mark.of(int(share > 0.45))
        case Kind.VETO | Kind.DEDUCT:
            return Mark.of(0)
    return Mark.of(_within(item.bands[_nearest([one.score for one in item.bands], share)], item.unit))


def given(spec: RubricSpec, item: Item, mark: Mark) -> Given:
    """The mark with a reason where it loses points."""
    return Given(mark, _reason(item, mark) if tally.loses(spec, item, mark) else "")


def photograph(number: int) -> bytes:
    """A drawn plan of a room as PNG: a desk, two chairs, a shelf; nobody is in it."""
    buffer = BytesIO()
    _drawn(number).save(buffer, "png")
    return buffer.getvalue()


def paper(number: int, day: date) -> bytes:
    """A page with lines and a seal as PDF."""
    buffer, made = BytesIO(), day.timetuple()
    page = Image.new("RGB", (420, 594), PAPER)
    pen = ImageDraw.Draw(page)
    for row in range(18):
        pen.line((48, 90 + row * 24, 372 - (row * 37 + number * 13) % 120, 90 + row * 24), fill=INK, width=3)
    pen.ellipse((290, 470, 360, 540), outline=(178, 60, 52), width=4)
    page.save(buffer, "pdf", creationDate=made, modDate=made)
    return buffer.getvalue()


def _drawn(number: int) -> Image.Image:
    picture = Image.new("RGB", (480, 320), PAPER)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((20, 20, 460, 300), outline=INK, width=5)
    pen.rectangle((60 + number % 40, 60, 190, 120), fill=(196, 178, 148))
    for x in (240, 330):
        pen.ellipse((x, 150 + number % 30, x + 60, 210 + number % 30), fill=(136, 164, 150))
    pen.rectangle((60, 230, 400, 270), outline=INK, width=3)
    return picture


def _nearest(scores: Sequence[Decimal], share: float) -> int:
    most = max(scores) or Decimal(1)
    return min(range(len(scores)), key=lambda at: (abs(float(scores[at] / most) - share), -scores[at]))


def _within(band: Band, unit: str) -> Decimal:
    """A quantity that lies in the band."""
    low = band.low or Decimal(0)
    if band.high is not None:
        return ((low + band.high) / 2).to_integral_value(rounding="ROUND_FLOOR")
    return min(low + 1, Decimal(100)) if unit in HUNDRED else low + 1


def _reason(item: Item, mark: Mark) -> str:
    value = int(mark.value("") or 0)
    if item.kind is Kind.ANCHORS:
        return f"现场看到：{item.anchors[value].label}。"
    if item.kind is Kind.CHECK:
        return "材料和现场都没有看到，已当面说明。"
    if item.bands:
        held = next((band.label for band in item.bands if band.holds(Decimal(value))), "")
        return f"现场核对：{held}。" if held else "现场核对后的数量。"
    return "有一处还没有做到，已当面说明怎样补上。"
