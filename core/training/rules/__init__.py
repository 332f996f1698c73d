"""The rules of the staff registry: here the words that its rows are coded in."""

from enum import StrEnum


class StaffKind(StrEnum):
    """How a person does psychological work at a school."""

    FULL_TIME = "full_time"  # 专职
    PART_TIME = "part_time"  # 兼职
    RESEARCHER = "researcher"  # 教研员
    CLASS_TEACHER = "class_teacher"  # 班主任
    EXPERT = "expert"  # 校外专家
    VOLUNTEER = "volunteer"  # 志愿者


COUNSELLORS = (StaffKind.FULL_TIME, StaffKind.PART_TIME)
"""Who counts for staffing rates: 专职 apart (2021 rule), 专(兼)职 together (2023 rule)."""


class Gender(StrEnum):
    """As the personnel file says; it decides the age of retirement."""

    UNTOLD = "untold"  # 未填
    FEMALE = "female"  # 女
    MALE = "male"  # 男


class Education(StrEnum):
    """The highest degree."""

    UNTOLD = "untold"  # 未填
    COLLEGE = "college"  # 专科
    BACHELOR = "bachelor"  # 本科
    MASTER = "master"  # 硕士
    DOCTOR = "doctor"  # 博士
    OTHER = "other"  # 其他


class LadderState(StrEnum):
    """How far somebody came on a ladder (梯队)."""

    NOMINATED = "nominated"  # 已推荐
    CHOSEN = "chosen"  # 在任
    NOT_CHOSEN = "not_chosen"  # 未入选
    ENDED = "ended"  # 期满


class HonourLevel(StrEnum):
    """Who gave an honour, the nearest first."""

    SCHOOL = "school"  # 校级
    COUNTY = "county"  # 县区级
    CITY = "city"  # 市级
    PROVINCE = "province"  # 省级
    NATION = "nation"  # 国家级


class Verdict(StrEnum):
    """What a person decided of two that may be one."""

    MERGED = "merged"  # 是同一个人
    APART = "apart"  # 不是同一个人


class SessionKind(StrEnum):
    """What people are gathered for."""

    TRAINING = "training"  # 培训
    RESEARCH = "research"  # 教研
    VISIT = "visit"  # 观摩
    SUPERVISION = "supervision"  # 督导
    LECTURE = "lecture"  # 讲座
    COURSE = "course"  # 网络课程


class SessionState(StrEnum):
    """How far a training session came."""

    PLANNED = "planned"  # 筹备中: seen by its organiser alone
    ENROLLING = "enrolling"  # 报名中
    RUNNING = "running"  # 进行中
    DONE = "done"  # 已结业: hours are credited
    CANCELLED = "cancelled"  # 已取消


class PartState(StrEnum):
    """How somebody stands in a training session."""

    ENROLLED = "enrolled"  # 报名
    ATTENDING = "attending"  # 参加
    COMPLETED = "completed"  # 完成
    FAILED = "failed"  # 未完成
    WITHDRAWN = "withdrawn"  # 撤销


class SignInWay(StrEnum):
    """How a sign-in was taken."""

    LIST = "list"  # 名单上勾选
    SHEET = "sheet"  # 签到表导入
    CODE = "code"  # 现场签到码


class SupervisionKind(StrEnum):
    """督导 of counsellors: one to one, or in a group."""

    INDIVIDUAL = "individual"  # 个别督导
    GROUP = "group"  # 团体督导
