"""Kinds of organisations and schools, and what may hang below what."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field, field_validator


class Level(StrEnum):
    """A rung of the administrative ladder, highest first."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    SCHOOL = "school"


BUREAU_LEVELS = (Level.PROVINCE, Level.CITY, Level.COUNTY)


class Setting(StrEnum):
    """城乡: where a school stands."""

    URBAN = "urban"
    TOWN = "town"
    RURAL = "rural"


class Stage(StrEnum):
    """学段: one stage of schooling; a school may hold several."""

    PRIMARY = "primary"
    JUNIOR = "junior"
    SENIOR = "senior"
    VOCATIONAL = "vocational"


LEVEL_TITLES = {Level.PROVINCE: "省", Level.CITY: "市", Level.COUNTY: "县（区）", Level.SCHOOL: "学校"}
SETTING_TITLES = {Setting.URBAN: "城区", Setting.TOWN: "镇区", Setting.RURAL: "乡村"}
STAGE_TITLES = {Stage.PRIMARY: "小学", Stage.JUNIOR: "初中", Stage.SENIOR: "高中", Stage.VOCATIONAL: "中职"}

FIRST_GRADE, LAST_GRADE = 1, 12
GRADES = range(FIRST_GRADE, LAST_GRADE + 1)
"""Grades are counted through: 1–6 primary, 7–9 junior, 10–12 senior or vocational."""
STAGE_GRADES = {
    Stage.PRIMARY: range(1, 7),
    Stage.JUNIOR: range(7, 10),
    Stage.SENIOR: range(10, 13),
    Stage.VOCATIONAL: range(10, 13),
}


def may_hold(parent: Level, child: Level) -> bool:
    """Whether `child` may hang directly below `parent`.

    A city may hold schools itself (东莞, 中山, 儋州 and 嘉峪关 have no counties), and so may a province; a school holds none.
    """
    ladder = list(Level)
    return parent is not Level.SCHOOL and ladder.index(child) > ladder.index(parent)


class Facts(BaseModel):
    """What a bureau records of a school: 学段 (at least one), 城乡, 学区, 联盟, 试点, 寄宿."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    stages: tuple[Stage, ...] = Field(min_length=1)
    setting: Setting = Setting.URBAN
    district: str = Field(default="", max_length=40)
    alliance: str = Field(default="", max_length=40)
    pilot: bool = False
    boarding: bool = False

    @field_validator("stages")
    @classmethod
    def _in_order(cls, stages: tuple[Stage, ...]) -> tuple[Stage, ...]:
        return tuple(stage for stage in Stage if stage in stages)

    @property
    def grades(self) -> tuple[int, ...]:
        """The grades this school teaches, ascending."""
        return tuple(sorted({grade for stage in self.stages for grade in STAGE_GRADES[stage]}))


NAME_LENGTH = 80
