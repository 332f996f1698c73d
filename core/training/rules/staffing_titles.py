"""What norms of staffing, ways of telling schools apart and reasons to leave are called."""

from collections.abc import Mapping
from types import MappingProxyType

from core.training.rules.forecast import Why
from core.training.rules.staffing import Norm, Side, Standing

NORM_TITLES: Mapping[Norm, str] = MappingProxyType(
    {
        Norm.FULL_TIME: "专职配备",
        Norm.EITHER: "专（兼）职配备",
        Norm.STAGES: "各学段专职",
        Norm.RATIO: "师生比",
        Norm.CERTIFIED: "持证率",
    }
)
BEHIND_TITLES: Mapping[Norm, str] = MappingProxyType(
    {
        Norm.FULL_TIME: "没有专职",
        Norm.EITHER: "没有人在岗",
        Norm.STAGES: "学段缺专职",
        Norm.RATIO: "师生比没达到",
        Norm.CERTIFIED: "持证率没达到",
    }
)
"""What a list of schools short of a norm is called; who reported nobody stands in a list apart."""
STANDING_TITLES: Mapping[Standing, str] = MappingProxyType(
    {
        Standing.MET: "达到",
        Standing.SHORT: "还缺",
        Standing.UNREPORTED: "未报",
        Standing.NOT_APPLICABLE: "不适用",
    }
)
SIDE_TITLES: Mapping[Side, str] = MappingProxyType({Side.PLACE: "按地区", Side.STAGE: "按学段", Side.SETTING: "按城乡"})
WHY_TITLES: Mapping[Why, str] = MappingProxyType(
    {
        Why.RETIRES: "到法定退休年龄",
        Why.PAST: "已过法定退休年龄",
        Why.ENDS: "已登记离岗",
        Why.BEGINS: "已登记到岗",
    }
)
