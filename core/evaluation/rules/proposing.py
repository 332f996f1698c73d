"""How what the system knows of a school becomes the quantities that an item may propose; pure."""

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import NamedTuple

from core.evaluation.rules.proposals import Proposal

HUNDREDTH, WHOLE = Decimal("0.01"), Decimal(1)
LEAST = 10
"""Fewer open cases than this give no percentage: the reader need not be somebody who may see cases."""
NOBODY = "还没有登记心理教师，请先在“心理教师”里登记"
NOBODY_NOW = "目前没有在岗的心理教师"
NO_ROSTER = "这个学年还没有学生名册"
FEW = "人数较少，不显示"


class Screened(NamedTuple):
    """The newest screening of pupils at the school: those tested, of those who were due."""

    title: str
    running: bool
    tested: int
    due: int


class Held(NamedTuple):
    """Activities of the school year, in times held: all, those for parents, and those of three kinds."""

    sessions: int
    parents: int
    lectures: int = 0
    community: int = 0
    visits: int = 0


class Rhythm(NamedTuple):
    """Open cases, and those of them without a follow-up that is late, and with a goal or measure."""

    open_cases: int = 0
    on_time: int = 0
    planned: int = 0


class Sources(NamedTuple):
    """What is on record for one school. None, or `registered` False: nothing is, which is not zero.

    `rooms` holds the areas in square metres of the rooms in use, None where the area is not on record; `calls` are those
    that a hotline of the school took.
    """

    registered: bool = False
    full_time: int = 0
    part_time: int = 0
    certified: int = 0
    hours: Decimal = Decimal(0)
    pupils: int = 0
    screened: Screened | None = None
    held: Held | None = None
    rhythm: Rhythm = Rhythm()
    rooms: tuple[int | None, ...] | None = None
    calls: int | None = None


def proposed(known: Sources, today: date) -> dict[str, Proposal]:
    """A proposal for every key of KNOWN, in its order; `value` None with the reason in words where nothing can be said."""
    told = (
        *_staff(known),
        _screening(known.screened),
        *_activities(known.held),
        _calls(known.calls),
        *_care(known.rhythm),
        *_rooms(known),
    )
    return {key: Proposal(key, value, words, today) for key, value, words in told}


Told = tuple[str, Decimal | None, str]


def _staff(known: Sources) -> Iterator[Told]:
    full, everybody = known.full_time, known.full_time + known.part_time
    posts = f"在岗专职 {full} 名、兼职 {known.part_time} 名" if known.registered else NOBODY
    yield "staff.full_time", _if(known.registered, Decimal(full)), posts
    yield "staff.any", _if(known.registered, Decimal(everybody)), posts
    why = NOBODY if not known.registered else "" if everybody else NOBODY_NOW
    rolled, certified = f"在籍学生 {known.pupils:,} 名，{posts}", f"{posts}，其中 {known.certified} 名证书在有效期内"
    hours = f"本学年登记 {known.hours.normalize():f} 学时，{posts}"
    yield "staff.pupils_each", *_each(known.pupils, everybody, rolled, why or ("" if known.pupils else NO_ROSTER))
    yield "staff.certified_share", *_each(100 * known.certified, everybody, certified, why)
    yield "training.hours_each", *_each(known.hours, everybody, hours, why)


def _each(amount: int | Decimal, people: int, words: str, why_not: str) -> tuple[Decimal | None, str]:
    """An amount for each counsellor, unless there is a reason why it cannot be told."""
    return (None, why_not) if why_not else ((Decimal(amount) / people).quantize(HUNDREDTH, ROUND_HALF_UP), words)


def _screening(screened: Screened | None) -> Told:
    key = "screening.completion"
    if screened is None or not screened.due:
        return key, None, "还没有学生普测的数据"
    share = (Decimal(100 * screened.tested) / screened.due).quantize(HUNDREDTH, ROUND_HALF_UP)
    running = "（进行中）" if screened.running else ""
    return key, share, f"{screened.title}{running}：应测 {screened.due:,} 名，实测 {screened.tested:,} 名"


def _activities(held: Held | None) -> Iterator[Told]:
    words = "本学年登记{}" if held else "本学年还没有登记活动"
    one = held or Held(0, 0)
    for key, number, told in (
        ("activities.sessions", one.sessions, f"共 {one.sessions} 场"),
        ("activities.parents", one.parents, f"、对象含家长的 {one.parents} 场"),
        ("activities.lectures", one.lectures, f"讲座宣讲 {one.lectures} 期"),
        ("activities.community", one.community, f"心理服务进社区 {one.community} 场"),
        ("activities.visits", one.visits, f"家访 {one.visits} 次"),
    ):
        yield key, _if(held is not None, Decimal(number)), words.format(told)


def _calls(calls: int | None) -> Told:
    known = "本学年还没有登记热线接听" if calls is None else f"本学年登记热线接听 {calls:,} 次"
    return "hotline.calls", _if(calls is not None, Decimal(calls or 0)), known


def _care(rhythm: Rhythm) -> Iterator[Told]:
    for key, count, words in (
        ("care.on_time", rhythm.on_time, "在管个案中没有过期未跟进的占比，只舍不入"),
        ("care.planned_share", rhythm.planned, "在管个案中有目标或措施的占比，只舍不入"),
    ):
        if not rhythm.open_cases:
            yield key, None, "目前没有在管个案"
        elif rhythm.open_cases < LEAST:
            yield key, None, FEW
        else:  # whole per cents and no count beside them: one late case cannot be worked out of it
            yield key, (Decimal(100 * count) / rhythm.open_cases).quantize(WHOLE, ROUND_FLOOR), words


def _rooms(known: Sources) -> Iterator[Told]:
    rooms = known.rooms
    areas = [area for area in rooms or () if area is not None]
    unknown = len(rooms or ()) - len(areas)
    beside = f"，其中 {unknown} 间没有登记面积" if unknown else ""
    words = "还没有登记辅导室" if rooms is None else f"登记在用 {len(rooms)} 间{beside}"
    measured = rooms is not None and (not rooms or bool(areas))
    yield "rooms.area", _if(measured, Decimal(sum(areas))), words
    yield "rooms.count", _if(rooms is not None, Decimal(len(rooms or ()))), words


def _if(known: bool, value: Decimal) -> Decimal | None:
    return value if known else None
