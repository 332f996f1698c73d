"""Words for seasons (活动月), their checklists, plans and visits."""

from core.ui.words.areas.shape import ProblemWords

ERRORS: dict[str, str] = {
    "activities.season_title": "请写上活动月的名称，不超过 80 个字。",
    "activities.guidance_too_long": "活动要求请缩短到 2,000 字以内；长的通知可以放在资源库里。",
    "activities.season_days": "请核对起止日期：结束不早于开始，最长 200 天。",
    "activities.report_until": "上报截止日要在活动结束当天或之后，最晚 120 天以内。",
    "activities.plan_until": "方案截止日不能晚于活动结束的日期。",
    "activities.item_due_early": "清单里有一项要求的上报日期早于活动开始，请改清单，或把活动时间放长。",
    "activities.season_moved_on": "刚才有人改过这个活动月，请看一遍最新的内容再改。您填的还在。",
    "activities.season_state": "这个活动月现在不能做这一步，请刷新看看它到了哪一步。",
    "activities.organiser_stays": "主办单位不能改；需要的话请另建一个活动月。",
    "activities.item_in_use": "清单里有 {count} 项已经有学校上报或免做，不能拿掉。可以改名称和要求。",
    "activities.no_schools": "下面还没有学校，先在“组织机构”里登记学校。",
    "activities.reason_needed": "请写明原因，2 到 200 个字。",
    "activities.school_closed": "这所学校已停用，不能加入活动月。",
    "activities.school_in_already": "这所学校已经在这个活动月里了。",
    "activities.school_reported": "这所学校已经上报过材料，拿掉会丢失它做过的事。可以改为“免做”。",
    "activities.unknown_item": "清单里没有这一项，请刷新后再选。",
    "activities.checklist_note_missing": "请写一句为什么这样定。",
    "activities.checklist_note_too_long": "说明请缩短到 {most} 个字以内。",
    "activities.checklist_unsound": "清单里还有要改好的地方，改好就能发布。",
    "activities.checklist_same": "和已有的这一版没有不同，不用再发布。",
    "activities.checklist_moved_on": "刚才有人也发布了一版，请看一遍再发布。",
    "activities.plan_moved_on": "刚才有同事改过这份方案，请看一遍最新的内容再保存。",
    "activities.plan_state": "这份方案现在不能做这一步：已提交的请先撤回，已通过的请上级点“请补充”再改。",
    "activities.plan_too_long": "方案里有一处太长：目标 2,000 字、负责人 80 字、每项谁来做 40 字、在哪里 80 字以内。",
    "activities.plan_empty": "方案还是空的：写几句目标，或放上方案文件，再提交。",
    "activities.comment_needed": "请写一句哪里要补充，2 到 {most} 个字，学校会看到。",
    "activities.visit_day": "请核对日期：不晚于今天，也不早于活动那一年的年初。",
    "activities.visit_words": "请写看到了什么，2 到 1,000 个字；建议不超过 1,000 字。",
}
PROBLEMS: dict[str, ProblemWords] = {}
