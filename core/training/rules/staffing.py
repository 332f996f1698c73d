"""How schools are staffed against norms: every number is the length of a list of schools."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from core.organisations.rules import SETTING_TITLES, STAGE_TITLES, Setting, Stage
from core.training.rules.rates import Posts
from core.training.rules.requirements import SchoolLines
from core.training.rules.school_standing import SchoolFigures, SchoolMeasure, school_standing


class Norm(StrEnum):
    """What is asked of a school. The first two are asked everywhere, the others where its bureau asks them."""

    FULL_TIME = "full_time"  # 至少 1 名专职 (教思政厅函〔2021〕10号)
    EITHER = "either"  # 至少 1 名专职或兼职 (十七部门《专项行动计划（2023—2025 年）》)
    STAGES = "stages"  # 每个学段的专职
    RATIO = "ratio"  # 师生比
    CERTIFIED = "certified"  # 持证率


class Standing(StrEnum):
    """How a school stands by a norm."""

    MET = "met"  # 达到
    SHORT = "short"  # 还缺
    UNREPORTED = "unreported"  # 未报: nobody was ever registered, which is not the same as nobody in post
    NOT_APPLICABLE = "not_applicable"  # 不要求，或没有可以算的


WIDE = (Norm.FULL_TIME, Norm.EITHER)
"""What is asked of every school by national rule, whatever its bureau publishes."""
MEASURES = MappingProxyType(
    {
        Norm.STAGES: SchoolMeasure.FULL_TIME,
        Norm.RATIO: SchoolMeasure.RATIO,
        Norm.CERTIFIED: SchoolMeasure.CERTIFIED,
    }
)
MEANS: Mapping[bool | None, Standing] = MappingProxyType(
    {True: Standing.MET, False: Standing.SHORT, None: Standing.NOT_APPLICABLE}
)


class Side(StrEnum):
    """By what schools are told apart."""

    PLACE = "place"  # 地区
    STAGE = "stage"  # 学段
    SETTING = "setting"  # 城乡


class SchoolPosts(NamedTuple):
    """One school in numbers: `certified` are of those in post, `pupils` on roll, `lines` what its bureau asks of it.

    `place` is what it is counted under: the organisation below the one looked at, or the 学区 within a county.
    """

    school_id: int
    school: str
    place: str
    stages: tuple[Stage, ...]
    setting: Setting
    registered: bool
    posts: Posts
    certified: int
    pupils: int
    lines: SchoolLines = SchoolLines()

    @property
    def counsellors(self) -> int:
        """Full-time and part-time together."""
        return sum(self.posts)


class Parted(NamedTuple):
    """The schools by how they stand; every school is in exactly one of the four lists."""

    met: tuple[SchoolPosts, ...]
    short: tuple[SchoolPosts, ...]
    unreported: tuple[SchoolPosts, ...]
    not_applicable: tuple[SchoolPosts, ...]

    @property
    def of(self) -> int:
        """The denominator: everybody whom the norm concerns, also those who reported nobody."""
        return len(self.met) + len(self.short) + len(self.unreported)

    @property
    def share(self) -> float | None:
        """0 to 1; None where the norm concerns no school."""
        return len(self.met) / self.of if self.of else None

    @property
    def behind(self) -> tuple[SchoolPosts, ...]:
        """The schools that do not meet the norm as far as is known: short of it, or nothing reported."""
        return (*self.short, *self.unreported)


class Group(NamedTuple):
    """Schools that are looked at together."""

    title: str
    schools: tuple[SchoolPosts, ...]


class Line(NamedTuple):
    """What a norm asks of a school: `having` of `needed` people; `met` None where it cannot be told."""

    having: int
    needed: int
    met: bool | None

    @property
    def lacking(self) -> int:
        """How many people are missing; 0 where the norm is met or cannot be told."""
        return max(self.needed - self.having, 0) if self.met is False else 0


class Certified(NamedTuple):
    """持证率 over people: those with a valid certificate of those in post."""

    having: int
    of: int


def parted(schools: Iterable[SchoolPosts], norm: Norm) -> Parted:
    """The schools by how they stand by a norm, each list in the order given."""
    lists: Mapping[Standing, list[SchoolPosts]] = {standing: [] for standing in Standing}
    for school in schools:
        lists[standing_of(school, norm)].append(school)
    return Parted(*(tuple(lists[standing]) for standing in Standing))


def standing_of(school: SchoolPosts, norm: Norm) -> Standing:
    """How one school stands; without pupils on roll there is no ratio, without anybody in post no share of certificates."""
    line = line_of(school, norm)
    if line is None:
        return Standing.NOT_APPLICABLE
    if not school.registered and (norm is not Norm.RATIO or school.pupils):
        return Standing.UNREPORTED
    return MEANS[line.met]


def missing(school: SchoolPosts, norm: Norm) -> int:
    """How many people a school lacks that is short of a norm: posts, or certificates of those in post; otherwise 0."""
    line = line_of(school, norm)
    return line.lacking if line else 0


def grouped(schools: Sequence[SchoolPosts], side: Side) -> list[Group]:
    """The schools by one side, groups without any left out.

    A school of several stages stands in each of them: by stage the groups may hold more than all schools together.
    """
    places = dict.fromkeys(sorted(school.place for school in schools))
    titles = {Side.PLACE: places, Side.STAGE: STAGE_TITLES.values(), Side.SETTING: SETTING_TITLES.values()}[side]
    found = [Group(title, tuple(one for one in schools if title in _titles(one, side))) for title in titles]
    return [group for group in found if group.schools]


def certified(schools: Iterable[SchoolPosts]) -> Certified:
    """How many counsellors in post have a valid certificate."""
    rows = list(schools)
    return Certified(sum(row.certified for row in rows), sum(row.counsellors for row in rows))


def pupils_each(schools: Iterable[SchoolPosts]) -> int | None:
    """Pupils on roll to one counsellor, over the schools that reported and have a roll; None where nobody is in post."""
    counted = [school for school in schools if school.pupils and school.registered]
    people = sum(for_ratio(school) for school in counted)
    return round(sum(school.pupils for school in counted) / people) if people else None


def for_ratio(school: SchoolPosts) -> int:
    """Who counts for the ratio to pupils: those whom the bureau's line names, else full-time and part-time."""
    line = line_of(school, Norm.RATIO)
    return line.having if line else school.counsellors


def line_of(school: SchoolPosts, norm: Norm) -> Line | None:
    """What is asked of one school, what there is and whether that is enough; None where it is not asked."""
    if norm in WIDE:
        having = school.posts.full_time if norm is Norm.FULL_TIME else school.counsellors
        return Line(having, 1, having > 0 if school.registered else None)
    figures = SchoolFigures(school.registered, school.posts, school.certified, len(school.stages), school.pupils)
    found = (one for one in school_standing(figures, school.lines) if one.measure is MEASURES[norm])
    return next((Line(one.having, one.needed, one.met) for one in found), None)


def _titles(school: SchoolPosts, side: Side) -> tuple[str, ...]:
    if side is Side.PLACE:
        return (school.place,)
    return (SETTING_TITLES[school.setting],) if side is Side.SETTING else tuple(STAGE_TITLES[s] for s in school.stages)
