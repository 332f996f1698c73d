"""A file of what was nominated, opened by a judge, by who holds the contest, by the school; written down."""

from typing import NamedTuple

from sqlmodel import Session

from core import audit
from core.access import Actor, Capability, Scope, require
from core.database import files
from core.errors import NotFound
from core.evaluation.queries.works import Work, judged_work, work


class OpenedWork(NamedTuple):
    """A file as it is handed out: its bytes, its kind, its title, and whether its licence lets it be taken along."""

    content: bytes
    kind: str
    title: str
    may_be_taken: bool


def open_work_file(session: Session, actor: Actor, *, nomination_id: int, file_id: int) -> OpenedWork:
    """Hand a file out to whoever holds the contest, or to the school that nominated it."""
    if not actor.can(Capability.MANAGE_EVALUATION, Capability.RECORD_ACTIVITIES):
        require(actor, Capability.MANAGE_EVALUATION)
    scope = Scope(
        (*actor.over(Capability.MANAGE_EVALUATION).reaches, *actor.over(Capability.RECORD_ACTIVITIES).reaches)
    )
    return _opened(session, actor, work(session, scope, nomination_id=nomination_id), file_id)


def open_judged_file(session: Session, actor: Actor, *, nomination_id: int, file_id: int) -> OpenedWork:
    """Hand a file out to one of the contest's judges, from the review on."""
    scope = require(actor, Capability.SCORE_SCHOOLS)
    seen = judged_work(session, scope, nomination_id=nomination_id, judge_id=actor.user_id)
    return _opened(session, actor, seen, file_id)


def _opened(session: Session, actor: Actor, seen: Work, file_id: int) -> OpenedWork:
    file = next((one for one in seen.files if one.id == file_id), None)
    if file is None:
        raise NotFound
    content = files.fetch(file.digest)
    audit.record(
        session, actor, "nomination.file_opened", org_id=seen.school_id, nomination=seen.nomination_id, file=file_id
    )
    return OpenedWork(content, file.kind, file.title, seen.may_be_taken)
