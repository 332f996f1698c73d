"""Contests as those see them who hold them and those who take part, and who was awarded once it is public."""

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import and_, false, or_
from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE, Scope
from core.activities.tables import Season
from core.database import unowned, within
from core.errors import NotFound
from core.evaluation.rules.contests import AwardLevel, ContestDraft, unpacked_awards
from core.evaluation.rules.spec import RubricSpec
from core.evaluation.rules.states import ContestState, ContestSubject
from core.evaluation.tables import Contest
from core.organisations.queries import ids_of
from core.organisations.tables import Organisation


class ContestRow(NamedTuple):
    """One contest with its organiser and the season it is about ("" for any)."""

    id: int
    org_id: int
    org_path: str
    org_name: str
    subject: ContestSubject
    season_id: int | None
    season: str
    title: str
    year: int
    words: str
    spec: RubricSpec
    awards: tuple[AwardLevel, ...]
    quota: int | None
    forward: int
    nominate_until: date
    review_until: date
    public_from: date | None
    public_until: date | None
    state: ContestState
    reason: str
    edition: int

    @property
    def draft(self) -> ContestDraft:
        """The contest as it is now, its rubric kept."""
        same = [name for name in ContestDraft._fields if name != "rubric"]
        return ContestDraft(rubric="", **{name: getattr(self, name) for name in same})

    def part_of(self, scope: Scope) -> Scope:
        """What of a scope has to do with it: the organiser, what stands above, and everything below."""
        own = self.org_path
        inside = (one for one in scope.reaches if one.path.startswith(own) or own.startswith(one.path))
        return Scope(tuple(inside))


COMPUTED = ("org_path", "org_name", "season", "spec", "awards")


def contests_seen(
    session: Session, scope: Scope, *, plans: Scope | None = None, states: Collection[ContestState] = ()
) -> list[ContestRow]:
    """The contests of the organisations in `scope`, and those of bureaus above it that schools were told of; newest first.

    Of planned ones those of organisations in `plans`, left out: in `scope`. Whoever judges is told when it is opened.
    """
    statement = seen_contests(scope, plans)
    if states:
        statement = statement.where(col(Contest.state).in_(list(states)))
    found = session.exec(statement.order_by(col(Contest.nominate_until).desc(), col(Contest.id).desc()))
    return [_row(*one) for one in found]


def contest_seen(session: Session, scope: Scope, contest_id: int) -> ContestRow:
    """One contest that `contests_seen` shows; raises NotFound for any other."""
    found = session.exec(seen_contests(scope).where(Contest.id == contest_id)).first()
    if found is None:
        raise NotFound
    return _row(*found)


def seen_contests(scope: Scope, plans: Scope | None = None) -> Any:
    """Contests, with path and name of their organiser and the season's title: told ones at, below and above the scope,
    planned ones at or below `plans` (left out: the scope).

    A contest is nobody's personal data, and a school has to see what it may nominate for; so the guard is satisfied with
    the whole installation, and the narrowing is done here, as for rounds.
    """
    facts: Any = (Contest, Organisation.path, Organisation.name, Season.title)
    statement = select(*facts).join(Organisation, col(Organisation.id) == Contest.org_id)
    statement = statement.join(Season, col(Season.id) == Contest.season_id, isouter=True)
    statement = unowned(within(SYSTEM_SCOPE, within(SYSTEM_SCOPE, statement, Contest), Organisation), Season)
    above = sorted({org for reach in scope.reaches for org in ids_of(reach.path)})
    told = and_(col(Contest.state) != ContestState.PLANNED, or_(col(Contest.org_id).in_(above), _at_or_below(scope)))
    return statement.where(or_(told, _at_or_below(scope if plans is None else plans)))


def _at_or_below(scope: Scope) -> Any:
    return or_(false(), *(col(Organisation.path).startswith(reach.path) for reach in scope.reaches))


def _row(row: Contest, path: str, name: str, season: str | None) -> ContestRow:
    facts = {key: getattr(row, key) for key in ContestRow._fields if key not in COMPUTED}
    spec, awards = RubricSpec.model_validate(row.rubric), unpacked_awards(row.awards)
    return ContestRow(org_path=path, org_name=name, season=season or "", spec=spec, awards=awards, **facts)
