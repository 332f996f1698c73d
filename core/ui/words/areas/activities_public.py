"""Words for activities public."""

from core.ui.words.areas.shape import ProblemWords

ERRORS: dict[str, str] = {
    "activities.hotline_day": "请核对日期：接听之后再登记，不晚于今天。",
    "activities.hotline_category": "请从列表里选一个类别。",
    "activities.hotline_calls": "接听次数请填 1 到 5000 的整数。",
    "activities.hotline_minutes": "平均接起时间请填 0 到 240 分钟；没有统计就空着。",
    "activities.hotline_known": "这一天的这一类已经登记过了。请在下面的列表里点那一条，把次数改成合计。",
    "activities.check_first": "表格里还有要改的地方，改好再导入。系统里的数据没有变动。",
}
PROBLEMS: dict[str, ProblemWords] = {
    "activities.hotline_day": ProblemWords("日期“{value}”不像是真的", "请填接听的那一天，如 2026-03-12，不晚于今天"),
    "activities.hotline_category": ProblemWords("类别写的是“{value}”，没有读懂", "请从模板“可选内容”里的类别中选一个"),
    "activities.hotline_calls": ProblemWords("接听次数写的是“{value}”，不像是真的", "请填 1 到 5000 的整数"),
    "activities.hotline_minutes": ProblemWords(
        "平均接起分钟写的是“{value}”，不像是真的", "请填 0 到 240 的数，没有统计就空着"
    ),
    "activities.hotline_twice": ProblemWords("和第 {first} 行是同一天、同一类", "请合成一行，次数写合计"),
    "activities.public_kind": ProblemWords(
        "类别写的是“{value}”，没有读懂", "请填 讲座宣讲、家长课堂、心理服务进社区、家访 或 推送与专栏"
    ),
    "activities.public_org": ProblemWords("“{value}”不在您的单位里", "请写系统里的全名或代码；是本单位办的就空着"),
    "activities.public_orgs": ProblemWords("叫“{value}”的单位不止一个", "请改写单位代码"),
    "activities.public_twice": ProblemWords(
        "和第 {first} 行是同一个单位、同一天、同一个名称", "请删去一行；一天办了几场，合成一行写场次"
    ),
    "activities.title_needed": ProblemWords("名称超过了 80 个字", "请缩短到 80 个字以内"),
    "activities.held_unlikely": ProblemWords("日期“{value}”不像是真的", "请填办的那一天，如 2026-03-12，不晚于今天"),
    "activities.until_unlikely": ProblemWords("日期“{value}”不像是真的", "请填办的那一天，不晚于今天"),
    "activities.place_too_long": ProblemWords("地点超过了 80 个字", "请缩短到 80 个字以内"),
    "activities.sessions_unlikely": ProblemWords(
        "期/场次写的是“{value}”，不像是真的", "请填 1 到 500 的整数，空着算 1"
    ),
    "activities.attendances_unlikely": ProblemWords(
        "人次写的是“{value}”，不像是真的", "请填 0 到 200000 的整数；不面向他们就空着"
    ),
    "activities.audience_needed": ProblemWords(
        "四栏人次都空着，不知道面向谁", "请在学生、教师、家长、社区里至少填一栏，没有人来就填 0"
    ),
    "activities.partners_many": ProblemWords("合作单位超过了 20 个", "请只写主要的几个"),
}
