"""How far a school came with each item of a season's checklist: completeness and timeliness, kept apart."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from core.activities.rules import ReportState
from core.activities.rules.checklists import ItemSpec

SENT_OR_TAKEN = frozenset({ReportState.SENT, ReportState.ACCEPTED})
COUNTED = frozenset({ReportState.LOGGED, *SENT_OR_TAKEN})
"""What counts anywhere: a draft never does, nor what was sent back."""


class Progress(StrEnum):
    """What a cell of the board says."""

    DONE = "done"  # 已完成
    WAITING = "waiting"  # 待审核
    RETURNED = "returned"  # 请补充
    DOING = "doing"  # 进行中
    MISSING = "missing"  # 到期未报: its day has passed, and nothing was begun
    NOT_YET = "not_yet"  # 未开始
    EXEMPT = "exempt"  # 免
    NOT_ASKED = "not_asked"  # 不涉及: of other stages


OUT = frozenset({Progress.EXEMPT, Progress.NOT_ASKED})
"""In no denominator."""


class SeasonClock(NamedTuple):
    """The days of a season that decide what is late, and whether a report counts before anybody accepted it."""

    ends_on: date
    report_until: date
    counts_sent: bool = False


class JointPart(NamedTuple):
    """A school that agreed that it held an activity together with another; its own people (人次), None = not told."""

    school_id: int
    attendances: int | None = None


class Reported(NamedTuple):
    """A report as the board needs it; the four audiences are 人次, None = it was not for them."""

    id: int
    org_id: int
    item: str
    state: ReportState
    first_sent_on: date | None = None
    sessions: int = 1
    pupils: int | None = None
    teachers: int | None = None
    parents: int | None = None
    community: int | None = None
    works: Mapping[str, int] = {}  # shared by all that have none, and never written to
    partners: tuple[str, ...] = ()
    photos: int = 0
    files: int = 0
    worded: bool = False
    joint: tuple[JointPart, ...] = ()

    @property
    def attendances(self) -> int:
        """人次 of all audiences together."""
        return sum(one or 0 for one in (self.pupils, self.teachers, self.parents, self.community))

    def attendances_of(self, school_id: int) -> int:
        """What a school that took part may call its own: everything for the host, what it told for any other."""
        if school_id == self.org_id:
            return self.attendances
        return sum(part.attendances or 0 for part in self.joint if part.school_id == school_id)


class Cell(NamedTuple):
    """One school and one item. `late`: not enough was sent by its day, whatever was put right since.

    `hollow`: everything sent for it counts nobody and has none of what the item asks for. `reports` are the ids behind it.
    """

    state: Progress
    late: bool = False
    hollow: bool = False
    sessions: int = 0
    attendances: int = 0
    reports: tuple[int, ...] = ()


class Line(NamedTuple):
    """A school over the required items that it is asked for: `due` of them, `done`, of these `timely`; the rest by state.

    `extra` are the optional items that were done; they are in no rate.
    """

    due: int
    done: int
    timely: int
    waiting: int
    returned: int
    missing: int
    hollow: int
    extra: int
    silent: bool

    @property
    def rate(self) -> float | None:
        """完成率: done of due; None where nothing is due."""
        return self.done / self.due if self.due else None


class Summary(NamedTuple):
    """Many schools together. Exempt schools are in none of it: `schools` have something due.

    `complete` did all of it; `silent` sent nothing yet.
    """

    schools: int = 0
    due: int = 0
    done: int = 0
    timely: int = 0
    waiting: int = 0
    returned: int = 0
    missing: int = 0
    hollow: int = 0
    complete: int = 0
    silent: int = 0

    @property
    def rate(self) -> float | None:
        """完成率: done of due; None where nothing is due."""
        return self.done / self.due if self.due else None

    @property
    def timeliness(self) -> float | None:
        """准时率: of what is done, the share sent by its day; None before anything is done."""
        return self.timely / self.done if self.done else None


def due_day(item: ItemSpec, clock: SeasonClock) -> date:
    """The last day on which a report of the item is in time."""
    return clock.ends_on - timedelta(days=item.due) if item.due else clock.report_until


def cell(
    item: ItemSpec,
    reports: Sequence[Reported],
    *,
    school_id: int,
    stages: Collection[str],
    exempt: bool,
    clock: SeasonClock,
    today: date,
) -> Cell:
    """What stands for one school and item. `reports` are the school's own, and those it agreed to have held together.

    An optional item is never missing and never late.
    """
    counted = [one for one in reports if one.state in SENT_OR_TAKEN]
    state = _outside(item, stages, exempt) or _state(item, reports, school_id, clock, today)
    overdue = item.required and state not in OUT and today > due_day(item, clock)
    return Cell(
        state,
        overdue and _held(one for one in reports if _in_time(one, due_day(item, clock))) < item.least,
        bool(counted) and all(is_hollow(item, one) for one in counted),
        _held(counted),
        sum(one.attendances_of(school_id) for one in counted),
        tuple(sorted(one.id for one in reports)),
    )


def is_hollow(item: ItemSpec, report: Reported) -> bool:
    """Reported but empty: nobody was counted, and of the evidence that the item asks for there is nothing at all.

    Where the item asks for no evidence, any would do.
    """
    has = (report.photos > 0, report.files > 0, report.worded, any(report.works.values()))
    asks = item.evidence
    asked = (asks.photos > 0, asks.file, asks.words, asks.works)
    wanted = [one for one, is_asked in zip(has, asked, strict=True) if is_asked] if asks.anything else has
    return report.attendances == 0 and not any(wanted)


def line(items: Sequence[ItemSpec], cells: Sequence[Cell]) -> Line:
    """A school's cells, in the order of the items, as figures."""
    pairs = list(zip(items, cells, strict=True))
    due = [one for item, one in pairs if item.required and one.state not in OUT]
    done = [one for one in due if one.state is Progress.DONE]
    of = {state: sum(one.state is state for one in due) for state in Progress}
    return Line(
        due=len(due),
        done=len(done),
        timely=sum(not one.late for one in done),
        waiting=of[Progress.WAITING],
        returned=of[Progress.RETURNED],
        missing=of[Progress.MISSING],
        hollow=sum(one.hollow for one in due),
        extra=sum(one.state is Progress.DONE for item, one in pairs if not item.required),
        silent=not any(one.sessions or one.state is Progress.RETURNED for _, one in pairs),
    )


