"""Reads of panels: their minutes, whom they talked about, and what was decided about somebody."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import func, or_
from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE, Scope
from core.cases.rules.panels import Decision, PanelState
from core.cases.tables import Case, Panel, PanelItem, Warning
from core.database import within
from core.errors import NotFound
from core.organisations.rules import Level
from core.organisations.tables import Organisation


class PanelRow(NamedTuple):
    """One panel; `items` and `decided` count the people it talks about."""

    id: int
    org_id: int
    campaign_id: int | None
    held_on: date
    title: str
    attendees: str
    note: str
    state: PanelState
    items: int
    decided: int


class PanelItemRow(NamedTuple):
    """One person of a panel's list, as the warning or the case that stands for them."""

    id: int
    panel_id: int
    warning_id: int | None
    case_id: int | None
    person_id: int
    school_id: int
    class_id: int | None
    grade: int
    severity: int
    decision: Decision | None
    rationale: str
    decided_at: datetime | None


class PanelDecision(NamedTuple):
    """What a panel decided about a warning or a case."""

    held_on: date
    decision: Decision
    rationale: str
    warning_id: int | None
    case_id: int | None


class Place(NamedTuple):
    """Whom a warning or a case is about."""

    person_id: int
    school_id: int
    class_id: int | None
    grade: int
    severity: int


def panels(session: Session, scope: Scope, *, offset: int = 0, limit: int = 20) -> list[PanelRow]:
    """A page of panels, newest first; `scope` is where cases are worked on.

    Whoever looks after some handling levels alone sees a bureau's panels, not those of schools: their minutes are about
    everybody there.
    """
    statement = seen(scope, select(Panel)).order_by(col(Panel.held_on).desc(), col(Panel.id).desc())
    rows = session.exec(statement.offset(offset).limit(limit)).all()
    counted = _counted(session, [row.id or 0 for row in rows])
    return [_row(row, *counted.get(row.id or 0, (0, 0))) for row in rows]


def panel(session: Session, scope: Scope, panel_id: int) -> PanelRow:
    """One panel; raises NotFound for one that `panels` does not show."""
    row = session.exec(seen(scope, select(Panel).where(Panel.id == panel_id))).first()
    if row is None:
        raise NotFound
    return _row(row, *_counted(session, [panel_id]).get(panel_id, (0, 0)))


def panel_items(session: Session, scope: Scope, panel_id: int) -> list[PanelItemRow]:
    """Whom a panel talks about, the gravest first, as far as warning or case lie within the scope."""
    panel(session, scope, panel_id)
    rows = list(session.exec(within(scope, select(PanelItem).where(PanelItem.panel_id == panel_id), PanelItem)))
    warned = _places(session, scope, Warning, {row.warning_id for row in rows})
    cared = _places(session, scope, Case, {row.case_id for row in rows})
    found = [_item(row, place) for row in rows if (place := warned.get(row.warning_id) or cared.get(row.case_id))]
    return sorted(found, key=lambda row: (-row.severity, row.id))


def panel_decisions(
    session: Session, scope: Scope, *, warning_ids: Collection[int] = (), case_ids: Collection[int] = ()
) -> list[PanelDecision]:
    """What held panels decided about these warnings and cases, newest first; `scope` is where cases are worked on.

    Whoever works on the case reads it, whichever bureau the panel was held at: it is about that person alone.
    """
    warned = _places(session, scope, Warning, set(warning_ids))
    cared = _places(session, scope, Case, set(case_ids))
    facts: Any = (Panel.held_on, *(getattr(PanelItem, name) for name in PanelDecision._fields[1:]))
    statement = select(*facts).join(Panel, col(Panel.id) == PanelItem.panel_id)
    statement = within(SYSTEM_SCOPE, within(SYSTEM_SCOPE, statement, PanelItem), Panel)
    about = or_(col(PanelItem.warning_id).in_(sorted(warned)), col(PanelItem.case_id).in_(sorted(cared)))
    rows = session.exec(statement.where(about, Panel.state == PanelState.HELD).order_by(col(Panel.held_on).desc()))
    return [PanelDecision(*row) for row in rows]


def seen(scope: Scope, statement: Any) -> Any:
    """The statement over Panel narrowed to those a reader of this scope may see."""
    bureaus = within(SYSTEM_SCOPE, select(col(Organisation.id)).where(Organisation.level != Level.SCHOOL), Organisation)
    whole = within(scope.at_every_level, select(col(Organisation.id)), Organisation)
    return within(scope, statement, Panel).where(or_(col(Panel.org_id).in_(bureaus), col(Panel.org_id).in_(whole)))


def _places(session: Session, scope: Scope, kind: Any, ids: set[int | None]) -> dict[int | None, Place]:
    facts = [getattr(kind, name) for name in ("id", *Place._fields)]
    wanted = sorted(one for one in ids if one is not None)
    statement = within(scope, select(*facts).where(col(kind.id).in_(wanted)), kind)
    return {row[0]: Place(*row[1:]) for row in session.exec(statement)}


def _counted(session: Session, ids: list[int]) -> dict[int, tuple[int, int]]:
    """People on the lists of panels that were read within a scope, and how many of them are decided about."""
    key = col(PanelItem.panel_id)
    counted: Any = select(key, func.count(), func.count(col(PanelItem.decision))).where(key.in_(ids))
    return {row[0]: (row[1], row[2]) for row in session.exec(within(SYSTEM_SCOPE, counted, PanelItem).group_by(key))}


def _item(row: PanelItem, place: Place) -> PanelItemRow:
    facts = {name: getattr(row, name) for name in PanelItemRow._fields if name not in Place._fields}
    return PanelItemRow(**place._asdict(), **facts)


def _row(row: Panel, items: int, decided: int) -> PanelRow:
    facts = {name: getattr(row, name) for name in PanelRow._fields if name not in ("items", "decided")}
    return PanelRow(items=items, decided=decided, **facts)
