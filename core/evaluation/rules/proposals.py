"""What the system already knows of a school and can put down for an item: one entry, many uses."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple


class Known(NamedTuple):
    """A quantity the system keeps: what it is called, its unit, and how it is counted."""

    title: str
    unit: str
    rule: str


class Proposal(NamedTuple):
    """One such quantity of one school. `value` None: nothing is known, and that is not zero. `words` tell how it came."""

    key: str
    value: Decimal | None
    words: str
    as_of: date


KNOWN: dict[str, Known] = {
    "staff.full_time": Known("专职心理教师", "名", "登记在岗的专职心理教师人数"),
    "staff.any": Known("专兼职心理教师", "名", "登记在岗的专职和兼职心理教师人数"),
    "staff.pupils_each": Known("每名专兼职教师对应的学生", "名", "在籍学生数 ÷ 在岗专兼职心理教师人数"),
    "staff.certified_share": Known("持证率", "%", "有在有效期内证书的专兼职心理教师 ÷ 在岗专兼职心理教师"),
    "training.hours_each": Known("人均培训学时", "学时", "本学年登记的培训学时 ÷ 在岗专兼职心理教师"),
    "screening.completion": Known("普测完成率", "%", "最近一次学生普测：实测 ÷（在籍 − 请假 − 免测）"),
    "activities.sessions": Known("本学年活动场次", "场", "本学年登记的活动场次之和"),
    "activities.parents": Known("本学年面向家长的场次", "场", "本学年登记的、对象含家长的活动场次之和"),
    "activities.lectures": Known("本学年讲座宣讲期数", "期", "本学年登记的、类别是讲座宣讲的活动期数之和"),
    "activities.community": Known("本学年心理服务进社区场次", "场", "本学年登记的、类别是心理服务进社区的活动场次之和"),
    "activities.visits": Known("本学年家访次数", "次", "本学年登记的、类别是家访的次数之和"),
    "hotline.calls": Known("本学年热线接听次数", "次", "本学年登记的热线接听次数之和"),
    "care.on_time": Known("跟进按时率", "%", "没有过期未跟进的在管个案 ÷ 在管个案"),
    "care.planned_share": Known("一生一策覆盖率", "%", "有目标或措施的在管个案 ÷ 在管个案"),
    "rooms.area": Known("辅导室面积", "㎡", "登记的在用辅导室面积之和"),
    "rooms.count": Known("辅导室间数", "间", "登记的在用辅导室数"),
}
"""By the key that an item's `proposal` names."""
