"""The demo's seasons: one that closed a year ago, one under way on the demo's day, one that is still a plan."""

from datetime import date, timedelta
from typing import NamedTuple

from core import clock
from core.access import Capability
from core.activities import packs
from core.activities.actions import close_season, exempt, make_season, open_season, publish_checklist, record_visit
from core.activities.queries import SeasonSchoolRow, season_schools
from core.activities.rules import SeasonKind, VisitKind
from core.activities.rules.checklists import ChecklistSpec
from core.activities.rules.plans import VisitFacts
from core.activities.rules.seasons import SeasonDraft
from core.ops.demo.registry import County, morning
from core.organisations.rules import Stage

TIMES_OF_YEAR = ("冬季", "春季", "夏季", "秋季")
RUN_IN, RUN_OUT, TAKEN = 22, 9, 10
"""Days that a season of the county's own has run, still runs, and takes reports afterwards."""
ASKED_EARLY = ("flag", "class", "lecture", "parents")
"""Items that were due some days before the demo's day."""
SECONDARY = (Stage.JUNIOR, Stage.SENIOR, Stage.VOCATIONAL)
GUIDANCE = (
    "活动不求多，求学生真的参加。场次是办了几场，人次是每场到场人数之和；"
    "照片里能认出学生的请先打码。有困难先打电话，区心理辅导站来帮忙。"
)
SEEN = (
    ("心理班会学生发言踊跃，作品展的留言墙有人回信。", "把留言墙留到学期末，安排心理委员轮流回信。"),
    ("辅导室开放时间贴在了每个班，学生知道去哪里。", "值班记录只写时间和主题，不写姓名。"),
    ("家长课堂坐满了，提问很实在。", "下一期讲睡眠和手机，区里可以派老师。"),
    ("活动准备得很细，人手有点紧。", "可以和联盟里的学校合办，一场活动几所学校都算完成。"),
)


class Occasion(NamedTuple):
    """What a season is held for, and its days."""

    kind: SeasonKind
    title: str
    starts_on: date
    ends_on: date
    report_until: date


class Held(NamedTuple):
    """A season with the schools that take part."""

    id: int
    draft: SeasonDraft
    schools: dict[int, SeasonSchoolRow]

    @property
    def spec(self) -> ChecklistSpec:
        """Its checklist."""
        return self.draft.checklist


def occasion(day: date) -> Occasion:
    """What is held on a day: a season that comes back every year and has come far enough, else the county's own."""
    year = clock.school_year(day)
    for preset in packs.season_presets().values():
        dates = preset.dates(year)
        if dates.starts_on + (dates.ends_on - dates.starts_on) / 3 <= day <= dates.ends_on:
            return Occasion(preset.kind, preset.title_in(year), dates.starts_on, dates.ends_on, dates.report_until)
    ends = day + timedelta(days=RUN_OUT)
    title = f"{day.year} 年{TIMES_OF_YEAR[day.month % 12 // 3]}校园心理健康活动月"
    return Occasion(
        SeasonKind.OTHER, title, day - timedelta(days=RUN_IN), ends, ends + timedelta(days=TAKEN)
    )  # fmt: skip


def a_year_before(day: date) -> date:
    """The same day of the year before; the 28th of February for the 29th."""
    return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)


def checklist(day: date, held: Occasion) -> ChecklistSpec:
    """The county's list: nine items, of which some were due three days before the demo's day."""
    basic, due = packs.checklists()["nanning_9"], (held.ends_on - day).days + 3
    items = tuple(
        item.model_copy(update={
            "due": min(due, (held.ends_on - held.starts_on).days) if item.code in ASKED_EARLY else 0,
            "stages": SECONDARY if item.code == "show" else (),
            "required": item.code != "media",
        })
        for item in basic.items
    )  # fmt: skip
    source = basic.source.model_copy(update={"document": "示例：云溪区活动清单", "url": "", "note": "按通用清单改写。"})
    return basic.model_copy(update={"key": "yunxi_9", "title": "云溪区 9 个 1", "source": source, "items": items})


