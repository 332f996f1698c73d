"""Lists that leave the product: by right, for a stated purpose, written down; and single records that are opened."""

from collections.abc import Sequence

from sqlmodel import Session

from core import audit
from core.access import Actor, Capability, Scope, require
from core.cases.queries import Filter, reasons, warnings
from core.errors import NotAllowed, NotFound, Refused
from core.screening import packs
from core.screening.actions.locking import locked
from core.screening.queries import (
    CampaignRow,
    Chosen,
    Face,
    SheetRow,
    campaign,
    listed,
    masked,
    named,
    places,
    sheets_of,
)
from core.screening.rules.policy import TierPolicy
from core.screening.rules.reasons import decode, sentence
from core.screening.rules.states import Mark, SheetStatus
from core.sheets.export import Table, workbook
from core.students.queries import person
from core.students.rules import Population

NOBODY = Face("", "")
LEAST_PURPOSE = 4
"""Characters that a purpose needs."""


def export_warnings(session: Session, actor: Actor, *, chosen: Filter, purpose: str) -> bytes:
    """The list of warnings as a workbook. Names in full where the actor may see them, reasons where scores may be seen."""
    scope = require(actor, Capability.EXPORT_PEOPLE)
    if chosen.campaign_id is None:
        raise NotFound
    seen = _seen(session, actor, chosen.campaign_id)
    if len(purpose.strip()) < LEAST_PURPOSE:
        raise Refused("students.purpose_needed", least=LEAST_PURPOSE)
    rows = warnings(session, _both(scope, actor.over(Capability.VIEW_WARNINGS)), chosen, limit=None)
    told = reasons(session, actor.over(Capability.SEE_SCORES), [row.id for row in rows])
    faces = _faces(session, actor, [row.person_id for row in rows])
    where = places(session, {row.school_id for row in rows}, {row.class_id for row in rows})
    table = [
        (
            _label(seen.policy, row.severity),
            *faces.get(row.person_id, NOBODY),
            where.schools.get(row.school_id, ""),
            row.grade,
            where.classes.get(row.class_id) or "",
            "是" if row.urgent else "",
            sentence(packs.scales(), decode(told[row.id])) if row.id in told else "",
        )
        for row in rows
    ]
    audit.record(session, actor, "warnings.exported", locked(session, seen), purpose=purpose.strip(), people=len(rows))
    head = ("等级", "姓名", "学籍号", "学校", "年级", "班级", "当日复核", "为什么在名单上")
    return workbook([Table("名单", head, table)])


def export_untested(
    session: Session, actor: Actor, *, campaign_id: int, school_id: int | None = None, grade: int | None = None
) -> bytes:
    """Who is due and has handed nothing in, as a workbook: for those who may export, and a class teacher's own class."""
    scope = actor.over(Capability.EXPORT_PEOPLE)
    scope = scope or Scope(tuple(one for one in actor.over(Capability.SEE_NAMES).reaches if one.classes is not None))
    if not scope or not actor.can(Capability.VIEW_COMPLETION):
        raise NotAllowed(capability=Capability.EXPORT_PEOPLE.value)
    seen = _seen(session, actor, campaign_id)
    chosen = Chosen(campaign_id, school_id, grade, mark=Mark.DUE, status=SheetStatus.UNTESTED)
    rows = listed(session, scope, chosen, limit=None)
    faces = _faces(session, actor, [row.person_id for row in rows])
    where = places(session, {row.school_id for row in rows}, {row.class_id for row in rows})
    table = [
        (
            where.schools.get(row.school_id, ""),
            row.grade,
            where.classes.get(row.class_id) or "",
            *faces.get(row.person_id, NOBODY),
        )
        for row in rows
    ]
    audit.record(session, actor, "untested.exported", locked(session, seen), people=len(rows), school=school_id)
    return workbook([Table("未测名单", ("学校", "年级", "班级", "姓名", "学籍号"), table)])


def open_sheets(session: Session, actor: Actor, *, person_id: int, campaign_id: int) -> list[SheetRow]:
    """The answer sheets of one person in a campaign, superseded ones too; the record keeps who looked.

    Whoever looks after some handling levels alone opens the sheets of those on their list, and gets NotFound for others; a
    teacher's sheets are for whoever has the teacher on the list, never for colleagues.
    """
    scope = require(actor, Capability.SEE_SCORES)
    own = warnings(session, scope, Filter(campaign_id, state=None, people=[person_id]), limit=1)
    card = person(session, scope if own else scope.at_every_level, person_id=person_id)
    if card.population is Population.TEACHER and not own:
        raise NotFound
    found = sheets_of(session, scope, person_id=person_id, campaign_id=campaign_id)
    seen = _seen(session, actor, campaign_id)
    audit.record(
        session, actor, "sheets.opened", locked(session, seen), org_id=card.school_id, person=person_id,
        sheets=len(found),
    )  # fmt: skip
    return found


def _seen(session: Session, actor: Actor, campaign_id: int) -> CampaignRow:
    return campaign(session, actor.scope, campaign_id)


def _both(one: Scope, other: Scope) -> Scope:
    """What lies in both scopes, where each reach of `other` is kept only below a reach of `one`."""
    return Scope(tuple(reach for reach in other.reaches if one.covers(reach.path)))


def _faces(session: Session, actor: Actor, people: Sequence[int]) -> dict[int, Face]:
    """Full names where the actor may see names, masked ones elsewhere."""
    return masked(session, actor.over(Capability.VIEW_PEOPLE), people) | named(
        session, actor.over(Capability.SEE_NAMES), people
    )


def _label(policy: TierPolicy, severity: int) -> str:
    level = policy.level(severity)
    return level.label if level else ""
