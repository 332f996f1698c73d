"""What rounds, entries, assignments and what follows from them are called, on screens and on paper."""

from collections.abc import Mapping
from types import MappingProxyType

from core.evaluation.rules.conflicts import Bar
from core.evaluation.rules.inspecting import Standing
from core.evaluation.rules.recognising import RecognitionState
from core.evaluation.rules.spec import Kind, NaRule, Purpose
from core.evaluation.rules.states import (
    AppealState,
    AssignmentState,
    EntryState,
    ExemptReason,
    Rank,
    RectificationState,
    ResultRule,
    RoundKind,
    RoundState,
    TieKind,
)

ROUND_KINDS: Mapping[RoundKind, str] = MappingProxyType(
    {
        RoundKind.CREATION: "创建",
        RoundKind.REVIEW: "复评",
        RoundKind.INSPECTION: "年检",
        RoundKind.SUPERVISION: "督导",
    }
)
ROUND_STATES: Mapping[RoundState, str] = MappingProxyType(
    {
        RoundState.DRAFT: "筹备",
        RoundState.SELF: "自评",
        RoundState.REVIEW: "评审",
        RoundState.MODERATION: "合议",
        RoundState.PUBLICITY: "公示",
        RoundState.RECOGNISED: "认定",
        RoundState.RECTIFYING: "整改",
        RoundState.CLOSED: "结束",
    }
)
ENTRY_STATES: Mapping[EntryState, str] = MappingProxyType(
    {
        EntryState.WAITING: "未开始",
        EntryState.DRAFTING: "自评中",
        EntryState.SUBMITTED: "已提交",
        EntryState.RETURNED: "请补充",
        EntryState.EXEMPT: "免评",
    }
)
EXEMPT_REASONS: Mapping[ExemptReason, str] = MappingProxyType(
    {
        ExemptReason.DEMOLISHED: "拆除",
        ExemptReason.EXPANDED: "扩建",
        ExemptReason.MERGED: "合并",
        ExemptReason.NEW: "新建",
        ExemptReason.OTHER: "其他",
    }
)
ASSIGNMENT_STATES: Mapping[AssignmentState, str] = MappingProxyType(
    {
        AssignmentState.ASSIGNED: "待评分",
        AssignmentState.MARKING: "评分中",
        AssignmentState.SUBMITTED: "已提交",
        AssignmentState.WITHDRAWN: "已撤回分派",
    }
)
RESULT_RULES: Mapping[ResultRule, str] = MappingProxyType(
    {
        ResultRule.MEAN: "取平均",
        ResultRule.TRIMMED: "去掉最高、最低再平均（4 人及以上）",
        ResultRule.CHAIR: "有不同的由组长定，并写明理由",
    }
)
APPEAL_STATES: Mapping[AppealState, str] = MappingProxyType(
    {
        AppealState.OPEN: "待答复",
        AppealState.UPHELD: "申诉成立",
        AppealState.PARTLY: "部分成立",
        AppealState.REJECTED: "维持原结果",
        AppealState.WITHDRAWN: "学校已撤回",
    }
)
RECTIFICATION_STATES: Mapping[RectificationState, str] = MappingProxyType(
    {
        RectificationState.OPEN: "待整改",
        RectificationState.DONE: "已整改，待复核",
        RectificationState.PASSED: "复核通过",
        RectificationState.AGAIN: "还要再改",
    }
)
RANKS: Mapping[Rank, str] = MappingProxyType(
    {Rank.NATIONAL: "国家级", Rank.PROVINCE: "省级", Rank.CITY: "市级", Rank.COUNTY: "区县级"}
)
RECOGNITION_STATES: Mapping[RecognitionState, str] = MappingProxyType(
    {
        RecognitionState.VALID: "有效",
        RecognitionState.EXPIRING: "90 天内到期",
        RecognitionState.EXPIRED: "已到期",
        RecognitionState.WITHDRAWN: "已撤销",
    }
)
INSPECTION_STANDINGS: Mapping[Standing, str] = MappingProxyType(
    {
        Standing.NO_ROOM: "没有登记辅导室",
        Standing.NOT_LISTED: "没有列入今年的年检",
        Standing.NOT_SUBMITTED: "还没有提交",
        Standing.UNDER_WAY: "年检中",
        Standing.DONE: "已有结果",
        Standing.EXEMPT: "免检",
    }
)
TIE_KINDS: Mapping[TieKind, str] = MappingProxyType(
    {
        TieKind.OWN: "现在的学校",
        TieKind.FORMER: "以前的学校",
        TieKind.FAMILY: "亲属在这所学校",
        TieKind.OTHER: "其他需要回避的情况",
    }
)
BARS: Mapping[Bar, str] = MappingProxyType(
    {Bar(kind.value): title for kind, title in TIE_KINDS.items()} | {Bar.OUT_OF_REACH: "不在可以评分的范围里"}
)
PURPOSES: Mapping[Purpose, str] = MappingProxyType(
    {
        Purpose.ROOM: "心理辅导室",
        Purpose.SCHOOL: "示范校、特色校",
        Purpose.SUPERVISION: "督导",
        Purpose.ACTIVITY: "活动评比",
        Purpose.EXAMPLE: "教学示例",
    }
)
ITEM_KINDS: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.STEPS: "按分值打分",
        Kind.ANCHORS: "对照描述选一档",
        Kind.GRADES: "按等级系数",
        Kind.CHECK: "有或没有",
        Kind.MEASURE: "按测量值",
        Kind.COUNT: "按数量",
        Kind.DEDUCT: "扣分",
        Kind.VETO: "一票否决",
    }
)
NA_RULES: Mapping[NaRule, str] = MappingProxyType(
    {
        NaRule.SIBLINGS: "不适用的分值摊给同一指标的其他项",
        NaRule.WHOLE: "不适用的项不计，总分按比例折算",
        NaRule.FULL: "不适用按满分计",
    }
)
