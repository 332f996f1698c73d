"""What a class teacher's concern is called."""

from collections.abc import Mapping
from types import MappingProxyType

from core.screening.rules.comments import Concern

CONCERN_TITLES: Mapping[Concern, str] = MappingProxyType(
    {Concern.NOTHING: "没有特别", Concern.WATCH: "需要留意", Concern.WORRIED: "比较担心"}
)
