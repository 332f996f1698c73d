"""Results are decided: raters' sheets and what was settled become totals and outcomes, frozen with the round's rubric."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import Boolean, Integer, Numeric, String, delete, func, insert
from sqlalchemy.types import TypeEngine
from sqlmodel import Session, col, select

from core import clock
from core.access import SYSTEM_SCOPE, Actor, Capability, require
from core.database import bulk, within
from core.errors import Refused
from core.evaluation.actions.loading import round_of
from core.evaluation.actions.submitted import Rated, rated, settled_marks
from core.evaluation.rules.freezing import thawed
from core.evaluation.rules.marks import Mark, packed
from core.evaluation.rules.merging import Reckoning, merged, reckoning
from core.evaluation.rules.spec import RubricSpec
from core.evaluation.rules.states import EntryState
from core.evaluation.rules.tally import NodeScore, StandardResult
from core.evaluation.tables import Entry, EntryResult, Moderation, Outcome, Round

AT_ONCE = 200  # entries between two writes
POINTS = Numeric(9, 4)
COLUMNS: dict[str, TypeEngine[Any]] = {
    **dict.fromkeys(("round_id", "entry_id", "school_id"), Integer()),
    **dict.fromkeys(("standard", "code"), String()),
    "is_item": Boolean(), "score": POINTS, "most": POINTS, "na": Boolean(),
}  # fmt: skip

OutcomeRow = tuple[int, int, int, str, str, bool, str, str, bool]


class Decided(NamedTuple):
    """How many entries have a result now, and the ids of those without: nobody rated them, or their sheets have gaps."""

    entries: int
    unrated: tuple[int, ...]
    incomplete: tuple[int, ...]


class _Work(NamedTuple):
    """A round that is being decided, and the rows in the making."""

    round_: Round
    spec: RubricSpec
    reckon: Reckoning
    results: list[dict[str, Any]]
    outcomes: list[OutcomeRow]


def decide_results(session: Session, actor: Actor, round_: Round) -> Decided:
    """Write the result of every rated entry of the round anew; part of its step to publicity.

    Raises Refused("moderation.left") while items wait to be settled. Entries that are exempt, or that
    their school did not hand in, are left out.
    """
    require(actor, Capability.MANAGE_EVALUATION)
    round_id, work = round_.id or 0, _work(round_)
    _check_settled(session, round_id)
    settled, now = settled_marks(session, round_id), clock.now()
    _forget(session, round_id)
    done, incomplete = set[int](), list[int]()
    for one in rated(session, round_id):
        if _decide(work, one, settled.get(one.entry_id, {})):
            done.add(one.entry_id)
        else:
            incomplete.append(one.entry_id)
        if len(done) % AT_ONCE == 0:
            _write(session, actor, work, now)
    _write(session, actor, work, now)
    return Decided(len(done), tuple(_others(session, round_id, {*done, *incomplete})), tuple(incomplete))


def recompute(session: Session, actor: Actor, entry: Entry, settled: Mapping[str, Mark]) -> None:
    """Put marks that an appeal changed in place and decide the entry's result anew; its rows say so.

    The entry was found within the actor's scope. The marks are kept beside what moderation agreed, so that a later
    appeal, or deciding the round again, counts them too. Raises Refused where the entry has no complete rating.
    """
    require(actor, Capability.MANAGE_EVALUATION)
    round_, now = round_of(session, entry), clock.now()
    _keep(session, actor, entry, settled, now)
    round_id, work = entry.round_id, _work(round_)
    placed = settled_marks(session, round_id, entry_id=entry.id)
    for one in rated(session, round_id, entry_id=entry.id):
        _decide(work, one, placed.get(one.entry_id, {}), appealed=True)
    if not work.results:
        raise Refused("results.not_rated")
    _forget(session, round_id, entry.id)
    _write(session, actor, work, now)


def _work(round_: Round) -> _Work:
    return _Work(round_, thawed(round_.rubric), reckoning(), [], [])


def _decide(work: _Work, one: Rated, placed: Mapping[str, tuple[Mark, bool]], *, appealed: bool = False) -> bool:
    """Work out one entry; False, and nothing written, where its sheets are incomplete."""
    settled = {code: mark for code, (mark, _) in placed.items()}
    result = merged(work.spec, one.sheets, settled, work.round_.rule, reckon=work.reckon)
    if any(standard.total is None for standard in result.standards.values()):
        return False
    appealed = appealed or any(by_appeal for _, by_appeal in placed.values())
    keys = {"round_id": work.round_.id or 0, "entry_id": one.entry_id, "school_id": one.school_id}
    for key, standard in result.standards.items():
        work.results.append({**keys, **_totals(key, standard), "changed_by_appeal": appealed})
        work.outcomes.extend(_outcomes((*keys.values(),), key, standard))
    return True


def _totals(key: str, result: StandardResult) -> dict[str, Any]:
    return {
        "standard": key, "total": result.total, "most": result.most, "grade": result.grade or "",
        "vetoes": " ".join(result.vetoes),
    }  # fmt: skip


def _outcomes(keys: tuple[int, ...], standard: str, result: StandardResult) -> Iterable[OutcomeRow]:
    round_id, entry_id, school_id = keys
    for is_item, scores in ((False, result.nodes), (True, result.items)):
        for code, score in scores.items():
            yield round_id, entry_id, school_id, standard, code, is_item, *_points(score), score.na


def _points(score: NodeScore) -> tuple[str, str]:
    return str(score.score or Decimal(0)), str(score.most)


def _write(session: Session, actor: Actor, work: _Work, now: datetime) -> None:
    """Store what is in the making, and begin anew."""
    if not work.results:
        return
    rows = [{**row, "decided_by": actor.user_id, "decided_at": now} for row in work.results]
    session.execute(insert(EntryResult), rows)
    staged = bulk.stage(session, COLUMNS, work.outcomes)
    session.execute(insert(Outcome).from_select(list(COLUMNS), select(*staged.c)))
    bulk.discard(session, staged)
    work.results.clear()
    work.outcomes.clear()


def _forget(session: Session, round_id: int, entry_id: int | None = None) -> None:
    for table in (Outcome, EntryResult):
        statement = delete(table).where(col(table.round_id) == round_id)
        if entry_id is not None:
            statement = statement.where(col(table.entry_id) == entry_id)
        session.execute(within(SYSTEM_SCOPE, statement, table), execution_options={"synchronize_session": False})


def _check_settled(session: Session, round_id: int) -> None:
    statement = select(func.count()).select_from(Moderation)
    statement = statement.where(Moderation.round_id == round_id, col(Moderation.settled_at).is_(None))
    if left := session.exec(within(SYSTEM_SCOPE, statement, Moderation)).one():
        raise Refused("moderation.left", left=left)


def _others(session: Session, round_id: int, met: set[int]) -> list[int]:
    statement = select(col(Entry.id)).where(Entry.round_id == round_id, Entry.state != EntryState.EXEMPT)
    return [
        one or 0
        for one in session.exec(within(SYSTEM_SCOPE, statement.order_by(col(Entry.id)), Entry))
        if one not in met
    ]


def _keep(session: Session, actor: Actor, entry: Entry, settled: Mapping[str, Mark], now: datetime) -> None:
    statement = select(Moderation).where(Moderation.entry_id == entry.id, col(Moderation.by_appeal).is_(True))
    known = {row.code: row for row in session.exec(within(SYSTEM_SCOPE, statement, Moderation))}
    for code, mark in settled.items():
        row = known.get(code) or Moderation(
            round_id=entry.round_id, entry_id=entry.id or 0, school_id=entry.school_id, code=code, by_appeal=True,
            gap=Decimal(0),
        )  # fmt: skip
        row.value, row.settled_by, row.settled_at = packed(mark), actor.user_id, now
        session.add(row)
    session.flush()
