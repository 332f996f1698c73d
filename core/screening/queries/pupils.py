"""一生一档: one pupil across all campaigns and years."""

from collections.abc import Iterable
from datetime import date
from itertools import chain
from typing import NamedTuple

import numpy as np
from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE, Actor, Capability, Scope
from core.cases.queries import Filed, FiledWarning, PanelDecision, filed, panel_decisions
from core.cases.rules.states import CaseState
from core.cases.rules.tiering import Tier
from core.cases.tables import Case
from core.database import within
from core.errors import NotFound
from core.organisations.queries import get
from core.screening import packs
from core.screening.queries.comments import CommentRow, comments_of
from core.screening.queries.tiers import tiers_for
from core.screening.queries.uploads import SheetRow, sheets_of
from core.screening.rules.banding import Pupils
from core.screening.rules.series import Point, Series, stretches
from core.screening.rules.states import SheetStatus
from core.screening.tables import Campaign, CampaignScale, Testee
from core.students.queries import PersonCard, person
from core.students.rules import Population, Sex

SELF = "self"


class Wave(NamedTuple):
    """A campaign the pupil was asked in."""

    id: int
    title: str
    school_year: int
    term: int
    opens_on: date


class Standing(NamedTuple):
    """Grade and severity of the pupil in one campaign."""

    grade: int
    severity: int | None


class Why(NamedTuple):
    """Why somebody may read a file: "place" (the role's own place), "level" (who leads the case), "glass" (an emergency)."""

    code: str
    role: str
    org_id: int
    level: str = ""


class PupilFile(NamedTuple):
    """Everything there is about one pupil; the card is masked. `path` is that of the pupil's school."""

    card: PersonCard
    path: str
    waves: dict[int, Wave]
    tiers: dict[int | None, tuple[Tier, ...]]
    series: tuple[Series, ...]
    filed: Filed
    comments: tuple[CommentRow, ...]
    panels: tuple[PanelDecision, ...]

    def label(self, campaign_id: int | None, severity: int | None) -> str:
        """What a campaign's policy calls a severity; "" for none."""
        return next((one.label for one in self.tiers.get(campaign_id, ()) if one.severity == severity), "")

    @property
    def writers(self) -> frozenset[int]:
        """The accounts of all who wrote something down."""
        told = self.filed
        rows = [row for each in (told.entries, told.changes, told.attachments) for row in chain(*each.values())]
        return frozenset({*(row.by_id for row in rows), *(row.by_id for row in self.comments)})

    @property
    def levels(self) -> frozenset[str]:
        """The handling levels that look after the pupil."""
        rows: list[FiledWarning | Case] = [*self.filed.warnings, *self.filed.cases.values()]
        return frozenset(level for row in rows for level in (row.level, row.care_level) if level)

    def why_can_i_see(self, actor: Actor) -> tuple[Why, ...]:
        """Which of the actor's roles opens this file; where none does, it was opened in an emergency."""
        near = [grant for grant in actor.grants if self.path.startswith(grant.path)]
        may = [grant for grant in near if Capability.SEE_SCORES in grant.role.capabilities]
        found = [Why("place", grant.role.title, grant.org_id) for grant in may if not grant.role.levels]
        found += [
            Why("level", grant.role.title, grant.org_id, level)
            for grant in may
            for level in sorted(grant.role.levels & self.levels)
        ]
        if found:
            return tuple(found)
        return tuple(Why("glass", one.role.title, one.org_id) for one in near if _breaks_glass(one.role.capabilities))


def pupil_file(session: Session, scope: Scope, *, person_id: int, glass: Scope | None = None) -> PupilFile:
    """The file of one person on the reader's list, or within reach at every level; raises NotFound for anybody else.

    `scope` is where scores may be seen, `glass` what an emergency opened for this person. Sheets of former schools belong
    to the file once a case is the reader's; what was written down there comes along with a handover alone. Whoever reads
    it has to write that down. Whoever still keeps the open case of somebody who has moved reads what they wrote and had.
    """
    scope = Scope((*scope.reaches, *(glass.reaches if glass else ())))
    told = filed(session, scope, people=[person_id])
    card, is_here = _card(session, scope, told, person_id)
    if card.population is Population.TEACHER and not told.warnings:
        raise NotFound
    seen = SYSTEM_SCOPE if told.cases and is_here else scope
    sheets = [row for row in sheets_of(session, seen, person_id=person_id) if row.is_current]
    stood = _standings(session, seen, person_id)
    asked = {row.campaign_id for row in sheets} | {row.campaign_id for row in told.warnings if row.campaign_id}
    waves = _waves(session, asked | stood.keys())
    return PupilFile(
        card,
        get(session, SYSTEM_SCOPE, card.school_id).path,
        waves,
        {key: tiers_for(session, campaign_id=key, org_id=card.school_id) for key in (*waves, None)},
        _series(session, card, sheets, stood, waves),
        told,
        tuple(comments_of(session, scope, person_ids=[person_id])),
        tuple(panel_decisions(session, scope, warning_ids=_ids(told), case_ids=list(told.cases))),
    )


