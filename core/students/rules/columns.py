"""The columns of a roster: one definition behind template, help text and importer."""

from core.organisations.rules import GRADES
from core.sheets.columns import Column
from core.students.rules.people import GROUP_TITLES, Population

NUMBER = Column(
    "number",
    "学籍号",
    ("全国学籍号", "学生学籍号", "学籍编号", "学号", "学生编号", "学籍号/学号"),
    required=True,
    help="全国学籍号（G、J 或 L 开头，19 位）；没有的填校内学号，全区不要重复。请把这一列设成文本格式",
    example="G330106201503123450",
)
NAME = Column("name", "姓名", ("学生姓名", "学生名字", "名字"), required=True, help="与学籍一致", example="陈示例")
SEX = Column("sex", "性别", ("学生性别",), help="空着表示保持原样", example="女", kind="choice", choices=("男", "女"))
BIRTH = Column(
    "birth_date", "出生日期", ("出生年月日", "生日", "出生年月", "出生时间"), help="空着表示保持原样", example="2015-03-12",
    kind="date", sensitive=True,
)  # fmt: skip
SCHOOL = Column(
    "school",
    "学校",
    ("学校名称", "就读学校", "所在学校", "学校全称", "单位", "单位名称"),
    help="写系统里的学校全名；只传一所学校时可以不写",
    example="示例小学",
)
GRADE = Column(
    "grade", "年级", ("年级名称", "所在年级", "届", "级", "届别"),
    help="1—12，或“五年级”“初一”“高二”“2024级”", example="五年级",
)  # fmt: skip
CLASS = Column(
    "class",
    "班级",
    ("班级名称", "所在班级", "行政班", "班", "班别", "班号"),
    help="如“1班”“五（1）班”“501”",
    example="1班",
)
GROUPS = Column(
    "groups",
    "特殊群体",
    ("特殊群体类别", "特殊学生类型", "家庭类型", "学生类别(特殊)", "关爱类型"),
    help=f"{'、'.join(GROUP_TITLES.values())}；几样都有的用顿号分开，没有的写“无”，空着表示保持原样",
    example="留守",
    sensitive=True,
)
STAFF_NUMBER = Column(
    "number", "工号", ("教师编号", "教工号", "职工号", "教师工号", "人员编号"), required=True,
    help="工号，或其他在全区不重复的编号。请把这一列设成文本格式", example="T20180015",
)  # fmt: skip
STAFF_NAME = Column(
    "name", "姓名", ("教师姓名", "教工姓名", "名字"), required=True, help="与人事档案一致", example="林示例"
)

ROSTER = {
    Population.STUDENT: (NUMBER, NAME, SEX, BIRTH, SCHOOL, GRADE, CLASS, GROUPS),
    Population.TEACHER: (STAFF_NUMBER, STAFF_NAME, SEX, BIRTH, SCHOOL),
}
"""The columns of each population's file, in the order of the template."""
TITLES = {Population.STUDENT: "学生花名册", Population.TEACHER: "教师名册"}
STAFF_GRADE = GRADES.start - 1
