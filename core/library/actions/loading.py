"""Resources and files that an act is about: found within the actor's scope, and held until the act is done."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session, col, select

from core import audit, clock
from core.access import SYSTEM_SCOPE, Actor, Scope
from core.database import within
from core.errors import Conflict, NotFound, Refused
from core.library import packs
from core.library.queries import resource
from core.library.rules import ResourceState
from core.library.rules.drafts import Choices, ResourceDraft, draft_flaw, tidied
from core.library.rules.files import SEEN_IN_PLACE
from core.library.rules.steps import COMMENT, WITH_SUBMITTER, may_follow
from core.library.tables import Resource, ResourceFile, ResourceStep
from core.organisations.queries import get as organisation


def loaded_resource(session: Session, scope: Scope, resource_id: int) -> Resource:
    """The resource of an organisation within `scope`, held; NotFound outside of it and for a removed one."""
    return _held(session, within(scope, _one(resource_id), Resource))


def kept_resource(session: Session, scope: Scope, resource_id: int) -> Resource:
    """The resource on (or off) the shelf of a bureau within `scope`, held; NotFound for any other."""
    row = _held(session, within(SYSTEM_SCOPE, _one(resource_id), Resource))
    organisation(session, scope, row.shelf_id or 0)
    return row


def used_resource(session: Session, scope: Scope, resource_id: int) -> Resource:
    """The resource on a shelf that `scope` sees; NotFound for any other."""
    resource(session, scope, resource_id)
    return _held(session, within(SYSTEM_SCOPE, _one(resource_id), Resource), lock=False)


def loaded_file(session: Session, scope: Scope, file_id: int) -> tuple[ResourceFile, Resource]:
    """A file of a resource within `scope`, with it; the resource is held. NotFound for any other."""
    statement = select(ResourceFile).where(ResourceFile.id == file_id, col(ResourceFile.removed_at).is_(None))
    known = session.exec(within(scope, statement, ResourceFile)).first()
    if known is None:
        raise NotFound
    row = loaded_resource(session, scope, known.resource_id)
    found = session.exec(within(scope, statement, ResourceFile).execution_options(populate_existing=True)).first()
    if found is None:
        raise NotFound
    return found, row


def files_of(session: Session, row: Resource) -> list[ResourceFile]:
    """The files of a resource that was loaded before, in order."""
    statement = select(ResourceFile).where(ResourceFile.resource_id == row.id, col(ResourceFile.removed_at).is_(None))
    ordered = statement.order_by(col(ResourceFile.position), col(ResourceFile.id))
    return list(session.exec(within(SYSTEM_SCOPE, ordered, ResourceFile)))


def check_with_submitter(row: Resource) -> None:
    """Raise Refused("library.other_state") unless the resource is with its submitter."""
    if row.state not in WITH_SUBMITTER:
        raise Refused("library.other_state")


def check_edition(row: Resource, edition: int) -> None:
    """Raise Conflict("library.moved_on") where somebody changed the resource since `edition` was read."""
    if row.edition != edition:
        raise Conflict("library.moved_on")


def check_shown(licence: str, there: Sequence[ResourceFile]) -> None:
    """Raise Refused("library.nothing_to_see") where files may only be looked at, and none of them shows on a page."""
    if not packs.may_be_taken(licence) and SEEN_IN_PLACE.isdisjoint(file.kind for file in there):
        raise Refused("library.nothing_to_see")


def checked(draft: ResourceDraft) -> ResourceDraft:
    """The draft tidied. Raises Refused for what rules.drafts.draft_flaw finds."""
    told = tidied(draft)
    if code := draft_flaw(told, choices(), clock.today().year):
        raise Refused(code)
    return told


def come_to(session: Session, actor: Actor, row: Resource, state: ResourceState, comment: str = "") -> None:
    """Let the resource come to a state and write the step down. Raises Refused where that cannot follow."""
    if not may_follow(row.state, state):
        raise Refused("library.other_state")
    row.state, row.comment = state, comment
    session.flush()
    step = ResourceStep(resource_id=row.id or 0, state=state, comment=comment, by_id=actor.user_id, at=clock.now())
    session.add(step)
    session.flush()


def said(words: str) -> str:
    """A comment or reason that is needed. Raises Refused for an empty one and one that is too long."""
    told = words.strip()
    if not 0 < len(told) <= COMMENT:
        raise Refused("library.comment", most=COMMENT)
    return told


def written_down(session: Session, actor: Actor, act: str, row: Resource, **details: audit.Detail) -> None:
    """One act on a resource in the audit."""
    audit.record(session, actor, act, row, org_id=row.org_id, purpose=None, **details)


def choices() -> Choices:
    """The values that are known."""
    return Choices(packs.topics(), packs.courses(), packs.licences())


def _one(resource_id: int) -> Any:  # a statement
    return select(Resource).where(Resource.id == resource_id, col(Resource.removed_at).is_(None))


def _held(session: Session, statement: Any, *, lock: bool = True) -> Resource:
    if lock:
        statement = statement.with_for_update(key_share=True).execution_options(populate_existing=True)
    row: Resource | None = session.exec(statement).first()
    if row is None:
        raise NotFound
    return row
