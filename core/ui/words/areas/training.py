"""Words for the register of staff."""

from core.ui.words.areas.shape import ProblemWords

ERRORS: dict[str, str] = {
    "training.name_needed": "请写上姓名，不超过 40 个字。",
    "training.subject_too_long": "任教学科请缩短到 40 个字以内。",
    "training.since_unlikely": "请核对日期：要在 1950 年以后，最晚到一年之内。",
    "training.left_before_beginning": "离岗日期不能早于到岗日期。",
    "training.known_already": "本校在岗的人里已经有这个姓名。如果是两个人，请在姓名后面加注，例如“林示例（初中）”。",
    "training.certificate_kind_needed": "请写上证书种类；种类和编号都不超过 40 个字。",
    "training.issued_unlikely": "请核对发证日期：要在 1950 年以后，不晚于今天。",
    "training.lapses_before_issue": "有效期不能早于发证日期；长期有效的请不要填。",
    "training.training_title_needed": "请写上培训名称，不超过 80 个字。",
    "training.hours_unlikely": "学时请填大于 0、不超过 500 的数字，最多一位小数。",
    "training.held_unlikely": "请核对培训日期：要在 1950 年以后，不晚于今天。",
    "training.need_words": "请写明需要培训什么，不超过 200 个字。",
    "training.need_how": "请写一句怎样满足的，不超过 200 个字。",
    "training.need_met": "这个需求已经记为满足了。",
    "training.need_stands": "这个需求还没有记为满足，不用重新打开。",
    "training.check_first": "文件里还有要改的地方，改好再导入。",
}
PROBLEMS: dict[str, ProblemWords] = {
    "training.name_needed": ProblemWords("姓名没有填，或超过了 40 个字", "请填写姓名，与人事档案一致"),
    "training.subject_too_long": ProblemWords("任教学科太长了", "请缩短到 40 个字以内"),
    "training.since_unlikely": ProblemWords("到岗日期“{value}”不像是真的", "请核对：要在 1950 年以后，最晚到一年之内"),
    "training.unknown_kind": ProblemWords(
        "类别写的是“{value}”，没有读懂", "请填 专职、兼职、教研员、班主任、校外专家或志愿者"
    ),
    "training.unknown_day": ProblemWords("“{title}”写的是“{value}”，不是一个日期", "请写成 2023-09-01 这样"),
    "training.school_needed": ProblemWords("没有写学校", "您管着几所学校，请写明是哪一所"),
    "training.unknown_school": ProblemWords("找不到学校“{value}”", "请写系统里的学校全名；它也可能不在您管的范围里"),
    "training.certificate_kind_needed": ProblemWords(
        "写了编号或日期，没有写证书种类，或者太长", "请补上证书种类；种类和编号都不超过 40 个字"
    ),
    "training.issued_unlikely": ProblemWords("发证日期“{value}”不像是真的", "请核对：要在 1950 年以后，不晚于今天"),
    "training.lapses_before_issue": ProblemWords("有效期早于发证日期", "请核对两个日期；长期有效的空着"),
    "training.rows_disagree": ProblemWords(
        "“{value}”和第 {first} 行同名，类别、学科或到岗日期却不一样",
        "同一个人请写成一样；两个人请在姓名后面加注，例如“林示例（初中）”",
    ),
}
