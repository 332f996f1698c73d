"""What kinds of staff and states of certificates are called."""

from collections.abc import Mapping
from types import MappingProxyType

from core.training.rules import StaffKind
from core.training.rules.certificates import CertificateState

KIND_TITLES: Mapping[StaffKind, str] = MappingProxyType(
    {
        StaffKind.FULL_TIME: "专职",
        StaffKind.PART_TIME: "兼职",
        StaffKind.RESEARCHER: "教研员",
        StaffKind.CLASS_TEACHER: "班主任",
        StaffKind.EXPERT: "校外专家",
        StaffKind.VOLUNTEER: "志愿者",
    }
)
STATE_TITLES: Mapping[CertificateState, str] = MappingProxyType(
    {
        CertificateState.VALID: "有效",
        CertificateState.EXPIRING: "将到期",
        CertificateState.EXPIRED: "已过期",
        CertificateState.NONE: "未登记",
    }
)
