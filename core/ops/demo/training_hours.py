"""The demo's hours of training, as a workbook that the centre takes in: some have what is asked for, some lack it."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from core import clock
from core.ops.demo.registry import County
from core.ops.demo.training_people import Member, sheet
from core.training import packs
from core.training.actions import check_hours, import_hours
from core.training.rules import COUNSELLORS

HEADINGS = ("姓名", "学校", "培训名称", "类别", "日期", "学时")
TRAININGS = (
    ("心理危机识别与转介", "training"), ("个案概念化与一生一策", "research"), ("团体辅导技术", "training"),
    ("心理健康教育网络专题", "online"), ("家校沟通", "school"), ("学生成长节点与辅导", "other"),
)  # fmt: skip
NONE, MORE = 7, 3
"""Every seventh has no training on record; all others have one, two or three."""


def take_in_hours(county: County, people: Sequence[Member], first: date) -> None:
    """Import what counsellors completed between `first` and the day on which the clock stands."""
    centre, last = county.people["centre"], clock.today()
    rows = [row for at, one in enumerate(people) for row in _rows(county, one, at, first, last)]
    if rows:  # on the first days of a school year there is nothing yet
        check = check_hours(county.session, centre, content=sheet(HEADINGS, rows), filename="培训学时.csv")
        import_hours(county.session, centre, check)


def _rows(county: County, one: Member, at: int, first: date, last: date) -> Iterator[tuple[str, ...]]:
    if one.kind not in COUNSELLORS:
        return
    span, titles = (min(last, one.until or last) - first).days, packs.hour_categories()
    for turn in range(1 + at % MORE if at % NONE and span > 0 else 0):
        title, category = TRAININGS[(at + 2 * turn) % len(TRAININGS)]
        held_on = min(first + timedelta(days=(13 * at + 71 * turn) % span), last)
        hours = int(county.noise.integers(4, 13))
        yield one.name, one.school, title, titles[category], held_on.isoformat(), str(hours)
