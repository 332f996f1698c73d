"""Words for sex and special groups as rosters write them."""

import re
from typing import NamedTuple

from core.students.rules.people import GROUP_TITLES, Sex, SpecialGroup

SEX_WORDS = {
    **dict.fromkeys(("男", "男性", "男生", "m", "male", "1", "1-男", "男性别"), Sex.MALE),
    **dict.fromkeys(("女", "女性", "女生", "f", "female", "2", "2-女"), Sex.FEMALE),
    **dict.fromkeys(("未知", "不详", "未说明", "0", "9", "其他"), Sex.UNKNOWN),
}
"""1, 2, 0 and 9 as in GB/T 2261.1-2003."""
SEX_TITLES = {Sex.MALE: "男", Sex.FEMALE: "女", Sex.UNKNOWN: "未说明"}

GROUP_WORDS = {
    **{title: group for group, title in GROUP_TITLES.items()},
    **dict.fromkeys(("农村留守",), SpecialGroup.LEFT_BEHIND),
    **dict.fromkeys(("流动人口",), SpecialGroup.FLOATING),
    **dict.fromkeys(("随迁子女", "进城务工随迁", "外来务工", "务工人员随迁"), SpecialGroup.MIGRANT),
    **dict.fromkeys(("单亲家庭", "离异", "父母离异", "离异家庭", "重组家庭"), SpecialGroup.SINGLE_PARENT),
    **dict.fromkeys(("无人抚养", "事实孤儿"), SpecialGroup.UNATTENDED),
    **dict.fromkeys(("困难", "家庭困难", "贫困", "低保", "特困", "建档立卡", "残疾"), SpecialGroup.HARDSHIP),
}
NONE_WORDS = frozenset({"无", "否", "没有", "不是", "正常", "/", "-", "--", "—", "——", "0"})
BETWEEN = re.compile(r"[、,，;；/|+\s]+")
ENDS = re.compile(r"(?:儿童|学生|家庭|子女|生|人员)$")


class Groups(NamedTuple):
    """What a cell says of special groups: the groups, and the words nobody knows."""

    found: tuple[SpecialGroup, ...]
    unknown: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """As the database keeps it: values in the order of the enumeration, joined by commas; "" for none."""
        return ",".join(group for group in SpecialGroup if group in self.found)


def read_sex(text: str) -> Sex | None:
    """The sex a tidied word means, or None when it is no such word."""
    return SEX_WORDS.get(text.lower())


def read_groups(text: str) -> Groups:
    """The groups a tidied cell lists (several separated by 、 , ; /); 无 and the like mean none."""
    words = [text] if text in NONE_WORDS else [word for word in BETWEEN.split(text) if word]
    found = {word: _group(word) for word in words if word not in NONE_WORDS}
    known = {group for group in found.values() if group}
    return Groups(
        tuple(group for group in SpecialGroup if group in known),
        tuple(word for word, group in found.items() if not group),
    )


def stored_groups(text: str | None) -> tuple[SpecialGroup, ...]:
    """The groups that the database keeps."""
    return tuple(SpecialGroup(value) for value in (text or "").split(",") if value)


def _group(word: str) -> SpecialGroup | None:
    return GROUP_WORDS.get(word) or GROUP_WORDS.get(ENDS.sub("", word))
