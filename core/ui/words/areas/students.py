"""Words for students and the roster."""

from core.ui.words.areas.shape import ProblemWords

ERRORS: dict[str, str] = {
    "students.purpose_needed": "请用几个字写明为什么要看全名（至少 {least} 个字）。",
    "students.bad_name": "姓名不能空着，也不能超过 {most} 个字。",
    "students.bad_number": "号码至少 {least} 位，只能有字母、数字和短横线。",
    "students.class_of_other_school": "这个班不在学生现在的学校里。",
    "students.not_enrolled": "这名学生在这个学年没有在籍记录，不能标记离校。",
    "students.years_do_not_meet": "只能从一个学年升到紧接着的下一个学年。",
    "students.nobody_to_roll": "这个学年没有在籍学生，不需要升级。",
    "students.changed_meanwhile": "刚刚有人改过这名学生的信息，您的这次没有保存。请重新打开再改。",
}

PROBLEMS: dict[str, ProblemWords] = {
    "students.digits_lost": ProblemWords(
        "号码的后几位已被 Excel 改成 0，认不出是谁", "请把这一列设为“文本”，从原来的系统重新导出后再传"
    ),
    "students.numbers_local": ProblemWords(
        "有 {count} 个号码不是全国学籍号的写法", "可以导入；请核对是否用了校内编号，同一个编号全区只能给一个人"
    ),
    "students.number_missing": ProblemWords("没有号码，无法对应到人", "补上学籍号；还没有学籍号的，填校内学号"),
    "students.number_short": ProblemWords("号码太短，容易重号", "至少 4 位；请补全"),
    "students.number_unreadable": ProblemWords("号码里有认不出的字符", "只写字母、数字和短横线"),
    "students.number_check_digit": ProblemWords("学籍号的最后一位对不上", "请和学籍系统核对；确实如此也可以导入"),
    "students.number_length": ProblemWords("像学籍号，但位数不对", "学籍号是一个字母加 18 位；确实如此也可以导入"),
    "students.number_of_two_people": ProblemWords(
        "第 {rows} 行是同一个号码，姓名却不同", "请核对号码，一个号码只能是一个人"
    ),
    "students.number_twice": ProblemWords("第 {rows} 行是同一个号码，内容不一样", "保留正确的一行，删去另一行"),
    "students.row_twice": ProblemWords("和第 {rows} 行重复", "不用改，只会导入一次"),
    "students.number_elsewhere": ProblemWords(
        "这个学籍号已在别的学校登记，请先办理转学移交", "这一行不会导入，其余照常；也请核对号码有没有写错"
    ),
    "students.name_missing": ProblemWords("没有姓名", "请补上姓名"),
    "students.name_odd": ProblemWords("姓名看起来不完整，或夹着数字、符号", "请看一眼；确实如此也可以导入"),
    "students.name_differs_from_record": ProblemWords(
        "这个号码在系统里登记的是另一个姓名", "改了名可以照常导入；否则请核对号码"
    ),
    "students.sex_unknown": ProblemWords("性别没有看懂", "填“男”或“女”，也可以空着"),
    "students.birth_unreadable": ProblemWords("出生日期没有看懂", "写成 2015-03-12 这样，也可以空着"),
    "students.birth_unlikely": ProblemWords("按这个出生日期，年龄和年级差得比较多", "请看一眼；确实如此也可以导入"),
    "students.birth_differs_from_number": ProblemWords("出生日期和学籍号里的不一样", "请看一眼；确实如此也可以导入"),
    "students.group_unknown": ProblemWords(
        "“{unknown}”不在特殊群体的类别里，这个词不会导入", "可填：留守、流动、随迁、单亲、孤儿、事实无人抚养、困境"
    ),
    "students.school_unknown": ProblemWords("找不到这所学校", "请写系统里的学校全名；新学校请先请管理员建好"),
    "students.school_missing": ProblemWords("没有写学校", "请补上学校全名，或在上传时选定一所学校"),
    "students.not_own_school": ProblemWords("不是本校的学生", "请删去这一行；转来的学生请先办理转学移交"),
    "students.grade_missing": ProblemWords("没有写年级", "填 1—12 的数字，或“五年级”“高一”"),
    "students.grade_unknown": ProblemWords("年级写成了“{value}”，找不到这个年级", "填 1—12 的数字，或“五年级”“高一”"),
    "students.grade_not_in_school": ProblemWords("这所学校没有登记这个学段", "请核对年级或学校；确实如此也可以导入"),
    "students.class_of_other_grade": ProblemWords("班级里写的年级和“年级”一列不一样", "请核对，改成同一个年级"),
    "students.class_unusual": ProblemWords("班级名称比较特别，会照原样保存", "常见的写法是“1班”“五（1）班”“501”"),
    "students.class_missing": ProblemWords("没有写班级", "可以导入；补上班级，班主任才看得到自己的学生"),
    "students.sheet_left_out": ProblemWords("这张表不是名册，没有读", "如果也是名册，请在表头写上学籍号和姓名"),
    "students.no_rows": ProblemWords("只有表头，没有学生", "请在表头下面一行一名学生填好再传"),
}
