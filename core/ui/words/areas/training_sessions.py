"""Words for training sessions and for who is in them."""

from core.ui.words.areas.shape import ProblemWords

ERRORS: dict[str, str] = {
    "training.session_title": "请写上名称，不超过 80 个字。",
    "training.session_words": "请缩短：内容简介 400 字以内，地点和证书名称 80 字以内，主讲 40 字以内。",
    "training.session_times": "请核对时间：结束不能早于开始，前后不超过 400 天。",
    "training.session_hours": "学时请填大于 0、不超过 1000 的数字，最多一位小数。",
    "training.enrol_until_late": "报名截止日不能晚于活动结束的那一天。",
    "training.unknown_category": "请重新选择学时类别。",
    "training.too_many_modules": "最多分 40 个模块。",
    "training.module_title": "每个模块都要有名称，不超过 80 个字。",
    "training.module_twice": "有两个模块同名，请分开写，例如“案例研讨（一）”“案例研讨（二）”。",
    "training.module_hours": "每个模块的学时请填大于 0 的数字，最多一位小数。",
    "training.must_attend": "至少参加的比例请填 1 到 100。",
    "training.pass_score": "合格分请填 1 到 100；没有考核就空着。",
    "training.seats": "名额请填 1 到 10000；不限就空着。",
    "training.organiser_stays": "主办单位不能改；请在那个单位新建一次。",
    "training.session_moved_on": "这次活动刚刚被别人改过，请看最新的内容再改。",
    "training.seats_taken": "已经报了 {count} 人，总名额不能比这少。",
    "training.signed_in_already": "已经有人签到，学时、模块和参加比例不能再改，也不能退回报名。",
    "training.scored_already": "已经登记了考核成绩，合格分不能再改。",
    "training.other_state": "这次活动已经走到别的一步，请看最新的状态。",
    "training.people_on_record": "已经有人报过名，不能退回筹备；确实不办的话，请取消并写明原因。",
    "training.reason_needed": "请写一句原因，{least} 到 {most} 个字。",
    "training.not_enrolling": "现在不能报名：还没有开放，或者已经开始、结束、取消。",
    "training.enrolment_over": "报名已经截止。确实要补报，请联系主办单位。",
    "training.no_seat_left": "名额不够了，还剩 {left} 个。请少选几位再报。",
    "training.quota_used_up": "本校的名额不够了，还剩 {left} 个。请少选几位，或请主办单位增加。",
    "training.left_school": "选中的人里有 {count} 位已经离岗，请去掉再报。",
    "training.not_yet_here": "选中的人里有 {count} 位到活动那天还没有到岗，请去掉再报。",
    "training.enrolled_elsewhere": "选中的人里有 {count} 位已由另一所学校报名，不用重复报。",
    "training.not_in_session": "这位老师现在不在可以撤销的名单里，请看最新的状态。",
    "training.there_already": "这位老师已经签到；要撤销请联系主办单位。",
    "training.part_step": "这一步和这位老师现在的状态对不上，请看最新的名单。",
    "training.register_changed": "看表以后名册变过，没有报上名。请重新上传，看过再导入。",
    "training.places": "每校名额请填 0 到 10000 的整数。",
    "training.quota_taken": "有 {count} 所学校已经报的人比新名额多，请先核对。",
}
PROBLEMS: dict[str, ProblemWords] = {
    "training.enrol_school_needed": ProblemWords("没有写学校", "请写明是哪一所学校的老师"),
    "training.enrol_school": ProblemWords(
        "这次活动里没有学校“{value}”", "请写系统里的学校全名；它也可能不在主办单位下面"
    ),
    "training.enrol_nobody": ProblemWords(
        "名册里没有找到这位老师", "请核对姓名和手机号后四位；没有登记的人，请先在“心理教师”里登记"
    ),
    "training.enrol_two": ProblemWords("这所学校有两位同名的老师", "请在“手机后四位”里写明是哪一位"),
    "training.enrol_tail": ProblemWords("手机后四位写的是“{value}”", "请写 4 位数字，或者空着"),
    "training.enrol_same": ProblemWords("和第 {first} 行是同一个人", "请删去一行"),
    "training.enrolled_elsewhere": ProblemWords("已由另一所学校报名", "请删去这一行，不用重复报"),
    "training.left_school": ProblemWords("这位老师已经离开这所学校", "请删去这一行，或先更新名册"),
    "training.not_yet_here": ProblemWords("到活动那天，这位老师还没有到岗", "请删去这一行，或先更新名册"),
    "training.quota_used_up": ProblemWords("这所学校的名额不够，只剩 {left} 个", "请减少人数，或先增加这所学校的名额"),
    "training.no_seat_left": ProblemWords("总名额不够，只剩 {left} 个", "请减少人数，或先增加总名额"),
}
