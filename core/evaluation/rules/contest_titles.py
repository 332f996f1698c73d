"""What contests, nominations and judges' sheets are called, on screens and on paper."""

from collections.abc import Mapping
from types import MappingProxyType

from core.evaluation.rules.contests import AwardLevel
from core.evaluation.rules.states import ContestState, ContestSubject, NominationState

CONTEST_SUBJECTS: Mapping[ContestSubject, str] = MappingProxyType(
    {ContestSubject.REPORTS: "活动评选", ContestSubject.RESOURCES: "资源遴选"}
)
CONTEST_STATES: Mapping[ContestState, str] = MappingProxyType(
    {
        ContestState.PLANNED: "筹备中",
        ContestState.NOMINATING: "推荐中",
        ContestState.REVIEW: "评审中",
        ContestState.PUBLICITY: "公示中",
        ContestState.CLOSED: "已结束",
        ContestState.CANCELLED: "已取消",
    }
)
NOMINATION_STATES: Mapping[NominationState, str] = MappingProxyType(
    {
        NominationState.NOMINATED: "已推荐",
        NominationState.WITHDRAWN: "学校已撤回",
        NominationState.OUT: "不参评",
    }
)
NO_AWARD = "未获奖"
USUAL_AWARDS = (AwardLevel("first", "一等奖", 3), AwardLevel("second", "二等奖", 6), AwardLevel("third", "三等奖", 9))


def award_title(awards: tuple[AwardLevel, ...], key: str) -> str:
    """What an award is called; the words for none where there is none."""
    return next((award.title for award in awards if award.key == key), NO_AWARD)
