"""Words for reports of activities."""

from core.ui.words.areas.shape import ProblemWords

ERRORS: dict[str, str] = {
    "activities.report_moved_on": "这份材料刚才已经走到下一步了，请看一遍最新的样子。您填的没有丢。",
    "activities.report_changed": "刚才有同事也在改这份材料，请看一遍最新的内容再改。",
    "activities.not_taking_part": "这所学校没有参加这个活动月，所以不能上报。需要的话请联系主办单位。",
    "activities.item_not_asked": "这一项不要求您的学校做，请选别的事项。",
    "activities.unknown_kind": "作品或合作单位里有一类已经停用，请重新选。",
    "activities.faces_open": "有 {count} 张照片可能拍到学生正脸：请打码，或确认可以这样用，再上报。",
    "activities.none_chosen": "请先勾选要通过的材料。",
    "activities.joint_not_agreed": "请先确认一起办过，再填本校的人次。",
}
PROBLEMS: dict[str, ProblemWords] = {}