def summed(lines: Iterable[Line]) -> Summary:
    """Many schools together; those with nothing due are left out."""
    found = [one for one in lines if one.due]
    names = ("due", "done", "timely", "waiting", "returned", "missing", "hollow")
    return Summary(
        schools=len(found),
        complete=sum(one.done == one.due for one in found),
        silent=sum(one.silent for one in found),
        **{name: sum(getattr(one, name) for one in found) for name in names},
    )


def _outside(item: ItemSpec, stages: Collection[str], exempt: bool) -> Progress | None:
    if item.stages and not set(item.stages) & set(stages):
        return Progress.NOT_ASKED
    return Progress.EXEMPT if exempt else None


def _state(item: ItemSpec, reports: Sequence[Reported], school_id: int, clock: SeasonClock, today: date) -> Progress:
    """Done comes first, then what the school has to do, then what others have to do, then what was begun.

    What was sent back to a host waits, for the schools that joined: it is not theirs to complete.
    """
    counting = SENT_OR_TAKEN if clock.counts_sent else {ReportState.ACCEPTED}
    states, own = {one.state for one in reports}, {one.state for one in reports if one.org_id == school_id}
    if _held(one for one in reports if one.state in counting) >= item.least:
        return Progress.DONE
    if ReportState.RETURNED in own:
        return Progress.RETURNED
    if ReportState.RETURNED in states or (ReportState.SENT in states and not clock.counts_sent):
        return Progress.WAITING
    if reports:
        return Progress.DOING
    return Progress.MISSING if item.required and today > due_day(item, clock) else Progress.NOT_YET


def _held(reports: Iterable[Reported]) -> int:
    return sum(one.sessions for one in reports)


def _in_time(report: Reported, due: date) -> bool:
    return report.first_sent_on is not None and report.first_sent_on <= due
