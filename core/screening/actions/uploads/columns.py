"""The columns of a campaign's file: one definition behind template, help text and importer."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from core.screening.queries.campaigns import CampaignRow
from core.screening.rules.spec import ScaleSpec
from core.sheets.columns import Column, Family
from core.sheets.export import template as made
from core.students.rules import Population
from core.students.rules.columns import CLASS, GRADE, NAME, NUMBER, SCHOOL, STAFF_NAME, STAFF_NUMBER

TOTAL, VALIDITY = "total", "validity"


def identity(population: Population) -> tuple[Column, ...]:
    """Who a row is about: the number is needed, the rest is compared with the roster where it stands there."""
    if population is Population.TEACHER:
        return STAFF_NUMBER, _optional(STAFF_NAME), _optional(SCHOOL)
    return NUMBER, _optional(NAME), _optional(SCHOOL), _optional(GRADE), _optional(CLASS)


def family(spec: ScaleSpec) -> Family:
    """The item columns of a scale, known by its key, title, name, or the letters its title begins with (PHQ1)."""
    start = re.match(r"[A-Za-z]+", spec.title)
    help_ = f"{spec.natural_coding.label}；没有作答的留空"
    prefixes = (spec.name, *([start[0]] if start else []))
    return Family(spec.key, spec.title, spec.items, prefixes, False, help_, str(spec.minimum))


def figures(specs: Sequence[ScaleSpec]) -> list[Column]:
    """The columns of results that another system has worked out.

    A title that stands for one scale of the campaign alone (总分, 学习焦虑) may be written without the scale's name.
    """
    names = Counter(name for spec in specs for name in _bare_names(spec))
    return [_figure(spec, key, title, names[title] == 1) for spec in specs for key, title in _named(spec)]


def figure_keys(spec: ScaleSpec) -> list[str]:
    """Keys of total, sub-scales and validity, in the order of records.Given.figures."""
    return [key for key, _ in _named(spec)]


def template(campaign: CampaignRow) -> bytes:
    """The workbook to fill in for a campaign."""
    specs = [row.spec for row in campaign.scales]
    return made("普测作答表", identity(campaign.population), [family(spec) for spec in specs])


def _named(spec: ScaleSpec) -> list[tuple[str, str]]:
    subs = [(f"{spec.key}:sub{at}", each.title) for at, each in enumerate(spec.subscales)]
    return [(f"{spec.key}:{TOTAL}", "总分"), *subs, (f"{spec.key}:{VALIDITY}", "效度")]


def _bare_names(spec: ScaleSpec) -> list[str]:
    return [title for _, title in _named(spec)]


def _figure(spec: ScaleSpec, key: str, title: str, alone: bool) -> Column:
    shown = f"{spec.title} {title}"
    aliases = [
        f"{spec.name}{title}",
        f"{spec.title}{title}分",
        f"{spec.title}{title}得分",
        f"{spec.title}{title}因子分",
    ]
    if key.endswith(f":{TOTAL}"):
        aliases += [f"{spec.title}总得分", f"{spec.title}得分", f"{spec.title}总均分"]
    if alone:
        aliases += [title, f"{title}分", f"{title}得分", f"{title}因子分", f"{title}因子", f"{title}量表"]
    return Column(key, shown, tuple(aliases), kind="text", sensitive=True)


def _optional(column: Column) -> Column:
    return replace(column, required=False)
