"""Words for drafts of rubrics, and for workbooks that are to become one."""

from core.ui.words.areas.shape import ProblemWords

ERRORS: dict[str, str] = {
    "rubric.check_first": "文件里还有要改的地方，改好再导入。",
    "rubric.of_a_bureau": "评分标准由教育局制定，请选一个教育局。",
    "rubric.published": "这一版已经发布，不能再改。请复制成草稿，改好再发布新的一版。",
    "rubric.moved_on": "刚刚有人也改了这份草稿，请看过最新的内容再改。您填的还没有保存。",
    "rubric.version_taken": "已经有 {version} 版了，请换一个版本号。",
    "rubric.version_bad": "请填版本号，不超过 {most} 个字，例如 1.1。",
    "rubric.title_bad": "请填评分标准的名称，不超过 {most} 个字。",
    "rubric.codes_twice": "编号 {codes} 用了不止一次，评分时分不清是哪一项。改成不同的编号才能发布。",
    "rubric.reason_needed": "还有 {errors} 处要改、{hints} 处提醒。改好再发布；要这样发布，请写明理由。",
    "rubric.reason_too_long": "理由太长，请控制在 {most} 个字以内。",
    "rubric.senseless": "这样保存不了：{why}。您填的内容还在。",
    "rubric.row_incomplete": "表里有一行没有填分值（或系数），请补上，或删去这一行。您填的内容还在。",
    "rubric.too_large": "一份评分标准最多 {most} 项，这里有 {items} 项。请拆成几份。",
}
PROBLEMS: dict[str, ProblemWords] = {
    "rubric_sheet.empty": ProblemWords("表格里没有评分项", "从表头的下一行起，一行写一项"),
    "rubric_sheet.no_items": ProblemWords("没有找到写评分项的一列", "请有一列叫“评估内容”“评估要素”或“三级指标”"),
    "rubric_sheet.too_long": ProblemWords("表格超过 {most} 行", "请删去不是评分项的行，或拆成几份"),
    "rubric_sheet.nameless": ProblemWords("这一行有内容，却没有写评的是什么", "请在评估内容里写上，或删去这一行"),
    "rubric_sheet.cells_together": ProblemWords("一个格子里写了几项：{codes}", "请拆成几行，一行一项"),
    "rubric_sheet.points_needed": ProblemWords("没有写分值", "请填这一项的满分；只作否决的，评分方式写“一票否决”"),
    "rubric_sheet.points_unread": ProblemWords("分值“{value}”不是一个数", "请只填数字，例如 5"),
    "rubric_sheet.points_together": ProblemWords(
        "一个格子里有几个分值：{numbers}", "请拆成几行，一行一个分值；分不清的，请对照原表"
    ),
    "rubric_sheet.kind_unread": ProblemWords("评分方式“{value}”没有读懂", "请填：{kinds}；也可以空着"),
    "rubric_sheet.levels_unread": ProblemWords(
        "“{line}”没有读懂", "一行一档：“3分：有”；等级系数“A：0.8”；按数值“60≤x<100：3分”"
    ),
    "rubric_sheet.setting_unread": ProblemWords(
        "“{line}”没有读懂", "一行一条，例如：单位 ㎡、间隔 0.5、可不适用、必交佐证、低于 4 分否决"
    ),
    "rubric_sheet.fact_unread": ProblemWords("“{value}”没有读懂", "请照下载的表格写，或删去这一行"),
    "rubric_sheet.senseless": ProblemWords("合不成一份评分标准：{why}", "请对照模板核对"),
}
