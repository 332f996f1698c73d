"""What kinds and states of training sessions, and states of people in them, are called."""

from collections.abc import Mapping
from types import MappingProxyType

from core.training.rules import PartState, SessionKind, SessionState

SESSION_KINDS: Mapping[SessionKind, str] = MappingProxyType(
    {
        SessionKind.TRAINING: "培训",
        SessionKind.RESEARCH: "教研",
        SessionKind.VISIT: "观摩",
        SessionKind.SUPERVISION: "督导",
        SessionKind.LECTURE: "讲座",
        SessionKind.COURSE: "网络课程",
    }
)
SESSION_STATES: Mapping[SessionState, str] = MappingProxyType(
    {
        SessionState.PLANNED: "筹备中",
        SessionState.ENROLLING: "报名中",
        SessionState.RUNNING: "进行中",
        SessionState.DONE: "已结业",
        SessionState.CANCELLED: "已取消",
    }
)
PART_STATES: Mapping[PartState, str] = MappingProxyType(
    {
        PartState.ENROLLED: "报名",
        PartState.ATTENDING: "参加",
        PartState.COMPLETED: "完成",
        PartState.FAILED: "未完成",
        PartState.WITHDRAWN: "撤销",
    }
)
USUAL_CATEGORIES: Mapping[SessionKind, str] = MappingProxyType(
    {
        SessionKind.TRAINING: "training",
        SessionKind.RESEARCH: "research",
        SessionKind.VISIT: "research",
        SessionKind.SUPERVISION: "supervision",
        SessionKind.LECTURE: "training",
        SessionKind.COURSE: "online",
    }
)
"""Under which sort of hours a session of a kind is usually credited, held by a bureau."""


def usual_category(kind: SessionKind, *, at_school: bool) -> str:
    """The sort of hours (a key of data/staff/hours.toml) that a kind stands for; a school's own meetings are 校本研修."""
    usual = USUAL_CATEGORIES[kind]
    return "school" if at_school and usual in ("training", "research") else usual