def closed(county: County, *, exempted: int) -> Held:
    """The season of a year ago, told to everybody; `finish` closes it."""
    day = a_year_before(county.day)
    held = occasion(day)
    spec = checklist(day, held)
    with clock.stopped_at(morning(held.starts_on - timedelta(days=20))):
        publish_checklist(
            county.session, county.people["researcher"], org_id=county.org_id, spec=spec, note="示例：区里的活动清单"
        )
    season = _opened(county, held, spec)
    with clock.stopped_at(morning(held.starts_on)):
        _exempt(county, season.id, exempted, "", "校舍改造，本次不参加")
    return season


def finish(county: County, season: Held) -> None:
    """Close a season once nothing is reported any more, and write down three visits."""
    for at, school in enumerate(county.schools[3:6]):
        visit(county, season, school.id, season.draft.ends_on - timedelta(days=2 + at), at)
    with clock.stopped_at(morning(season.draft.report_until + timedelta(days=1))):
        close_season(county.session, county.people["researcher"], season_id=season.id)


def running(county: County, *, exempted: int) -> Held:
    """The season of the demo's day: one school is exempt as a whole, two from one item."""
    held = occasion(county.day)
    season = _opened(county, held, checklist(county.day, held))
    others = [one.id for one in county.schools if one.id != county.shown.id]
    with clock.stopped_at(morning(held.starts_on)):
        _exempt(county, season.id, exempted, "", "合并办学的第一学期，本次不参加")
        _exempt(county, season.id, others[5], "parents", "家长多在外地，已改成一对一联系")
        _exempt(county, season.id, others[7], "works", "与美术节合并，作品另行展出")
    for at, school_id in enumerate((county.shown.id, *others[1:7:2])):
        visit(county, season, school_id, county.day - timedelta(days=1 + 2 * at), at)
    return season


def ahead(county: County) -> None:
    """The next season that comes back, as a plan of the bureau's own."""
    days = [
        (one, one.dates(year)) for one in packs.season_presets().values() for year in (county.year, county.year + 1)
    ]
    preset, dates = min(
        ((one, when) for one, when in days if when.starts_on > county.day), key=lambda pair: pair[1].starts_on
    )
    draft = SeasonDraft(
        county.org_id, preset.kind, preset.title_in(clock.school_year(dates.starts_on)), dates.starts_on, dates.ends_on,
        dates.report_until, packs.checklists()[preset.checklist], dates.plan_until, GUIDANCE,
    )  # fmt: skip
    with clock.stopped_at(morning(county.day - timedelta(days=2))):
        make_season(county.session, county.people["researcher"], draft=draft)


def visit(county: County, season: Held, school_id: int, on: date, at: int) -> None:
    """The centre comes to a school and writes down what it saw."""
    seen, advice = SEEN[at % len(SEEN)]
    on = max(on, season.draft.starts_on)
    with clock.stopped_at(morning(on)):
        facts = VisitFacts((VisitKind.GUIDANCE, VisitKind.VISIT)[at % 2], on, seen, advice)
        record_visit(county.session, county.people["centre"], season_id=season.id, school_id=school_id, facts=facts)


def _opened(county: County, held: Occasion, spec: ChecklistSpec) -> Held:
    session, researcher = county.session, county.people["researcher"]
    draft = SeasonDraft(
        county.org_id, held.kind, held.title, held.starts_on, held.ends_on, held.report_until, spec,
        held.starts_on, GUIDANCE,
    )  # fmt: skip
    with clock.stopped_at(morning(held.starts_on - timedelta(days=14))):
        made = make_season(session, researcher, draft=draft)
        open_season(session, researcher, season_id=made)
    rows = season_schools(session, researcher.over(Capability.RUN_SEASONS), season_id=made)
    return Held(made, draft, {row.school_id: row for row in rows})


def _exempt(county: County, season_id: int, school_id: int, item: str, reason: str) -> None:
    exempt(
        county.session, county.people["centre"], season_id=season_id, school_ids=[school_id], item=item, reason=reason
    )  # fmt: skip
