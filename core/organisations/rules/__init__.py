"""Kinds of organisations and schools, and how a workbook of them reads."""

from core.organisations.rules.kinds import (
    BUREAU_LEVELS,
    FIRST_GRADE,
    GRADES,
    LAST_GRADE,
    LEVEL_TITLES,
    NAME_LENGTH,
    SETTING_TITLES,
    STAGE_GRADES,
    STAGE_TITLES,
    Facts,
    Level,
    Setting,
    Stage,
    may_hold,
)
from core.organisations.rules.plan import Known, OrgCheck, Planned, plan
from core.organisations.rules.workbook import COLUMNS, Line, Place, understand

__all__ = [
    "BUREAU_LEVELS",
    "COLUMNS",
    "FIRST_GRADE",
    "GRADES",
    "LAST_GRADE",
    "LEVEL_TITLES",
    "NAME_LENGTH",
    "SETTING_TITLES",
    "STAGE_GRADES",
    "STAGE_TITLES",
    "Facts",
    "Known",
    "Level",
    "Line",
    "OrgCheck",
    "Place",
    "Planned",
    "Setting",
    "Stage",
    "may_hold",
    "plan",
    "understand",
]
