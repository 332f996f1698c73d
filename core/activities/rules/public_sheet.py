"""A workbook of public education: one definition behind template, help text and importer; a row is an activity."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from core.activities.rules import ActivityKind, Audience
from core.activities.rules.count_cells import is_blank, whole_in
from core.activities.rules.facts import AUDIENCE_TITLES, ActivityFacts, activity_flaw, tidied
from core.activities.rules.public import PUBLIC_TITLES
from core.errors import Problem
from core.organisations.rules import Place
from core.pack import Pack
from core.sheets.cells import day_of, tidy
from core.sheets.columns import Column

OTHER = "other"
"""The sort of a partner whose name says nothing known."""
BETWEEN = re.compile(r"[、,;/\n]+")
KINDS: Mapping[str, ActivityKind] = MappingProxyType(
    {
        **{title: kind for kind, title in PUBLIC_TITLES.items()},
        **dict.fromkeys(
            ["讲座", "宣讲", "讲座、宣讲", "讲座/宣讲", "报告会", "专题讲座", "公益讲座"], ActivityKind.LECTURE
        ),
        **dict.fromkeys(
            ["家长学校", "家长会", "家长讲座", "家长课堂、家长会", "家庭教育", "家庭教育指导"], ActivityKind.PARENTS
        ),
        **dict.fromkeys(
            ["进社区", "社区", "社区服务", "心理服务", "义诊", "送教进社区", "志愿服务"], ActivityKind.COMMUNITY
        ),
        **dict.fromkeys(["入户", "走访", "家庭走访", "大家访"], ActivityKind.VISIT),
        **dict.fromkeys(["推送", "专栏", "公众号", "推文", "热线推广", "推送、专栏、热线推广"], ActivityKind.MEDIA),
    }
)
SAID: Mapping[str, str] = MappingProxyType(
    {
        "activities.title_needed": "title",
        "activities.held_unlikely": "held_on",
        "activities.until_unlikely": "held_on",
        "activities.place_too_long": "place",
        "activities.sessions_unlikely": "sessions",
        "activities.attendances_unlikely": "parents",
        "activities.audience_needed": "parents",
        "activities.partners_many": "partners",
    }
)
"""In which column a flaw of the facts is shown."""
EXAMPLES: Mapping[Audience, str] = MappingProxyType({Audience.PARENTS: "120", Audience.PUPILS: "0"})


class PartnerWords(Pack):
    """Which words in a unit's name tell what sort of partner it is."""

    words: Mapping[str, tuple[str, ...]]

    @property
    def meanings(self) -> dict[str, str]:
        """The keys of the sorts by word."""
        return {word: key for key, words in self.words.items() for word in words}


class PublicLine(NamedTuple):
    """One row: the organisation it names ("" = none), and what was held there."""

    row: int
    org: str
    facts: ActivityFacts


def public_columns(partners: Sequence[str]) -> tuple[Column, ...]:
    """The columns; `partners` are the titles of those with whom activities are held."""
    return (
        Column("held_on", "日期", ("活动日期", "时间", "活动时间", "举办日期"), required=True, help="办的那一天",
               example="2026-03-12", kind="date"),
        Column("kind", "类别", ("活动类别", "形式", "类型"), required=True, help="只写列表里的类别",
               example=PUBLIC_TITLES[ActivityKind.PARENTS], kind="choice", choices=tuple(PUBLIC_TITLES.values())),
        Column("title", "名称", ("活动名称", "主题", "讲座名称", "题目"), help="不超过 80 个字；空着就用类别作名称",
               example="考前怎样陪孩子"),
        Column("place", "地点", ("活动地点", "地址"), help="不超过 80 个字，可以不写", example="示例社区"),
        Column("sessions", "期/场次", ("场次", "期数", "期次", "期", "次数"), help="办了几期、几场；空着算 1",
               example="1", kind="integer"),
        *(Column(audience.value, f"{title}人次", (title, f"{title}数", f"{title}人数"), kind="integer",
                 help="每场到场人数相加；不面向他们就空着", example=EXAMPLES.get(audience, ""))
          for audience, title in AUDIENCE_TITLES.items()),
        Column("partners", "合作单位", ("协办单位", "合作部门", "联合单位"), help=f"几个用顿号隔开：{'、'.join(partners)}",
               example="、".join(partners[:1])),
        Column("org", "举办单位", ("学校", "单位", "学校名称", "单位名称", "主办单位"), help="写系统里的全名或代码；空着算本单位",
               example="示例小学"),
    )  # fmt: skip


def public_lines(
    rows: Iterable[Mapping[str, Any]], place: Place, today: date, partners: Mapping[str, str]
) -> tuple[list[PublicLine], list[Problem]]:
    """What the rows say, and everything that is wrong in them; rows that are wrong say nothing.

    `partners` are keys by the words that mean them: the unit 云溪区人民医院 is meant by 医院.
    """
    found, problems, keys = list[PublicLine](), list[Problem](), [column.key for column in public_columns(())]
    for cells in rows:
        texts = {key: tidy(cells.get(key) or "") for key in keys}
        row, wrong = int(cells["row"]), list(_unread(texts))
        facts = None if wrong else tidied(_facts(texts, partners))
        if facts and (flaw := activity_flaw(facts, today)):
            wrong, facts = [(SAID[flaw], flaw)], None
        found += [PublicLine(row, "".join(texts["org"].split()), facts)] if facts else []
        problems += [place.problem(row, key, texts[key], code) for key, code in wrong]
    return found, problems


def partner_of(name: str, partners: Mapping[str, str]) -> str:
    """The sort of partner that a unit's name speaks of, by the longest word that stands in it; OTHER for none known."""
    fits = [known for known in partners if known in name]
    return partners[max(fits, key=len)] if fits else OTHER


def _unread(texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Key and code of every cell that cannot be read at all."""
    if day_of(texts["held_on"]) is None:
        yield "held_on", "activities.held_unlikely"
    if _kind(texts) is None:
        yield "kind", "activities.public_kind"
    if not is_blank(texts["sessions"]) and whole_in(texts["sessions"]) is None:
        yield "sessions", "activities.sessions_unlikely"
    for audience in Audience:
        if not is_blank(texts[audience.value]) and whole_in(texts[audience.value]) is None:
            yield audience.value, "activities.attendances_unlikely"


def _facts(texts: Mapping[str, str], partners: Mapping[str, str]) -> ActivityFacts:
    """Of texts in which everything can be read."""
    day, kind = day_of(texts["held_on"]) or date.min, _kind(texts) or ActivityKind.OTHER
    people: dict[str, Any] = {audience.value: whole_in(texts[audience.value]) for audience in Audience}
    units = (partner_of(name, partners) for name in _units(texts["partners"]))
    sessions = 1 if is_blank(texts["sessions"]) else whole_in(texts["sessions"]) or 0
    title = " ".join(texts["title"].split()) or PUBLIC_TITLES[kind]
    return ActivityFacts(kind, title, day, day, texts["place"], sessions, partners=tuple(units), **people)


def _kind(texts: Mapping[str, str]) -> ActivityKind | None:
    return KINDS.get("".join(texts["kind"].split()).replace(",", "、"))


def _units(text: str) -> list[str]:
    return [] if is_blank(text) else ["".join(one.split()) for one in BETWEEN.split(text) if one.strip()]
