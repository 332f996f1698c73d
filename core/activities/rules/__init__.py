"""The rules of activities: here the words that their rows are coded in."""

from enum import StrEnum


class Audience(StrEnum):
    """Who an activity is for; each is a column of `activity`."""

    PUPILS = "pupils"  # 学生
    TEACHERS = "teachers"  # 教师
    PARENTS = "parents"  # 家长
    COMMUNITY = "community"  # 社区


class ActivityKind(StrEnum):
    """What was held."""

    LECTURE = "lecture"  # 讲座、宣讲
    CLASS = "class"  # 心理课、主题班会、团队日
    GROUP = "group"  # 团体辅导、拓展
    TALK = "talk"  # 谈心
    PARENTS = "parents"  # 家长课堂、家长会
    VISIT = "visit"  # 家访
    COMMUNITY = "community"  # 心理服务进社区
    SHOW = "show"  # 心理剧、展演、游园
    TEACHERS = "teachers"  # 教师减压、教师培训
    MEETING = "meeting"  # 研判、座谈会
    MEDIA = "media"  # 推送、专栏、热线推广
    OTHER = "other"  # 其他


class ReportState(StrEnum):
    """How far the report of an activity came."""

    LOGGED = "logged"  # 只登记: of no season, counts at once
    DRAFT = "draft"  # 草稿: counts nowhere
    SENT = "sent"  # 已上报
    RETURNED = "returned"  # 请补充
    ACCEPTED = "accepted"  # 已通过


class JointState(StrEnum):
    """What a school named as joint organiser says."""

    NAMED = "named"  # 待确认
    AGREED = "agreed"  # 一起办的
    DECLINED = "declined"  # 没有参加


class SeasonKind(StrEnum):
    """The occasion of a season."""

    MARCH_20 = "march_20"  # 3·20 心理健康宣传日
    MAY = "may"  # 学生心理健康宣传教育月
    MAY_25 = "may_25"  # 5·25 活动月
    OCTOBER_10 = "october_10"  # 10·10 世界精神卫生日
    PROVINCE = "province"  # 省活动月
    OTHER = "other"  # 其他


class SeasonState(StrEnum):
    """How far a season came."""

    PLANNED = "planned"  # 筹备中: seen by its organiser alone
    OPEN = "open"  # 进行中
    CLOSED = "closed"  # 已结束
    CANCELLED = "cancelled"  # 已取消


class PlanState(StrEnum):
    """How far a school's plan (方案) for a season came."""

    DRAFT = "draft"  # 草稿
    SENT = "sent"  # 已提交
    RETURNED = "returned"  # 请补充
    ACCEPTED = "accepted"  # 已通过


class VisitKind(StrEnum):
    """Why somebody of the bureau came to a school during a season."""

    GUIDANCE = "guidance"  # 指导
    VISIT = "visit"  # 巡视
