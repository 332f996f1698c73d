"""Checklists are published by a bureau; what is published is never changed."""

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, func, select

from core import audit, clock
from core.access import SYSTEM_SCOPE, Actor, Capability, require
from core.activities import packs
from core.activities.actions.reach import bureau
from core.activities.queries.checklists import newest_of, own_words
from core.activities.rules.checklist_lint import Weight, lint
from core.activities.rules.checklists import ChecklistSpec
from core.activities.tables import Checklist
from core.database import within
from core.errors import Conflict, Refused

MAX_NOTE = 300


def publish_checklist(session: Session, actor: Actor, *, org_id: int, spec: ChecklistSpec, note: str) -> int:
    """Publish a checklist as a bureau's next version of that key; answers the row's id.

    Seasons made before keep the version they were made with. Raises NotFound for what is no bureau within the actor's scope;
    Refused without a note, for what lint says must be put right, and for what is published already; Conflict when
    somebody else publishes at the same moment.
    """
    scope, said = require(actor, Capability.RUN_SEASONS), " ".join(note.split())
    org = bureau(session, scope, org_id)
    _insist(session, org.id, spec, said)
    version = str(_published(session, org.id, spec.key) + 1)
    kept = spec.model_copy(update={"version": version})
    row = Checklist(
        org_id=org.id, key=spec.key, version=version, title=spec.title, content=kept.model_dump_json(),
        published_at=clock.now(), by_id=actor.user_id, note=said,
    )  # fmt: skip
    _keep(session, row)
    audit.record(session, actor, "checklist.published", row, org_id=org.id, key=spec.key, version=version)
    return row.id or 0


def _insist(session: Session, org_id: int, spec: ChecklistSpec, note: str) -> None:
    if not note:
        raise Refused("activities.checklist_note_missing")
    if len(note) > MAX_NOTE:
        raise Refused("activities.checklist_note_too_long", most=MAX_NOTE)
    if any(one.weight is Weight.MUST for one in lint(spec)):
        raise Refused("activities.checklist_unsound")
    held = newest_of(session, org_id, spec.key) or packs.checklists().get(spec.key)
    if held and own_words(held, spec.version) == own_words(spec, spec.version):
        raise Refused("activities.checklist_same")


def _published(session: Session, org_id: int, key: str) -> int:
    counted = select(func.count()).where(col(Checklist.org_id) == org_id, Checklist.key == key)
    return session.exec(within(SYSTEM_SCOPE, counted, Checklist)).one()


def _keep(session: Session, row: Checklist) -> None:
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError as error:
        raise Conflict("activities.checklist_moved_on") from error
