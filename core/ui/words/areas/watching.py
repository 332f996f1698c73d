"""Words for same-day reviews, school calendars and files opened in an emergency."""

from core.ui.words.areas.shape import ProblemWords

ERRORS: dict[str, str] = {
    "cases.glass_reason": "请把应急查看的原因写清楚，至少 {least} 个字。",
    "cases.not_a_responder": "这个账号不在这所学校负责跟进，请选本校的心理教师或分管领导。",
    "organisations.calendar_range": "结束日期要在开始日期之后，一次最多改 {most} 天。",
    "organisations.calendar_title": "请写明是什么日子，例如“寒假”，不超过 {most} 个字。",
}
PROBLEMS: dict[str, ProblemWords] = {}
