"""Contests are made, changed while nobody relies on what changes, taken from step to step, and called off."""

from datetime import date
from typing import Any

from sqlmodel import Session

from core import audit, clock
from core.access import Actor, Capability, Scope, require
from core.activities.queries import season_seen
from core.errors import Conflict, NotFound, Refused
from core.evaluation.actions.awarding import check_forward, settle_places
from core.evaluation.actions.loading_contests import check_contest, held_contest
from core.evaluation.actions.rounds import told
from core.evaluation.queries.contests import contest_seen
from core.evaluation.queries.judging import contest_standing
from core.evaluation.queries.rubrics import rubric_of
from core.evaluation.rules.contests import (
    NEXT,
    ContestDraft,
    broken_promise,
    draft_flaw,
    lacks,
    packed_awards,
    tidied,
)
from core.evaluation.rules.states import ContestState
from core.evaluation.tables import Contest
from core.organisations.queries import get as organisation
from core.organisations.rules import Level

LONGEST_PUBLICITY = 60  # days


def make_contest(session: Session, actor: Actor, *, draft: ContestDraft) -> int:
    """A new contest, seen by its organiser alone; its rubric is copied into the row. Answers its id.

    Raises NotFound for an organiser, a season or a rubric out of reach, Refused for what rules.contests.draft_flaw finds.
    """
    scope = require(actor, Capability.MANAGE_EVALUATION)
    facts = _facts(session, scope, tidied(draft))
    row = Contest(**facts, rubric=_rubric(session, scope, draft.rubric), made_by=actor.user_id, made_at=clock.now())
    session.add(row)
    session.flush()
    audit.record(session, actor, "contest.made", row, org_id=row.org_id, subject_of=row.subject.value)
    return row.id or 0


def change_contest(session: Session, actor: Actor, *, contest_id: int, edition: int, draft: ContestDraft) -> int:
    """Write a contest anew; answers the new edition. What schools and judges rely on stays (rules.contests.broken_promise).

    Raises Conflict when somebody changed it since `edition` was read. The organiser stays; a draft without a rubric keeps
    the one that is there.
    """
    scope = require(actor, Capability.MANAGE_EVALUATION)
    row = held_contest(session, actor, contest_id)
    if row.edition != edition:
        raise Conflict("contests.moved_on")
    given, known = tidied(draft), contest_seen(session, scope, contest_id)
    if given.org_id != row.org_id:
        raise NotFound
    if broken := broken_promise(known.draft, given, row.state):
        raise Refused(broken)
    check_forward(session, row, given.forward)
    for name, value in _facts(session, scope, given).items():
        setattr(row, name, value)
    if given.rubric:
        row.rubric = _rubric(session, scope, given.rubric)
    row.edition += 1
    session.flush()
    audit.record(session, actor, "contest.changed", row, org_id=row.org_id)
    return row.edition


def open_contest(session: Session, actor: Actor, *, contest_id: int) -> None:
    """Let schools nominate."""
    row = held_contest(session, actor, contest_id)
    if row.nominate_until < clock.today():
        raise Refused("contests.dates_over")
    _take(session, row, ContestState.NOMINATING)
    audit.record(session, actor, "contest.opened", row, org_id=row.org_id)


def to_review(session: Session, actor: Actor, *, contest_id: int) -> None:
    """End the nominating and let the judges begin; there must be something to judge and somebody who judges."""
    row = held_contest(session, actor, contest_id)
    _insist(session, actor, row, ContestState.REVIEW)
    _take(session, row, ContestState.REVIEW)
    audit.record(session, actor, "contest.to_review", row, org_id=row.org_id)


def to_publicity(session: Session, actor: Actor, *, contest_id: int, public_until: date) -> None:
    """Make the awards public from today to the end of `public_until`, once every sheet is done.

    Totals are kept; awards go by rank, but for those that were decided by hand; likewise who is recommended upwards.
    """
    row, today = held_contest(session, actor, contest_id), clock.today()
    if not 0 <= (public_until - today).days <= LONGEST_PUBLICITY:
        raise Refused("contests.public_days", most=LONGEST_PUBLICITY)
    _insist(session, actor, row, ContestState.PUBLICITY)
    settle_places(session, actor, row)
    row.public_from, row.public_until = today, public_until
    _take(session, row, ContestState.PUBLICITY)
    audit.record(session, actor, "contest.published", row, org_id=row.org_id, until=f"{public_until}")


def close_contest(session: Session, actor: Actor, *, contest_id: int) -> None:
    """End a contest after the last day of its publicity; awards stay as they are."""
    row = held_contest(session, actor, contest_id)
    _insist(session, actor, row, ContestState.CLOSED)
    _take(session, row, ContestState.CLOSED)
    audit.record(session, actor, "contest.closed", row, org_id=row.org_id)


def cancel_contest(session: Session, actor: Actor, *, contest_id: int, reason: str) -> None:
    """Call a contest off, with the reason that schools read."""
    row, said = held_contest(session, actor, contest_id), told(reason)
    _take(session, row, ContestState.CANCELLED)
    row.reason = said
    session.flush()
    audit.record(session, actor, "contest.cancelled", row, org_id=row.org_id, purpose=said)


def _take(session: Session, row: Contest, to: ContestState) -> None:
    if to not in NEXT[row.state]:
        raise Refused("contests.not_now")
    row.state, row.edition = to, row.edition + 1
    session.flush()


def _insist(session: Session, actor: Actor, row: Contest, to: ContestState) -> None:
    """Raise Refused for a step that cannot follow, or still waits for something."""
    check_contest(row, *(state for state in NEXT if to in NEXT[state]))
    found = contest_standing(session, actor.over(Capability.MANAGE_EVALUATION), contest_id=row.id or 0)
    waits = lacks(to, found, public_until=row.public_until, today=clock.today())
    if waits:
        raise Refused(waits[0].code, count=waits[0].many)


def _facts(session: Session, scope: Scope, draft: ContestDraft) -> dict[str, Any]:  # columns of every type
    org = organisation(session, scope, draft.org_id)
    if org.level is Level.SCHOOL:
        raise Refused("contests.bureaus_hold")
    if code := draft_flaw(draft, clock.today()):
        raise Refused(code)
    if draft.season_id is not None:
        season_seen(session, scope, draft.season_id)
    facts = {name: value for name, value in draft._asdict().items() if name != "rubric"}
    return facts | {"awards": packed_awards(draft.awards)}


def _rubric(session: Session, scope: Scope, ref: str) -> dict[str, Any]:  # a rubric as JSON
    return rubric_of(session, scope, ref).model_dump(mode="json")
