"""What is in hand in the demo's open season: drafts, one given back, one that says nothing, events held together."""

from datetime import date, timedelta

from core import clock
from core.access import Capability
from core.activities.actions import (
    accept_reports,
    add_file,
    agree_joint,
    name_joint,
    return_report,
    save_report,
    send_report,
    start_report,
)
from core.activities.queries import joint_requests
from core.activities.rules import JointState
from core.activities.rules.facts import ActivityFacts
from core.ops.demo.drawings import Picture
from core.ops.demo.registry import County, School, morning
from core.ops.demo.season_reports import facts
from core.ops.demo.seasons import Held

COMMENTS = (
    "请补一张现场照片，再写两句学生说了什么，不写姓名。",
    "场次和人次好像写反了：场次是办了几场，人次是每场到场人数之和。",
)
OWN = ("lecture", "group", "works", "parents")
"""Items that the shown school does not send by itself here: given back, held together, a draft, not yet begun."""
GUESTS = (55, 48)
"""人次 that the two invited schools tell of their own pupils."""


def in_hand(county: County, season: Held, pictures: tuple[Picture, ...]) -> None:
    """Let the shown school and some others be at work on their reports."""
    shown, others = county.shown, [one for one in county.schools if one.id != county.shown.id]
    _given_back(county, season, shown, "lecture", pictures[0], COMMENTS[0])
    _given_back(county, season, county.schools[-3], "class", pictures[3], COMMENTS[1])
    _draft(county, season, shown, "works")
    for item in ("flag", "teachers"):
        _draft(county, season, county.schools[-2], item)
    _empty(county, season, others[1])
    _together(county, season, shown, others[2:4], pictures[1])
    _asking(county, season, others[4], shown, pictures[5])


def left(county: County) -> dict[int, tuple[str, ...]]:
    """The items by school that `in_hand` writes."""
    others = [one for one in county.schools if one.id != county.shown.id]
    return {
        county.shown.id: OWN,
        others[1].id: ("lecture",),
        others[2].id: ("group",),
        others[3].id: ("group",),
        others[4].id: ("group",),
    }


def _began(county: County, season: Held, school: School, item: str) -> int:
    return start_report(county.session, school.counsellor, org_id=school.id, season_id=season.id, item=item)


def _facts(county: County, season: Held, item: str, held_on: date) -> ActivityFacts:
    spec = season.spec.item(item)
    if spec is None:
        raise LookupError(item)
    return facts(county, spec, held_on, 1)


def _held(county: County, season: Held) -> date:
    return max(county.day - timedelta(days=5), season.draft.starts_on)


def _written(county: County, season: Held, school: School, item: str, picture: Picture | None) -> int:
    """A draft with its facts and perhaps a photograph; answers its id."""
    session, who, held_on = county.session, school.counsellor, _held(county, season)
    made = _began(county, season, school, item)
    save_report(session, who, activity_id=made, facts=_facts(county, season, item, held_on), edition=0)
    if picture is not None:
        add_file(session, who, activity_id=made, title="活动现场", content=picture.given)
    return made


def _given_back(county: County, season: Held, school: School, item: str, picture: Picture, comment: str) -> None:
    session = county.session
    with clock.stopped_at(morning(county.day - timedelta(days=3))):
        made = _written(county, season, school, item, picture)
        send_report(session, school.counsellor, activity_id=made, edition=1)
    with clock.stopped_at(morning(county.day - timedelta(days=1))):
        return_report(session, county.people["centre"], activity_id=made, comment=comment)


def _draft(county: County, season: Held, school: School, item: str) -> None:
    with clock.stopped_at(morning(county.day - timedelta(days=1))):
        _written(county, season, school, item, None)


def _empty(county: County, season: Held, school: School) -> None:
    """Sent with nobody counted and nothing beside it."""
    session, day = county.session, _held(county, season)
    bare = _facts(county, season, "lecture", day)._replace(pupils=0, note="", works={}, partners=())
    with clock.stopped_at(morning(county.day - timedelta(days=3))):
        made = _began(county, season, school, "lecture")
        save_report(session, school.counsellor, activity_id=made, facts=bare, edition=0)
        send_report(session, school.counsellor, activity_id=made, edition=1)


def _together(county: County, season: Held, host: School, guests: list[School], picture: Picture) -> None:
    """One event of three schools: the two invited ones agreed, each with its own people; the centre accepted it."""
    session = county.session
    with clock.stopped_at(morning(county.day - timedelta(days=4))):
        made = _written(county, season, host, "group", picture)
        for guest in guests:
            name_joint(session, host.counsellor, activity_id=made, school_id=guest.id)
        send_report(session, host.counsellor, activity_id=made, edition=1)
    with clock.stopped_at(morning(county.day - timedelta(days=2))):
        for guest, people in zip(guests, GUESTS, strict=True):
            scope = guest.counsellor.over(Capability.RECORD_ACTIVITIES)
            (asked,) = joint_requests(session, scope, state=JointState.NAMED)
            agree_joint(session, guest.counsellor, joint_id=asked.id, attendances=people)
        accept_reports(session, county.people["centre"], activity_ids=[made])


def _asking(county: County, season: Held, host: School, named: School, picture: Picture) -> None:
    """Another event, in which the shown school was named and has not answered."""
    with clock.stopped_at(morning(county.day - timedelta(days=2))):
        made = _written(county, season, host, "group", picture)
        name_joint(county.session, host.counsellor, activity_id=made, school_id=named.id)
        send_report(county.session, host.counsellor, activity_id=made, edition=1)
