"""Where rounds, the schools in them and what hangs on them stand."""

from enum import StrEnum


class RoundKind(StrEnum):
    """What a round is held for."""

    CREATION = "creation"  # 创建
    REVIEW = "review"  # 复评
    INSPECTION = "inspection"  # 年检
    SUPERVISION = "supervision"  # 督导


class RoundState(StrEnum):
    """A round's place on its time line; appeals lie within PUBLICITY, rectification and re-check follow RECOGNISED."""

    DRAFT = "draft"
    SELF = "self"  # 自评与提交
    REVIEW = "review"  # 评审
    MODERATION = "moderation"  # 合议
    PUBLICITY = "publicity"  # 公示与申诉
    RECOGNISED = "recognised"  # 认定
    RECTIFYING = "rectifying"  # 整改与复核
    CLOSED = "closed"


class EntryState(StrEnum):
    """How far a school (or one of its rooms) is with its own part."""

    WAITING = "waiting"  # 未开始
    DRAFTING = "drafting"  # 自评中
    SUBMITTED = "submitted"  # 已提交
    RETURNED = "returned"  # 请补充
    EXEMPT = "exempt"  # 免评


class ExemptReason(StrEnum):
    """Why a school is not evaluated: 拆、扩、并, and the like."""

    DEMOLISHED = "demolished"
    EXPANDED = "expanded"
    MERGED = "merged"
    NEW = "new"
    OTHER = "other"


class AssignmentState(StrEnum):
    """How far a rater is with one school."""

    ASSIGNED = "assigned"
    MARKING = "marking"
    SUBMITTED = "submitted"
    WITHDRAWN = "withdrawn"


class ResultRule(StrEnum):
    """How several raters' marks become one result."""

    MEAN = "mean"
    TRIMMED = "trimmed"  # the highest and the lowest left out, with four raters or more
    CHAIR = "chair"  # the chair decides every item that differs, with a reason


class AppealState(StrEnum):
    """How an appeal stands."""

    OPEN = "open"
    UPHELD = "upheld"
    PARTLY = "partly"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"  # 学校已撤回


class RectificationState(StrEnum):
    """How something to be put right stands."""

    OPEN = "open"
    DONE = "done"  # the school says so
    PASSED = "passed"  # re-checked
    AGAIN = "again"  # re-checked, still to do


class Rank(StrEnum):
    """The level of a recognition."""

    NATIONAL = "national"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"


class TieKind(StrEnum):
    """Why a person must not rate a school."""

    OWN = "own"
    FORMER = "former"
    FAMILY = "family"
    OTHER = "other"


class ContestSubject(StrEnum):
    """What a contest compares."""

    REPORTS = "reports"  # 活动评选
    RESOURCES = "resources"  # 资源遴选


class ContestState(StrEnum):
    """How far a contest came."""

    PLANNED = "planned"  # 筹备中: seen by its organiser alone
    NOMINATING = "nominating"  # 推荐中
    REVIEW = "review"  # 评审中
    PUBLICITY = "publicity"  # 公示中
    CLOSED = "closed"  # 已结束
    CANCELLED = "cancelled"  # 已取消


class NominationState(StrEnum):
    """How a nomination stands."""

    NOMINATED = "nominated"  # 已推荐
    WITHDRAWN = "withdrawn"  # 学校已撤回
    OUT = "out"  # 不参评, with a reason
