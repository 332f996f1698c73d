"""Words for activities."""

from core.ui.words.areas.shape import ProblemWords

ERRORS: dict[str, str] = {
    "activities.title_needed": "请写上活动名称，不超过 80 个字。",
    "activities.note_too_long": "说明请缩短到 400 个字以内。",
    "activities.held_unlikely": "请核对日期：活动办过之后再登记，不晚于今天。",
    "activities.sessions_unlikely": "场次请填 1 到 500 的数字。",
    "activities.attendances_unlikely": "人次请填 0 到 200000 的数字。",
}
PROBLEMS: dict[str, ProblemWords] = {}
