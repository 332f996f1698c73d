"""What a pack of requirements on staff may say: categories with caps, lines for people, lines for schools, supervision.

A pack is one TOML file in data/requirements/; what a bureau publishes is the same value as JSON. `RequirementSpec` takes
whatever has a meaning; whether it is a sensible set of requirements is said by `rules.lint`.
"""

from collections.abc import Collection
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from core.organisations.rules import Stage
from core.training.rules import COUNSELLORS, StaffKind

MOST_CAP = 2000
"""The largest figure of 学时 that a pack may name."""
OTHER = "other"
"""The category of hours that say nothing else."""


def _exact(value: object) -> object:
    return str(value) if isinstance(value, float) else value  # 0.1 is one tenth, not the binary number near it


Hours = Annotated[Decimal, BeforeValidator(_exact), Field(ge=0, le=MOST_CAP, decimal_places=1)]
Key = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[a-z][a-z0-9_]*$")]
Title = Annotated[str, Field(min_length=1, max_length=60)]
Words = Annotated[str, Field(max_length=400)]
Note = Annotated[str, Field(min_length=1, max_length=400)]
Percent = Annotated[int, Field(ge=0, le=100)]


class Frozen(BaseModel):
    """A value that is checked once and never changes."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Category(Frozen):
    """A sort of training that hours are recorded under."""

    key: Key
    title: Title
    help: Words = ""


class CategoryPack(Frozen):
    """The sorts of training, in the order they are shown; `other` takes what fits nowhere else."""

    key: Key
    version: str
    title: Title
    categories: tuple[Category, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _apart(self) -> Self:
        keys = [one.key for one in self.categories]
        if len(set(keys)) < len(keys) or len({one.title for one in self.categories}) < len(keys):
            raise ValueError("categories: two share a key or a title")
        if OTHER not in keys:
            raise ValueError(f"categories: {OTHER} is missing")
        return self


class Carry(Frozen):
    """What of the hours above a category's cap counts in the next year, and in no later one: `share` percent, `most` 学时.

    A share of 0 carries nothing.
    """

    share: Percent = 0
    most: Hours | None = None


class HourSpec(Frozen):
    """How hours are counted in a year that begins on the first of `begins` (9: school year; 1: calendar year).

    `caps` are by category, a category without one counts in full, 0 does not count; `cap` is that of the whole year: hours
    above it lapse.
    """

    begins: int = Field(default=9, ge=1, le=12)
    caps: dict[Key, Hours] = {}
    cap: Hours | None = None
    carry: Carry = Carry()


class Newcomers(StrEnum):
    """What is asked of somebody who began within the year."""

    FULL = "full"  # 同样要求
    PRORATA = "prorata"  # 按在岗月数折算
    EXEMPT = "exempt"  # 当年不要求


class Due(Frozen):
    """A day of the year of counting; the 29 February counts as the 28th where there is none."""

    month: int = Field(ge=1, le=12)
    day: int = Field(ge=1, le=31)

    @model_validator(mode="after")
    def _is_a_day(self) -> Self:
        if self.day > (29 if self.month == 2 else 30 if self.month in (4, 6, 9, 11) else 31):
            raise ValueError(f"due: there is no day {self.day} in month {self.month}")
        return self


class PersonLine(Frozen):
    """So many 学时 a year, in one category or ("") together, of people of these kinds at schools with one of these stages.

    No stages means every school; `due` None is the last day of the year of counting.
    """

    key: Key
    title: Title
    kinds: tuple[StaffKind, ...] = Field(min_length=1)
    stages: tuple[Stage, ...] = ()
    category: Key | Literal[""] = ""
    hours: Hours = Field(gt=0)
    due: Due | None = None
    newcomers: Newcomers = Newcomers.PRORATA
    source: Note


class CertifiedShare(Frozen):
    """持证率: at least so many percent of the counsellors in post have a valid certificate."""

    percent: Percent
    source: Note


class PerStage(Frozen):
    """At least so many full-time counsellors for each stage of a school."""

    people: int = Field(ge=1, le=20)
    source: Note


class PupilRatio(Frozen):
    """At most so many pupils for each counsellor of these kinds."""

    pupils: int = Field(ge=1, le=10_000)
    kinds: tuple[StaffKind, ...] = Field(default=COUNSELLORS, min_length=1)
    source: Note

    @model_validator(mode="after")
    def _counsellors_alone(self) -> Self:
        if not set(self.kinds) <= set(COUNSELLORS):
            raise ValueError("ratio: only full_time and part_time are counsellors")
        return self


class SchoolLines(Frozen):
    """What is asked of each school; None is not asked."""

    certified: CertifiedShare | None = None
    full_time: PerStage | None = None
    ratio: PupilRatio | None = None


class SupervisionLine(Frozen):
    """Hours of supervision that counsellors of these kinds are to have each term; 0 is not asked."""

    individual: Hours = Decimal(0)
    group: Hours = Decimal(0)
    kinds: tuple[StaffKind, ...] = Field(default=COUNSELLORS, min_length=1)
    source: Note


class RequirementSpec(Frozen):
    """A bureau's requirements on staff."""

    key: Key
    version: Annotated[str, Field(pattern=r"^\d+(\.\d+)*$", max_length=20)]
    title: Title
    note: Words = ""
    sources: tuple[Note, ...] = Field(min_length=1)
    licence: Title
    hours: HourSpec = HourSpec()
    people: tuple[PersonLine, ...] = ()
    school: SchoolLines = SchoolLines()
    supervision: SupervisionLine | None = None

    @model_validator(mode="after")
    def _told_apart(self) -> Self:
        if len({line.key for line in self.people}) < len(self.people):
            raise ValueError("people: two lines share a key")
        return self


def check_categories(spec: RequirementSpec, known: Collection[str]) -> None:
    """Raise ValueError for a cap or a line over a category that is not known."""
    named = {*spec.hours.caps, *(line.category for line in spec.people if line.category)}
    if strange := sorted(named - set(known)):
        raise ValueError(f"unknown categories: {', '.join(strange)}")
