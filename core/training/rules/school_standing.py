"""What is asked of a school, and whether it has it: certificates, full-time counsellors for each stage, pupils for each."""

from enum import StrEnum
from typing import NamedTuple

from core.training.rules import StaffKind
from core.training.rules.rates import Posts
from core.training.rules.requirements import CertifiedShare, PerStage, PupilRatio, SchoolLines


class SchoolMeasure(StrEnum):
    """What a school line measures."""

    CERTIFIED = "certified"  # 持证率
    FULL_TIME = "full_time"  # 每学段专职
    RATIO = "ratio"  # 师生比


class SchoolFigures(NamedTuple):
    """A school's counsellors in post, those with a valid certificate, its stages and its pupils on roll.

    `registered` False: nobody was ever registered there.
    """

    registered: bool
    posts: Posts
    certified: int
    stages: int
    pupils: int


class SchoolLine(NamedTuple):
    """One line for one school: `having` of `needed` people; `met` None where it cannot be told."""

    measure: SchoolMeasure
    having: int
    needed: int
    met: bool | None

    @property
    def lacking(self) -> int:
        """How many people are missing; 0 where the line is met or cannot be told."""
        return max(self.needed - self.having, 0) if self.met is False else 0


def school_standing(figures: SchoolFigures, lines: SchoolLines) -> tuple[SchoolLine, ...]:
    """The lines that are asked, in the order certificates, stages, pupils.

    A school that registered nobody cannot be told about, nor can the share of nobody or the ratio without a roll.
    """
    found: list[SchoolLine] = []
    if lines.certified:
        found.append(_certified(figures, lines.certified))
    if lines.full_time:
        found.append(_full_time(figures, lines.full_time))
    if lines.ratio:
        found.append(_ratio(figures, lines.ratio))
    return tuple(found)


def counsellors_needed(pupils: int, ratio: PupilRatio) -> int:
    """How many counsellors a roll asks for: one for each `ratio.pupils` begun, so that nobody has more."""
    return -(-pupils // ratio.pupils)


def _certified(figures: SchoolFigures, line: CertifiedShare) -> SchoolLine:
    counsellors = sum(figures.posts)
    needed = -(-counsellors * line.percent // 100)
    told = figures.registered and counsellors > 0
    return SchoolLine(
        SchoolMeasure.CERTIFIED, figures.certified, needed, figures.certified >= needed if told else None
    )  # fmt: skip


def _full_time(figures: SchoolFigures, line: PerStage) -> SchoolLine:
    having, needed = figures.posts.full_time, line.people * figures.stages
    return SchoolLine(SchoolMeasure.FULL_TIME, having, needed, having >= needed if figures.registered else None)


def _ratio(figures: SchoolFigures, line: PupilRatio) -> SchoolLine:
    full, part = figures.posts
    having = full * (StaffKind.FULL_TIME in line.kinds) + part * (StaffKind.PART_TIME in line.kinds)
    needed = counsellors_needed(figures.pupils, line)
    told = figures.registered and figures.pupils > 0
    return SchoolLine(SchoolMeasure.RATIO, having, needed, having >= needed if told else None)
