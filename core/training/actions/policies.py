"""Requirements on staff are published by a bureau; what is published is never changed."""

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, func, select

from core import audit, clock
from core.access import SYSTEM_SCOPE, Actor, Capability, require
from core.database import within
from core.errors import Conflict, NotFound, Refused
from core.organisations.queries import get
from core.organisations.rules import Level
from core.training import packs
from core.training.queries.requirements import requirements_by_path
from core.training.rules.requirement_lint import Weight, lint
from core.training.rules.requirements import RequirementSpec, check_categories
from core.training.tables import StaffPolicy

MAX_NOTE = 300


def publish_requirements(session: Session, actor: Actor, *, org_id: int, spec: RequirementSpec, note: str) -> int:
    """Publish requirements as a bureau's next version; answers the row's id.

    It holds from now on for every school below whose nearest publishing bureau this is. Raises NotFound for what is no
    bureau within the actor's scope; Refused without a note, for what cannot be met, for a category nobody knows, and for
    what holds already; Conflict when somebody else publishes at the same moment. The note of a shipped set is not kept.
    """
    scope, spec = require(actor, Capability.PUBLISH_POLICY), packs.in_own_words(spec)
    org = get(session, scope, org_id)
    if org.level is Level.SCHOOL:
        raise NotFound
    _insist(session, org.path, spec, note.strip())
    version = str(_published(session, org.id) + 1)
    row = StaffPolicy(
        org_id=org.id, version=version, title=spec.title, published_at=clock.now(), by_id=actor.user_id,
        content=spec.model_copy(update={"version": version}).model_dump_json(), note=note.strip(),
    )  # fmt: skip
    _keep(session, row)
    audit.record(session, actor, "requirements.published", row, org_id=org.id, version=version)
    return row.id or 0


def _insist(session: Session, path: str, spec: RequirementSpec, note: str) -> None:
    if not note:
        raise Refused("training.requirements_note_missing")
    if len(note) > MAX_NOTE:
        raise Refused("training.requirements_note_too_long", most=MAX_NOTE)
    known = packs.hour_categories()
    try:
        check_categories(spec, known)
    except ValueError as error:
        raise Refused("training.requirements_unsound") from error
    if any(one.weight is Weight.MUST for one in lint(spec, known)):
        raise Refused("training.requirements_unsound")
    held = packs.in_own_words(requirements_by_path(session, [path])[path].spec)
    if held == spec.model_copy(update={"version": held.version}):
        raise Refused("training.requirements_same")


def _published(session: Session, org_id: int) -> int:
    counted = select(func.count()).where(col(StaffPolicy.org_id) == org_id)
    return session.exec(within(SYSTEM_SCOPE, counted, StaffPolicy)).one()


def _keep(session: Session, row: StaffPolicy) -> None:
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError as error:
        raise Conflict("training.requirements_moved_on") from error
