"""Pictures of a round from grouped SQL: schools by indicator, means over schools, what is weakest."""

from collections.abc import Collection
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import Float, cast, func
from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE, Scope
from core.database import within
from core.evaluation.queries.results import public
from core.evaluation.queries.rounds import round_seen
from core.evaluation.tables import Outcome

SMALL = 10
"""A mean over fewer schools is told to nobody who may not see each of them."""


class HeatCell(NamedTuple):
    """How one indicator of one entry came out."""

    entry_id: int
    code: str
    score: Decimal
    most: Decimal
    na: bool

    @property
    def share(self) -> float | None:
        """Score ÷ most; None where it did not apply."""
        return None if self.na or not self.most else float(self.score / self.most)


class MeanShare(NamedTuple):
    """The mean over `n` entries of score ÷ most of one indicator or item."""

    code: str
    share: float
    n: int


def heat(
    session: Session, scope: Scope, *, round_id: int, standard: str, codes: Collection[str], entry_ids: Collection[int]
) -> list[HeatCell]:
    """These indicators (or items) of these entries, as far as they lie within `scope`."""
    facts: Any = (Outcome.entry_id, Outcome.code, Outcome.score, Outcome.most, Outcome.na)
    statement = public(select(*facts), Outcome, round_id, standard).where(
        col(Outcome.code).in_(sorted(codes)), col(Outcome.entry_id).in_(sorted(entry_ids))
    )
    return [HeatCell(*row) for row in session.exec(within(scope, statement, Outcome))]


def means(
    session: Session, scope: Scope, *, round_id: int, standard: str, codes: Collection[str] = ()
) -> list[MeanShare]:
    """Mean shares within `scope` by code, the lowest first; of `codes` alone, or else of all items."""
    statement = _means(round_id, standard, codes)
    return [_mean(row) for row in session.exec(within(scope, statement, Outcome))]


def weakest(session: Session, scope: Scope, *, round_id: int, standard: str, most: int = 8) -> list[MeanShare]:
    """The items with the lowest mean share within `scope`."""
    statement = within(scope, _means(round_id, standard, ()), Outcome).limit(most)
    return [_mean(row) for row in session.exec(statement)]


def round_means(
    session: Session, scope: Scope, *, round_id: int, standard: str, codes: Collection[str]
) -> list[MeanShare]:
    """Mean shares over the whole round, for a school to stand beside.

    Whoever does not see every school of the round is told means over ten entries or more alone.
    """
    known = round_seen(session, scope, round_id)
    least = 1 if scope.covers(known.org_path) else SMALL
    found = session.exec(within(SYSTEM_SCOPE, _means(round_id, standard, codes), Outcome))
    return [one for one in map(_mean, found) if one.n >= least]


def _means(round_id: int, standard: str, codes: Collection[str]) -> Any:
    """Grouped by code; a share is a plain number, for NUMERIC columns of SQLite divide whole numbers as such."""
    share: Any = func.avg(cast(col(Outcome.score), Float) / cast(col(Outcome.most), Float))
    facts: Any = (Outcome.code, share, func.count())
    statement = public(select(*facts), Outcome, round_id, standard)
    statement = statement.where(col(Outcome.na).is_(False), col(Outcome.most) > 0)
    chosen = col(Outcome.code).in_(sorted(codes)) if codes else col(Outcome.is_item).is_(True)
    return statement.where(chosen).group_by(Outcome.code).order_by(share, Outcome.code)


def _mean(row: Any) -> MeanShare:
    return MeanShare(row[0], float(row[1]), row[2])
