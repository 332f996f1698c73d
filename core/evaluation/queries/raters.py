"""Who may rate the schools of a round, and what a draw among them would give."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE, Scope
from core.accounts.queries import holders_over
from core.database import within
from core.errors import NotFound
from core.evaluation.queries.entries import EntryRow, entries
from core.evaluation.queries.ties import paths_of, rater_facts, scoring_roles
from core.evaluation.rules.conflicts import Bar, Rater, bar
from core.evaluation.rules.drawing import EntryToRate, RaterFree, draw
from core.evaluation.rules.states import AssignmentState, EntryState
from core.evaluation.tables import Assignment, Round
from core.organisations.queries import get as organisation


class RaterRow(NamedTuple):
    """Somebody who may score: where the account is looked after, what bars it, and how many entries it carries here."""

    id: int
    name: str
    home: str
    facts: Rater
    load: int

    def bar(self, row: EntryRow) -> Bar | None:
        """Why this person must not rate that entry."""
        return bar(self.facts, row.school_id, row.path)


class Drawing(NamedTuple):
    """What a draw gives: the new pairs of entry and rater, and everybody's load afterwards."""

    pairs: tuple[tuple[int, int], ...]
    loads: Mapping[int, int]


def eligible_raters(session: Session, scope: Scope, *, round_id: int) -> list[RaterRow]:
    """The active accounts that may score at least one school of a round held within `scope`, by home and account.

    What bars one of them from single schools is told by RaterRow.bar. Raises NotFound for any other round.
    """
    row = _held(session, scope, round_id)
    listed = entries(session, scope, round_id=round_id)
    paths = {one.path for one in listed} or {*paths_of(session, {row.org_id}).values()}
    ids = holders_over(session, roles=scoring_roles(), paths=paths)
    loads = _loads(session, round_id)
    facts = rater_facts(session, ids)
    return [RaterRow(who.id, who.name, who.home, rater, loads.get(who.id, 0)) for who, rater in facts]


def scorers(session: Session, scope: Scope, *, org_id: int) -> dict[int, str]:
    """Names, by account, of those who may score everything below an organisation within `scope`: who may chair a round."""
    org = organisation(session, scope, org_id)
    ids = holders_over(session, roles=scoring_roles(), paths=[org.path])
    return {who.id: who.name for who, _ in rater_facts(session, ids)}


def drawing(session: Session, scope: Scope, *, round_id: int, rater_ids: Collection[int], seed: int) -> Drawing:
    """What a draw among these raters gives for a round held within `scope`: nothing is written.

    Whoever was assigned stays; whoever was withdrawn from an entry is not drawn for that school again. Raises
    Refused("evaluation.too_few_raters") where a school cannot be rated, NotFound for somebody who may not score here.
    """
    row = _held(session, scope, round_id)
    listed = [one for one in entries(session, scope, round_id=round_id) if one.state is not EntryState.EXEMPT]
    pool = {one.id: one for one in eligible_raters(session, scope, round_id=round_id)}
    if not set(rater_ids) <= pool.keys():
        raise NotFound
    kept, withdrawn = _assigned(session, round_id)
    free = [
        RaterFree(one, frozenset(e.school_id for e in listed if pool[one].bar(e) or (e.id, one) in withdrawn))
        for one in sorted(set(rater_ids))
    ]
    chosen = draw([EntryToRate(e.id, e.school_id) for e in listed], free, each=row.raters, seed=seed, kept=kept)
    pairs = tuple((e, who) for e, whole in chosen.items() for who in whole if who not in kept.get(e, ()))
    loads = {one: pool[one].load + sum(who == one for _, who in pairs) for one in sorted(set(rater_ids))}
    return Drawing(pairs, loads)


def _held(session: Session, scope: Scope, round_id: int) -> Round:
    row = session.exec(within(scope, select(Round).where(Round.id == round_id), Round)).first()
    if row is None:
        raise NotFound
    return row


def _loads(session: Session, round_id: int) -> dict[int, int]:
    kept, _ = _assigned(session, round_id)
    loads: dict[int, int] = {}
    for whole in kept.values():
        for who in whole:
            loads[who] = loads.get(who, 0) + 1
    return loads


def _assigned(session: Session, round_id: int) -> tuple[dict[int, tuple[int, ...]], set[tuple[int, int]]]:
    """Raters by entry, and the pairs that were withdrawn."""
    statement = select(Assignment).where(Assignment.round_id == round_id).order_by(col(Assignment.id))
    kept: dict[int, tuple[int, ...]] = {}
    withdrawn = set()
    for row in session.exec(within(SYSTEM_SCOPE, statement, Assignment)):
        if row.state is AssignmentState.WITHDRAWN:
            withdrawn.add((row.entry_id, row.rater_id))
        else:
            kept[row.entry_id] = (*kept.get(row.entry_id, ()), row.rater_id)
    return kept, withdrawn
