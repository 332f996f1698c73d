"""研判会: planned, filled, decided, held. What is decided is written down here and carried out on the case."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from core import audit, clock
from core.access import SYSTEM_SCOPE, Actor, Capability, Scope, require
from core.cases.rules.panels import (
    LONGEST,
    MOST,
    TITLE,
    Decision,
    check_decision,
    check_held,
    check_open,
)
from core.cases.rules.panels import PanelState as State
from core.cases.rules.panels import (
    attendees as names_in,
)
from core.cases.rules.states import WarningState
from core.cases.tables import Case, Panel, PanelItem, Warning
from core.database import within
from core.errors import NotAllowed, NotFound, Refused
from core.organisations.queries import OrgRow
from core.organisations.queries import get as organisation
from core.organisations.rules import Level


def plan_panel(
    session: Session,
    actor: Actor,
    *,
    org_id: int,
    held_on: date,
    title: str,
    campaign_id: int | None = None,
    attendees: str = "",
) -> int:
    """Set a panel's day, title and who is asked to come; answers its id."""
    org = _place(session, require(actor, Capability.WORK_CASES), org_id)
    said = title.strip()
    if not 0 < len(said) <= TITLE:
        raise Refused("panels.title", most=TITLE)
    row = Panel(
        org_id=org.id, campaign_id=campaign_id, held_on=held_on, title=said, attendees=_text(attendees),
        planned_by=actor.user_id, planned_at=clock.now(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    audit.record(session, actor, "panel.planned", row, org_id=org.id)
    return row.id or 0


def add_items(
    session: Session,
    actor: Actor,
    *,
    panel_id: int,
    warning_ids: Collection[int] = (),
    case_ids: Collection[int] = (),
) -> int:
    """Put people on a panel's list, each once; answers how many are new.

    A warning that is confirmed stands as its case. Raises NotFound for anybody outside the actor's scope or outside the
    panel's organisation.
    """
    scope = require(actor, Capability.WORK_CASES)
    row = _open(session, scope, panel_id)
    here = _below(session, scope, row)
    warned = _found(session, here, Warning, warning_ids)
    if any(one.state is WarningState.WITHDRAWN for one in warned):
        raise Refused("panels.withdrawn")
    cared = _found(session, here, Case, {*case_ids, *(one.case_id for one in warned if one.case_id)})
    known = list(session.exec(within(scope, select(PanelItem).where(PanelItem.panel_id == panel_id), PanelItem)))
    fresh = _fresh(panel_id, known, {one.id for one in warned if not one.case_id}, {one.id for one in cared})
    if len(known) + len(fresh) > MOST:
        raise Refused("panels.too_many", most=MOST)
    if fresh:
        session.add_all(fresh)
        audit.record(session, actor, "panel.filled", row, org_id=row.org_id, people=len(fresh))
    return len(fresh)


def take_off(session: Session, actor: Actor, *, item_id: int) -> None:
    """Take somebody off the list of a panel that has not decided about them."""
    item, row = _item(session, actor, item_id)
    if item.decision is not None:
        raise Refused("panels.decided")
    session.delete(item)
    session.flush()
    audit.record(session, actor, "panel.taken_off", row, org_id=row.org_id)


def record_decision(session: Session, actor: Actor, *, item_id: int, decision: Decision, rationale: str) -> None:
    """Write down what the panel decided about somebody and why; until the panel is held it can be put right."""
    item, row = _item(session, actor, item_id)
    item.rationale = check_decision(decision, rationale, is_case=item.case_id is not None)
    item.decision, item.decided_by, item.decided_at = decision, actor.user_id, clock.now()
    session.flush()
    audit.record(session, actor, "panel.decided", item, org_id=row.org_id, panel=row.id)


def hold_panel(session: Session, actor: Actor, *, panel_id: int, held_on: date, attendees: str, note: str = "") -> None:
    """Close the record of a panel that was held: the day, who was there, the minutes. It is never changed again.

    Whoever has left the actor's reach undecided, such as a pupil whose file went to another school, falls off the list.
    """
    scope = require(actor, Capability.WORK_CASES)
    row = _open(session, scope, panel_id)
    chosen = _kept(session, scope, panel_id)
    check_held(_names(attendees), [one.decision is not None for one in chosen])
    if held_on > clock.today():
        raise Refused("panels.not_yet")
    row.held_on, row.attendees, row.note = held_on, "、".join(_names(attendees)), _text(note)
    row.state, row.closed_by, row.closed_at = State.HELD, actor.user_id, clock.now()
    session.flush()
    audit.record(session, actor, "panel.held", row, org_id=row.org_id, people=len(chosen))


def _kept(session: Session, scope: Scope, panel_id: int) -> list[PanelItem]:
    """The items of a panel that was found within the scope, without undecided ones that nobody here could decide."""
    found = within(SYSTEM_SCOPE, select(PanelItem).where(PanelItem.panel_id == panel_id), PanelItem)
    items = list(session.exec(found))
    left = [one for one in items if one.decision is None and not _reaches(session, scope, one)]
    for one in left:
        session.delete(one)
    return [one for one in items if one not in left]


def _reaches(session: Session, scope: Scope, item: PanelItem) -> bool:
    kind: Any = Warning if item.warning_id else Case
    statement = select(kind.id).where(kind.id == (item.warning_id or item.case_id))
    return session.exec(within(scope, statement, kind)).first() is not None


def _names(text: str) -> tuple[str, ...]:
    return names_in(_text(text))


def _text(text: str) -> str:
    if len(text.strip()) > LONGEST:
        raise Refused("panels.text_too_long", most=LONGEST)
    return text.strip()


def _place(session: Session, scope: Scope, org_id: int) -> OrgRow:
    """Where the actor may hold panels: whom some handling levels narrow, at bureaus alone."""
    org = organisation(session, scope, org_id)
    if org.level is Level.SCHOOL and not scope.at_every_level.covers(org.path):
        raise NotAllowed(capability=Capability.WORK_CASES.value)
    return org


def _open(session: Session, scope: Scope, panel_id: int) -> Panel:
    """The panel, locked, once the actor may see it and it is not held yet."""
    statement = select(Panel).where(Panel.id == panel_id).with_for_update()
    row: Panel | None = session.exec(within(scope, statement, Panel)).first()
    if row is None:
        raise NotFound
    _place(session, scope, row.org_id)
    check_open(row.state)
    return row


def _below(session: Session, scope: Scope, row: Panel) -> Scope:
    """The actor's scope as far as it lies at or below the panel's organisation."""
    path = organisation(session, scope, row.org_id).path
    return Scope(tuple(one._replace(path=path) for one in scope.reaches if path.startswith(one.path)))


def _found(session: Session, scope: Scope, kind: Any, ids: Collection[int]) -> list[Any]:
    rows = list(session.exec(within(scope, select(kind).where(col(kind.id).in_(sorted(ids))), kind)))
    if len(rows) < len(set(ids)):
        raise NotFound
    return rows


def _fresh(panel_id: int, known: list[PanelItem], warned: set[int], cared: set[int]) -> list[PanelItem]:
    warned = warned - {one.warning_id for one in known}
    cared = cared - {one.case_id for one in known}
    items = [PanelItem(panel_id=panel_id, warning_id=one) for one in sorted(warned)]
    return items + [PanelItem(panel_id=panel_id, case_id=one) for one in sorted(cared)]


def _item(session: Session, actor: Actor, item_id: int) -> tuple[PanelItem, Panel]:
    """The item and its open panel, once warning or case lie within the actor's scope."""
    scope = require(actor, Capability.WORK_CASES)
    item = session.exec(within(scope, select(PanelItem).where(PanelItem.id == item_id), PanelItem)).first()
    if item is None:
        raise NotFound
    row = _open(session, scope, item.panel_id)
    kind, key = (Warning, item.warning_id) if item.warning_id else (Case, item.case_id)
    _found(session, scope, kind, [key or 0])
    return item, row
