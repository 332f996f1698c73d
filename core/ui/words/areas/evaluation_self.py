"""Words for what schools put down for themselves, and for their evidence."""

from core.ui.words.areas.shape import ProblemWords

ERRORS: dict[str, str] = {
    "evaluation.entry_exempt": "这一轮免评，不用填写。",
    "evaluation.entry_submitted": "自评已经提交，不能再改。要补充的话，请教研员退回。",
    "evaluation.self_over": "这一轮的自评已经结束，不能再改。",
    "evaluation.self_late": "最晚 {year} 年 {month} 月 {day} 日提交，已经过了。填好的都还在；请和教研员说一声，延期后就能提交。",
    "evaluation.incomplete": "还不能提交：有 {marks} 项没有填，有 {evidence} 项还缺佐证。填好的都还在。",
    "evaluation.not_handed_in": "这所学校还没有提交，不用退回。",
    "evaluation.too_late_to_return": "评审已经结束，不能再退回补充。",
    "evaluation.return_reason": "请写明要补充什么，最多 {most} 个字。",
    "evaluation.self_text_too_long": "写得太长了，最多 {most} 个字。",
    "evaluation.evidence_title": "请写上这是什么，最多 {most} 个字。",
    "evaluation.evidence_day": "佐证的日期还没有到，请改成它实际的日期。",
    "evaluation.evidence_known": "这个文件学校已经有了，没有重复收下。",
    "evaluation.evidence_frozen": "这份材料已经随自评提交，不能拿掉。",
}
PROBLEMS: dict[str, ProblemWords] = {}
