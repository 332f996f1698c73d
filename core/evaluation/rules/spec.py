"""What a rubric is: indicators in up to four levels, items of eight kinds, standards, grades, vetoes and caps.

A pack is one TOML file in data/rubrics/, a draft or a published version the same values as JSON. `RubricSpec` takes
whatever has a meaning; whether it is a *good* rubric is said by the linter. Points are exact decimals.
"""

from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

MAX_LEVELS = 4
SHARED = ""
"""The key of a mark that counts for every standard."""


def _exact(value: object) -> object:
    return str(value) if isinstance(value, float) else value  # 0.1 is one tenth, not the binary number near it


Points = Annotated[Decimal, BeforeValidator(_exact), Field(max_digits=9, decimal_places=4)]
Code = Annotated[str, Field(min_length=1, max_length=24, pattern=r"^\S+$")]  # kept in lists with blanks between
Words = Annotated[str, Field(max_length=2000)]
Title = Annotated[str, Field(min_length=1, max_length=300)]


class Frozen(BaseModel):
    """A value that is checked once and never changes."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Purpose(StrEnum):
    """What a rubric is for."""

    ROOM = "room"  # 标准化心理辅导室, 年检
    SCHOOL = "school"  # 示范校, 特色校
    SUPERVISION = "supervision"  # 年度督导
    ACTIVITY = "activity"  # 活动评比
    EXAMPLE = "example"  # 教学示例


class Kind(StrEnum):
    """How an item is marked; the number a mark holds is told beside it."""

    STEPS = "steps"  # the points themselves, in steps
    ANCHORS = "anchors"  # the position of the anchor chosen, from 0
    GRADES = "grades"  # the position of the grade chosen, from 0; points = item's points x share
    CHECK = "check"  # 1 met, 0 not
    MEASURE = "measure"  # a measured quantity, such as an area in square metres
    COUNT = "count"  # a whole number counted
    DEDUCT = "deduct"  # how many times; each takes points away
    VETO = "veto"  # 1 happened, 0 not; no points


QUANTITIES = (Kind.MEASURE, Kind.COUNT)


class Combine(StrEnum):
    """How a node's children make its score."""

    SUM = "sum"
    MEAN = "mean"  # points x the mean of the children's shares, weighted by `weight`


class NaRule(StrEnum):
    """What an item that does not apply does to the rest."""

    SIBLINGS = "siblings"  # its points are shared out within its parent
    WHOLE = "whole"  # it leaves the sheet; the total is scaled to the full points
    FULL = "full"  # it counts as fully met


class Source(Frozen):
    """Where a rubric comes from."""

    document: Words
    url: Words = ""
    note: Words = ""  # what of it is our proposal


class Standard(Frozen):
    """One of the columns that are scored in the same pass, such as 达标 and 示范."""

    key: Code
    title: Title


class Anchor(Frozen):
    """One level of an anchored scale. `scores` differ from `score` for the standards named."""

    label: Words
    score: Points
    scores: dict[str, Points] = {}


class Grade(Frozen):
    """One grade of a coefficient scale, such as B with 0.8 of the points."""

    label: Words
    share: Points


class Band(Frozen):
    """A stretch of a quantity and its points: `low` <= value < `high`; None is without end.

    `low_open` leaves `low` itself out, `high_closed` takes `high` itself in.
    """

    low: Points | None = None
    high: Points | None = None
    low_open: bool = False
    high_closed: bool = False
    score: Points
    label: Words = ""

    def holds(self, value: Decimal) -> bool:
        """Whether `value` lies in the band."""
        above = self.low is None or value > self.low or (value == self.low and not self.low_open)
        below = self.high is None or value < self.high or (value == self.high and self.high_closed)
        return above and below


class Requirement(Frozen):
    """What one standard asks of an item, and what it gives for it, where that differs between standards."""

    standard: Code
    text: Words = ""
    points: Points | None = None
    bands: tuple[Band, ...] = ()


