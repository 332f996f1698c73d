"""What kinds of staff, states of certificates, degrees, ladders and honours are called."""

from collections.abc import Mapping
from types import MappingProxyType

from core.training.rules import Education, Gender, HonourLevel, LadderState, StaffKind
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
GENDER_TITLES: Mapping[Gender, str] = MappingProxyType(
    {Gender.UNTOLD: "未填", Gender.FEMALE: "女", Gender.MALE: "男"}
)  # fmt: skip
EDUCATION_TITLES: Mapping[Education, str] = MappingProxyType(
    {
        Education.UNTOLD: "未填",
        Education.COLLEGE: "专科",
        Education.BACHELOR: "本科",
        Education.MASTER: "硕士",
        Education.DOCTOR: "博士",
        Education.OTHER: "其他",
    }
)
LADDER_TITLES: Mapping[LadderState, str] = MappingProxyType(
    {
        LadderState.NOMINATED: "已推荐",
        LadderState.CHOSEN: "在任",
        LadderState.NOT_CHOSEN: "未入选",
        LadderState.ENDED: "期满",
    }
)
HONOUR_TITLES: Mapping[HonourLevel, str] = MappingProxyType(
    {
        HonourLevel.SCHOOL: "校级",
        HonourLevel.COUNTY: "县区级",
        HonourLevel.CITY: "市级",
        HonourLevel.PROVINCE: "省级",
        HonourLevel.NATION: "国家级",
    }
)
REASON_TITLES: Mapping[str, str] = MappingProxyType(
    {
        "name": "姓名相同",
        "former_name": "曾用名相同",
        "name_near": "姓名只差一个字",
        "phone": "手机相同",
        "phone_near": "手机只差一位",
        "birth_month": "出生年月相同",
        "birth_month_near": "出生年月相近",
        "number": "证书编号相同",
        "school": "同一所学校",
        "third": "都像另一份同样的档案",
    }
)
"""What makes two files look like one person's (rules.duplicates)."""
