"""Words for organisations."""

from core.ui.words.areas.shape import ProblemWords

ERRORS: dict[str, str] = {
    "organisation.bad_name": "请填写单位名称，不超过 {most} 个字。",
    "organisation.name_taken": "同一个上级单位下已经有这个名称。",
    "organisation.wrong_level": "这一级单位不能放在所选的上级下面。",
    "organisation.facts_are_for_schools": "学校要填学段；教育局不填。",
    "organisation.is_the_top": "这是最上级的单位，不能移动或停用。",
    "organisation.below_itself": "不能把单位移到它自己的下面。",
    "organisation.parent_is_closed": "上级单位已停用，请先恢复上级单位。",
    "organisation.holds_open_ones": "下面还有在用的单位，请先停用它们。",
    "organisation.closed_before_opened": "停用日期不能早于设立日期。",
}

PROBLEMS: dict[str, ProblemWords] = {}
