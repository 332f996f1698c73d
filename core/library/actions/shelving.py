"""The review of resources, and the shelves of bureaus."""

from sqlmodel import Session

from core import clock
from core.access import Actor, Capability, require
from core.errors import Refused
from core.library.actions.loading import (
    check_edition,
    check_shown,
    checked,
    come_to,
    files_of,
    kept_resource,
    loaded_resource,
    said,
    written_down,
)
from core.library.actions.words import draft_of, put_tags, put_words, take_words
from core.library.rules import ResourceState
from core.library.rules.drafts import Classification, ResourceDraft
from core.organisations.queries import get as organisation


def return_resource(session: Session, actor: Actor, *, resource_id: int, comment: str) -> None:
    """Give a resource back to its submitter, who is told what to change."""
    row = loaded_resource(session, require(actor, Capability.KEEP_LIBRARY), resource_id)
    come_to(session, actor, row, ResourceState.RETURNED, said(comment))
    written_down(session, actor, "resource.returned", row)


def shelve(
    session: Session, actor: Actor, *, resource_id: int, edition: int, shelf_id: int,
    stages: tuple[str, ...], topics: tuple[str, ...], courses: tuple[str, ...] = (),
) -> None:  # fmt: skip
    """Put a resource that was handed in on the shelf of a bureau in the actor's reach, found by these tags.

    Raises Conflict where it was taken back and handed in anew since `edition` was looked at.
    """
    scope = require(actor, Capability.KEEP_LIBRARY)
    row = loaded_resource(session, scope, resource_id)
    check_edition(row, edition)
    shelf = organisation(session, scope, shelf_id)
    if not organisation(session, scope, row.org_id).path.startswith(shelf.path):
        raise Refused("library.shelf_above")
    told = _findable(draft_of(session, row)._replace(stages=stages, topics=topics, courses=courses))
    row.shelf_id, row.shelved_at = shelf.id, clock.now()
    come_to(session, actor, row, ResourceState.ON_SHELF)
    put_tags(session, row, told)
    put_words(session, row)
    written_down(session, actor, "resource.shelved", row, shelf=shelf.id)


def reclassify(
    session: Session, actor: Actor, *, resource_id: int, edition: int, classification: Classification
) -> int:
    """Put right by what a resource of a shelf in the actor's reach is found; answers the new edition.

    Its words, files and author stay its submitter's. Raises Conflict when somebody changed it since `edition` was read,
    Refused for what rules.drafts.draft_flaw finds and where nothing could be looked at any more.
    """
    row = kept_resource(session, require(actor, Capability.KEEP_LIBRARY), resource_id)
    check_edition(row, edition)
    told = _findable(draft_of(session, row)._replace(**classification._asdict()))
    check_shown(told.licence, files_of(session, row))
    before, row.edition = row.licence, row.edition + 1
    row.kind, row.year, row.licence = told.kind, told.year, told.licence
    put_tags(session, row, told)
    if row.state is ResourceState.ON_SHELF:
        put_words(session, row)
    written_down(session, actor, "resource.reclassified", row, licence=row.licence, licence_before=before)
    return row.edition


def take_off(session: Session, actor: Actor, *, resource_id: int, reason: str) -> None:
    """Take a resource off a shelf in the actor's reach: nobody finds it any more."""
    row = kept_resource(session, require(actor, Capability.KEEP_LIBRARY), resource_id)
    come_to(session, actor, row, ResourceState.OFF_SHELF, said(reason))
    take_words(session, row)
    written_down(session, actor, "resource.taken_off", row, shelf=row.shelf_id)


def put_back(session: Session, actor: Actor, *, resource_id: int) -> None:
    """Put a resource back on the shelf it was taken off."""
    row = kept_resource(session, require(actor, Capability.KEEP_LIBRARY), resource_id)
    if row.state is not ResourceState.OFF_SHELF:
        raise Refused("library.other_state")
    come_to(session, actor, row, ResourceState.ON_SHELF)
    put_words(session, row)
    written_down(session, actor, "resource.put_back", row, shelf=row.shelf_id)


def widen(session: Session, actor: Actor, *, resource_id: int, shelf_id: int) -> None:
    """Take a resource from a shelf in the actor's reach onto that of a bureau above it, for more schools."""
    scope = require(actor, Capability.KEEP_LIBRARY)
    row = kept_resource(session, scope, resource_id)
    shelf, lower = organisation(session, scope, shelf_id), organisation(session, scope, row.shelf_id or 0)
    if row.state is not ResourceState.ON_SHELF or shelf.path == lower.path or not lower.path.startswith(shelf.path):
        raise Refused("library.shelf_wider")
    row.shelf_id = shelf.id
    session.flush()
    written_down(session, actor, "resource.widened", row, shelf=shelf.id)


def _findable(draft: ResourceDraft) -> ResourceDraft:
    """The draft as it may stand on a shelf."""
    told = checked(draft)
    if not told.licence:
        raise Refused("library.licence_needed")
    if not (told.stages and told.topics):
        raise Refused("library.tags_needed")
    return told
