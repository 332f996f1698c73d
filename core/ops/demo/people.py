"""Fictitious pupils: names, numbers that pass their check, birthdays, special groups."""

from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

AREA = "990107"  # no real division has this code
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # ISO 7064 MOD 11-2, as GB 11643 lists them
CHECKS = "10X98765432"
SURNAMES = (
    *"王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡",
    *"余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙",
    *("欧阳", "上官", "慕容"),
)
GIVEN = (
    *"子梓一宇浩雨欣思佳文明嘉俊晨诗涵若可心语桐泽航睿博轩萱彤琪瑶悦宁安然乐天阳朗",
    *"辰星月云舒言知行远清和煦禾苗青岚竹溪松柏",
)
GROUPS = ("留守", "流动", "随迁", "单亲", "孤儿", "事实无人抚养", "困境")
GROUP_SHARES = (0.06, 0.03, 0.04, 0.05, 0.001, 0.002, 0.01)


class Pupil(NamedTuple):
    """One fictitious pupil."""

    number: str
    name: str
    sex: str
    birth: date
    groups: str


def pupils(count: int, *, grade: int, school_year: int, first: int, noise: np.random.Generator) -> list[Pupil]:
    """`count` pupils of one grade; `first` numbers them through the county so that no number comes twice."""
    girls = noise.random(count) < 0.47
    ages = noise.integers(0, 365, count)
    groups = noise.random((count, len(GROUPS))) < np.array(GROUP_SHARES)
    names = _names(count, noise)
    born_from = date(school_year - grade - 6, 9, 1)  # six years old by the end of August of the entry year
    return [
        _pupil(names[at], bool(girls[at]), born_from + timedelta(days=int(ages[at])), groups[at], first + at)
        for at in range(count)
    ]


def _pupil(name: str, girl: bool, birth: date, groups: NDArray[np.bool_], serial: int) -> Pupil:
    order = (serial * 2 + (0 if girl else 1)) % 1000  # the seventeenth digit is even for girls
    body = f"{AREA[:4]}{serial // 500 % 100:02d}{birth:%Y%m%d}{order:03d}"
    number = "G" + body + CHECKS[sum(int(d) * w for d, w in zip(body, WEIGHTS, strict=True)) % 11]
    listed = "、".join(title for title, there in zip(GROUPS, groups, strict=True) if there)
    return Pupil(number, name, "女" if girl else "男", birth, listed)


def _names(count: int, noise: np.random.Generator) -> list[str]:
    surnames = noise.integers(0, len(SURNAMES), count)
    lengths = noise.random(count) < 0.2
    given = noise.integers(0, len(GIVEN), (count, 2))
    return [
        SURNAMES[s] + GIVEN[first] + ("" if short else GIVEN[second])
        for s, short, (first, second) in zip(surnames, lengths, given, strict=True)
    ]