class Item(Frozen):
    """One line that is marked.

    `points` are the most it can give (the most it takes away for DEDUCT); `step` is the smallest difference for STEPS.
    `separate` asks for one mark a standard. `veto_below` makes points under it a veto; `proposal` names what the system
    knows (see rules.proposals).
    """

    code: Code
    parent: str = ""
    title: Title
    kind: Kind = Kind.STEPS
    points: Points = Decimal(0)
    step: Points = Decimal(1)
    each: Points = Decimal(0)
    unit: Words = ""
    anchors: tuple[Anchor, ...] = ()
    grades: tuple[Grade, ...] = ()
    bands: tuple[Band, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    separate: bool = False
    weight: Points = Decimal(1)
    may_be_na: bool = False
    veto_below: Points | None = None
    guidance: Words = ""
    method: Words = ""
    evidence: tuple[Words, ...] = ()
    evidence_required: bool = False
    proposal: str = ""
    need: str = ""
    """What kind of training helps where this is weak, in a few words."""


class Node(Frozen):
    """An indicator with indicators or items below it.

    `points` are what the sheet prints (the linter compares them with the sum); `scale_to` stretches the children's sum
    to that many points; `cap` is the most the children may give together.
    """

    code: Code
    parent: str = ""
    title: Title
    points: Points | None = None
    combine: Combine = Combine.SUM
    scale_to: Points | None = None
    cap: Points | None = None
    weight: Points = Decimal(1)


class GradeLine(Frozen):
    """A grade and the total from which on it is given. `standard` "" is for every standard."""

    title: Title
    at_least: Points
    standard: str = ""


class GradeCap(Frozen):
    """While an item or indicator has fewer than `below` points, no grade better than `at_most` is given."""

    code: Code
    below: Points
    at_most: Title
    standard: str = ""


class RubricSpec(Frozen):
    """A whole rubric in one version. ValueError for what has no meaning at all: unknown parents, loops, two of one code."""

    key: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,39}$")]
    version: Annotated[str, Field(min_length=1, max_length=20)]
    title: Title
    purpose: Purpose
    source: Source
    licence: Words = ""
    summary: Words = ""
    stages: tuple[str, ...] = ()
    level_names: tuple[Title, ...] = ("一级指标", "二级指标", "三级指标")
    standards: tuple[Standard, ...] = ()
    na_rule: NaRule = NaRule.SIBLINGS
    combine: Combine = Combine.SUM
    total: Points | None = None
    """What the sheet prints as its full points."""
    nodes: tuple[Node, ...] = ()
    items: Annotated[tuple[Item, ...], Field(min_length=1, max_length=300)]
    lines: tuple[GradeLine, ...] = ()
    grade_caps: tuple[GradeCap, ...] = ()

    @model_validator(mode="after")
    def _hangs_together(self) -> "RubricSpec":
        nodes = {node.code: node for node in self.nodes}
        for code, parent in [(each.code, each.parent) for part in (self.nodes, self.items) for each in part]:
            if parent and parent not in nodes:
                raise ValueError(f"{code}: no indicator {parent}")
            if depth(nodes, parent) >= MAX_LEVELS:
                raise ValueError(f"{code}: deeper than {MAX_LEVELS} levels, or a loop")
        keys = {standard.key for standard in self.standards} | {SHARED}
        for named, standard in self._standards_named():
            if standard not in keys:
                raise ValueError(f"{named}: no standard {standard}")
        return self

    def _standards_named(self) -> list[tuple[str, str]]:
        found = [(line.title, line.standard) for line in self.lines]
        found += [(cap.code, cap.standard) for cap in self.grade_caps]
        for item in self.items:
            found += [(item.code, each.standard) for each in item.requirements]
            found += [(item.code, key) for anchor in item.anchors for key in anchor.scores]
        return found

    @cached_property
    def by_code(self) -> dict[str, Item]:
        """Items by code; of two with one code the first (the linter reports them)."""
        found: dict[str, Item] = {}
        for item in self.items:
            found.setdefault(item.code, item)
        return found

    @cached_property
    def _by_parent(self) -> tuple[dict[str, list[Node]], dict[str, list[Item]]]:
        nodes: dict[str, list[Node]] = {}
        items: dict[str, list[Item]] = {}
        for node in {each.code: each for each in reversed(self.nodes)}.values():
            nodes.setdefault(node.parent, []).insert(0, node)
        for item in self.by_code.values():
            items.setdefault(item.parent, []).append(item)
        return nodes, items

    def nodes_under(self, code: str) -> tuple[Node, ...]:
        """The indicators directly below an indicator, or the topmost ones below ""; of two with one code the first."""
        return tuple(self._by_parent[0].get(code, ()))

    def items_under(self, code: str) -> tuple[Item, ...]:
        """The items directly below an indicator, or those that stand at the top below ""."""
        return tuple(self._by_parent[1].get(code, ()))

    @property
    def standard_keys(self) -> tuple[str, ...]:
        """The standards that are scored; a rubric without any has the one called SHARED."""
        return tuple(standard.key for standard in self.standards) or (SHARED,)

    def marks_of(self, item: Item) -> tuple[str, ...]:
        """The keys under which a mark of this item holds its numbers: one, or one a standard."""
        return self.standard_keys if item.separate and self.standards else (SHARED,)


def depth(nodes: dict[str, Node], code: str) -> int:
    """How many indicators stand above something whose parent is `code`; MAX_LEVELS at most (a loop counts as that)."""
    steps = 0
    while code and steps < MAX_LEVELS:
        steps, code = steps + 1, nodes[code].parent if code in nodes else ""
    return steps
