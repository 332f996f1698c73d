"""How far a round has come: its target, which may be exceeded, and who of those due has a result."""

from typing import Any, NamedTuple

from sqlalchemy import func
from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE, Scope
from core.database import within
from core.evaluation.queries.results import public
from core.evaluation.queries.rounds import round_seen
from core.evaluation.rules.shares import Attainment, Coverage
from core.evaluation.rules.states import EntryState
from core.evaluation.rules.timeline import SEEN_BY_SCHOOLS
from core.evaluation.tables import Entry, EntryResult, Recognition


class Reached(NamedTuple):
    """Attainment, None without a target or where not every school of the round is seen; and coverage.

    What is reached are recognitions that stand once there are any (`recognised`), before that entries with a grade.
    """

    attainment: Attainment | None
    recognised: bool
    coverage: Coverage


def attainment(session: Session, scope: Scope, *, round_id: int, standard: str) -> Reached | None:
    """The round's attainment and coverage within `scope` by one standard; None before its results are public.

    None, too, where nobody of the scope is due.
    """
    known = round_seen(session, scope, round_id)
    if known.state not in SEEN_BY_SCHOOLS:
        return None
    due = select(func.count()).select_from(Entry).where(Entry.round_id == round_id, Entry.state != EntryState.EXEMPT)
    listed = int(session.exec(within(scope, due, Entry)).one())
    if not listed:
        return None
    rated = _results(session, scope, round_id, standard)
    given = _recognitions(session, scope, round_id)
    whole = scope.covers(known.org_path) and known.target
    reached = given or _results(session, scope, round_id, standard, graded=True)
    return Reached(Attainment(reached, known.target or 0) if whole else None, given > 0, Coverage(rated, listed))


def _results(session: Session, scope: Scope, round_id: int, standard: str, *, graded: bool = False) -> int:
    counted = select(func.count()).select_from(EntryResult).join(Entry, col(Entry.id) == EntryResult.entry_id)
    statement: Any = public(counted.where(Entry.state != EntryState.EXEMPT), EntryResult, round_id, standard)
    if graded:
        statement = statement.where(EntryResult.grade != "", EntryResult.vetoes == "")
    return int(session.exec(within(scope, within(SYSTEM_SCOPE, statement, Entry), EntryResult)).one())


def _recognitions(session: Session, scope: Scope, round_id: int) -> int:
    statement = select(func.count()).select_from(Recognition)
    statement = statement.where(Recognition.round_id == round_id, col(Recognition.withdrawn_on).is_(None))
    return int(session.exec(within(scope, statement, Recognition)).one())
