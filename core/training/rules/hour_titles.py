"""What years of counting, states of lines, rules for newcomers and school lines are called."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from core.organisations.rules import STAGE_TITLES
from core.training.rules.hours import window
from core.training.rules.requirements import Due, HourSpec, Newcomers, PersonLine
from core.training.rules.school_standing import SchoolLine, SchoolMeasure
from core.training.rules.standing import LineState, Standing
from core.training.rules.titles import KIND_TITLES

STATE_WORDS: Mapping[LineState, str] = MappingProxyType(
    {
        LineState.MET: "已达到",
        LineState.SHORT: "还缺",
        LineState.LATE: "已过期限",
        LineState.EXEMPT: "今年不要求",
    }
)
NOT_ASKED = "没有要求"
NEWCOMER_WORDS: Mapping[Newcomers, str] = MappingProxyType(
    {Newcomers.FULL: "同样要求", Newcomers.PRORATA: "按在岗月数折算", Newcomers.EXEMPT: "当年不要求"}
)
MEASURE_WORDS: Mapping[SchoolMeasure, str] = MappingProxyType(
    {SchoolMeasure.CERTIFIED: "持证人数", SchoolMeasure.FULL_TIME: "各学段专职", SchoolMeasure.RATIO: "师生比"}
)
SCHOOL_YEAR_BEGINS = 9


def year_words(spec: HourSpec, year: int) -> str:
    """A year of counting: 2025—2026 学年, 2025 年, or from month to month."""
    if spec.begins == SCHOOL_YEAR_BEGINS:
        return f"{year}—{year + 1} 学年"
    if spec.begins == 1:
        return f"{year} 年"
    first, last = window(spec, year)
    return f"{first.year} 年 {first.month} 月—{last.year} 年 {last.month} 月"


def plain(hours: Decimal) -> str:
    """学时 without a needless decimal."""
    return f"{hours.normalize():f}"


def state_of(standing: Standing) -> str:
    """One word for all the lines of somebody."""
    if not standing.lines:
        return NOT_ASKED
    if not standing.asked:
        return STATE_WORDS[LineState.EXEMPT]
    if standing.met:
        return STATE_WORDS[LineState.MET]
    return STATE_WORDS[LineState.LATE if standing.late else LineState.SHORT]


def short_words(standing: Standing) -> str:
    """What somebody lacks, line by line, the nearest day first; "" where nothing is."""
    return "；".join(f"{one.line.title} {plain(one.lacking)} 学时" for one in standing.short)


def school_words(line: SchoolLine) -> str:
    """How a school stands with one line; "" where it cannot be told."""
    if line.met is None:
        return ""
    return f"{line.having} / {line.needed}" if line.met else f"{line.having} / {line.needed}，差 {line.lacking} 位"


def school_told(line: SchoolLine) -> str:
    """The same in words, for who has no column head to read it by."""
    if line.met is None:
        return ""
    lacks = "" if line.met else f"，差 {line.lacking} 位"
    return f"有 {line.having} 位，要求 {line.needed} 位{lacks}"


def whom(line: PersonLine) -> str:
    """Of whom a line speaks."""
    kinds = "、".join(KIND_TITLES[one] for one in line.kinds)
    return kinds + (f"（{'、'.join(STAGE_TITLES[one] for one in line.stages)}）" if line.stages else "")


def due_words(due: Due | None) -> str:
    """By when, as a pack says it."""
    return f"{due.month} 月 {due.day} 日前" if due else "年度结束前"


def day_words(day: date) -> str:
    """A day in a sheet."""
    return day.isoformat()
