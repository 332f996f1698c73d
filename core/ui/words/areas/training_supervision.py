"""Words for supervision of counsellors."""

from core.ui.words.areas.shape import ProblemWords

ERRORS: dict[str, str] = {
    "training.supervision_day": "请核对日期：不能晚于今天。",
    "training.supervision_hours": "时长请填大于 0、不超过 12 的小时数，最多一位小数。",
    "training.supervisor_needed": "请写上督导师，不超过 40 个字。",
    "training.supervision_topics": "请至少选一个主题，只能从列表里选。",
    "training.supervision_cases": "个案数请填 0 到 50。",
    "training.supervision_people": "请勾选参加的老师，1 到 200 位。",
    "training.supervision_one": "个别督导一次只登记一位老师；几位老师一起请选团体督导。",
    "training.supervision_out_of_post": "选中的人里有 {count} 位那天不在岗，请去掉，或核对日期。",
}
PROBLEMS: dict[str, ProblemWords] = {
    "training.supervision_kind": ProblemWords("方式写的是“{value}”，没有读懂", "请填 个别督导 或 团体督导"),
    "training.supervision_day": ProblemWords("日期“{value}”不像是真的", "请核对：不晚于今天"),
    "training.supervision_hours": ProblemWords(
        "时长写的是“{value}”，不像是真的", "请填大于 0、不超过 12 的小时数，最多一位小数"
    ),
    "training.supervisor_needed": ProblemWords("没有写督导师，或超过了 40 个字", "请写上督导师的姓名"),
    "training.supervision_topics": ProblemWords(
        "主题写的是“{value}”，有不在列表里的", "请只写模板里列出的主题，几个主题用顿号隔开；不要写学生的情况"
    ),
    "training.supervision_cases": ProblemWords(
        "个案数写的是“{value}”，不像是真的", "请填 0 到 50 的整数，不知道就空着"
    ),
    "training.supervision_same": ProblemWords("和第 {first} 行是同一个人、同一次督导", "请删去一行"),
    "training.supervision_disagree": ProblemWords(
        "和第 {first} 行是同一次团体督导，时长、主题或个案数却不一样", "请核对，同一次督导的每一行要写得一样"
    ),
    "training.supervision_out_of_post": ProblemWords("“{value}”那天不在这所学校的岗上", "请核对日期和学校"),
}
