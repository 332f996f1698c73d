"""Who may open a pupil's file, read the balance sheet and take ledgers along."""

from datetime import timedelta

from sqlmodel import Session

from core import clock
from core.access import Actor, Capability
from core.database import files
from core.errors import NotFound
from core.screening import actions, queries
from core.screening.rules.ledgers import Ledger
from core.screening.tables import LedgerExport
from core.students.rules import Purpose
from tests.access_cases import Action, Query
from tests.screening.standing import Standing, holds, of, on
from tests.world import World

SCORES, METRICS = Capability.SEE_SCORES, Capability.VIEW_METRICS
EXPORT, COMPLETION = Capability.EXPORT_PEOPLE, Capability.VIEW_COMPLETION
CARERS = {"a": "centre counsellor"}
COUNTERS = {"a": "leader researcher centre school_lead counsellor"}
EVERYBODY = {"a": "leader researcher centre school_admin school_lead counsellor class_teacher"}


def made(session: Session, world: World, *, kind: Ledger = Ledger.SUMMARY) -> int:
    """A ledger that nobody in particular made at school A."""
    now = clock.now()
    row = LedgerExport(
        org_id=world.orgs["a"], kind=kind, by_id=world.accounts["nobody"], at=now, expires_at=now + timedelta(hours=1),
        purpose="十月研判会", digest=files.keep(b"a ledger"), rows=1,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row.id or 0


def exported(session: Session, actor: Actor, world: World, kept: Standing) -> bytes:
    """The sheet of the actor's own place; to strangers school A is nowhere."""
    place = actor.org_id if holds(actor, world.paths["a"]) else world.orgs["a"]
    return actions.export_balance(session, actor, org_id=place, campaign_id=kept.campaign)


def ledger(session: Session, actor: Actor, world: World, kept: Standing) -> object:
    """Whoever reaches nobody on the list has nothing to take along."""
    if actor.can(EXPORT) and not holds(actor, world.paths["a"]):
        raise NotFound
    return actions.make_ledger(session, actor, kind=Ledger.CARE, campaign_id=kept.campaign, purpose="十月研判会")


ACTIONS = {
    "export_balance": Action(METRICS, COUNTERS, on(exported)),
    "make_ledger": Action(EXPORT, CARERS, on(ledger)),
    "download_ledger": Action(COMPLETION, EVERYBODY, lambda s, actor, w, at: actions.download_ledger(
        s, actor, export_id=w.exports), given=lambda s, w: setattr(w, "exports", made(s, w))),
    "open_pupil_file": Action(SCORES, CARERS, on(lambda s, actor, w, kept: actions.open_pupil_file(
        s, actor, person_id=kept.people[0], purpose=Purpose.TALK))),
    "print_pupil_file": Action(SCORES, CARERS, on(lambda s, actor, w, kept: actions.print_pupil_file(
        s, actor, person_id=kept.people[0], purpose=Purpose.TALK))),
}  # fmt: skip
QUERIES = {
    "balance_sheet": Query(METRICS, COUNTERS, of(lambda s, scope, w, kept: queries.balance_sheet(
        s, scope, org_id=w.orgs["a"], campaign_id=kept.campaign, hide=False).sheet.groups)),
    "ledgers_made": Query(COMPLETION, EVERYBODY, lambda s, scope, w, at: queries.ledgers_made(
        s, scope, by_id=w.accounts["nobody"]), given=made),
    "pupil_file": Query(SCORES, CARERS, of(lambda s, scope, w, kept: queries.pupil_file(
        s, scope, person_id=kept.people[0]))),
}  # fmt: skip
INTERNAL = {
    "queries.ledgers_over": "counts files that nobody may fetch any more, whoever made them",
    "actions.clear_expired_ledgers": "takes away files that nobody may fetch any more, whoever made them",
}
