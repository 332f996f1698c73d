"""改进链: one line a school and weak item, from the result that showed it to the one that shows what has changed."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from core.access import Scope
from core.database import within
from core.evaluation.queries.rectifications import SOURCE, RectificationRow, rectifications
from core.evaluation.queries.rounds import RoundRow, rounds_seen
from core.evaluation.rules.chain import Link, link_of
from core.evaluation.rules.timeline import SEEN_BY_SCHOOLS
from core.evaluation.tables import Outcome
from core.organisations.queries import SchoolRow, schools
from core.training.queries import AnswerRow, NeedRow, answers, needs

Key = tuple[int, int, str]
"""Round, school, item."""


class ChainRow(NamedTuple):
    """What became of one weak item of one school. Shares are of the item's points, the weakest room of a school.

    `before` is what the round came to, `after` what the newest later round of the same rubric came to; `rechecks` are
    the things the school had to put right there. `sent` and `completed` count people of the school in the sessions.
    """

    need_id: int
    school_id: int
    school: str
    path: str
    round_id: int
    round: str
    code: str
    item: str
    before: float | None
    topic: str
    raised_at: datetime
    met_at: datetime | None
    how: str
    sessions: tuple[AnswerRow, ...]
    rechecks: tuple[RectificationRow, ...]
    later: str
    after: float | None

    @property
    def sent(self) -> int:
        """How many places people of the school took in the sessions that answer the need."""
        return sum(one.sent for one in self.sessions)

    @property
    def completed(self) -> int:
        """How many of them were completed."""
        return sum(one.completed for one in self.sessions)

    @property
    def link(self) -> Link:
        """How far the chain is."""
        states = [one.state for one in self.rechecks]
        many = {"sessions": len(self.sessions), "sent": self.sent, "completed": self.completed}
        return link_of(**many, rechecks=states, after=self.after)


class _Source(NamedTuple):
    """A need that a round raised, with that round."""

    need: NeedRow
    round: RoundRow
    code: str

    @property
    def key(self) -> Key:
        return self.round.id, self.need.school_id, self.code


def chains(session: Session, scope: Scope, *, today: date, round_id: int | None = None) -> list[ChainRow]:
    """The chains of the schools within `scope`, of one round or of all, those that are least far first, then by school.

    Results are told from publicity on; a later round counts from then on, too.
    """
    rounds = {row.id: row for row in rounds_seen(session, scope, states=SEEN_BY_SCHOOLS)}
    found = [one for one in _sources(needs(session, scope, met=True), rounds) if round_id in (None, one.round.id)]
    places = {row.id: row for row in schools(session, scope, closed=True)}
    answered: dict[int, list[AnswerRow]] = {}
    for row in answers(session, scope, need_ids=[one.need.id for one in found]):
        answered.setdefault(row.need_id, []).append(row)
    shares = _shares(session, scope, list(rounds.values()), {one.code for one in found})
    checks: dict[Key, list[RectificationRow]] = {}
    for task in rectifications(session, scope, today=today, round_id=round_id) if found else ():
        checks.setdefault((task.round_id, task.school_id, task.code), []).append(task)
    rows = [
        _row(one, places[one.need.school_id], answered.get(one.need.id, ()), checks.get(one.key, ()), shares,
             _later(one, rounds.values(), shares))
        for one in found if one.need.school_id in places
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (list(Link).index(row.link), row.school, row.code, row.need_id))


def _sources(rows: Sequence[NeedRow], rounds: Mapping[int, RoundRow]) -> list[_Source]:
    """The needs that rounds of `rounds` raised."""
    found = []
    for need in rows:
        kind, _, rest = need.source.partition(":")
        number, _, code = rest.partition(":")
        round_ = rounds.get(int(number)) if kind == SOURCE and number.isdecimal() else None
        found += [_Source(need, round_, code)] if round_ else []
    return found


def _shares(session: Session, scope: Scope, rounds: Sequence[RoundRow], codes: Collection[str]) -> dict[Key, float]:
    """The share of an item's points that each school reached in each round by the rubric's first standard."""
    standards = {row.id: row.spec.standard_keys[0] for row in rounds}
    facts: Any = (Outcome.round_id, Outcome.school_id, Outcome.code, Outcome.standard, Outcome.score, Outcome.most)
    statement = select(*facts).where(
        col(Outcome.round_id).in_(sorted(standards)), col(Outcome.code).in_(sorted(codes)),
        col(Outcome.na).is_(False), col(Outcome.most) > 0,
    )  # fmt: skip
    found: dict[Key, Decimal] = {}
    for at, school, code, standard, score, most in session.exec(within(scope, statement, Outcome)):
        if standard == standards[at]:
            key = (at, school, code)
            found[key] = min(score / most, found.get(key, Decimal(1)))
    return {key: float(share) for key, share in found.items()}


def _later(one: _Source, rounds: Collection[RoundRow], shares: Mapping[Key, float]) -> RoundRow | None:
    """The newest later round of the same rubric in which the school's item has a result."""
    after = [
        row
        for row in rounds
        if row.rubric_key == one.round.rubric_key
        and (row.opens_on, row.id) > (one.round.opens_on, one.round.id)
        and (row.id, one.need.school_id, one.code) in shares
    ]
    return max(after, key=lambda row: (row.opens_on, row.id), default=None)


def _row(
    one: _Source,
    school: SchoolRow,
    answered: Sequence[AnswerRow],
    checks: Sequence[RectificationRow],
    shares: Mapping[Key, float],
    later: RoundRow | None,
) -> ChainRow:
    item = one.round.spec.by_code.get(one.code)
    need = one.need
    return ChainRow(
        need.id, school.id, school.name, school.path, one.round.id, one.round.title, one.code, item.title if item else "",
        shares.get(one.key), need.topic, need.raised_at, need.met_at, need.how, tuple(answered), tuple(checks),
        later.title if later else "", shares[later.id, need.school_id, one.code] if later else None,
    )  # fmt: skip
