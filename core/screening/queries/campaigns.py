"""Campaigns as those see them who ask and those who are asked."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, or_
from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE, Scope
from core.cases.tables import Case, Warning
from core.database import within
from core.errors import NotFound
from core.organisations.queries import ids_of
from core.organisations.tables import Organisation
from core.screening import packs
from core.screening.queries.policies import published
from core.screening.rules.policy import TierPolicy
from core.screening.rules.spec import ScaleSpec
from core.screening.rules.states import CampaignState
from core.screening.tables import Campaign, CampaignScale
from core.students.rules import Population


class ScaleRow(NamedTuple):
    """A scale of a campaign in the version its results are scored with."""

    key: str
    version: str
    respondent: str

    @property
    def spec(self) -> ScaleSpec:
        """The pack; KeyError where it is no longer shipped."""
        return packs.scale(self.key)


class CampaignRow(NamedTuple):
    """One campaign with its scales."""

    id: int
    org_id: int
    org_path: str
    org_name: str
    title: str
    school_year: int
    term: int
    population: Population
    grades: tuple[int, ...]
    opens_on: date
    closes_on: date
    state: CampaignState
    policy_key: str
    policy_version: str
    data_version: int
    created_at: datetime
    scales: tuple[ScaleRow, ...] = ()
    published: TierPolicy | None = None

    @property
    def policy(self) -> TierPolicy:
        """The tier policy the campaign was made with: the published version, else the shipped pack."""
        return self.published or packs.policy(self.policy_key)


def campaign_list(
    session: Session, scope: Scope, *, states: Sequence[CampaignState] = (), warned: Scope | None = None
) -> list[CampaignRow]:
    """The campaigns of the organisations in `scope`, and those that a bureau above runs for them; newest first.

    A bureau's draft is not shown to those below. `warned` is where the reader sees warnings: campaigns of other bureaus
    whose warnings came there with a file that was handed over are listed too, or nobody would find those.
    """
    statement = _seen_from(scope, _brought(session, warned) if warned else ())
    if states:
        statement = statement.where(col(Campaign.state).in_(list(states)))
    found = session.exec(statement.order_by(col(Campaign.opens_on).desc(), col(Campaign.id).desc()))
    return _with_scales(session, [(row, path, name) for row, path, name in found])


def campaign(session: Session, scope: Scope, campaign_id: int) -> CampaignRow:
    """One campaign that `scope` may see; raises NotFound for any other."""
    found = session.exec(_seen_from(scope).where(Campaign.id == campaign_id)).first()
    if found is None:
        raise NotFound
    return _with_scales(session, [(found[0], found[1], found[2])])[0]


def previous_campaign(session: Session, scope: Scope, now: CampaignRow) -> CampaignRow | None:
    """The campaign a year before (else the latest one before) of the same bureau, population and kind of term."""
    statement = _seen_from(scope).where(
        Campaign.org_id == now.org_id,
        Campaign.population == now.population,
        Campaign.state != CampaignState.DRAFT,
        col(Campaign.school_year) < now.school_year,
        Campaign.term == now.term,
    )
    found = session.exec(statement.order_by(col(Campaign.school_year).desc(), col(Campaign.id).desc())).first()
    return _with_scales(session, [(found[0], found[1], found[2])])[0] if found else None


def _brought(session: Session, scope: Scope) -> list[int]:
    """Campaigns of warnings about people whose case began at another school."""
    moved = select(col(Case.person_id)).where(Case.origin_school_id != Case.school_id)
    people = within(scope, moved, Case)
    if session.exec(people.limit(1)).first() is None:  # mostly so: spares a look at every warning
        return []
    theirs = select(col(Warning.campaign_id)).where(col(Warning.person_id).in_(people)).distinct()
    statement = within(scope, theirs.where(col(Warning.campaign_id).is_not(None)), Warning)
    return sorted(key for key in session.exec(statement) if key is not None)


def _seen_from(scope: Scope, brought: Sequence[int] = ()) -> Any:
    """Campaigns at or below the scope, those of the organisations above it, and `brought` ones.

    A campaign is nobody's personal data, and a school has to see what its bureau asks of it; so the guard is satisfied
    with the whole installation, and the narrowing is done here: above by the ids on the scope's own paths, which are
    few, below by the path's range.
    """
    statement = select(Campaign, Organisation.path, Organisation.name).join(
        Organisation, col(Organisation.id) == Campaign.org_id
    )
    statement = within(SYSTEM_SCOPE, within(SYSTEM_SCOPE, statement, Campaign), Organisation)
    above = sorted({org for reach in scope.reaches for org in ids_of(reach.path)})
    asked = and_(col(Campaign.org_id).in_(above), col(Campaign.state) != CampaignState.DRAFT)
    below = [col(Organisation.path).startswith(reach.path) for reach in scope.reaches]
    return statement.where(or_(asked, col(Campaign.id).in_(brought), *below))


def _with_scales(session: Session, found: list[tuple[Campaign, str, str]]) -> list[CampaignRow]:
    ids = [row.id for row, _, _ in found]
    scales: dict[int, list[ScaleRow]] = {}
    chosen = select(CampaignScale).where(col(CampaignScale.campaign_id).in_(ids)).order_by(col(CampaignScale.position))
    for one in session.exec(chosen):
        scales.setdefault(one.campaign_id, []).append(ScaleRow(one.scale_key, one.scale_version, one.respondent))
    policies = published(session, {(row.policy_key, row.policy_version) for row, _, _ in found})
    return [
        _row(row, path, name)._replace(
            scales=tuple(scales.get(row.id or 0, ())), published=policies.get((row.policy_key, row.policy_version))
        )
        for row, path, name in found
    ]


def _row(row: Campaign, path: str, name: str) -> CampaignRow:
    facts = {key: getattr(row, key) for key in CampaignRow._fields if hasattr(row, key)}
    return CampaignRow(**facts | {"grades": tuple(row.grades), "org_path": path, "org_name": name})
