"""Words for referrals, leave and return, handovers and the registry of institutions."""

from core.ui.words.areas.shape import ProblemWords

ERRORS: dict[str, str] = {
    "cases.institution_name": "请写机构的名称。",
    "cases.institution_phone": "请写一个能打通的电话。",
    "cases.institution_long": "有一项写得太长了，请写短一些。",
    "cases.institution_gone": "这家机构已经停用，或不在本校可选的名单里。请另选一家。",
    "cases.no_such_referral_step": "这次转介现在不能走这一步。请刷新后看看它走到哪里了。",
    "cases.referral_words_short": "请写得具体一些，至少 4 个字。",
    "cases.referral_words_long": "写得太长了，请控制在 2000 字以内。",
    "cases.referral_own": "提出转介的人不能自己接收，请由中心的另一位同事接收。",
    "cases.referral_not_back": "这次转介还没有返回，不能打印返回登记表。",
    "cases.paper_purpose": "请写明打印的用途，4 到 60 个字。",
    "cases.consent_who": "请写明问了哪位监护人。",
    "cases.consent_ahead": "告知监护人的日期不能晚于今天。",
    "cases.consent_missing": "监护人还没有同意，不能转介。情况紧急时，请写明紧急的原因再转介。",
    "cases.track_closed": "这个个案已经结案。需要继续时，请先重开。",
    "cases.track_order": "休学和复学要按顺序走，请从下一步写起。",
    "cases.track_decision": "这一步要选“通过”或“不通过”，其他步骤不用选。",
    "cases.track_ahead": "日期不能晚于今天。",
    "cases.track_backwards": "日期不能早于上一步。",
    "cases.track_person": "请写明由谁办理。",
    "cases.no_such_handover_step": "这次移交已经有了结果。请刷新后再看。",
    "cases.handover_consent": "移交要先得到监护人同意。",
    "cases.handover_place": "请选一所别的、正在使用系统的学校；转到系统外的，请写明接收单位。",
    "cases.handover_staff": "教师的个案由区级中心跟进，不在学校之间移交。",
    "cases.no_package": "这个个案没有正在办理的纸质移交。",
    "cases.receipt_incomplete": "请写明签收人和签收日期；日期在移交之后，不晚于今天。",
}
PROBLEMS: dict[str, ProblemWords] = {}
