"""Files that belong to a case."""

from typing import NamedTuple

from sqlmodel import Session, select

from core import audit, clock
from core.access import Actor, Capability, Scope, require
from core.cases.actions.loading import check_open
from core.cases.actions.steps import loaded
from core.cases.rules.attachments import MIME, kind_of
from core.cases.tables import Attachment
from core.database import files, within
from core.errors import NotFound, Refused
from core.media import bare

TITLE = 80


class Opened(NamedTuple):
    """A file as it is handed out, and its MIME type."""

    content: bytes
    type: str


def attach(session: Session, actor: Actor, *, case_id: int, title: str, content: bytes) -> int:
    """Keep a file with a case, sealed; answers its id. Its kind is told by its content (see rules.attachments)."""
    scope = require(actor, Capability.WORK_CASES)
    case = loaded(session, scope, case_id)
    check_open(case)
    named = title.strip()[:TITLE]
    if not named:
        raise Refused("cases.title_needed")
    kind = kind_of(content)
    content = bare(content, kind)
    attachment = Attachment(
        case_id=case_id, title=named, digest=files.keep(content), kind=kind, size=len(content), at=clock.now(),
        by_id=actor.user_id,
    )  # fmt: skip
    session.add(attachment)
    session.flush()
    audit.record(
        session, actor, "attachment.added", attachment, org_id=case.school_id, case_id=case_id, kind=kind,
        size=len(content),
    )  # fmt: skip
    return attachment.id or 0


def open_attachment(session: Session, actor: Actor, *, attachment_id: int) -> Opened:
    """Hand a file out to somebody who may see scores; written down. NotFound for a removed one, too."""
    scope = require(actor, Capability.SEE_SCORES)
    attachment = _loaded(session, scope, attachment_id)
    case = loaded(session, scope, attachment.case_id)
    content = files.fetch(attachment.digest)
    audit.record(session, actor, "attachment.opened", attachment, org_id=case.school_id, case_id=case.id)
    return Opened(content, MIME[attachment.kind])


def remove_attachment(session: Session, actor: Actor, *, attachment_id: int) -> None:
    """Take a file off a case; that it was there stays written down."""
    scope = require(actor, Capability.WORK_CASES)
    attachment = _loaded(session, scope, attachment_id)
    case = loaded(session, scope, attachment.case_id)
    attachment.removed_at, attachment.removed_by = clock.now(), actor.user_id
    session.add(attachment)
    session.flush()
    audit.record(session, actor, "attachment.removed", attachment, org_id=case.school_id, case_id=case.id)


def _loaded(session: Session, scope: Scope, attachment_id: int) -> Attachment:
    statement = within(scope, select(Attachment).where(Attachment.id == attachment_id), Attachment)
    found = session.exec(statement).first()
    if found is None or found.removed_at is not None:
        raise NotFound
    return found
