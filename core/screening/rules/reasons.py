"""Why a pupil is on the list: short codes to store, and the words for them."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from itertools import groupby
from math import floor
from typing import NamedTuple

from core.screening.rules.bands import Band
from core.screening.rules.scores import NO_BAND
from core.screening.rules.spec import Aggregation, ScaleSpec


class Kind(StrEnum):
    """What a reason points at, in the order in which reasons of one scale are told."""

    TOTAL = "total"
    DERIVED = "derived"
    SUBSCALE = "subscale"
    CRITICAL = "critical"


ORDER = {kind: at for at, kind in enumerate(Kind)}


class Reason(NamedTuple):
    """One finding behind a tier.

    `at` is 0 for the total, the position of a sub-scale or derived figure, the number of a critical item; `band`
    points into the flat bands of the total or sub-scale (NO_BAND where there is none); `severity` is what it led to.
    """

    scale: str
    kind: Kind
    at: int
    value: float
    band: int
    severity: int

    @property
    def code(self) -> str:
        """The reason as text for storage: scale:kind:index:value:band:severity."""
        return f"{self.scale}:{self.kind.value}:{self.at}:{self.value!r}:{self.band}:{self.severity}"


def encode(reasons: Sequence[Reason]) -> str:
    """Reasons as one text for storage; "" for none."""
    return ";".join(reason.code for reason in reasons)


def decode(text: str) -> tuple[Reason, ...]:
    """The inverse of `encode`. Raises ValueError for anything else."""
    return tuple(_decode_one(code) for code in text.split(";")) if text else ()


def _decode_one(code: str) -> Reason:
    scale, kind, at, value, band, severity = code.split(":")
    return Reason(scale, Kind(kind), int(at), float(value), int(band), int(severity))


def sentence(scales: Mapping[str, ScaleSpec], reasons: Sequence[Reason]) -> str:
    """All reasons in one line; a scale's name is said once: PHQ-9 总分 17，中重度（15–19）；第 9 题 = 2."""
    said = []
    for key, group in groupby(reasons, key=lambda reason: reason.scale):
        phrases = [words(scales[key], reason) for reason in group]
        said.append(f"{scales[key].title} " + "；".join(phrases))
    return "；".join(said)


def words(spec: ScaleSpec, reason: Reason) -> str:
    """One reason without the scale's name."""
    if reason.kind is Kind.CRITICAL:
        return f"第 {reason.at} 题 = {figure(reason.value)}"
    if reason.kind is Kind.DERIVED:
        return f"{spec.derived[reason.at].title} {figure(reason.value)}"
    if reason.kind is Kind.TOTAL:
        mean = spec.total.aggregation is Aggregation.MEAN
        title, bands = "总均分" if mean else "总分", spec.total_bands
    else:
        subscale = spec.subscales[reason.at]
        mean = subscale.aggregation is Aggregation.MEAN
        title, bands = subscale.title, subscale.flat_bands
    shown = f"{title} {figure(reason.value)}"
    return shown if reason.band == NO_BAND else f"{shown}，{_band_words(bands[reason.band], bands, mean=mean)}"


def figure(value: float) -> str:
    """A score as people read it: at most two decimals, cut and not rounded up, so that it never leaves its band."""
    return f"{floor(value * 100 + 1e-6) / 100:g}"


def _band_words(band: Band, bands: Sequence[Band], *, mean: bool) -> str:
    """A band with its ends; a mean's band that another one follows ends just below that one."""
    followed = any(other.low == band.high for other in bands if other is not band)
    low, high = figure(band.low), figure(band.high - 0.01 if mean and followed else band.high)
    return f"{band.label}（{low}）" if low == high else f"{band.label}（{low}–{high}）"
