"""Words for workbooks of staff and of hours, and for people who are on file twice."""

from core.ui.words.areas.shape import ProblemWords

ERRORS: dict[str, str] = {
    "training.verdict_reason": "请写上理由，不超过 200 个字。",
    "training.one_file": "这是同一份档案，请选两份不同的。",
    "training.apart_already": "这两份档案已经确认过不是同一个人。",
    "training.undone_already": "这个判断已经撤回了。",
    "training.undo_later_first": "保留的那份档案后来又并入了别的档案，请先撤回那一次。",
}
PROBLEMS: dict[str, ProblemWords] = {
    "training.unknown_gender": ProblemWords("性别写的是“{value}”，没有读懂", "请填 女 或 男；不填也可以"),
    "training.unknown_education": ProblemWords(
        "学历写的是“{value}”，没有读懂", "请填 专科、本科、硕士、博士 或 其他；不填也可以"
    ),
    "training.unknown_month": ProblemWords("“{title}”写的是“{value}”，不是一个年月", "请写成 1990-05 这样"),
    "training.month_doubtful": ProblemWords(
        "“{title}”写的是“{value}”，可能是 1 月，也可能是被表格去掉 0 的 10 月", "请写成 1990-01 或 1990-10 这样"
    ),
    "training.unknown_amount": ProblemWords("“{title}”写的是“{value}”，不是一个数", "请只写数字，例如 8 或 6.5"),
    "training.birth_month_unlikely": ProblemWords("出生年月“{value}”不像是真的", "请核对：年龄在 16 到 90 岁之间"),
    "training.phone_unlikely": ProblemWords(
        "手机写的是“{value}”，位数不对", "请填 11 位手机号，或带区号的固定电话；这一列最好设成文本格式"
    ),
    "training.person_too_long": ProblemWords("专业或职称太长了", "专业请缩短到 40 个字以内，职称 20 个字以内"),
    "training.workload_unlikely": ProblemWords(
        "周课时或周辅导时长不像是真的", "请填一周的数，0 到 60 之间，最多一位小数"
    ),
    "training.left_before_beginning": ProblemWords("离岗日期“{value}”早于到岗日期", "请核对这两个日期；在岗的空着"),
    "training.certificate_too_long": ProblemWords(
        "证书的级别或发证机关太长了", "级别 20 个字以内，发证机关 80 个字以内"
    ),
    "training.schools_of_one_name": ProblemWords(
        "叫“{value}”的学校不止一所", "请在这一格改写学校代码（在“组织机构”里能查到）"
    ),
    "training.post_needed": ProblemWords("这个人没有写类别和到岗日期，系统里也还没有登记", "请补上类别和到岗日期"),
    "training.namesake_differs": ProblemWords(
        "本校已登记的“{value}”，出生年月和手机都和这一行不一样",
        "同一个人请先在系统里改好再导入；两个人请在姓名后面加注，例如“林示例（初中）”",
    ),
    "training.perhaps_known": ProblemWords(
        "“{value}”可能已经登记在另一所学校", "可以继续导入；导入后请到“重复人员”里确认是不是同一个人"
    ),
    "training.kept_elsewhere": ProblemWords(
        "“{value}”的档案在别的学校，这里只更新岗位", "证书和个人信息请由档案所在的学校登记"
    ),
    "training.post_over_elsewhere": ProblemWords(
        "“{value}”的档案在别的学校，本校的岗位不能从表格里新增或延长", "请由档案所在的学校或区里登记；这一行请删去"
    ),
    "training.papers_disagree": ProblemWords("和第 {first} 行是同一张证书，日期或级别却不一样", "请核对，只留一行"),
    "training.unknown_category": ProblemWords(
        "类别写的是“{value}”，没有读懂", "请从模板的下拉列表里选；不写的算“其他”"
    ),
    "training.training_title_needed": ProblemWords("没有写培训名称，或超过了 80 个字", "请写上培训名称"),
    "training.hours_unlikely": ProblemWords(
        "学时写的是“{value}”，不像是真的", "请填大于 0、不超过 500 的数，最多一位小数"
    ),
    "training.held_unlikely": ProblemWords("日期“{value}”不像是真的", "请核对：要在 1950 年以后，不晚于今天"),
    "training.nobody_of_name": ProblemWords("这所学校还没有登记“{value}”", "请核对姓名和学校；还没有登记的，请先登记"),
    "training.two_of_name": ProblemWords(
        "这所学校登记过不止一位“{value}”，分不清是哪一位", "请在这个人的档案里直接登记"
    ),
    "training.hours_kept_elsewhere": ProblemWords("“{value}”的档案在别的学校", "学时请由档案所在的学校登记"),
    "training.hours_disagree": ProblemWords("和第 {first} 行是同一次培训，学时或类别却不一样", "请核对，只留一行"),
    "training.hours_of_session": ProblemWords(
        "这次培训的学时是从培训活动计入的", "要改请到那次活动里更正；这一行请删去"
    ),
}
