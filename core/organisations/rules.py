"""Kinds of organisations and schools, and what may hang below what."""

from enum import StrEnum


class Level(StrEnum):
    """A rung of the administrative ladder, highest first."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    SCHOOL = "school"


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
