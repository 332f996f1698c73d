"""Who may plan, fill, decide and hold panels, and who reads what they decided."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from sqlmodel import Session

from core import clock
from core.access import Actor, Capability, Scope
from core.cases import actions, queries
from core.cases.rules.panels import Decision, PanelState
from core.cases.tables import Panel, PanelItem
from core.screening.rules.states import CampaignState
from tests.access_cases import Action, AskedBeside, Beside, Query
from tests.screening.standing import Standing, write
from tests.world import World

WORK = Capability.WORK_CASES
HOLDERS = {"a": "counsellor", "county": "centre counsellor"}
"""Panels of a school are for those who work on every level there; a bureau's also for its centre."""
DAY = date(2025, 10, 20)


class Met(NamedTuple):
    """The standing campaign, and a panel at school A and one at the county, by the organisation."""

    listed: Standing
    panels: dict[str, int]
    items: dict[str, int]


Step = Callable[[Session, Actor, World, str, Met], object]
Question = Callable[[Session, Scope, World, str, Met], object]


def met(*, empty: bool = False, decided: bool = False, held: bool = False) -> Callable[[Session, World], Met]:
    """Panels that talk about the first warning of school A, the one of 区级; empty ones about nobody yet."""

    def written(session: Session, world: World) -> Met:
        listed = write(session, world, CampaignState.OPEN)
        panels = {at: _panel(session, world, at, held=held) for at in HOLDERS}
        about = {} if empty else panels
        items = {at: _item(session, panel, listed.warnings[0], decided=decided) for at, panel in about.items()}
        return Met(listed, panels, items)

    return written


def _panel(session: Session, world: World, at: str, *, held: bool) -> int:
    panel = Panel(
        org_id=world.orgs[at], held_on=DAY, title="十月研判会", state=PanelState.HELD if held else PanelState.OPEN,
        planned_by=world.accounts["nobody"], planned_at=clock.now(),
    )  # fmt: skip
    session.add(panel)
    session.flush()
    return panel.id or 0


def _item(session: Session, panel: int, warning: int, *, decided: bool) -> int:
    item = PanelItem(panel_id=panel, warning_id=warning)
    if decided:
        item.decision, item.rationale = Decision.KEEP, "再看两周"
    session.add(item)
    session.flush()
    return item.id or 0


def on(step: Step, *, empty: bool = False, decided: bool = False) -> Beside:
    """The step taken on those panels."""
    return Beside(met(empty=empty, decided=decided), step)


def of(question: Question, *, held: bool = False) -> AskedBeside:
    """The question asked of those panels."""
    return AskedBeside(met(decided=held, held=held), question)


ACTIONS = {
    "plan_panel": Action(WORK, HOLDERS, lambda s, actor, w, at: actions.plan_panel(
        s, actor, org_id=w.orgs[at], held_on=DAY, title="十月研判会")),
    "add_items": Action(WORK, HOLDERS, on(lambda s, actor, w, at, kept: actions.add_items(
        s, actor, panel_id=kept.panels[at], warning_ids=kept.listed.warnings[:1]), empty=True)),
    "take_off": Action(WORK, HOLDERS, on(lambda s, actor, w, at, kept: actions.take_off(
        s, actor, item_id=kept.items[at]))),
    "record_decision": Action(WORK, HOLDERS, on(lambda s, actor, w, at, kept: actions.record_decision(
        s, actor, item_id=kept.items[at], decision=Decision.RAISE, rationale="两处来源都说到"))),
    "hold_panel": Action(WORK, HOLDERS, on(lambda s, actor, w, at, kept: actions.hold_panel(
        s, actor, panel_id=kept.panels[at], held_on=DAY, attendees="王老师、李老师"), decided=True)),
}  # fmt: skip
QUERIES = {
    "panels": Query(WORK, HOLDERS, of(lambda s, scope, w, at, kept: kept.panels[at] in {
        row.id for row in queries.panels(s, scope)})),
    "panel": Query(WORK, HOLDERS, of(lambda s, scope, w, at, kept: queries.panel(s, scope, kept.panels[at]))),
    "panel_items": Query(WORK, HOLDERS, of(lambda s, scope, w, at, kept: queries.panel_items(
        s, scope, kept.panels[at]))),
    "panel_decisions": Query(WORK, {"a": "centre counsellor"}, of(lambda s, scope, w, at, kept: queries.panel_decisions(
        s, scope, warning_ids=kept.listed.warnings), held=True)),
    "tally_by_state": Query(Capability.VIEW_WARNINGS, {"a": "centre school_lead counsellor class_teacher"}, of(
        lambda s, scope, w, at, kept: queries.tally_by_state(s, scope, campaign_id=kept.listed.campaign))),
}  # fmt: skip
