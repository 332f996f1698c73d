"""Words for activities."""

from core.ui.words.areas.shape import ProblemWords

ERRORS: dict[str, str] = {
    "activities.title_needed": "请写上活动名称，不超过 80 个字。",
    "activities.note_too_long": "说明请缩短到 2000 个字以内。",
    "activities.place_too_long": "地点请缩短到 80 个字以内。",
    "activities.until_unlikely": "请核对日期：结束不早于开始，也不晚于今天。",
    "activities.audience_needed": "请至少填一类到场的人次：学生、教师、家长或社区。",
    "activities.works_unlikely": "作品件数请填 0 到 20000 的数字。",
    "activities.partners_many": "合作单位请选 20 类以内。",
    "activities.belongs_to_season": "这一条是活动月的上报材料，请到“活动上报”里修改。",
    "activities.held_unlikely": "请核对日期：活动办过之后再登记，不晚于今天。",
    "activities.sessions_unlikely": "场次请填 1 到 500 的数字。",
    "activities.attendances_unlikely": "人次请填 0 到 200000 的数字。",
}
PROBLEMS: dict[str, ProblemWords] = {}
