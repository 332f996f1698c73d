"""Words for campaigns, answer files and warnings."""

from core.ui.words.areas.shape import ProblemWords

ERRORS: dict[str, str] = {
    "screening.no_title": "请给这个批次起个名字。",
    "screening.title_too_long": "批次的名字太长，请控制在 60 个字以内。",
    "screening.no_scale": "请至少选一份量表。",
    "screening.scale_twice": "同一份量表选了两次，请去掉一份。",
    "screening.unknown_scale": "有一份量表系统里没有，或没有这种作答人的版本。",
    "screening.no_grade": "请至少选一个年级。",
    "screening.unknown_grade": "年级要在一年级到高三之间。",
    "screening.window": "结束日期在开始日期之前，请改一下。",
    "screening.unknown_policy": "系统里没有这套分级标准。",
    "screening.unknown_term": "学期只能是第一学期或第二学期。",
    "screening.not_a_draft": "这个批次已经启动，不能再改。",
    "screening.nobody_due": "花名册里没有符合条件的人，还不能启动。请先导入本学年的花名册。",
    "screening.not_open": "这个批次现在不接收数据。",
    "screening.not_closed": "这个批次没有结束，不用重新打开。",
    "screening.unsuitable": "{scale}不建议用于 {grades} 年级（{reason}）。确定要用，请勾选“已了解”后再保存。",
    "screening.reason_missing": "请选一个原因；恢复应测的，不用选原因。",
    "screening.tested_already": "选中的人里有已经交卷的，不能标为请假或免测。",
    "screening.too_many_marked": "一次请选 1 到 {most} 人。",
    "screening.version_gone": "这个批次用的是{scale}的 {version} 版，系统里已经换了版本，不能再导入。请联系管理员。",
    "screening.moved_on": "刚刚有别的文件导入了同一个批次，变化和您看到的不一样了。请再看一次变化，数据没有变动。",
    "screening.nobody_urgent": "没有需要列入当日复核的人。",
}

ROSTER_HOLDS = "不影响导入，以花名册为准；花名册不对的，请到花名册里改"
PROBLEMS: dict[str, ProblemWords] = {
    "screening.which_sheet": ProblemWords("有几张工作表都像作答表：{sheets}", "请在页面上选定用哪一张，或只留一张"),
    "screening.no_scale_found": ProblemWords(
        "没有找到这个批次的量表（{scales}）", "请在列名前写上量表名，如“PHQ-9 第1题”；也可以在页面上指给系统看"
    ),
    "screening.no_rows": ProblemWords("表头下面没有数据", "请把学生的作答填在表头下面，再传一次"),
    "screening.coding_unclear": ProblemWords("{scale}的计分写法分不清：{codings} 都说得通", "请在页面上选定是哪一种"),
    "screening.bad_answer": ProblemWords(
        "第 {item} 题只能填 {low}—{high}", "请对照原卷改成 {low}—{high}；没有作答的留空"
    ),
    "screening.bad_score": ProblemWords("“{title}”这里不是数字", "请填 {low}—{high} 的数；没有成绩的留空"),
    "screening.score_range": ProblemWords("“{title}”应该在 {low}—{high} 之间", "请核对原系统里的成绩；没有成绩的留空"),
    "screening.digits_lost": ProblemWords(
        "学籍号被 Excel 当成数字，末尾几位已经丢失", "请从学籍系统重新导出，把这一列设成文本格式后再粘贴"
    ),
    "screening.number_missing": ProblemWords("没有学籍号，无法对应到学生", "请补上学籍号"),
    "screening.number_twice": ProblemWords(
        "同一个学籍号出现了 {times} 次（第 {rows} 行）", "请保留正确的一行，删去其余的"
    ),
    "screening.other_school": ProblemWords("这一行的学校不在您负责的范围里", "请删去这一行，由该校上传"),
    "screening.unknown_pupil": ProblemWords("花名册里没有这个学籍号", "请核对学籍号；确实是新来的，请先加进花名册"),
    "screening.name_differs": ProblemWords("学籍号和姓名对不上", "请核对这一行是谁的作答，改正学籍号或姓名"),
    "screening.school_differs": ProblemWords("学校和花名册不一样", ROSTER_HOLDS),
    "screening.grade_differs": ProblemWords("年级和花名册不一样", ROSTER_HOLDS),
    "screening.class_differs": ProblemWords("班级和花名册不一样", ROSTER_HOLDS),
    "screening.listed_elsewhere": ProblemWords(
        "这名学生在应测名单里属于别的学校", "请删去这一行，由名单上的学校或区里上传"
    ),
    "screening.not_asked": ProblemWords("这名学生不在这个批次的年级里", "请删去这一行，或核对花名册里的年级"),
    "screening.late": ProblemWords("不在应测名单上，导入后补录", "不用改；是后来转入的学生就对了"),
    "screening.excused": ProblemWords("原先标了请假或免测，这次有作答", "不用改；导入后按应测计算"),
}
