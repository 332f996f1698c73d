"""Words of the board for sheets and screens."""

from collections.abc import Mapping
from types import MappingProxyType

from core.activities.rules.progress import Progress

PROGRESS_TITLES: Mapping[Progress, str] = MappingProxyType(
    {
        Progress.DONE: "已完成",
        Progress.WAITING: "待审核",
        Progress.RETURNED: "请补充",
        Progress.DOING: "进行中",
        Progress.MISSING: "到期未报",
        Progress.NOT_YET: "未开始",
        Progress.EXEMPT: "免",
        Progress.NOT_ASKED: "不涉及",
    }
)
LATE, HOLLOW = "到期以后才报", "报了，还没有人数和材料"
