"""What is told of a nominated work, in words: before the judges, and on the paper that goes upwards."""

from collections.abc import Mapping
from typing import NamedTuple

from core.activities.rules import ReportState
from core.activities.rules.facts import AUDIENCE_TITLES, KIND_TITLES, ActivityFacts
from core.evaluation.rules.dates import long_day
from core.library.rules import ResourceKind, ResourceState
from core.library.rules.drafts import KIND_TITLES as RESOURCE_KINDS

REPORTS_IN = (ReportState.SENT, ReportState.ACCEPTED)
RESOURCES_IN = (ResourceState.SENT, ResourceState.ON_SHELF, ResourceState.OFF_SHELF)
"""Where a work is handed in. Any other is with its school: it was taken back, or given back to be completed."""


class Made(NamedTuple):
    """What is told of a resource. Who made it stands on the papers, not before those who judge."""

    kind: ResourceKind
    year: int
    author: str


class Titles(NamedTuple):
    """What the packs call kinds of works (作品) and sorts of partners; a key that they do not know is told as it is."""

    works: Mapping[str, str]
    partners: Mapping[str, str]


Pairs = list[tuple[str, str]]


def facts_of(facts: ActivityFacts | Made, titles: Titles, *, named: bool = False) -> Pairs:
    """Labels and values, "类别" always the first; what was not told is left out. `named` tells the author, too."""
    if isinstance(facts, ActivityFacts):
        pairs = [
            ("类别", KIND_TITLES[facts.kind]),
            ("时间", _days(facts)),
            ("地点", facts.place),
            *_counts(facts, titles),
        ]
    else:
        author = facts.author if named else ""
        pairs = [("类别", RESOURCE_KINDS[facts.kind]), ("年份", f"{facts.year} 年"), ("作者", author)]
    return [(label, value) for label, value in pairs if value]


def _days(facts: ActivityFacts) -> str:
    first = long_day(facts.held_on)
    return first if facts.until == facts.held_on else f"{first}至{long_day(facts.until)}"


def _counts(facts: ActivityFacts, titles: Titles) -> Pairs:
    """场次 and 人次 apart: they are never added up."""
    people = [f"{AUDIENCE_TITLES[one]} {facts.people(one):,}" for one in facts.audiences]
    works = [f"{titles.works.get(kind, kind)} {many:,} 件" for kind, many in facts.works.items()]
    partners = [titles.partners.get(one, one) for one in facts.partners]
    return [
        ("场次", f"{facts.sessions:,} 场"),
        ("人次", "，".join(people)),
        ("作品", "，".join(works)),
        ("合作单位", "、".join(partners)),
    ]
