"""Bands: the named stretches of a score, for whom they hold, and how well each cut-off is known."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Span = tuple[int, int]


class Frozen(BaseModel):
    """A value of a pack: never changed, and no key it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Status(StrEnum):
    """How well a cut-off is known; `default` is shown as 默认值，请按本地文件核定."""

    PUBLISHED = "published"
    REPORTED = "reported"
    DEFAULT = "default"


class Direction(StrEnum):
    """Which end of a score calls for more care."""

    HIGHER = "higher"
    LOWER = "lower"


class Sex(StrEnum):
    """As the roster has it."""

    MALE = "male"
    FEMALE = "female"


class Cutoff(Frozen):
    """Whatever carries a cut-off says how well it is known and from where."""

    status: Status
    source: Annotated[str, Field(min_length=1)]


class Band(Frozen):
    """One stretch of a score. Sums: `low`–`high` whole numbers, both included. Means: from `low` to below `high`.

    `level` is the ordinal of care, 0 = none; of a mean's last band `high` is included.
    """

    low: float
    high: float
    label: Annotated[str, Field(min_length=1)]
    level: int = Field(ge=0, le=9)

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.low > self.high:
            raise ValueError(f"band {self.label}: {self.low:g} lies above {self.high:g}")
        return self


class BandSet(Cutoff):
    """The bands that hold for one kind of pupil; left out = for all."""

    respondent: str | None = None
    sex: Sex | None = None
    grades: Span | None = None
    steps: tuple[Band, ...] = Field(min_length=1)

    def overlaps(self, other: Self) -> bool:
        """Whether some pupil would fall under both sets."""
        return (
            _meet(self.respondent, other.respondent)
            and _meet(self.sex, other.sex)
            and (
                self.grades is None
                or other.grades is None
                or (self.grades[0] <= other.grades[1] and other.grades[0] <= self.grades[1])
            )
        )


def _meet(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other
