"""The demo's shelf: written set-based, as it would have grown over a year, and laid into the seven courses."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from core import audit
from core.access import Actor
from core.database import files
from core.library.actions.loading import choices
from core.library.rules import Facet, ResourceKind, ResourceState
from core.library.rules.drafts import ResourceDraft, words_of_draft
from core.library.tables import CoursePick, Resource, ResourceFile, ResourceStep, ResourceTag, ResourceText
from core.media import Received
from core.ops.demo import tales
from core.ops.demo.drawings import Picture
from core.ops.demo.library_files import received_of
from core.ops.demo.registry import County, morning
from core.ops.demo.tales import ResourceTale

BUREAU = 5
"""Every fifth resource is the bureau's own."""
GROWN = 400
"""Days over which the shelf has grown."""


class Put(NamedTuple):
    """A tale, its row, who submitted it, and the files beside it."""

    tale: ResourceTale
    row: Resource
    who: Actor
    files: list[tuple[str, Received]]


def put_up(county: County, pictures: Sequence[Picture]) -> list[Resource]:
    """Write everything that stands on the shelf, found by its words; answers the rows."""
    told = tales.library().shelved
    put = [_put(county, tale, at, len(told), pictures) for at, tale in enumerate(told)]
    county.session.add_all(one.row for one in put)
    county.session.flush()
    for one in put:
        county.session.add_all((*_tags(one), *_files(one), *_steps(county, one), _text(one)))
    county.session.add_all(_picks(county, put))
    county.session.flush()
    for one in put:
        audit.record(county.session, county.people["centre"], "resource.shelved", one.row, org_id=one.row.org_id)
    return [one.row for one in put]


def _put(county: County, tale: ResourceTale, at: int, many: int, pictures: Sequence[Picture]) -> Put:
    school = county.schools[at * 7 % len(county.schools)]
    own = at % BUREAU == 0
    who, org_id = (county.people["centre"], county.org_id) if own else (school.counsellor, school.id)
    shelved = morning(county.day - timedelta(days=12 + (many - at * 37 % many) * (GROWN - 12) // many))
    sent = shelved - timedelta(days=4)
    row = Resource(
        org_id=org_id, kind=ResourceKind(tale.kind), title=tale.title, summary=tale.words, author=who.name,
        year=sent.year, licence=tale.licence, shelf_id=county.org_id, state=ResourceState.ON_SHELF, sent_at=sent,
        shelved_at=shelved, edition=1, made_by=who.user_id, made_at=sent - timedelta(days=3),
    )  # fmt: skip
    return Put(tale, row, who, received_of(tale.kind, pictures, at))


def _tags(one: Put) -> list[ResourceTag]:
    courses = (one.tale.course,) if one.tale.course else ()
    values = {Facet.STAGE: one.tale.stages, Facet.TOPIC: one.tale.topics, Facet.COURSE: courses}
    return [
        ResourceTag(resource_id=one.row.id or 0, facet=facet, value=value)
        for facet, told in values.items()
        for value in told
    ]


def _files(one: Put) -> list[ResourceFile]:
    return [
        ResourceFile(
            resource_id=one.row.id or 0, position=at, title=title, kind=given.kind, digest=files.keep(given.content),
            thumb=files.keep(given.thumb) if given.thumb else "", size=len(given.content), made_by=one.who.user_id,
            made_at=one.row.made_at,
        )
        for at, (title, given) in enumerate(one.files)
    ]  # fmt: skip


def _steps(county: County, one: Put) -> list[ResourceStep]:
    centre, row = county.people["centre"].user_id, one.row
    gone = (
        (ResourceState.DRAFT, one.who.user_id, row.made_at),
        (ResourceState.SENT, one.who.user_id, row.sent_at or row.made_at),
        (ResourceState.ON_SHELF, centre, row.shelved_at or row.made_at),
    )
    return [ResourceStep(resource_id=row.id or 0, state=state, by_id=by, at=at) for state, by, at in gone]


def _text(one: Put) -> ResourceText:
    tale = one.tale
    draft = ResourceDraft(
        one.row.kind, tale.title, tale.words, "", one.row.year, tale.licence, tale.stages, tale.topics,
        (tale.course,) if tale.course else (),
    )  # fmt: skip
    words = words_of_draft(draft, choices(), [title for title, _ in one.files])
    return ResourceText(resource_id=one.row.id or 0, title=words.title, tags=words.tags, body=words.body)


def _picks(county: County, put: Sequence[Put]) -> list[CoursePick]:
    """Each course in the order in which its resources are told."""
    there, picks = Counter[str](), list[CoursePick]()
    for one in put:
        if course := one.tale.course:
            picks.append(
                CoursePick(
                    org_id=county.org_id, course=course, resource_id=one.row.id or 0, position=there[course],
                    by_id=county.people["centre"].user_id, at=one.row.shelved_at or one.row.made_at,
                )
            )  # fmt: skip
            there[course] += 1
    return picks
