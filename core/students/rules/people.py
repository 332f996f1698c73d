"""Who a person of the roster is: population, sex, special groups."""

from enum import StrEnum


class Population(StrEnum):
    """Whom a campaign asks."""

    STUDENT = "student"
    TEACHER = "teacher"


class Sex(StrEnum):
    """As the roster says it."""

    FEMALE = "female"
    MALE = "male"
    UNKNOWN = "unknown"


class SpecialGroup(StrEnum):
    """特殊群体 of the 2025 ten measures (教育部, 2025-10-24) and of local rosters."""

    LEFT_BEHIND = "left_behind"
    FLOATING = "floating"
    MIGRANT = "migrant"
    SINGLE_PARENT = "single_parent"
    ORPHAN = "orphan"
    UNATTENDED = "unattended"
    HARDSHIP = "hardship"


GROUP_TITLES = {
    SpecialGroup.LEFT_BEHIND: "留守",
    SpecialGroup.FLOATING: "流动",
    SpecialGroup.MIGRANT: "随迁",
    SpecialGroup.SINGLE_PARENT: "单亲",
    SpecialGroup.ORPHAN: "孤儿",
    SpecialGroup.UNATTENDED: "事实无人抚养",
    SpecialGroup.HARDSHIP: "困境",
}
