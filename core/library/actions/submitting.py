"""A resource is begun, told, handed in, taken back and removed by whoever submits it."""

from sqlmodel import Session

from core import clock
from core.access import Actor, Capability, require
from core.errors import Refused
from core.library.actions.loading import (
    check_edition,
    check_shown,
    check_with_submitter,
    checked,
    come_to,
    files_of,
    loaded_resource,
    written_down,
)
from core.library.actions.words import draft_of, put_tags
from core.library.rules import ResourceKind, ResourceState
from core.library.rules.drafts import ResourceDraft, lacking
from core.library.rules.files import without_names
from core.library.tables import Resource, ResourceStep
from core.organisations.queries import get as organisation


def start_resource(session: Session, actor: Actor, *, org_id: int, kind: ResourceKind, title: str) -> int:
    """A new draft of the organisation, of this year; answers its id. Raises Refused for an empty or too long title."""
    scope = require(actor, Capability.SUBMIT_RESOURCES)
    organisation(session, scope, org_id)
    draft = checked(ResourceDraft(kind, title, year=clock.today().year))
    row = begun(session, actor, org_id, draft)
    written_down(session, actor, "resource.started", row, kind=kind.value)
    return row.id or 0


def save_resource(session: Session, actor: Actor, *, resource_id: int, edition: int, draft: ResourceDraft) -> int:
    """Write a resource anew that is with its submitter; answers the new edition.

    Raises Conflict when somebody changed it since `edition` was read, Refused for what rules.drafts.draft_flaw finds.
    """
    row = loaded_resource(session, require(actor, Capability.SUBMIT_RESOURCES), resource_id)
    check_with_submitter(row)
    check_edition(row, edition)
    told = checked(draft)
    for name in ("kind", "title", "summary", "author", "year", "licence"):
        setattr(row, name, getattr(told, name))
    put_tags(session, row, told)
    row.edition += 1
    session.flush()
    written_down(session, actor, "resource.saved", row)
    return row.edition


def send_resource(session: Session, actor: Actor, *, resource_id: int) -> int:
    """Hand a resource in for review; answers the edition that is reviewed.

    Its author's name is taken out of the titles of its files.
    Raises Refused, naming the first thing that is missing.
    """
    row = loaded_resource(session, require(actor, Capability.SUBMIT_RESOURCES), resource_id)
    check_with_submitter(row)
    there = files_of(session, row)
    if code := lacking(draft_of(session, row), len(there)):
        raise Refused(code)
    check_shown(row.licence, there)
    for file in there:
        file.title = without_names(file.title, row.author)
    row.sent_at, row.edition = clock.now(), row.edition + 1
    come_to(session, actor, row, ResourceState.SENT)
    written_down(session, actor, "resource.sent", row)
    return row.edition


def take_back(session: Session, actor: Actor, *, resource_id: int) -> None:
    """Take a resource back that nobody has decided on; it is a draft again."""
    row = loaded_resource(session, require(actor, Capability.SUBMIT_RESOURCES), resource_id)
    come_to(session, actor, row, ResourceState.DRAFT)
    row.sent_at = None
    session.flush()
    written_down(session, actor, "resource.taken_back", row)


def remove_resource(session: Session, actor: Actor, *, resource_id: int) -> None:
    """Put a resource away that is with its submitter. That it was there stays written down."""
    row = loaded_resource(session, require(actor, Capability.SUBMIT_RESOURCES), resource_id)
    check_with_submitter(row)
    row.removed_at = clock.now()
    session.flush()
    written_down(session, actor, "resource.removed", row)


def begun(
    session: Session, actor: Actor, org_id: int, draft: ResourceDraft, activity_id: int | None = None
) -> Resource:
    """A new row with its first step."""
    row = Resource(
        org_id=org_id, kind=draft.kind, title=draft.title, summary=draft.summary, year=draft.year,
        activity_id=activity_id, made_by=actor.user_id, made_at=clock.now(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    session.add(ResourceStep(resource_id=row.id or 0, state=row.state, by_id=actor.user_id, at=row.made_at))
    session.flush()
    return row
