"""Who somebody is, in words: on one line, and as a table."""

from core.training.queries import PersonRow
from core.training.rules import Education, Gender
from core.training.rules.titles import EDUCATION_TITLES, GENDER_TITLES
from core.training.views.shared import hours_words
from core.ui.parts import Fact
from core.ui.words import month_day, safe


def line(person: PersonRow) -> str:
    """Who somebody is, on one line; what is not filled in is left out."""
    told = [
        GENDER_TITLES[person.gender] if person.gender is not Gender.UNTOLD else "",
        f"{person.birth_month[:4]}年{int(person.birth_month[5:])}月生" if person.birth_month else "",
        EDUCATION_TITLES[person.education] if person.education is not Education.UNTOLD else "",
        person.major, person.title,
        f"每周 {hours_words(person.lessons)} 课时" if person.lessons is not None else "",
        f"辅导 {hours_words(person.counselling)} 小时" if person.counselling is not None else "",
    ]  # fmt: skip
    words = "　".join(safe(one) for one in told if one)
    return words or ":gray[个人信息还没有填]"


def told(person: PersonRow) -> list[Fact]:
    """Labels and values; what nobody filled in says so."""
    leaves = month_day(person.retires_on, year=True) if person.retires_on else "按法定年龄"
    known = {
        "性别": GENDER_TITLES[person.gender], "出生年月": person.birth_month, "电话": person.phone,
        "学历": EDUCATION_TITLES[person.education], "专业": person.major, "职称": person.title, "退休": leaves,
    }  # fmt: skip
    return [Fact(label, value or "未填") for label, value in known.items()]
