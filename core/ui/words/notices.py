"""What a notice says."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from core.cases.rules.notices import NoticeCode


class NoticeWords(NamedTuple):
    """One kind of notice: what happened, and what to do about it; blanks in the note take counts."""

    icon: str
    title: str
    note: str


NOTICES: Mapping[NoticeCode, NoticeWords] = MappingProxyType(
    {
        NoticeCode.GLASS_BROKEN: NoticeWords(
            "lock_open", "有一名学生的档案被应急查看", "查看人写明了原因，24 小时后自动关闭；操作记录里有这一次。"
        ),
        NoticeCode.RAN_OUT: NoticeWords(
            "notification_important",
            "您这里有学生过了约定时间，已请上一级一起跟进",
            "首次约谈 {warnings} 名，随访 {cases} 名。请今天就安排，需要帮手可以找上一级。",
        ),
        NoticeCode.URGENT_RAISED: NoticeWords(
            "priority_high", "有学生要当日复核", "新列入 {people} 名，请今天当面了解；名单在《当日复核》里。"
        ),
        NoticeCode.RESPONDER_NAMED: NoticeWords(
            "assignment_ind", "您是学校当日复核的负责人", "有需要当天当面了解的学生，会先找您。"
        ),
        NoticeCode.REFERRAL_ANSWERED: NoticeWords(
            "swap_horiz", "您转介的一名学生有了答复", "接收还是没有接收，请到《转介》里看；没有接收的，学生已回到在管。"
        ),
        NoticeCode.REFERRAL_BACK: NoticeWords(
            "undo", "您转介的一名学生回来了", "反馈和结论在《转介》的“已有结果”里，学生已回到在管，请约好下一次。"
        ),
        NoticeCode.FILE_WANTED: NoticeWords(
            "contact_mail",
            "有一所学校在等一份移交",
            "一名在管学生已到新学校，那边有新的提醒要接着办；请到《移交》里发起。",
        ),
        NoticeCode.HANDOVER_ANSWERED: NoticeWords(
            "move_up", "您提出的一份移交有了答复", "结果在《移交》的“移出的”里；被退回的，学生已回到在管。"
        ),
    }
)


def note_of(code: NoticeCode, about: Mapping[str, int | None]) -> str:
    """The second line of a notice with its counts filled in."""
    return NOTICES[code].note.format_map({name: value or 0 for name, value in about.items()})
