"""A school writes its plan (方案) for a season, puts a file beside it, and sends it."""

from typing import NamedTuple

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from core import audit, clock
from core.access import Actor, Capability, Scope, require
from core.activities.actions.loading_plans import own_plan, stepped, writable_season
from core.activities.actions.reach import own_school
from core.activities.queries.seasons import checklist_of
from core.activities.rules import PlanState
from core.activities.rules.plans import (
    FILE_KINDS,
    FILE_TITLE,
    MOST_BYTES,
    WRITABLE,
    PlanFacts,
    packed,
    plan_flaw,
    tidied,
    unpacked,
)
from core.activities.tables import Season, SeasonPlan
from core.database import files, let_go, within
from core.errors import Conflict, NotAllowed, NotFound, Refused
from core.media import Received, received


class OpenedPlan(NamedTuple):
    """The content of a plan's file, and its kind, a key of core.media.MIME."""

    content: bytes
    kind: str


def save_plan(
    session: Session, actor: Actor, *, season_id: int, school_id: int, facts: PlanFacts, edition: int | None
) -> int:
    """Write a school's plan down as a draft; answers the new edition. `edition` None begins one.

    Raises NotFound for a school out of the actor's reach or not in the season, Conflict when somebody changed it since
    `edition` was read, Refused for what cannot be, and while it is sent or accepted.
    """
    scope = require(actor, Capability.RECORD_ACTIVITIES)
    own_school(session, scope, school_id)
    season = writable_season(session, scope, season_id, school_id)
    row = _held(session, scope, season_id, school_id)
    if (row.edition if row else None) != edition:
        raise Conflict("activities.plan_moved_on")
    row = row or _begun(session, actor, season_id, school_id)
    said = _checked(season, row, facts)
    row.aims, row.lead, row.schedule = said.aims, said.lead, packed(said.schedule)
    row.edition += 1
    session.flush()
    audit.record(session, actor, "plan.saved", row, org_id=school_id, items=len(said.schedule))
    return row.edition


def attach_plan_file(
    session: Session, actor: Actor, *, season_id: int, school_id: int, title: str, content: bytes | Received
) -> int:
    """Keep a file of FILE_KINDS as the school's plan; answers the plan's id. The one before leaves the disk.

    A page takes the content in with `received(content, allowed=FILE_KINDS, most=MOST_BYTES)` before the unit of work.
    Raises Refused for another kind of content, and while the plan is sent or accepted.
    """
    scope = require(actor, Capability.RECORD_ACTIVITIES)
    own_school(session, scope, school_id)
    writable_season(session, scope, season_id, school_id)
    given = content if isinstance(content, Received) else received(content, allowed=FILE_KINDS, most=MOST_BYTES)
    row = _held(session, scope, season_id, school_id) or _begun(session, actor, season_id, school_id)
    _check_writable(row)
    let_go(session, row.digest)
    row.digest, row.file_kind = files.digest_of(given.content), given.kind
    row.file_title = " ".join(title.split())[:FILE_TITLE] or "方案"
    row.edition += 1
    session.flush()
    size = len(given.content)
    audit.record(session, actor, "plan.file_kept", row, org_id=school_id, kind=given.kind, size=size)
    files.keep(given.content)
    return row.id or 0


def remove_plan_file(session: Session, actor: Actor, *, plan_id: int) -> None:
    """Take the file off the plan; it leaves the disk. Raises NotFound where there is none."""
    row = own_plan(session, require(actor, Capability.RECORD_ACTIVITIES), plan_id)
    _check_writable(row)
    if not row.digest:
        raise NotFound
    let_go(session, row.digest)
    row.digest = row.file_kind = row.file_title = ""
    row.edition += 1
    session.flush()
    audit.record(session, actor, "plan.file_removed", row, org_id=row.school_id)


def open_plan_file(session: Session, actor: Actor, *, plan_id: int) -> OpenedPlan:
    """Hand the file out, to the school or to whoever runs seasons above it; written down."""
    if not actor.can(Capability.RECORD_ACTIVITIES, Capability.RUN_SEASONS):
        raise NotAllowed(capability=Capability.RECORD_ACTIVITIES.value)
    reaches = (*actor.over(Capability.RECORD_ACTIVITIES).reaches, *actor.over(Capability.RUN_SEASONS).reaches)
    statement = select(SeasonPlan).where(SeasonPlan.id == plan_id, SeasonPlan.digest != "")
    row = session.exec(within(Scope(reaches), statement, SeasonPlan)).first()
    if row is None:
        raise NotFound
    content = files.fetch(row.digest)
    audit.record(session, actor, "plan.file_opened", row, org_id=row.school_id)
    return OpenedPlan(content, row.file_kind)


def send_plan(session: Session, actor: Actor, *, plan_id: int) -> None:
    """Hand the plan in. Raises Refused for a plan that says nothing; a late one is taken and told as late."""
    row = own_plan(session, require(actor, Capability.RECORD_ACTIVITIES), plan_id)
    facts = PlanFacts(row.aims, row.lead, unpacked(row.schedule))
    if code := plan_flaw(facts, facts.schedule, sent=True, has_file=bool(row.digest)):
        raise Refused(code)
    stepped(session, actor, row, PlanState.SENT)
    audit.record(session, actor, "plan.sent", row, org_id=row.school_id)


def take_back_plan(session: Session, actor: Actor, *, plan_id: int) -> None:
    """Take a plan back to write on it, while nobody has decided on it."""
    row = own_plan(session, require(actor, Capability.RECORD_ACTIVITIES), plan_id)
    stepped(session, actor, row, PlanState.DRAFT)
    audit.record(session, actor, "plan.taken_back", row, org_id=row.school_id)


def _held(session: Session, scope: Scope, season_id: int, school_id: int) -> SeasonPlan | None:
    statement = select(SeasonPlan).where(SeasonPlan.season_id == season_id, SeasonPlan.school_id == school_id)
    held = within(scope, statement, SeasonPlan).with_for_update().execution_options(populate_existing=True)
    return session.exec(held).first()


def _begun(session: Session, actor: Actor, season_id: int, school_id: int) -> SeasonPlan:
    row = SeasonPlan(season_id=season_id, school_id=school_id, made_by=actor.user_id, made_at=clock.now())
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError as error:
        raise Conflict("activities.plan_moved_on") from error
    return row


def _checked(season: Season, row: SeasonPlan, facts: PlanFacts) -> PlanFacts:
    _check_writable(row)
    said = tidied(facts)
    codes = [item.code for item in checklist_of(season.checklist).items]
    if code := plan_flaw(said, codes, sent=False):
        raise Refused(code)
    return said


def _check_writable(row: SeasonPlan) -> None:
    if row.state not in WRITABLE:
        raise Refused("activities.plan_state")
