"""Words for students and the roster."""

from core.ui.words.areas.shape import ProblemWords

ERRORS: dict[str, str] = {}

PROBLEMS: dict[str, ProblemWords] = {
    "students.digits_lost": ProblemWords(
        "学籍号的后几位已被 Excel 改成 0", "请把这一列设为“文本”，从原来的系统重新导出后再传"
    ),
    "students.numbers_local": ProblemWords(
        "有 {count} 个学籍号不是全国统一的写法", "可以导入；核对一下是否用了校内编号"
    ),
}
