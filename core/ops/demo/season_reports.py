"""What most of the demo's schools report of a season: written set-based, as they would have sent it in its weeks."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from core.activities.queries.facts import columns_of
from core.activities.rules import ReportState
from core.activities.rules.checklists import ItemSpec, asked_of
from core.activities.rules.facts import ActivityFacts
from core.activities.rules.progress import SeasonClock, due_day
from core.activities.tables import Activity, ActivityFile, ActivityStep
from core.ops.demo import tales
from core.ops.demo.drawings import Picture
from core.ops.demo.registry import County, School, morning
from core.ops.demo.seasons import Held

OVER, STILL_OPEN = 1.12, 0.52
"""How likely a school that reaches everything has reported what was due, and what is not due yet."""
LATE = 0.12
WORKS = {"show": ("drama", "video"), "works": ("painting", "poster", "essay")}
MANY = {"show": (1, 5), "works": (12, 90)}
CLASSES, LESSON = (6, 22), (34, 44)
TEACHERS, OTHERS = (12, 60), (40, 180)
FINE = "材料齐全，谢谢。"


class Told(NamedTuple):
    """That a school reported an item: held on a day, first sent on another, and how far the report came."""

    school: School
    item: ItemSpec
    held_on: date
    sent_on: date
    state: ReportState


def report_all(
    county: County,
    season: Held,
    pictures: Sequence[Picture],
    *,
    silent: Collection[int] = (),
    leave: Mapping[int, Collection[str]] | None = None,
) -> list[Activity]:
    """Write what schools sent, by the demo's day; `silent` ones sent nothing, `leave` names items that somebody else writes."""
    told = [
        one
        for school in county.schools
        if school.id not in silent
        for item in asked_of(season.spec, season.schools[school.id].stages)
        if item.code not in (leave or {}).get(school.id, ())
        and (one := _told(county, season, school, item)) is not None
    ]
    rows = [_row(county, season, one, at) for at, one in enumerate(told)]
    county.session.add_all(rows)
    county.session.flush()
    county.session.add_all(step for one, row in zip(told, rows, strict=True) for step in _steps(county, row))
    county.session.add_all(file for at, row in enumerate(rows) for file in _files(row, pictures, at))
    county.session.flush()
    return rows


def _told(county: County, season: Held, school: School, item: ItemSpec) -> Told | None:
    """What became of one item at one school; None when nothing was sent."""
    draft, noise = season.draft, county.noise
    due = due_day(item, SeasonClock(draft.ends_on, draft.report_until, draft.counts_sent))
    over = due < county.day
    if float(noise.random()) > (OVER if over else STILL_OPEN) * school.strength:
        return None
    last = min(draft.ends_on, due, county.day - timedelta(days=1))
    held_on = draft.starts_on + timedelta(days=int(noise.integers(0, max((last - draft.starts_on).days, 1))))
    sent_on = min(held_on + timedelta(days=int(noise.integers(0, 3))), last)
    if over and item.due and float(noise.random()) < LATE:
        sent_on = min(due + timedelta(days=int(noise.integers(1, 4))), county.day)
    return Told(school, item, held_on, max(sent_on, held_on), _state(county, season, sent_on))


def _state(county: County, season: Held, sent_on: date) -> ReportState:
    """What was sent lately waits; a season that is over has been looked through."""
    if season.draft.report_until < county.day or (county.day - sent_on).days > 6:
        return ReportState.ACCEPTED
    return ReportState.SENT if float(county.noise.random()) < 0.6 else ReportState.ACCEPTED


def _row(county: County, season: Held, one: Told, at: int) -> Activity:
    sent_at = morning(one.sent_on)
    return Activity(
        org_id=one.school.id, season_id=season.id, item=one.item.code, state=one.state,
        made_by=one.school.counsellor.user_id, made_at=morning(one.held_on), first_sent_at=sent_at, sent_at=sent_at,
        decided_at=_decided(county, one) if one.state is ReportState.ACCEPTED else None, edition=1,
        comment=FINE if one.state is ReportState.ACCEPTED and at % 5 == 0 else "",
        **columns_of(facts(county, one.item, one.held_on, at)),
    )  # fmt: skip


def facts(county: County, item: ItemSpec, held_on: date, at: int) -> ActivityFacts:
    """What is told of an activity, in turn by `at`."""
    tale, noise = tales.reports()[item.code], county.noise
    sessions = int(noise.integers(*CLASSES)) if item.code == "class" else 1 + int(noise.random() < 0.25)
    people = {
        audience.value: sessions * int(noise.integers(*_range(item, audience.value))) for audience in item.audiences
    }
    works = {kind: int(noise.integers(*MANY[item.code])) for kind in WORKS.get(item.code, ())[: 1 + at % 2]}
    return ActivityFacts(
        item.kind, tale.titles[at % len(tale.titles)], held_on, held_on, tale.places[at % len(tale.places)], sessions,
        works=works, partners=tale.partners[: at % 3], note=tale.notes[(at // 2) % len(tale.notes)],
        **people,
    )  # fmt: skip


def _range(item: ItemSpec, audience: str) -> tuple[int, int]:
    if audience == "teachers":
        return TEACHERS
    return LESSON if item.code == "class" else OTHERS


def _decided(county: County, one: Told) -> datetime:
    return morning(min(one.sent_on + timedelta(days=2), county.day))


def _steps(county: County, row: Activity) -> list[ActivityStep]:
    gone = [(ReportState.SENT, row.made_by, "", row.sent_at)]
    if row.state is ReportState.ACCEPTED:
        gone.append((row.state, county.people["centre"].user_id, row.comment, row.decided_at))
    return [
        ActivityStep(activity_id=row.id or 0, state=state, comment=comment, by_id=by, at=at or row.made_at)
        for state, by, comment, at in gone
    ]


def _files(row: Activity, pictures: Sequence[Picture], at: int) -> list[ActivityFile]:
    """One or two photographs; every ninth report has none yet."""
    captions = tales.reports()[row.item].photos
    return [
        ActivityFile(
            activity_id=row.id or 0, position=turn, title=captions[turn % len(captions)], kind=picture.given.kind,
            digest=picture.digest, thumb=picture.thumb, source=picture.given.source, size=len(picture.given.content),
            made_by=row.made_by, made_at=row.made_at,
        )
        for turn, picture in enumerate(_chosen(pictures, at))
    ]  # fmt: skip


def _chosen(pictures: Sequence[Picture], at: int) -> list[Picture]:
    if at % 9 == 8:
        return []
    return [pictures[(at + turn) % len(pictures)] for turn in range(1 + at % 2)]
