"""One pupil's scores on one scale over the years, with the bands they are read against."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from core.screening.rules.bands import Band, BandSet
from core.screening.rules.spec import ScaleSpec


class Point(NamedTuple):
    """What one sheet came to; `total` None where it is incomplete, `band` "" where none holds, `severity` of the tier."""

    campaign_id: int
    day: date
    total: float | None
    band: str
    valid: bool
    severity: int | None


class Stretch(NamedTuple):
    """A band as it is drawn: from `low` up to where the next one begins."""

    label: str
    low: float
    high: float


class Series(NamedTuple):
    """Every campaign in which a pupil was asked by one scale, oldest first. `low` and `high` are the scale's ends."""

    scale: str
    title: str
    respondent: str
    low: float
    high: float
    bands: tuple[Stretch, ...]
    points: tuple[Point, ...]


def stretches(spec: ScaleSpec, *, respondent: str, sex: str, grade: int) -> tuple[Stretch, ...]:
    """The bands of the total that hold for such a pupil, side by side without gaps; none where no set holds."""
    found = next((each.steps for each in spec.total.bands if _holds(each, respondent, sex, grade)), ())
    steps = sorted(found, key=lambda band: band.low)
    return tuple(Stretch(band.label, band.low, high) for band, high in zip(steps, _ends(steps), strict=True))


def _holds(bands: BandSet, respondent: str, sex: str, grade: int) -> bool:
    span = bands.grades or (grade, grade)
    return (
        bands.respondent in (None, respondent)
        and (bands.sex is None or bands.sex.value == sex)
        and span[0] <= grade <= span[1]
    )


def _ends(steps: Sequence[Band]) -> list[float]:
    return [*(band.low for band in steps[1:]), *(band.high for band in steps[-1:])]
