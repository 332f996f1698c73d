"""Who may plan, fill, decide and hold panels, and who reads what they decided."""

from collections.abc import Callable
from datetime import date

from sqlmodel import Session

from core import clock
from core.access import Actor, Capability, Scope
from core.cases import actions, queries
from core.cases.rules.panels import Decision, PanelState
from core.cases.tables import Panel, PanelItem
from core.screening.rules.states import CampaignState
from tests.access_cases import Action, Query
from tests.screening.standing import Standing, asked, standing
from tests.world import World

WORK = Capability.WORK_CASES
HOLDERS = {"a": "counsellor", "county": "centre counsellor"}
"""Panels of a school are for those who work on every level there; a bureau's also for its centre."""
DAY = date(2025, 10, 20)


def planned(session: Session, world: World, at: str, *, held: bool = False) -> int:
    """A panel at the organisation, with nobody on its list."""
    state = PanelState.HELD if held else PanelState.OPEN
    panel = Panel(
        org_id=world.orgs[at], held_on=DAY, title="十月研判会", state=state, planned_by=world.accounts["nobody"],
        planned_at=clock.now(),
    )  # fmt: skip
    session.add(panel)
    session.flush()
    return panel.id or 0


def meeting(
    session: Session, world: World, kept: Standing, at: str, *, decided: bool = False, held: bool = False
) -> tuple[int, int]:
    """A panel that talks about the first warning of school A, the one of 区级: ids of panel and item."""
    panel = planned(session, world, at, held=held)
    item = PanelItem(panel_id=panel, warning_id=kept.warnings[0])
    if decided:
        item.decision, item.rationale = Decision.KEEP, "再看两周"
    session.add(item)
    session.flush()
    return panel, item.id or 0


def on(
    step: Callable[[Session, Actor, World, str, Standing], object],
) -> Callable[[Session, Actor, World, str], object]:
    """The step taken beside the standing campaign; nothing of it stays when it is refused."""

    def call(session: Session, actor: Actor, world: World, at: str) -> object:
        with standing(session, world) as kept:
            return step(session, actor, world, at, kept)

    return call


def of(
    question: Callable[[Session, Scope, World, str, Standing], object],
) -> Callable[[Session, Scope, World, str], object]:
    """The question asked beside the standing campaign, which is gone afterwards."""
    return lambda session, scope, world, at: asked(
        session, world, lambda kept: question(session, scope, world, at, kept), CampaignState.OPEN
    )


ACTIONS = {
    "plan_panel": Action(WORK, HOLDERS, lambda s, actor, w, at: actions.plan_panel(
        s, actor, org_id=w.orgs[at], held_on=DAY, title="十月研判会")),
    "add_items": Action(WORK, HOLDERS, on(lambda s, actor, w, at, kept: actions.add_items(
        s, actor, panel_id=planned(s, w, at), warning_ids=kept.warnings[:1]))),
    "take_off": Action(WORK, HOLDERS, on(lambda s, actor, w, at, kept: actions.take_off(
        s, actor, item_id=meeting(s, w, kept, at)[1]))),
    "record_decision": Action(WORK, HOLDERS, on(lambda s, actor, w, at, kept: actions.record_decision(
        s, actor, item_id=meeting(s, w, kept, at)[1], decision=Decision.RAISE, rationale="两处来源都说到"))),
    "hold_panel": Action(WORK, HOLDERS, on(lambda s, actor, w, at, kept: actions.hold_panel(
        s, actor, panel_id=meeting(s, w, kept, at, decided=True)[0], held_on=DAY, attendees="王老师、李老师"))),
}  # fmt: skip
QUERIES = {
    "panels": Query(WORK, HOLDERS, of(lambda s, scope, w, at, kept: meeting(s, w, kept, at) and queries.panels(
        s, scope))),
    "panel": Query(WORK, HOLDERS, of(lambda s, scope, w, at, kept: queries.panel(
        s, scope, meeting(s, w, kept, at)[0]))),
    "panel_items": Query(WORK, HOLDERS, of(lambda s, scope, w, at, kept: queries.panel_items(
        s, scope, meeting(s, w, kept, at)[0]))),
    "panel_decisions": Query(WORK, {"a": "centre counsellor"}, of(lambda s, scope, w, at, kept: meeting(
        s, w, kept, "county", decided=True, held=True) and queries.panel_decisions(
        s, scope, warning_ids=kept.warnings))),
    "tally_by_state": Query(Capability.VIEW_WARNINGS, {"a": "centre school_lead counsellor class_teacher"}, of(
        lambda s, scope, w, at, kept: queries.tally_by_state(s, scope, campaign_id=kept.campaign))),
}  # fmt: skip
