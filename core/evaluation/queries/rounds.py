"""Rounds as those see them who hold them and those who take part."""

from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import and_, or_
from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE, Scope
from core.database import within
from core.errors import NotFound
from core.evaluation.rules.freezing import thawed
from core.evaluation.rules.spec import RubricSpec
from core.evaluation.rules.states import ResultRule, RoundKind, RoundState
from core.evaluation.tables import Round
from core.organisations.queries import ids_of
from core.organisations.tables import Organisation


class RoundRow(NamedTuple):
    """One round, with the organisation that holds it."""

    id: int
    org_id: int
    org_path: str
    org_name: str
    kind: RoundKind
    title: str
    school_year: int
    rubric_key: str
    rubric_version: str
    rubric: str
    state: RoundState
    target: int | None
    opens_on: date
    self_until: date
    review_until: date
    publicity_until: date
    rectify_until: date | None
    raters: int
    shows_self: bool
    with_self: bool
    with_publicity: bool
    gap_points: Decimal | None
    gap_anchors: int | None
    rule: ResultRule
    chair_id: int | None
    seed: int | None
    previous_id: int | None
    edition: int
    made_by: int
    made_at: datetime
    publicised_at: datetime | None

    @property
    def spec(self) -> RubricSpec:
        """The rubric as it was frozen into the round."""
        return thawed(self.rubric)


def rounds_seen(session: Session, scope: Scope, *, states: Collection[RoundState] = ()) -> list[RoundRow]:
    """The rounds of the organisations in `scope`, and those of bureaus above it that have started; newest first."""
    statement = seen_from(scope)
    if states:
        statement = statement.where(col(Round.state).in_(list(states)))
    found = session.exec(statement.order_by(col(Round.opens_on).desc(), col(Round.id).desc()))
    return [_row(row, path, name) for row, path, name in found]


def round_seen(session: Session, scope: Scope, round_id: int) -> RoundRow:
    """One round that `rounds_seen` shows; raises NotFound for any other."""
    found = session.exec(seen_from(scope).where(Round.id == round_id)).first()
    if found is None:
        raise NotFound
    return _row(found[0], found[1], found[2])


def seen_from(scope: Scope) -> Any:
    """Rounds, with path and name of their organisation: at or below the scope, and above it once they are no drafts.

    A round is nobody's personal data, and a school has to see what its bureau asks of it; so the guard is satisfied with
    the whole installation, and the narrowing is done here, as for campaigns.
    """
    statement = select(Round, Organisation.path, Organisation.name).join(
        Organisation, col(Organisation.id) == Round.org_id
    )
    statement = within(SYSTEM_SCOPE, within(SYSTEM_SCOPE, statement, Round), Organisation)
    above = sorted({org for reach in scope.reaches for org in ids_of(reach.path)})
    asked = and_(col(Round.org_id).in_(above), col(Round.state) != RoundState.DRAFT)
    below = [col(Organisation.path).startswith(reach.path) for reach in scope.reaches]
    return statement.where(or_(asked, *below))


def _row(row: Round, path: str, name: str) -> RoundRow:
    facts = {key: getattr(row, key) for key in RoundRow._fields if key not in ("org_path", "org_name")}
    return RoundRow(org_path=path, org_name=name, **facts)
