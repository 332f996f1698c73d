"""Sheets worked out by hand: what was put down, and what every line comes to."""

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from core.evaluation.rules.marks import NOT_APPLICABLE, Mark
from core.evaluation.rules.spec import SHARED, Frozen, Points

FOLDER = Path(__file__).parent / "golden"
NOT_HERE = "-"
Numbers = Points | dict[str, Points]


class Line(Frozen):
    """One item; `points` None for what does not apply."""

    code: str
    mark: Numbers | str
    points: Numbers | None = None
    how: str

    @property
    def as_mark(self) -> Mark:
        if self.mark == NOT_HERE:
            return NOT_APPLICABLE
        return Mark(tuple(sorted(by_standard(self.mark).items())))


class Sum(Frozen):
    code: str
    score: Numbers
    how: str


class Whole(Frozen):
    standard: str = SHARED
    total: Points
    grade: str | None = None
    vetoes: tuple[str, ...] = ()
    capped_by: tuple[str, ...] = ()
    how: str


class Sheet(Frozen):
    title: str
    lines: tuple[Line, ...]
    nodes: tuple[Sum, ...] = ()
    totals: tuple[Whole, ...]

    @property
    def marks(self) -> dict[str, Mark]:
        return {line.code: line.as_mark for line in self.lines}


class Golden(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    sheets: tuple[Sheet, ...]


def by_standard(numbers: object) -> Mapping[str, Decimal]:
    """One number as that of the only standard."""
    return numbers if isinstance(numbers, dict) else {SHARED: Decimal(str(numbers))}


def sheets() -> list[tuple[str, Sheet]]:
    """Every sheet with the key of its rubric."""
    read = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.toml"))}
    return [(key, sheet) for key, raw in read.items() for sheet in Golden.model_validate(raw).sheets]
