"""What states, sources, steps and outcomes are called, on screens and on paper."""

from collections.abc import Mapping
from types import MappingProxyType

from core.cases.rules.states import Outcome, Source, Step, WarningState

STATE_TITLES: Mapping[WarningState, str] = MappingProxyType(
    {
        WarningState.AWAITING_INTERVIEW: "待访谈",
        WarningState.EXCLUDED: "已排除",
        WarningState.IN_CARE: "在管",
        WarningState.REFERRED: "转介中",
        WarningState.HANDING_OVER: "移交中",
        WarningState.CLOSING: "待结案",
        WarningState.CLOSED: "已结案",
        WarningState.WITHDRAWN: "已更正",
    }
)
SOURCE_TITLES: Mapping[Source, str] = MappingProxyType(
    {
        Source.SCREENING: "普测",
        Source.OBSERVATION: "日常观察",
        Source.SELF: "自荐",
        Source.OTHERS: "他荐",
        Source.HOSPITAL: "医院返回",
    }
)
STEP_TITLES: Mapping[Step, str] = MappingProxyType(
    {
        Step.OPEN: "建档",
        Step.JOIN: "并入新的提醒",
        Step.RETIER: "调整等级",
        Step.REFER: "转介出",
        Step.COME_BACK: "转介返回",
        Step.HAND_OVER: "提出移交",
        Step.TAKE_OVER: "接收移交",
        Step.TURN_BACK: "移交退回",
        Step.PROPOSE: "提出结案",
        Step.KEEP: "继续跟进",
        Step.CLOSE: "结案",
        Step.REOPEN: "重开",
    }
)
OUTCOME_TITLES: Mapping[Outcome, str] = MappingProxyType(
    {
        Outcome.RECOVERED: "状态恢复，回到日常陪伴",
        Outcome.STABLE: "情况稳定，转为日常关注",
        Outcome.MOVED_AWAY: "已转学，由接收学校继续",
        Outcome.GRADUATED: "已毕业",
        Outcome.IN_TREATMENT: "在医院治疗，由医院牵头",
        Outcome.OTHER: "其他",
    }
)
