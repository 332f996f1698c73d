"""Words for spreadsheets that come in: the file as a whole, and its header."""

from core.ui.words.areas.shape import ProblemWords

REFUSALS: dict[str, ProblemWords] = {
    "empty_file": ProblemWords("这个文件是空的", "请打开原文件看看里面有没有内容，再传一次"),
    "too_large": ProblemWords("文件太大，超过了 {limit_mb} MB", "请删去图片和多余的工作表，或按学校分成几个文件"),
    "broken_file": ProblemWords("文件打不开，可能没有存完整", "请用 Excel 或 WPS 打开，另存为 .xlsx 后再传"),
    "password_protected": ProblemWords("文件加了打开密码", "请在 Excel 里去掉密码，另存后再传"),
    "inflates_too_large": ProblemWords("文件展开后过大，没有打开", "请把要上传的工作表另存成一个新文件"),
    "binary_workbook": ProblemWords("这是 .xlsb 格式，系统读不了", "请在 Excel 里另存为 .xlsx 后再传"),
    "wps_format": ProblemWords("这是 WPS 的专有格式（.et）", "请在 WPS 里另存为 .xlsx 后再传"),
    "html_table": ProblemWords("这是网页，不是表格文件", "请在 Excel 里打开，另存为 .xlsx 后再传"),
    "not_a_table": ProblemWords("这不是表格文件", "请上传 .xlsx、.xls 或 .csv 文件"),
    "no_text_encoding": ProblemWords("文字编码认不出来", "请在 Excel 里另存为 .xlsx，或“CSV UTF-8”后再传"),
    "broken_quotes": ProblemWords("从这里起引号没有成对", "请补上或删去多出来的引号，或另存为 .xlsx 后再传"),
    "too_many_columns": ProblemWords("列太多，超过了 {limit} 列", "请删去用不到的列，或看看分隔符是否写错"),
    "stray_cell": ProblemWords("表格很远的地方还有内容", "请删去这一行和数据之间的空行，或清掉多余的内容"),
}

ERRORS = {code: f"{words.what}。{words.fix}。" for code, words in REFUSALS.items()}

PROBLEMS = REFUSALS | {
    "header_not_found": ProblemWords("没有找到表头", "表头里要有：{wanted}。可以下载模板对照"),
    "column_missing": ProblemWords("缺少“{title}”这一列", "请补上这一列；列名写法不同的，也可以在页面上指给系统看"),
    "column_twice": ProblemWords("有几列都像“{title}”：{letters}", "请只留一列，或在页面上选定用哪一列"),
    "items_missing": ProblemWords("{family}缺少第 {items} 题（共 {count} 题）", "请补上这些题的列；没有作答的留空"),
    "items_ambiguous": ProblemWords(
        "{first} 到 {last} 列的题号分不清属于哪份量表（{families}）", "请在列名前加上量表名，或在页面上选定量表"
    ),
}
