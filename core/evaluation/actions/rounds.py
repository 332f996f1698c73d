"""Rounds are made with a rubric frozen into them, changed while they are drafts, and dropped before they start."""

from contextlib import suppress
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col, select

from core import audit, clock
from core.access import SYSTEM_SCOPE, Actor, Capability, Scope, require
from core.accounts.queries import holders_over
from core.database import within
from core.errors import Conflict, NotFound, Refused
from core.evaluation.actions.loading import check_state, loaded_round
from core.evaluation.queries.rounds import round_seen
from core.evaluation.queries.rubrics import rubric_of
from core.evaluation.queries.ties import scoring_roles
from core.evaluation.rules.freezing import frozen
from core.evaluation.rules.rounds import Dates, RoundDraft, flaw
from core.evaluation.rules.spec import RubricSpec
from core.evaluation.rules.states import RoundKind, RoundState
from core.evaluation.tables import Assignment, Entry, Round
from core.organisations.queries import get as organisation
from core.organisations.rules import Level

REASON = 4  # characters; a reason of fewer says nothing
LONGEST_REASON = 200


def make_round(session: Session, actor: Actor, *, draft: RoundDraft) -> int:
    """A new draft round; its rubric is copied into the row, so nothing published later reaches it. Answers its id.

    Raises NotFound for an organisation or a previous round out of reach, Refused for what rules.rounds.flaw finds.
    """
    scope = require(actor, Capability.MANAGE_EVALUATION)
    row = Round(**_facts(session, scope, draft), made_by=actor.user_id, made_at=clock.now())
    session.add(row)
    session.flush()
    audit.record(session, actor, "round.made", row, org_id=row.org_id, kind=row.kind.value, rubric=row.rubric_key)
    return row.id or 0


def change_round(session: Session, actor: Actor, *, round_id: int, edition: int, draft: RoundDraft) -> int:
    """Write a draft anew, with the rubric as it is published now; answers the new edition. A round that has started keeps
    everything but days.

    Raises Conflict when somebody changed it since `edition` was read, Refused("evaluation.entries_do_not_fit") where schools
    were chosen already and it would be another bureau's, or rooms instead of schools.
    """
    scope = require(actor, Capability.MANAGE_EVALUATION)
    row = loaded_round(session, scope, round_id, lock=True)
    check_state(row, RoundState.DRAFT)
    if row.edition != edition:
        raise Conflict("evaluation.round_moved_on")
    facts = _facts(session, scope, draft)
    if draft.previous_id == round_id:
        raise NotFound
    _check_fits(session, row, draft)
    for name, value in facts.items():
        setattr(row, name, value)
    row.edition += 1
    session.flush()
    audit.record(session, actor, "round.changed", row, org_id=row.org_id, rubric=row.rubric_key)
    return row.edition


def move_dates(session: Session, actor: Actor, *, round_id: int, dates: Dates, reason: str) -> None:
    """Put days of a started round off, with the reason; a day that schools were told never comes sooner."""
    scope = require(actor, Capability.MANAGE_EVALUATION)
    row = loaded_round(session, scope, round_id, lock=True)
    if row.state is RoundState.CLOSED:
        raise Refused("evaluation.other_state")
    said = told(reason)
    if not dates.in_order:
        raise Refused("evaluation.dates_out_of_order")
    if not dates.only_later(Dates(*(getattr(row, name) for name in Dates._fields))):
        raise Refused("evaluation.only_later")
    for name, day in dates._asdict().items():
        setattr(row, name, day)
    row.edition += 1
    session.flush()
    audit.record(session, actor, "round.dates_moved", row, org_id=row.org_id, purpose=said)


def drop_round(session: Session, actor: Actor, *, round_id: int) -> None:
    """Take a draft away, with the schools and raters that were chosen for it."""
    row = loaded_round(session, require(actor, Capability.MANAGE_EVALUATION), round_id, lock=True)
    check_state(row, RoundState.DRAFT)
    audit.record(session, actor, "round.dropped", row, org_id=row.org_id)
    session.exec(within(SYSTEM_SCOPE, delete(Assignment).where(col(Assignment.round_id) == round_id), Assignment))
    session.exec(within(SYSTEM_SCOPE, delete(Entry).where(col(Entry.round_id) == round_id), Entry))
    session.delete(row)
    session.flush()


def told(reason: str) -> str:
    """A reason, tidied; raises Refused where it says too little or too much."""
    said = " ".join(reason.split())
    if not REASON <= len(said) <= LONGEST_REASON:
        raise Refused("evaluation.reason_needed", least=REASON, most=LONGEST_REASON)
    return said


def _facts(session: Session, scope: Scope, draft: RoundDraft) -> dict[str, Any]:  # columns of every type
    org = organisation(session, scope, draft.org_id)
    if org.level is Level.SCHOOL:
        raise Refused("evaluation.bureaus_hold_rounds")
    rubric = _rubric(session, scope, draft)
    if draft.chair_id not in {None, *holders_over(session, roles=scoring_roles(), paths=[org.path])}:
        raise Refused("evaluation.not_a_rater")
    if draft.previous_id is not None and round_seen(session, scope, draft.previous_id).org_id != draft.org_id:
        raise NotFound
    same = {name: value for name, value in draft._asdict().items() if name != "rubric"}
    return same | {
        "title": draft.title.strip(),
        "rubric_key": rubric.key,
        "rubric_version": rubric.version,
        "rubric": frozen(rubric),
    }


def _check_fits(session: Session, row: Round, draft: RoundDraft) -> None:
    of_rooms = {row.kind is RoundKind.INSPECTION, draft.kind is RoundKind.INSPECTION}
    if row.org_id == draft.org_id and len(of_rooms) == 1:
        return
    chosen = within(SYSTEM_SCOPE, select(col(Entry.id)).where(Entry.round_id == row.id).limit(1), Entry)
    if session.exec(chosen).first() is not None:
        raise Refused("evaluation.entries_do_not_fit")


def _rubric(session: Session, scope: Scope, draft: RoundDraft) -> RubricSpec:
    """The rubric the draft names; raises Refused with the first flaw of the draft."""
    rubric = None
    with suppress(NotFound):
        rubric = rubric_of(session, scope, draft.rubric)
    if code := flaw(draft, [draft.rubric] if rubric else []):
        raise Refused(code)
    if rubric is None:
        raise Refused("evaluation.unknown_rubric")
    return rubric
