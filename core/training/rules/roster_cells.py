"""What the cells of rosters mean: months, days, phones, amounts and the words people use for kinds and degrees."""

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from core.sheets.cells import SERIALS, day_of
from core.training.rules import Education, Gender, StaffKind
from core.training.rules.likeness import mobile
from core.training.rules.titles import EDUCATION_TITLES, GENDER_TITLES, KIND_TITLES

MONTH = re.compile(r"(\d{4})(?:年|[-/.])(\d{1,2})月?")
COMPACT = re.compile(r"(\d{4})(\d{2})")
TENTH = re.compile(r"\d{4}\.1")
AMOUNT = re.compile(r"约?(\d{1,4}(?:\.\d+)?)(?:课时|学时|节课?|小时|个)?(?:/?(?:每)?周)?", re.IGNORECASE)
FOOT = re.compile(r"(?:填表|制表|填报|审核|负责人|联系人|合计|总计|小计|备注|说明|注)")
NO_END = frozenset(["长期", "长期有效", "永久", "永久有效", "无", "无期限", "终身", "/", "-", "—"])
NOTHING = frozenset(["", "/", "-", "—", "无", "未填", "不详", "暂无"])
KINDS: Mapping[str, StaffKind] = {
    **{title: kind for kind, title in KIND_TITLES.items()},
    **dict.fromkeys(["专职心理教师", "专职教师", "专职心理健康教师", "专任", "专任教师", "全职"], StaffKind.FULL_TIME),
    **dict.fromkeys(["兼职心理教师", "兼职教师", "兼职心理健康教师", "兼任", "兼"], StaffKind.PART_TIME),
    **dict.fromkeys(["心理教研员"], StaffKind.RESEARCHER),
    **dict.fromkeys(["正班主任", "副班主任"], StaffKind.CLASS_TEACHER),
    **dict.fromkeys(["专家", "外聘专家", "校外专家(外聘)"], StaffKind.EXPERT),
    **dict.fromkeys(["心理志愿者"], StaffKind.VOLUNTEER),
    "专": StaffKind.FULL_TIME,
}
GENDERS: Mapping[str, Gender] = {
    **{title: gender for gender, title in GENDER_TITLES.items()},
    **{"F": Gender.FEMALE, "M": Gender.MALE, "女性": Gender.FEMALE, "男性": Gender.MALE},
    **dict.fromkeys(NOTHING, Gender.UNTOLD),
}
DEGREES: Mapping[str, Education] = {
    **{title: degree for degree, title in EDUCATION_TITLES.items()},
    **dict.fromkeys(["大专", "高职", "大学专科", "专科学历"], Education.COLLEGE),
    **dict.fromkeys(["大学", "大学本科", "本科学历", "学士", "全日制本科", "在职本科"], Education.BACHELOR),
    **dict.fromkeys(["研究生", "硕士研究生", "硕研", "教育硕士", "在职研究生", "全日制研究生"], Education.MASTER),
    **dict.fromkeys(["博士研究生", "博研"], Education.DOCTOR),
    **dict.fromkeys(["中专", "高中", "中师"], Education.OTHER),
    **dict.fromkeys(NOTHING, Education.UNTOLD),
}


def month_of(text: str) -> str | None:
    """The month "YYYY-MM" that 1990-05, 1990.5, 1990年5月, 199005 or a whole day name, or None; see `is_doubtful`."""
    found = MONTH.fullmatch(text) or COMPACT.fullmatch(text)
    if found:
        return f"{found[1]}-{int(found[2]):02d}" if 1 <= int(found[2]) <= 12 else None
    day = day_of(text)
    return f"{day:%Y-%m}" if day else None


def is_doubtful(text: str) -> bool:
    """Whether a month may be another one: a sheet that takes 1990.10 for a number keeps 1990.1."""
    return TENTH.fullmatch(text) is not None


def day_in(text: str, *, last: bool = False) -> date | None:
    """The day that a text names; of a month alone its first day, or with `last` its last one."""
    found = None if text.isdigit() and len(text) == 5 and int(text) in SERIALS else MONTH.fullmatch(text)
    if found and 1 <= int(found[2]) <= 12 and int(found[1]) > 0:
        year, month = int(found[1]), int(found[2])
        return date(year, month, monthrange(year, month)[1] if last else 1)
    return day_of(text)


def phone_in(text: str) -> str:
    """A mobile number as its eleven digits; anything else without spaces, for `people.person_flaw` to look at."""
    return "" if text in NOTHING else mobile(text) or "".join(text.split())


def amount_in(text: str) -> Decimal | None:
    """The number in "12", "12.5", "12节" or "约12课时", or None."""
    found = AMOUNT.fullmatch("".join(text.split()))
    try:
        return Decimal(found[1]) if found else None
    except InvalidOperation:
        return None


def bare(text: str) -> str:
    """A word of a list without spaces, in capitals."""
    return "".join(text.split()).upper()
