"""The demo's public education all year: lectures, courses for parents, work in communities, calls of the hotline."""

from collections.abc import Iterator
from datetime import date, timedelta

from core import clock
from core.activities import packs
from core.activities.actions import check_hotline, check_public, import_hotline, import_public
from core.activities.rules import ActivityKind
from core.activities.rules.public import PUBLIC_TITLES
from core.ops.demo.registry import County, morning
from core.ops.demo.training_people import sheet

PUBLIC = ("日期", "类别", "名称", "地点", "场次", "学生人次", "教师人次", "家长人次", "社区人次", "合作单位")
CALLS = ("日期", "类别", "接听次数", "平均接起分钟")
EVERY, WEEK = 9, 7
"""Days between two events of the bureau, and between two counts of the hotline."""
EVENTS = (
    (ActivityKind.LECTURE, "中高考家长公益讲座", "区教师进修学校报告厅", 2, "卫健部门"),
    (ActivityKind.PARENTS, "家长夜校：听懂孩子的话", "线上直播间", 2, "妇联"),
    (ActivityKind.COMMUNITY, "心理服务进社区：祖辈带娃怎样说话", "河东街道文化站", 3, "社区、街道"),
    (ActivityKind.LECTURE, "班主任心理支持讲座", "区教师进修学校报告厅", 1, "高校"),
    (ActivityKind.VISIT, "区心理辅导站入户家访", "各乡镇", 2, "关工委"),
    (ActivityKind.PARENTS, "流动课堂：青春期来了", "白鹭小学操场", 2, "医院"),
    (ActivityKind.COMMUNITY, "暑期社区心理体验角", "城东街道党群服务中心", 3, "共青团"),
    (ActivityKind.MEDIA, "公众号专栏：一周一问", "区教育公众号", 2, ""),
)
"""Kind, title, place, whose column it counts in (pupils, teachers, parents, community), partner."""
PEOPLE = ((60, 400), (20, 90), (80, 600), (40, 260))
SUMMER = (7, 8)


def educate(county: County) -> None:
    """Take in what the bureau held in the last school year and this one, and the hotline's counts of the same time."""
    since = clock.year_span(county.year - 1)[0]
    session, centre = county.session, county.people["centre"]
    with clock.stopped_at(morning(county.day)):
        events = sheet(PUBLIC, _events(county, since))
        check = check_public(session, centre, org_id=county.org_id, content=events, filename="社会宣教.csv")
        import_public(session, centre, check)
        calls = sheet(CALLS, _calls(county, since))
        heard = check_hotline(session, centre, org_id=county.org_id, content=calls, filename="热线.csv")
        import_hotline(session, centre, heard)


def _events(county: County, since: date) -> Iterator[tuple[str, ...]]:
    """One every nine days, in turn; a little more often this year than last."""
    day, at = since + timedelta(days=4), 0
    while day <= county.day:
        kind, title, place, column, partner = EVENTS[at % len(EVENTS)]
        sessions = 1 + int(county.noise.random() < 0.3)
        counted = [""] * 4
        counted[column] = str(sessions * int(county.noise.integers(*PEOPLE[column])))
        yield day.isoformat(), PUBLIC_TITLES[kind], title, place, str(sessions), *counted, partner
        day, at = day + timedelta(days=EVERY - (clock.school_year(day) == county.year)), at + 1


def _calls(county: County, since: date) -> Iterator[tuple[str, ...]]:
    """Once a week and category; fewer in summer, quicker to answer this year."""
    categories = packs.hotline().categories
    day = since + timedelta(days=6)
    while day <= county.day:
        for at, category in enumerate(categories):
            many = int(county.noise.integers(0, 2 if day.month in SUMMER else 6 - at % 3))
            if many:
                slow = 1.8 if clock.school_year(day) < county.year else 1.2
                minutes = f"{slow + float(county.noise.random()):.1f}" if at % 4 else ""
                yield day.isoformat(), category.title, str(many), minutes
        day += timedelta(days=WEEK)
