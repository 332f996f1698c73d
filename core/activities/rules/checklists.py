"""What a checklist (N 个一) may say: items with kind, audiences, stages, and the evidence asked for each.

A checklist is one TOML file in data/checklists/; what a bureau publishes, and what a season keeps of it, is the same value
as JSON. `ChecklistSpec` takes whatever has a meaning; what was hardly meant is said by `rules.checklist_lint`.
"""

from collections.abc import Collection
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from core.activities.rules import ActivityKind, Audience
from core.organisations.rules import Stage

SHORT = 4
"""The longest heading on the board, in characters."""
MOST_ITEMS, MOST_SESSIONS, MOST_PHOTOS, EARLIEST_DUE = 30, 100, 20, 200
LOCAL = "请按本地文件核定"
"""What the source of a list says whose contents were not published."""

Key = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[a-z0-9][a-z0-9_]*$")]
Code = Annotated[str, Field(min_length=1, max_length=24, pattern=r"^[A-Za-z0-9][A-Za-z0-9_]*$")]
Title = Annotated[str, Field(min_length=1, max_length=60)]
Words = Annotated[str, Field(max_length=400)]


class Frozen(BaseModel):
    """A value that is checked once and never changes."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Source(Frozen):
    """Where a list comes from; `note` says what of it was not published."""

    document: Annotated[str, Field(min_length=1, max_length=200)]
    url: Annotated[str, Field(max_length=300)] = ""
    note: Words = ""


class EvidenceSpec(Frozen):
    """What a report has to bring: at least so many photographs, a file, a paragraph, the works counted by kind."""

    photos: int = Field(default=0, ge=0, le=MOST_PHOTOS)
    file: bool = False
    words: bool = False
    works: bool = False

    @property
    def anything(self) -> bool:
        """Whether anything is asked at all."""
        return bool(self.photos or self.file or self.words or self.works)


class ItemSpec(Frozen):
    """One thing to do: held at least `least` times (场次), for any of `audiences`, by schools with one of `stages` (() = all).

    `due` is how many days before the end of the season it should be reported; 0 = by the last day on which reports are taken.
    """

    code: Code
    title: Title
    short: Annotated[str, Field(min_length=1, max_length=SHORT)]
    words: Words = ""
    kind: ActivityKind = ActivityKind.OTHER
    audiences: tuple[Audience, ...] = Field(min_length=1)
    required: bool = True
    least: int = Field(default=1, ge=1, le=MOST_SESSIONS)
    stages: tuple[Stage, ...] = ()
    evidence: EvidenceSpec = EvidenceSpec()
    due: int = Field(default=0, ge=0, le=EARLIEST_DUE)

    @model_validator(mode="after")
    def _once_each(self) -> Self:
        if len(set(self.audiences)) < len(self.audiences) or len(set(self.stages)) < len(self.stages):
            raise ValueError("audiences, stages: one is named twice")
        return self


class ChecklistSpec(Frozen):
    """A checklist in one version."""

    key: Key
    version: Annotated[str, Field(pattern=r"^\d+(\.\d+)*$", max_length=20)]
    title: Title
    source: Source
    items: tuple[ItemSpec, ...] = Field(min_length=1, max_length=MOST_ITEMS)

    @model_validator(mode="after")
    def _told_apart(self) -> Self:
        if len({item.code for item in self.items}) < len(self.items):
            raise ValueError("items: two share a code")
        return self

    def item(self, code: str) -> ItemSpec | None:
        """The item of that code; None where there is none."""
        return next((one for one in self.items if one.code == code), None)


def asked_of(spec: ChecklistSpec, stages: Collection[str]) -> tuple[ItemSpec, ...]:
    """The items that a school with these stages is asked for, required and optional, in the order of the list."""
    return tuple(one for one in spec.items if not one.stages or set(one.stages) & set(stages))
