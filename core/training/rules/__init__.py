"""The rules of the staff registry."""

from enum import StrEnum


class StaffKind(StrEnum):
    """How a person does psychological work at a school."""

    FULL_TIME = "full_time"  # 专职
    PART_TIME = "part_time"  # 兼职
    RESEARCHER = "researcher"  # 教研员
    CLASS_TEACHER = "class_teacher"  # 班主任
    EXPERT = "expert"  # 校外专家
    VOLUNTEER = "volunteer"  # 志愿者


COUNSELLORS = (StaffKind.FULL_TIME, StaffKind.PART_TIME)
"""Who counts for staffing rates: 专职 apart (2021 rule), 专(兼)职 together (2023 rule)."""
