"""Raters are assigned to schools, by hand or by lot, never where somebody has a stake."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from core import audit, clock
from core.access import SYSTEM_SCOPE, Actor, Capability, Scope, require
from core.database import within
from core.errors import NotFound, Refused
from core.evaluation.actions.entries import OPEN
from core.evaluation.actions.loading import check_state, held_entry, loaded_round
from core.evaluation.actions.rounds import told
from core.evaluation.queries.raters import drawing
from core.evaluation.queries.ties import paths_of, rater_facts
from core.evaluation.rules.conflicts import bar
from core.evaluation.rules.states import AssignmentState, EntryState
from core.evaluation.rules.titles import BARS
from core.evaluation.tables import Assignment, Entry, ItemMark

MOST_SEED = 2**31 - 1


def assign(session: Session, actor: Actor, *, entry_id: int, rater_id: int) -> int:
    """Let somebody rate an entry; answers the assignment's id. Whoever was withdrawn takes up the same sheet again.

    Raises Refused("evaluation.conflict") for the own or a former school, for whatever tie was told, and for somebody who
    may not score that school.
    """
    entry, round_ = held_entry(session, require(actor, Capability.MANAGE_EVALUATION), entry_id)
    check_state(round_, *OPEN)
    if entry.state is EntryState.EXEMPT:
        raise Refused("evaluation.exempt_already")
    _check_free(session, entry, rater_id)
    row = _row_of(session, entry_id, rater_id)
    if row is not None and row.state is not AssignmentState.WITHDRAWN:
        raise Refused("evaluation.assigned_already")
    row = _taken_up(session, row) if row else _written(session, actor, entry, rater_id)
    audit.record(session, actor, "rater.assigned", row, org_id=entry.school_id, rater=rater_id, entry=entry_id)
    return row.id or 0


def withdraw(session: Session, actor: Actor, *, assignment_id: int, reason: str) -> None:
    """Take an assignment back before moderation, with the reason; its marks are kept and count for nothing."""
    scope = require(actor, Capability.MANAGE_EVALUATION)
    found = session.exec(within(scope, select(Assignment).where(Assignment.id == assignment_id), Assignment)).first()
    if found is None:
        raise NotFound
    _, round_ = held_entry(session, scope, found.entry_id)
    check_state(round_, *OPEN)
    row = _loaded(session, scope, assignment_id)
    if row.state is AssignmentState.WITHDRAWN:
        raise Refused("evaluation.withdrawn_already")
    said = told(reason)
    row.state = AssignmentState.WITHDRAWN
    session.flush()
    audit.record(
        session, actor, "rater.withdrawn", row, org_id=row.school_id, purpose=said, rater=row.rater_id,
        entry=row.entry_id,
    )  # fmt: skip


def draw_raters(session: Session, actor: Actor, *, round_id: int, rater_ids: Collection[int], seed: int) -> int:
    """Fill every entry up to the round's number of raters by lot; answers how many assignments are new.

    Whoever is assigned already stays and counts. The seed is kept with the round, so that the draw can be shown again.
    Raises Refused("evaluation.too_few_raters") where a school cannot be rated by enough of these people.
    """
    scope = require(actor, Capability.MANAGE_EVALUATION)
    round_ = loaded_round(session, scope, round_id, lock=True)
    check_state(round_, *OPEN)
    if not 0 <= seed <= MOST_SEED:
        raise Refused("evaluation.bad_seed", most=MOST_SEED)
    drawn = drawing(session, scope, round_id=round_id, rater_ids=rater_ids, seed=seed)
    statement = select(Entry).where(col(Entry.id).in_(sorted({entry for entry, _ in drawn.pairs})))
    by_id = {row.id: row for row in session.exec(within(SYSTEM_SCOPE, statement, Entry))}
    for entry_id, rater_id in drawn.pairs:
        _written(session, actor, by_id[entry_id], rater_id, drawn=True)
    round_.seed = seed
    session.flush()
    audit.record(
        session, actor, "rater.drawn", round_, org_id=round_.org_id, seed=seed, raters=len(set(rater_ids)),
        assignments=len(drawn.pairs),
    )  # fmt: skip
    return len(drawn.pairs)


def _check_free(session: Session, entry: Entry, rater_id: int) -> None:
    facts = rater_facts(session, [rater_id])
    if not facts:
        raise NotFound
    path = paths_of(session, [entry.school_id])[entry.school_id]
    if why := bar(facts[0][1], entry.school_id, path):
        raise Refused("evaluation.conflict", bar=why.value, why=BARS[why])


def _row_of(session: Session, entry_id: int, rater_id: int) -> Assignment | None:
    statement = select(Assignment).where(Assignment.entry_id == entry_id, Assignment.rater_id == rater_id)
    return session.exec(within(SYSTEM_SCOPE, statement, Assignment).with_for_update(key_share=True)).first()


def _loaded(session: Session, scope: Scope, assignment_id: int) -> Assignment:
    statement = within(scope, select(Assignment).where(Assignment.id == assignment_id), Assignment)
    return session.exec(statement.with_for_update(key_share=True).execution_options(populate_existing=True)).one()


def _taken_up(session: Session, row: Assignment) -> Assignment:
    marked = within(SYSTEM_SCOPE, select(col(ItemMark.id)).where(ItemMark.assignment_id == row.id), ItemMark)
    begun = session.exec(marked.limit(1)).first() is not None
    row.state = AssignmentState.MARKING if begun else AssignmentState.ASSIGNED
    row.submitted_at, row.drawn = None, False
    session.flush()
    return row


def _written(session: Session, actor: Actor, entry: Entry, rater_id: int, *, drawn: bool = False) -> Assignment:
    row = Assignment(
        round_id=entry.round_id, entry_id=entry.id or 0, school_id=entry.school_id, rater_id=rater_id, drawn=drawn,
        assigned_by=actor.user_id, assigned_at=clock.now(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row
