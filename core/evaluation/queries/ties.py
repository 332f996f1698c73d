"""What accounts, posts and ties tell of people as raters."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE, Capability, Scope
from core.accounts.packs import roles
from core.accounts.queries import Posts, posts
from core.database import within
from core.evaluation.rules.conflicts import Bar, Rater, bar
from core.evaluation.rules.states import TieKind
from core.evaluation.tables import RaterTie
from core.organisations.tables import Organisation


class TieRow(NamedTuple):
    """What was told of a person and a school."""

    id: int
    account_id: int
    school_id: int
    school: str
    kind: TieKind
    note: str
    told_at: datetime


def ties(session: Session, scope: Scope) -> list[TieRow]:
    """What was told of people and the schools within `scope`, by school."""
    statement: Any = select(RaterTie, Organisation.name).join(Organisation, col(Organisation.id) == RaterTie.school_id)
    statement = within(scope, within(scope, statement, RaterTie), Organisation)
    found = session.exec(statement.order_by(col(Organisation.name), col(RaterTie.id)))
    same = [name for name in TieRow._fields if name != "school"]
    return [TieRow(school=school, **{name: getattr(row, name) for name in same}) for row, school in found]


def scoring_roles() -> frozenset[str]:
    """The roles that score schools."""
    return frozenset(key for key, role in roles().items() if Capability.SCORE_SCHOOLS in role.capabilities)


def rater_facts(session: Session, ids: Collection[int]) -> list[tuple[Posts, Rater]]:
    """What is known of these people as raters."""
    found = posts(session, ids)
    scoring = scoring_roles()
    paths = paths_of(session, {org for who in found for org in who.at(scoring)})
    told = _ties_of(session, ids)
    return [(who, _rater(who, scoring, paths, told.get(who.id, frozenset()))) for who in found]


def is_tied(session: Session, *, school_id: int, account_id: int) -> bool:
    """Whether this person has a stake in the school: by account, by post, or by what was told. For acts and reads of the area."""
    return tied_among(session, [(account_id, school_id)])[0]


def tied_among(session: Session, pairs: Sequence[tuple[int, int]]) -> list[bool]:
    """The same for many pairs of account and school, in their order."""
    known = {who.id: rater for who, rater in rater_facts(session, {account for account, _ in pairs})}
    paths = paths_of(session, {school for _, school in pairs})
    return [
        account in known and bar(known[account], school, paths[school]) not in (None, Bar.OUT_OF_REACH)
        for account, school in pairs
    ]


def paths_of(session: Session, ids: Collection[int]) -> dict[int, str]:
    """The paths of organisations by id."""
    statement = select(col(Organisation.id), col(Organisation.path)).where(col(Organisation.id).in_(sorted(ids)))
    return {key or 0: path for key, path in session.exec(within(SYSTEM_SCOPE, statement, Organisation))}


def _rater(
    who: Posts, scoring: frozenset[str], paths: Mapping[int, str], told: frozenset[tuple[int, TieKind]]
) -> Rater:
    reaches = tuple(sorted(paths[org] for org in who.at(scoring))) if who.is_active else ()
    return Rater(who.id, reaches, frozenset({who.home_id} | {org for _, org in who.held}), who.past, told)


def _ties_of(session: Session, ids: Collection[int]) -> dict[int, frozenset[tuple[int, TieKind]]]:
    statement = select(RaterTie).where(col(RaterTie.account_id).in_(sorted(ids)))
    found: dict[int, frozenset[tuple[int, TieKind]]] = {}
    for row in session.exec(within(SYSTEM_SCOPE, statement, RaterTie)):
        found[row.account_id] = found.get(row.account_id, frozenset()) | {(row.school_id, row.kind)}
    return found
