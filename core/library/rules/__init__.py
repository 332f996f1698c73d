"""The rules of the resource library: here the words that its rows are coded in."""

from enum import StrEnum


class ResourceKind(StrEnum):
    """What a resource is."""

    LESSON = "lesson"  # 课例
    MICRO = "micro"  # 微课
    PLAY = "play"  # 校园心理剧
    RESEARCH = "research"  # 教科研成果
    ROOM = "room"  # 辅导室资源
    ACTIVITY = "activity"  # 推荐活动


class ResourceState(StrEnum):
    """How far a resource came."""

    DRAFT = "draft"  # 草稿
    SENT = "sent"  # 待审核
    RETURNED = "returned"  # 请补充
    ON_SHELF = "on_shelf"  # 已上架
    OFF_SHELF = "off_shelf"  # 已下架


class Facet(StrEnum):
    """By what a resource is found besides its words; the values are school stages, topics and courses of the packs."""

    STAGE = "stage"  # 学段
    TOPIC = "topic"  # 主题
    COURSE = "course"  # 专题课程


class UseKind(StrEnum):
    """What somebody did with a resource."""

    DOWNLOAD = "download"  # 下载
    CLASS = "class"  # 上课用过
