"""Tags of a resource, and the words by which it is found while it is on the shelf."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE
from core.database import within
from core.library.actions.loading import choices, files_of
from core.library.rules import Facet
from core.library.rules.drafts import ResourceDraft, words_of_draft
from core.library.tables import Resource, ResourceTag, ResourceText

FACETS = {Facet.STAGE: "stages", Facet.TOPIC: "topics", Facet.COURSE: "courses"}


def draft_of(session: Session, row: Resource) -> ResourceDraft:
    """A resource as it is told now."""
    tags: dict[str, list[str]] = {name: [] for name in FACETS.values()}
    for tag in _tags(session, row):
        tags[FACETS[tag.facet]].append(tag.value)
    stages, topics, courses = (tuple(tags[name]) for name in ("stages", "topics", "courses"))
    return ResourceDraft(row.kind, row.title, row.summary, row.author, row.year, row.licence, stages, topics, courses)


def put_tags(session: Session, row: Resource, draft: ResourceDraft) -> None:
    """Have exactly the tags of the draft."""
    wanted = {(facet, value) for facet, name in FACETS.items() for value in getattr(draft, name)}
    there = {(tag.facet, tag.value): tag for tag in _tags(session, row)}
    for key in sorted(there.keys() - wanted):
        session.delete(there[key])
    for facet, name in FACETS.items():
        for value in getattr(draft, name):
            if (facet, value) not in there:
                session.add(ResourceTag(resource_id=row.id or 0, facet=facet, value=value))
    session.flush()


def put_words(session: Session, row: Resource) -> None:
    """Let the resource be found by what it says now."""
    words = words_of_draft(draft_of(session, row), choices(), [file.title for file in files_of(session, row)])
    text = _text(session, row) or ResourceText(resource_id=row.id or 0, title="", tags="", body="")
    text.title, text.tags, text.body = words
    session.add(text)
    session.flush()


def take_words(session: Session, row: Resource) -> None:
    """Let the resource be found no more."""
    if text := _text(session, row):
        session.delete(text)
        session.flush()


def _tags(session: Session, row: Resource) -> Sequence[ResourceTag]:
    statement = select(ResourceTag).where(ResourceTag.resource_id == row.id).order_by(col(ResourceTag.id))
    return session.exec(within(SYSTEM_SCOPE, statement, ResourceTag)).all()


def _text(session: Session, row: Resource) -> ResourceText | None:
    statement = select(ResourceText).where(ResourceText.resource_id == row.id)
    return session.exec(within(SYSTEM_SCOPE, statement, ResourceText)).first()