def _card(session: Session, scope: Scope, told: Filed, person_id: int) -> tuple[PersonCard, bool]:
    """The card, and whether the pupil is within reach; an open case may be of somebody on another school's roster by now."""
    try:
        return person(session, scope if told.warnings else scope.at_every_level, person_id=person_id), True
    except NotFound:
        if all(case.state is CaseState.CLOSED for case in told.cases.values()):
            raise
        return person(session, SYSTEM_SCOPE, person_id=person_id), False


def _breaks_glass(rights: Iterable[Capability]) -> bool:
    return Capability.BREAK_GLASS in rights


def _ids(told: Filed) -> list[int]:
    return [row.id or 0 for row in told.warnings]


def _standings(session: Session, scope: Scope, person_id: int) -> dict[int, Standing]:
    statement = select(col(Testee.campaign_id), col(Testee.grade), col(Testee.severity))
    found = session.exec(within(scope, statement.where(Testee.person_id == person_id), Testee))
    return {key: Standing(grade, severity) for key, grade, severity in found}


def _waves(session: Session, ids: Iterable[int]) -> dict[int, Wave]:
    """The campaigns, which are nobody's personal data."""
    facts = [getattr(Campaign, name) for name in Wave._fields]
    statement = select(*facts).where(col(Campaign.id).in_(sorted(ids))).order_by(col(Campaign.opens_on))
    return {row[0]: Wave(*row) for row in session.exec(within(SYSTEM_SCOPE, statement, Campaign))}


def _series(
    session: Session, card: PersonCard, sheets: list[SheetRow], stood: dict[int, Standing], waves: dict[int, Wave]
) -> tuple[Series, ...]:
    asked = _respondents(session, waves)
    groups: dict[tuple[str, str], list[SheetRow]] = {}
    for row in sorted(sheets, key=lambda row: (waves[row.campaign_id].opens_on, row.campaign_id)):
        groups.setdefault((row.scale_key, asked.get((row.campaign_id, row.scale_key), SELF)), []).append(row)
    return tuple(_one(card, *key, rows, stood, waves) for key, rows in sorted(groups.items()))


def _respondents(session: Session, waves: Iterable[int]) -> dict[tuple[int, str], str]:
    facts = (col(CampaignScale.campaign_id), col(CampaignScale.scale_key), col(CampaignScale.respondent))
    statement = select(*facts).where(col(CampaignScale.campaign_id).in_(sorted(waves)))
    return {(campaign, scale): respondent for campaign, scale, respondent in session.exec(statement)}


def _one(
    card: PersonCard,
    scale: str,
    respondent: str,
    rows: list[SheetRow],
    stood: dict[int, Standing],
    waves: dict[int, Wave],
) -> Series:
    spec, sex = packs.scale(scale), "" if card.sex is Sex.UNKNOWN else card.sex.value
    grades = [stood.get(row.campaign_id, Standing(0, None)).grade for row in rows]
    points = [_point(row, respondent, sex, grade, stood, waves) for row, grade in zip(rows, grades, strict=True)]
    bands = stretches(spec, respondent=respondent, sex=sex, grade=grades[-1])
    return Series(scale, spec.title, respondent, *spec.total_range, bands, tuple(points))


def _point(
    row: SheetRow, respondent: str, sex: str, grade: int, stood: dict[int, Standing], waves: dict[int, Wave]
) -> Point:
    pupils = Pupils(respondent, np.array([sex]), np.array([grade], dtype=np.int64))
    band = row.record.given.scores(pupils).band(0)
    severity = stood[row.campaign_id].severity if row.campaign_id in stood else None
    valid = row.status is SheetStatus.VALID
    label = band.label if band and valid else ""
    return Point(row.campaign_id, waves[row.campaign_id].opens_on, row.record.total, label, valid, severity)
