"""The demo's library: a shelf grown over a year, courses, what people say of it, and resources on their way to it."""

from collections.abc import Sequence
from datetime import timedelta

from core import clock
from core.activities.tables import Activity
from core.library.actions import (
    add_resource_file,
    from_activity,
    rate,
    return_resource,
    save_resource,
    send_resource,
    start_resource,
    take_off,
    used_in_class,
)
from core.library.rules import ResourceKind
from core.library.rules.drafts import ResourceDraft
from core.library.tables import Resource
from core.ops.demo import tales
from core.ops.demo.drawings import Picture
from core.ops.demo.library_files import received_of
from core.ops.demo.library_shelf import put_up
from core.ops.demo.library_use import use_all
from core.ops.demo.registry import County, School, morning
from core.ops.demo.tales import ResourceTale

WAITING = 4
"""So many of those that schools handed in wait for review; the next came back, the last is a draft."""
COMMENT = "内容很好。请把第三页的学生作品换成不带姓名的，再交一次。"
OUTDATED = "值班表样已有新版，这一份先收起来。"
TAKEN_OFF = "辅导室值班与记录表样"


def shelve_all(county: County, pictures: Sequence[Picture], activities: Sequence[Activity]) -> list[Resource]:
    """Fill the library; answers what stands on the shelf."""
    rows = put_up(county, pictures)
    use_all(county, rows)
    _own_words(county, rows)
    _handed_in(county, pictures)
    _taken_off(county, rows)
    _from_activity(county, activities)
    return rows


def _own_words(county: County, rows: Sequence[Resource]) -> None:
    """The shown counsellor and class teacher used something and say what they think."""
    session = county.session
    with clock.stopped_at(morning(county.day - timedelta(days=1))):
        for turn, who in enumerate((county.shown.counsellor, county.people["teacher"])):
            one = next(row for row in rows[turn:] if row.org_id != county.shown.id)
            rate(session, who, resource_id=one.id or 0, stars=5, words=tales.library().ratings[turn])
            used_in_class(session, who, resource_id=one.id or 0, on=county.day - timedelta(days=2), pupils=44)


def _handed_in(county: County, pictures: Sequence[Picture]) -> None:
    """Four wait for the bureau, one came back with a comment, one is still being written."""
    for at, tale in enumerate(tales.library().handed_in):
        school = county.shown if at >= WAITING - 1 else county.schools[1 + at]
        with clock.stopped_at(morning(county.day - timedelta(days=9 - at))):
            made = _submitted(county, school, tale, pictures, at)
        if at == WAITING:
            with clock.stopped_at(morning(county.day - timedelta(days=2))):
                return_resource(county.session, county.people["centre"], resource_id=made, comment=COMMENT)


def _submitted(
    county: County, school: School, tale: ResourceTale, pictures: Sequence[Picture], at: int
) -> int:  # fmt: skip
    session, who = county.session, school.counsellor
    kind = ResourceKind(tale.kind)
    made = start_resource(session, who, org_id=school.id, kind=kind, title=tale.title)
    draft = ResourceDraft(
        kind, tale.title, tale.words, who.name, clock.today().year, tale.licence, tale.stages, tale.topics,
        (tale.course,) if tale.course else (),
    )  # fmt: skip
    save_resource(session, who, resource_id=made, edition=0, draft=draft)
    for title, given in received_of(tale.kind, pictures, at):
        add_resource_file(session, who, resource_id=made, title=title, file=given)
    if at <= WAITING:
        send_resource(session, who, resource_id=made)
    return made


def _taken_off(county: County, rows: Sequence[Resource]) -> None:
    """One that is out of date is found no more."""
    one = next(row for row in rows if row.title == TAKEN_OFF)
    with clock.stopped_at(morning(county.day - timedelta(days=6))):
        take_off(county.session, county.people["centre"], resource_id=one.id or 0, reason=OUTDATED)


def _from_activity(county: County, activities: Sequence[Activity]) -> None:
    """A draft of the shown school made from what it held last year."""
    held = [row for row in activities if row.org_id == county.shown.id]
    if held:
        with clock.stopped_at(morning(county.day - timedelta(days=3))):
            from_activity(county.session, county.shown.counsellor, activity_id=held[-1].id or 0)
